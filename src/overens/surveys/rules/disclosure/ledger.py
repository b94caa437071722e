"""What has ever been given out of a survey, as facts that can be added up.

A *fact* says how many units fall into some categories: 9 answered "yes" to this, 4 of
them from health care. Whoever has all facts can work out more than any one of them
says; so every new figure is weighed against all that went before it. The ledger is
data: a list of facts, kept with the survey.

Rule 31 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.stats import Choice, Sum
from overens.surveys.rules.stands import Stand, counted

# More joint cells than this take too long to weigh; the table is refused then.
MOST_CELLS = 1_500


class TooManyTables(RuleBroken):
    """So much has been given out that nobody can say what one more would tell."""

    sentence = gettext_noop(
        "So many tables of this survey have been given out that one more cannot be "
        "weighed against them. Ask for a table of questions that have not been crossed."
    )


class AnswersChanged(RuleBroken):
    """Answers came in or were withdrawn after figures had been given out."""

    sentence = gettext_noop(
        "The answers have changed since the first figures were given out. New figures "
        "beside the old would show what the change was, so none are given."
    )


@dataclass(frozen=True)
class Fact:
    """How many units fall into the categories named; exact when both ends are alike.

    Attributes:
        where: question to category; empty for all that answered the survey.
    """

    where: Mapping[str, str]
    low: int
    high: int

    @property
    def stored(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {"where": dict(self.where), "low": self.low, "high": self.high}


def exactly(count: int, where: Mapping[str, str]) -> Fact:
    """Return the fact that so many units fall there."""
    return Fact(where, count, count)


def facts_in(stored: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """Return the facts that ``Fact.stored`` wrote."""
    return [Fact(each["where"], each["low"], each["high"]) for each in stored]


def check_unchanged(stands: Sequence[Stand], facts: Iterable[Fact]) -> None:
    """Refuse to go on where the answers are not those that the facts are of.

    Raises:
        AnswersChanged: a fact that was given out is not so any more.
    """
    for fact in facts:
        units = sum(
            stand.units
            for stand in stands
            if all(stand.values.get(name) == it for name, it in fact.where.items())
        )
        if not fact.low <= units <= fact.high:
            raise AnswersChanged()


def pairs_in(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    """Return which pairs of questions have been crossed, each once."""
    found = {tuple(sorted(fact.where)) for fact in facts if len(fact.where) == 2}
    return sorted((pair[0], pair[1]) for pair in found)


def bound_to(names: Iterable[str], facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the questions that facts bind together with these, these among them.

    Questions that no table binds together tell nothing of one another.
    """
    bound = set(names)
    pairs = pairs_in(facts)
    while (
        more := {name for pair in pairs if bound & set(pair) for name in pair} - bound
    ):
        bound |= more
    return tuple(sorted(bound))


class Joint:
    """Every way to fall into the categories of some questions: the cells of all tables.

    Args:
        sorts: the questions, each with its categories.

    Raises:
        TooManyTables: there are more than can be weighed.
    """

    def __init__(self, sorts: Mapping[str, Sequence[str]]) -> None:
        if prod(len(values) for values in sorts.values()) > MOST_CELLS:
            raise TooManyTables()
        self.names = tuple(sorts)
        self.cells = list(product(*sorts.values()))

    def where(self, where: Mapping[str, str]) -> tuple[int, ...]:
        """Return the numbers of the cells that lie in some categories."""
        asked = [(self.names.index(name), value) for name, value in where.items()]
        return tuple(
            number
            for number, cell in enumerate(self.cells)
            if all(cell[at] == value for at, value in asked)
        )

    def known(self, facts: Iterable[Fact]) -> tuple[Sum, ...]:
        """Return the facts about these questions alone, as sums of cells."""
        return tuple(
            Sum(self.where(fact.where), fact.low, fact.high)
            for fact in facts
            if set(fact.where) <= set(self.names)
        )

    def choices(
        self, stands: Sequence[Stand], cells: Sequence[Mapping[str, str]]
    ) -> tuple[Choice, ...]:
        """Return figures that might be told, with their counts."""
        names = list(cells[0])
        found = counted(stands, names)
        return tuple(
            Choice(
                self.where(cell),
                found[at].units if (at := tuple(cell.values())) in found else 0,
            )
            for cell in cells
        )
