"""What others found, ready to be shown beside ours: source, grade, answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from overens.common import formats
from overens.common.charts import Table
from overens.common.charts.words import withheld_cell
from overens.surveys.models import OutsideQuestion, OutsideSurvey, Survey
from overens.surveys.queries.verdicts import p_of, several_in_words
from overens.surveys.queries.wording import EN_DASH, figure, whole_percent
from overens.surveys.rules import (
    SAME,
    SURE,
    TENDENCY,
    QuestionResult,
    SurveyResult,
)
from overens.surveys.rules.outside import (
    OUTSIDE_GRADES,
    PLACES,
    SHARES,
    Beside,
    OutsideAnswer,
    answers_in,
    figures_in,
    set_beside,
)

# What is quoted is quoted in the words of its source.
PRINTED_IN = "sv"


@dataclass(frozen=True)
class ShownOutside:
    """An outside question beside ours, in one language.

    Attributes:
        title: the outside survey, with who did it and when.
        asked: whom it asked, and how many answered.
        alike: its grade, in words.
        wording: what they asked, where it is told.
        sentences: what a test says; only of grade A.
        table: their answers beside ours; of grade C theirs alone.
    """

    title: str
    url: str
    asked: str
    grade: str
    alike: str
    note: str
    wording: str
    source: str
    sentences: tuple[str, ...]
    table: Table
    answers: tuple[OutsideAnswer, ...]


def outside_of(survey: Survey) -> Mapping[str, list[OutsideQuestion]]:
    """Return the outside questions beside a survey's, by ours. 1 query."""
    found: dict[str, list[OutsideQuestion]] = defaultdict(list)
    for row in OutsideQuestion.objects.filter(survey=survey).select_related("outside"):
        found[row.question_key].append(row)
    return found


def outside_surveys_of(survey: Survey) -> list[OutsideSurvey]:
    """Return the outside surveys of a survey's compact, the latest first. 1 query."""
    return list(OutsideSurvey.objects.filter(space=survey.space))


def shown_outside(
    row: OutsideQuestion, ours: QuestionResult, result: SurveyResult, language: str
) -> ShownOutside:
    """Return an outside question beside ours, in the active language. No query.

    Args:
        ours: what is shown of our question; nothing else of it is used.
    """
    outside = row.outside
    answers = answers_in(row.answers)
    is_independent = result.respondents.answered == result.units.answered
    beside = set_beside(
        row.grade, answers, outside.answered, ours, is_independent=is_independent
    )
    return ShownOutside(
        title=gettext("%(title)s (%(done_by)s, %(year)s)")
        % {
            "title": outside.title.in_language(language),
            "done_by": outside.done_by,
            "year": outside.year,
        },
        url=outside.url,
        asked=_asked(outside, language),
        grade=row.grade,
        alike=gettext(OUTSIDE_GRADES[row.grade]),
        note=row.note.in_language(language),
        wording=row.wording.in_language(language),
        source=outside.source.in_language(language),
        sentences=tuple(_sentences(beside)) if row.grade == SAME else (),
        table=_table(row, answers, beside, ours, language),
        answers=answers,
    )


def _asked(outside: OutsideSurvey, language: str) -> str:
    facts = {
        "asked": outside.asked.in_language(language),
        "answered": figure(outside.answered or 0),
    }
    if outside.answered is None:
        return gettext(
            "Asked: %(asked)s. The source does not say how many answered."
        ) % (facts)
    return gettext("Asked: %(asked)s. %(answered)s answered.") % facts


def _sentences(beside: tuple[Beside, ...]) -> list[str]:
    said = []
    for each in beside:
        if each.change is None or each.verdict is None:
            continue
        word = {
            SURE: gettext("a statistically significant difference"),
            TENDENCY: gettext("a tendency"),
        }.get(each.verdict.word, gettext("no statistically significant difference"))
        middle, low, high = (round(100 * part) for part in each.change)
        sentence = (
            gettext(
                "“%(label)s”: %(word)s, ours is %(higher)s percentage points higher "
                "than theirs (95 %%: %(low)s to %(high)s; %(p)s)."
            )
            if middle >= 0
            else gettext(
                "“%(label)s”: %(word)s, ours is %(lower)s percentage points lower than "
                "theirs (95 %%: %(low)s to %(high)s; %(p)s)."
            )
        )
        facts = {
            "label": each.theirs.label,
            "word": word,
            "higher": formats.number(middle),
            "lower": formats.number(-middle),
            "low": formats.number(low),
            "high": formats.number(high),
            "p": p_of(each.verdict),
        }
        said.append(sentence % facts)
    if said:
        said.append(
            gettext(
                "Tested with Fisher’s exact test, on counts reckoned from their "
                "printed shares."
            )
        )
        said += several_in_words([each.verdict for each in beside])
    return said


def _table(
    row: OutsideQuestion,
    answers: tuple[OutsideAnswer, ...],
    beside: tuple[Beside, ...],
    ours: QuestionResult,
    language: str,
) -> Table:
    title = row.outside.title.in_language(language)
    kind = figures_in(answers)
    headings = [gettext("Answer")]
    if kind == SHARES:
        headings.append(gettext("%(title)s, printed") % {"title": title})
    elif kind == PLACES:
        headings.append(gettext("Place in %(title)s") % {"title": title})
    is_beside = bool(beside)
    if is_beside:
        headings.append(gettext("Ours"))
        if kind == PLACES:
            headings.append(gettext("Place in ours"))
    rows = []
    for number, answer in enumerate(answers):
        cells = [answer.label]
        if kind == SHARES:
            cells.append(f"{answer.share.replace('.', _point())}{formats.NO_BREAK}%")
        elif kind == PLACES:
            cells.append(figure(answer.place or 0))
        if is_beside:
            option = beside[number].ours
            cells.append(_ours(beside[number], ours))
            if kind == PLACES:
                cells.append(_place(option.key if option else "", ours))
        rows.append(tuple(cells))
    return Table(
        headings=tuple(headings),
        rows=tuple(rows),
        caption=gettext("%(title)s, beside ours") % {"title": title}
        if is_beside
        else title,
        numbers=tuple(range(1, len(headings))),
        # Quoted as printed, so in the language that it was printed in.
        languages=tuple((n, 0, PRINTED_IN) for n in range(len(rows)))
        if language != PRINTED_IN
        else (),
    )


def _point() -> str:
    """Return what stands before decimals in the active language."""
    return formats.number(0.5, 1)[1]


def _ours(each: Beside, ours: QuestionResult) -> str:
    if each.ours is None:
        return EN_DASH
    if each.ours.count is None:
        return withheld_cell()
    return gettext("%(count)s of %(base)s (%(share)s)") % {
        "count": figure(each.ours.count),
        "base": figure(ours.base),
        "share": whole_percent(each.ours.count, ours.base),
    }


def _place(key: str, ours: QuestionResult) -> str:
    """Return our option's place by how many chose it; a dash where any is withheld."""
    counts = {option.key: option.count for option in ours.options}
    count = counts.get(key)
    if count is None or None in counts.values():
        return EN_DASH
    return figure(1 + sum((other or 0) > count for other in counts.values()))


def outside_document(shown: tuple[ShownOutside, ...]) -> list[dict[str, Any]]:
    """Return the outside questions beside one of ours as data."""
    return [
        {
            "title": each.title,
            "asked": each.asked,
            "grade": each.grade,
            "note": each.note,
            "wording": each.wording,
            "source": each.source,
            "url": each.url,
            "answers": [one.stored for one in each.answers],
            "tested": list(each.sentences),
        }
        for each in shown
    ]
