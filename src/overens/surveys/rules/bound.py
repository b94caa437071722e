"""Figures bound into a report's text: what is written in braces is filled from data.

::

    {survey:answered}           8 of 11 committee secretaries
    {knows-compact}             13 of 20 committees: the base of a question
    {knows-compact:yes}         9 of 13 committees (69 %)
    {knows-compact:yes:share}   69 %
    {knows-compact:yes:count}   9
    {satisfaction:median}       3
    {forms*satisfaction}        whether the two hang together, with its p

So a text cannot say five where the answers say three, and follows the answers until the
report is published. Rules R1 and R2 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.results import QuestionResult, SurveyResult

# What the figures of the whole survey are called before the colon.
SURVEY = "survey"
COUNT, SHARE, MEDIAN, MEAN, UNSAID = "count", "share", "median", "mean", "unsaid"

# How a figure is to be worded.
PERSONS, UNITS, OF_BASE, NUMBER, PERCENT, VERDICT = (
    "persons",
    "units",
    "of base",
    "number",
    "percent",
    "verdict",
)

_REFERENCE = re.compile(r"\{([^{}\n]{1,200})\}")


class UnknownFigure(RuleBroken):
    """A text names a figure that the survey does not have."""

    sentence = gettext_noop(
        "There is no figure called {%(name)s}. Copy one from the list of figures."
    )


@dataclass(frozen=True)
class Reference:
    """What stands between braces, without them."""

    name: str

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two questions of a verdict; None of any other figure."""
        rows, star, columns = self.name.partition("*")
        return (rows.strip(), columns.strip()) if star else None


@dataclass(frozen=True)
class Bound:
    """A figure that a reference stands for.

    Attributes:
        form: how it is to be worded.
        question: the key of its question; "" where it is of the whole survey.
        option: the key of its option; "" where it is of the whole question.
        count, base: whole numbers; None where it has none, or they are withheld.
        value: a median or mean.
        is_hidden: it may not be shown.
    """

    name: str
    form: str
    question: str = ""
    option: str = ""
    count: int | None = None
    base: int | None = None
    value: Decimal | None = None
    is_hidden: bool = False


def pieces_of(text: str) -> Iterator[str | Reference]:
    """Split a text into its words and the references between them, in order."""
    at = 0
    for found in _REFERENCE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield Reference(found.group(1).strip())
        at = found.end()
    if at < len(text):
        yield text[at:]


def references_in(text: str) -> list[Reference]:
    """Return the references of a text, in order."""
    return [piece for piece in pieces_of(text) if isinstance(piece, Reference)]


def bound(
    reference: Reference, result: SurveyResult, *, is_open: bool = False
) -> Bound:
    """Return the figure that a reference stands for.

    Args:
        is_open: nobody knows how many there are in all.

    Raises:
        UnknownFigure: the survey has no such figure, or it says nothing of the kind.
    """
    name = reference.name
    pair = reference.pair
    questions = {question.key: question for question in result.questions}
    if pair is not None:
        if pair[0] == pair[1] or not set(pair) <= set(questions):
            raise UnknownFigure(name=name)
        return Bound(name, VERDICT, question=pair[0])
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


def figures_to_bind(result: SurveyResult, *, is_open: bool = False) -> list[Bound]:
    """Return every figure that a text can be bound to, verdicts aside, in order.

    Args:
        is_open: nobody knows how many there are in all.
    """
    return [
        *_of_survey(result, is_open=is_open).values(),
        *(
            figure
            for question in result.questions
            for figure in _of_question(question, result, is_open=is_open).values()
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
    found = {
        "asked": Bound("", NUMBER, count=people.frame),
        "answered": Bound("", PERSONS, count=people.answered, base=people.frame),
        "missing": Bound("", NUMBER, count=people.missing),
        "declined": Bound("", NUMBER, count=people.declined),
        "silent": Bound("", NUMBER, count=people.silent),
        "units": Bound("", UNITS, count=units.answered, base=units.frame),
        "units-missing": Bound("", NUMBER, count=units.frame - units.answered),
        "sheets": Bound("", NUMBER, count=result.submissions),
    }
    return _named(found)


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
    return found
