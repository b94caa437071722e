"""What figures are counted from: answer sheets one by one, or columns of them.

Both give the same figures; a property test holds them together. Few answers are counted
sheet by sheet, very many from ``columns``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from overens.surveys.rules.crossing import Crossed, crossed
from overens.surveys.rules.frames import Sheet, units_by_person
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Counted,
    Item,
    given_in,
)
from overens.surveys.rules.stands import stands_of


class Answers(Protocol):
    """The answers that stand, ready to be counted. Each unit is in one of them."""

    @property
    def submissions(self) -> int:
        """How many sheets there are."""

    @property
    def persons(self) -> int:
        """How many distinct persons gave them."""

    @property
    def sizes(self) -> Mapping[int, int]:
        """How many persons answered for how many units, by the units."""

    def units(self, item: Item | None = None) -> int:
        """Return the units that answered, or that answered a version with a question.

        Args:
            item: the question; all sheets where there is none.
        """

    def was_asked_of_all(self, item: Item) -> bool:
        """Say whether all answered a version of the questionnaire with a question."""

    def counted(self, item: Item) -> Counted:
        """Count a question, of those who answered a version with it."""

    def crossed(self, rows: Item, columns: Item) -> Crossed:
        """Cross two questions; ``can_cross`` says yes to both."""


@dataclass(frozen=True)
class OneByOne:
    """Answers as they lie: a sheet each."""

    sheets: Sequence[Sheet]

    @property
    def submissions(self) -> int:
        """How many sheets there are."""
        return len(self.sheets)

    @property
    def persons(self) -> int:
        """How many distinct persons gave them."""
        return len({sheet.respondent for sheet in self.sheets})

    @property
    def sizes(self) -> Mapping[int, int]:
        """How many persons answered for how many units, by the units."""
        return Counter(units_by_person(self.sheets))

    def units(self, item: Item | None = None) -> int:
        """Return the distinct units in the sheets."""
        return len({unit for sheet in self._asked(item) for unit in sheet.units})

    def was_asked_of_all(self, item: Item) -> bool:
        """Say whether each sheet is of a version with the question."""
        return len(self._asked(item)) == len(self.sheets)

    def counted(self, item: Item) -> Counted:
        """Count a question sheet by sheet."""
        return QUESTION_TYPES[item.kind].count(
            item,
            [
                given_in(
                    item, sheet.answers, units=len(sheet.units), person=sheet.respondent
                )
                for sheet in self._asked(item)
            ],
        )

    def crossed(self, rows: Item, columns: Item) -> Crossed:
        """Cross two questions sheet by sheet."""
        return crossed(rows, columns, stands_of([rows, columns], self.sheets))

    def _asked(self, item: Item | None) -> Sequence[Sheet]:
        if item is None:
            return self.sheets
        return [sheet for sheet in self.sheets if item.is_asked_in(sheet.version)]
