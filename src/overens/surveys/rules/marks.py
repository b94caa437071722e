"""How far a reconstructed figure can be trusted: printed, following, or chosen.

Rule 25 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from overens.errors import gettext_noop

PRINTED, FOLLOWS, CHOSEN = "printed", "follows", "chosen"

MARKS = {
    PRINTED: gettext_noop("printed in the source"),
    FOLLOWS: gettext_noop("follows from the source"),
    CHOSEN: gettext_noop("our choice"),
}

# What each mark means, for the legend.
MARK_MEANINGS = {
    PRINTED: gettext_noop("The figure stands in the source, in figures or in words."),
    FOLLOWS: gettext_noop(
        "The source does not print the figure, but no other fits what it prints."
    ),
    CHOSEN: gettext_noop(
        "The source says at most the order. We chose a figure that fits, and others "
        "would fit as well."
    ),
}


@dataclass(frozen=True)
class Marks:
    """The marks of one question's figures; "" where the figures are simply counted.

    Attributes:
        base: of how many units answered.
        persons: of how many persons stand behind them.
        mean: of the mean grade.
        options: of each option's count, by its key.
    """

    base: str = ""
    persons: str = ""
    mean: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def used(self) -> tuple[str, ...]:
        """The marks that the options bear, each once, in the order of ``MARKS``."""
        return tuple(mark for mark in MARKS if mark in self.options.values())

    def of(self, option: str) -> str:
        """Return the mark of an option's count, "" for none."""
        return self.options.get(option, "")

    @property
    def stored(self) -> dict[str, Any]:
        """Return them as they are stored; without those that say nothing."""
        said: dict[str, Any] = {
            "base": self.base,
            "persons": self.persons,
            "mean": self.mean,
            "options": dict(self.options),
        }
        return {name: value for name, value in said.items() if value}


def marks_in(stored: Mapping[str, Any]) -> Marks:
    """Return the marks that ``Marks.stored`` wrote."""
    return Marks(**stored)
