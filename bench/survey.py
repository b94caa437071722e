"""The results of ``hok-2020`` against the same counts in plain Python."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from bench import world
from bench.part import Part, medians, ms, run_alone, times

TURNS = 30


def measure(data: Path) -> Part:
    """Count with plain dictionaries, by the rules, and as page and JSON get it."""
    world.open_here(data)
    from overens.surveys.models import AnswerSheet, Survey
    from overens.surveys.queries import (
        frame_of,
        item_in,
        questionnaire_items,
        result_document,
        shown_survey,
        standing_sheets,
    )
    from overens.surveys.rules import survey_result

    survey = Survey.objects.select_related("space").get(slug="hok-2020")
    items = [item_in(item, "sv") for item in questionnaire_items(survey)]
    frame, sheets = frame_of(survey), standing_sheets(survey)

    def count(rows: Any) -> dict[str, Counter[str]]:
        counts: dict[str, Counter[str]] = {item.key: Counter() for item in items}
        for answers, units in rows:
            for key, kept in counts.items():
                given = answers.get(key)
                for option in given if isinstance(given, list) else [given]:
                    if option:
                        kept[option] += units
        return counts

    held = [(sheet.answers, len(sheet.units)) for sheet in sheets]

    def plain() -> object:
        return count(held)

    def plain_from_rows() -> object:
        rows = AnswerSheet.objects.filter(survey=survey, withdrawn_at=None)
        return count(rows.values_list("answers", "unit_count"))

    found = medians(
        {
            "plain": plain,
            "rules": lambda: survey_result(items, frame, sheets),
            "plain from rows": plain_from_rows,
            "document": lambda: result_document(shown_survey(survey, "sv")),
        },
        times=TURNS,
    )
    # The same counts, or the comparison says nothing.
    ours = {
        question.key: {o.key: o.count for o in question.options if o.count}
        for question in survey_result(items, frame, sheets).questions
        if question.options
    }
    assert ours == {key: dict(count(held)[key]) for key in ours}
    return Part(
        "The results of hok-2020",
        f"{len(sheets)} answer sheets, {len(items)} questions; median of {TURNS} "
        "turns. Plain: a dictionary of counters for each question, checked to give "
        "the same counts. Ours adds bases, persons, exact intervals, logical bounds, "
        "rates, means, notes and, in the document, words and printed figures.",
        ("what", "time", "of plain"),
        (
            ("plain counts, answers in memory", ms(found["plain"]), "1x"),
            (
                "all figures by the rules, answers in memory",
                ms(found["rules"]),
                times(found["rules"] / found["plain"]),
            ),
            ("plain counts, from the database", ms(found["plain from rows"]), "1x"),
            (
                "the whole JSON document, from the database",
                ms(found["document"]),
                times(found["document"] / found["plain from rows"]),
            ),
        ),
    )


if __name__ == "__main__":
    run_alone(measure)
