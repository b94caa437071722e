"""Strandland's surveys of its organisations: two years, and what may be shown."""

from __future__ import annotations

from datetime import date

import pytest

from overens.config.demonstration.reading import read_toml
from overens.surveys.rules import (
    can_cross,
    protect_table,
    read_definition,
    release_figures,
    stands_of,
)
from overens.surveys.rules.codes import code_item, coded_sheets, count_codes
from overens.surveys.rules.interviews import (
    interview_sheets,
    passages_in,
    roles_shown,
)
from overens.surveys.rules.own_words import mark_of
from overens.surveys.rules.questions import Option
from tests.surveys.made import frame_of, items_of, sheets_of

pytestmark = pytest.mark.pure


def survey(name):
    file = f"strandland/survey-{name}.toml"
    return read_definition(read_toml(file, today=date(2026, 11, 22)))


def test_both_years_ask_the_same_of_the_same_kind_of_respondents():
    before, after = survey("organisations-last-year"), survey("organisations")
    # This year what would make it better was asked besides.
    *same, more = after.questions
    assert list(before.questions) == same
    assert (more.key, more.kind) == ("better", "text")
    assert before.texts["unit"] == after.texts["unit"]
    assert (before.mode, after.mode) == ("confidential", "anonymous")
    assert (before.slug, after.slug) == (
        "strandland-organisationer-2025",
        "strandland-2026",
    )


def test_a_third_of_the_organisations_feel_engaged_and_one_table_can_be_shown():
    asked = survey("organisations")
    items, sheets = items_of(asked), sheets_of(asked)
    released, facts = release_figures(items, frame_of(asked), sheets, 5)
    engaged = released.questions["engaged"]
    assert (engaged.base, engaged.counts["yes"]) == (50, 17)

    crossable = [item for item in items if can_cross(item)]
    table = protect_table(
        crossable[0], crossable[1], items, stands_of(items, sheets), facts, 5
    )
    # Two of the smallest said yes: theirs is hidden, with a ring of four.
    assert ("few", "yes") not in table.counts
    assert table.counts["some", "yes"] == 8


def test_what_the_organisations_wrote_is_counted_with_no_code_of_few():
    book = read_toml("strandland/code-book.toml", today=date(2026, 11, 22))
    sheets = sheets_of(survey("organisations"))
    codes = {
        mark_of("", "better", text): [
            str(n)
            for n, code in enumerate(book["codes"])
            if any(word in text for word in code["words"])
        ]
        for sheet in sheets
        if (text := str(sheet.answers.get("better", "")))
    }
    options = [
        Option(str(n), code["name"]["sv"]) for n, code in enumerate(book["codes"])
    ]

    counts, _facts = count_codes(
        code_item("better", "", options),
        coded_sheets(sheets, "better", "better", codes, survey=""),
        least=5,
    )

    # Four ask to be asked sooner: too few to be told.
    assert (counts.base, counts.persons) == (19, 19)
    assert counts.counts == {"1": 5, "2": 6}


def test_twelve_interviews_are_enough_to_quote_and_one_code_is_of_too_few():
    told = read_toml("strandland/interviews.toml", today=date(2026, 11, 22))
    theme = told["themes"][1]
    notes = [
        (n, {"t": "\n\n".join(i["notes"][1])}) for n, i in enumerate(told["interviews"])
    ]
    codes = {
        mark_of("", "t", passage): [
            str(n)
            for n, code in enumerate(theme["codes"])
            if any(word in passage for word in code["words"])
        ]
        for _number, its in notes
        for passage in passages_in(its["t"])
    }
    options = [Option(str(n), c["name"]["sv"]) for n, c in enumerate(theme["codes"])]

    counts, _facts = count_codes(
        code_item("t", "", options),
        interview_sheets(notes, "t", codes, survey=""),
        least=5,
    )

    assert (counts.base, counts.counts) == (12, {"0": 7})
    roles, others = roles_shown([i["role"]["sv"] for i in told["interviews"]], least=5)
    assert (roles, others) == ([("enhetschef", 6), ("verksamhetschef", 6)], 0)
