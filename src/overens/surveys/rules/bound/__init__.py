"""Figures bound into a report's text: what is written in braces is filled from data.

::

    {survey:answered}           8 of 11 committee secretaries
    {knows-compact}             13 of 20 committees: the base of a question
    {knows-compact:yes}         9 of 13 committees (69 %)
    {knows-compact:yes:share}   69 %
    {knows-compact:yes:count}   9
    {satisfaction:missing}      5: answered the survey, and not the question
    {satisfaction:median}       3
    {forms*satisfaction}        whether the two hang together, with its p
    {group*satisfaction}        whether the groups differ
    {wish.codes:time}           4 of 9 committees (44 %): texts counted by code

and of one group alone, of those who gave one answer to another question, after a bar::

    {survey:units|group=health}          7 of 12 committees
    {knows-compact:yes|group=health}     5 of 7 committees (71 %)
    {satisfaction:3|knows-compact=yes}   4 of 9 committees (44 %)

So a text cannot say five where the answers say three, and follows the answers until the
report is published. Rules R1 and R2 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from overens.surveys.rules.bound.groups import (
    NO_TABLES,
    Tables,
    by_group,
    came,
    of_group,
    side_of,
    who_came_everywhere,
)
from overens.surveys.rules.bound.references import (
    COUNT,
    GROUPS,
    MEAN,
    MEDIAN,
    MISSING,
    NUMBER,
    OF_BASE,
    PERCENT,
    PERSONS,
    SHARE,
    SURVEY,
    UNITS,
    UNSAID,
    VERDICT,
    Bound,
    CannotCross,
    Reference,
    TableNotGivenOut,
    UnknownFigure,
    pieces_of,
    references_in,
)
from overens.surveys.rules.results import QuestionResult, SurveyResult
from overens.surveys.rules.stands import GROUP, can_cross

__all__ = [
    "COUNT",
    "GROUPS",
    "MEAN",
    "MEDIAN",
    "MISSING",
    "NO_TABLES",
    "NUMBER",
    "OF_BASE",
    "PERCENT",
    "PERSONS",
    "SHARE",
    "SURVEY",
    "UNITS",
    "UNSAID",
    "VERDICT",
    "Bound",
    "CannotCross",
    "Reference",
    "TableNotGivenOut",
    "Tables",
    "UnknownFigure",
    "bound",
    "figures_to_bind",
    "pieces_of",
    "references_in",
]


def bound(
    reference: Reference,
    result: SurveyResult,
    tables: Tables = NO_TABLES,
    *,
    is_open: bool = False,
) -> Bound:
    """Return the figure that a reference stands for.

    Args:
        is_open: nobody knows how many there are in all.

    Raises:
        UnknownFigure: the survey has no such figure, or it says nothing of the kind.
        CannotCross: what it crosses can be no side of a table.
        TableNotGivenOut: nobody has given the table out that it stands in.
    """
    name = reference.name
    questions = {each.key: each for each in (*result.questions, *tables.coded)}
    if reference.pair is not None:
        return _verdict(reference, reference.pair, questions, tables)
    if reference.within is not None:
        return of_group(reference, reference.within, questions, result, tables)
    first, _, rest = name.partition(":")
    asked = questions.get(first)
    # A question may have been called so before it had a report.
    if asked is not None:
        found = _of_question(asked, result, is_open=is_open).get(rest)
    else:
        of_survey = _of_survey(result, is_open=is_open)
        found = of_survey.get(rest) if first == SURVEY else None
    if found is None:
        raise UnknownFigure(name=name)
    return found


def _verdict(
    reference: Reference,
    pair: tuple[str, str],
    questions: Mapping[str, QuestionResult],
    tables: Tables,
) -> Bound:
    sides = [side_of(name, questions, tables) for name in pair]
    one, other = sides
    if one is None or other is None or one.key == other.key:
        raise UnknownFigure(name=reference.name)
    if not (can_cross(one) and can_cross(other)):
        raise CannotCross(name=reference.name)
    return Bound(reference.name, VERDICT, one.key, other.key)


def figures_to_bind(
    result: SurveyResult, tables: Tables = NO_TABLES, *, is_open: bool = False
) -> list[Bound]:
    """Return the figures that a text can be bound to, in order.

    Verdicts aside, and what is told of those who gave one answer to another question:
    there are as many as there are pairs. Of the groups each answer once, not in every
    form, and only what has been given out.

    Args:
        is_open: nobody knows how many there are in all.
    """
    questions = (*result.questions, *tables.coded)
    is_taken = any(question.key == GROUPS for question in questions)
    return [
        *_of_survey(result, is_open=is_open).values(),
        *who_came_everywhere(result, tables, GROUP if is_taken else GROUPS),
        *(
            figure
            for question in questions
            for figure in (
                *_of_question(question, result, is_open=is_open).values(),
                *by_group(question, tables, GROUP if is_taken else GROUPS),
            )
        ),
    ]


def _of_survey(result: SurveyResult, *, is_open: bool) -> Mapping[str, Bound]:
    people, units = result.respondents, result.units
    if is_open:
        # How many were asked nobody knows, so not how many did not answer either.
        found = {
            "answered": Bound("", NUMBER, count=people.answered),
            "units": Bound("", NUMBER, count=units.answered),
            "sheets": Bound("", NUMBER, count=result.submissions),
        }
        return _named(found)
    sheets = {"sheets": Bound("", NUMBER, count=result.submissions)}
    return _named({**came(units, people), **sheets})


def _named(found: Mapping[str, Bound]) -> dict[str, Bound]:
    return {
        key: Bound(
            f"{SURVEY}:{key}",
            figure.form,
            count=figure.count,
            base=figure.base,
            is_hidden=figure.count is None,
        )
        for key, figure in found.items()
    }


def _of_question(
    asked: QuestionResult, result: SurveyResult, *, is_open: bool
) -> Mapping[str, Bound]:
    """Return a question's figures by what stands after its key and a colon."""
    found: dict[str, Bound] = {}

    def put(rest: str, form: str, **more: object) -> None:
        name = f"{asked.key}:{rest}" if rest else asked.key
        found.setdefault(rest, Bound(name, form, asked.key, **more))  # type: ignore[arg-type]

    is_held = asked.is_withheld
    put(
        "",
        NUMBER if is_open else UNITS,
        count=None if is_held else asked.base,
        base=result.units.frame,
        is_hidden=is_held,
    )
    # Of many groups only those that hold anything.
    for option in asked.spread:
        held = {
            "option": option.key,
            "count": option.count,
            "base": None if is_held else asked.base,
            "is_hidden": option.count is None,
        }
        put(option.key, OF_BASE, **held)
        put(f"{option.key}:{COUNT}", NUMBER, **held)
        put(f"{option.key}:{SHARE}", PERCENT, **held)
    if asked.median is not None:
        put(MEDIAN, NUMBER, value=asked.median)
    if asked.mean is not None:
        put(MEAN, NUMBER, value=asked.mean)
    if asked.unsaid is not None:
        put(UNSAID, NUMBER, count=asked.unsaid)
    if not is_held:
        got = result.units.answered if asked.got is None else asked.got
        put(MISSING, NUMBER, count=got - asked.base)
    return found
