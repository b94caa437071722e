"""What stands between braces in a text, and the shape of the figure it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from overens.errors import RuleBroken, gettext_noop

# What the figures of the whole survey are called before the colon.
SURVEY = "survey"
# What the groups of the frame are called after the bar.
GROUPS = "group"
COUNT, SHARE, MEDIAN, MEAN, UNSAID, MISSING = (
    "count",
    "share",
    "median",
    "mean",
    "unsaid",
    "missing",
)

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


class CannotCross(RuleBroken):
    """A text crosses what can be no side of a table."""

    sentence = gettext_noop(
        "{%(name)s}: only two questions with one answer each can be crossed, or one "
        "of them with the groups."
    )


class TableNotGivenOut(RuleBroken):
    """A text takes a figure out of a table that nobody has given out."""

    sentence = gettext_noop(
        "{%(name)s}: this table has not been given out. Cross the two on the page of "
        "the results, and give the table out there first."
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

    @property
    def within(self) -> tuple[str, str] | None:
        """The question, or the groups, and the one answer that it is told of."""
        _before, bar, after = self.name.partition("|")
        of, _is, value = after.partition("=")
        return (of.strip(), value.strip()) if bar else None

    @property
    def figure(self) -> tuple[str, str]:
        """The question and what of it, without the group that it is told of."""
        question, _colon, rest = self.name.partition("|")[0].partition(":")
        return question.strip(), rest.strip()


@dataclass(frozen=True)
class Bound:
    """A figure that a reference stands for.

    Attributes:
        form: how it is to be worded.
        question: the key of its question; "" where it is of the whole survey.
        option: the key of its option; "" where it is of the whole question. Of a
            verdict the other question.
        count, base: whole numbers; None where it has none, or they are withheld.
        value: a median or mean.
        is_hidden: it may not be shown.
        within: the question, or the groups, and the one answer that it is told of.
    """

    name: str
    form: str
    question: str = ""
    option: str = ""
    count: int | None = None
    base: int | None = None
    value: Decimal | None = None
    is_hidden: bool = False
    within: tuple[str, str] | None = None

    @property
    def table(self) -> tuple[str, str] | None:
        """The two that are crossed in the table it stands in; None of other figures."""
        if self.form == VERDICT:
            return self.question, self.option
        if self.within is None or not self.question:
            return None
        return self.within[0], self.question


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
