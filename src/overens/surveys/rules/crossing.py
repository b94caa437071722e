"""Two questions crossed: a table, its base, and whether they hang together.

Rules 27 and 31 to 33 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from overens.stats import Tested, fisher_test, kendall_met, permutation_counts
from overens.surveys.rules.questions import Item
from overens.surveys.rules.stands import Stand, counted
from overens.surveys.rules.verdicts import (
    FISHER,
    KENDALL,
    PERMUTATION,
    Verdict,
    verdict,
)

SCALE = "scale"

KEPT_TESTS = 256

# Grades, and how many gave each.
Grades = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Crossed:
    """Two questions crossed.

    Attributes:
        rows, columns: the questions.
        counts: units by option of each; None where the figure is withheld.
        persons: who answered both; None where that is not told.
        verdict: what the test says; None where a figure is withheld, since a test of
            the whole table would tell what it holds.
    """

    rows: Item
    columns: Item
    counts: Mapping[tuple[str, str], int | None]
    persons: int | None
    verdict: Verdict | None

    @property
    def is_whole(self) -> bool:
        """Whether no cell is withheld."""
        return None not in self.counts.values()

    @property
    def base(self) -> int | None:
        """Units that answered both; None where a figure is withheld."""
        return self._sum(self.counts)

    def of_row(self, row: str) -> int | None:
        """Return the units of a row; None where one of them is withheld."""
        return self._sum([cell for cell in self.counts if cell[0] == row])

    def of_column(self, column: str) -> int | None:
        """Return the units of a column; None where one of them is withheld."""
        return self._sum([cell for cell in self.counts if cell[1] == column])

    def _sum(
        self, cells: Sequence[tuple[str, str]] | Mapping[tuple[str, str], object]
    ) -> int | None:
        total = 0
        for cell in cells:
            count = self.counts[cell]
            if count is None:
                return None
            total += count
        return total


def crossed(rows: Item, columns: Item, stands: Sequence[Stand]) -> Crossed:
    """Cross two questions of a survey that was answered openly.

    Args:
        rows, columns: two questions; ``can_cross`` says yes to both.
        stands: the answers, laid out.
    """
    both = [
        stand
        for stand in stands
        if _is_option(rows, stand) and _is_option(columns, stand)
    ]
    found = counted(both, [rows.key, columns.key])
    return crossed_of(
        rows,
        columns,
        {(row, column): cell.units for (row, column), cell in found.items()},
        persons=len({stand.person for stand in both}),
    )


def crossed_of(
    rows: Item, columns: Item, met: Mapping[tuple[str, str], int], *, persons: int
) -> Crossed:
    """Return the table of units that chose an option of each.

    Args:
        met: units by option of each; where there are none it may be left out.
        persons: distinct persons behind them all.
    """
    counts = {
        (row.key, column.key): met.get((row.key, column.key), 0)
        for row in rows.options
        for column in columns.options
    }
    is_independent = persons == sum(counts.values())
    return Crossed(
        rows, columns, counts, persons, _tested(rows, columns, counts, is_independent)
    )


def crossed_as_told(
    rows: Item,
    columns: Item,
    told: Mapping[tuple[str, str], int],
    *,
    is_independent: bool,
) -> Crossed:
    """Return a table as it was given out; cells that are not there are withheld.

    Args:
        told: units by option of each question.
        is_independent: everybody answered for one unit.
    """
    counts = {
        (row.key, column.key): told.get((row.key, column.key))
        for row in rows.options
        for column in columns.options
    }
    whole = {cell: count for cell, count in counts.items() if count is not None}
    test = None
    if len(whole) == len(counts):
        test = _tested(rows, columns, whole, is_independent)
    return Crossed(rows, columns, counts, None, test)


def _is_option(item: Item, stand: Stand) -> bool:
    return any(option.key == stand.values[item.key] for option in item.options)


def _tested(
    rows: Item,
    columns: Item,
    counts: Mapping[tuple[str, str], int],
    is_independent: bool,
) -> Verdict | None:
    """Test a table by what its questions are; None where nothing can differ."""
    heights = [sum(n for c, n in counts.items() if c[0] == o.key) for o in rows.options]
    widths = [
        sum(n for c, n in counts.items() if c[1] == o.key) for o in columns.options
    ]
    if sum(map(bool, heights)) < 2 or sum(map(bool, widths)) < 2:
        return None
    if rows.kind == columns.kind == SCALE:
        tau, tested = _kendall(
            tuple(
                ((int(row), int(column)), count)
                for (row, column), count in counts.items()
            )
        )
        return verdict(KENDALL, tested, is_independent=is_independent, tau=tau)
    groups = _two_groups_of_grades(rows, columns, counts)
    if groups is not None:
        tested = _permutation(*groups)
        return verdict(PERMUTATION, tested, is_independent=is_independent)
    table = tuple(
        tuple(counts[row.key, c.key] for c in columns.options) for row in rows.options
    )
    return verdict(FISHER, _fisher(table), is_independent=is_independent)


# A page that is read again asks for the same test, and some take a tenth of a second.
@lru_cache(maxsize=KEPT_TESTS)
def _kendall(met: tuple[tuple[tuple[int, int], int], ...]) -> tuple[float, Tested]:
    return kendall_met(dict(met))


@lru_cache(maxsize=KEPT_TESTS)
def _permutation(one: Grades, other: Grades) -> Tested:
    return permutation_counts(dict(one), dict(other))


@lru_cache(maxsize=KEPT_TESTS)
def _fisher(table: tuple[tuple[int, ...], ...]) -> Tested:
    return fisher_test(table)


def _two_groups_of_grades(
    rows: Item, columns: Item, counts: Mapping[tuple[str, str], int]
) -> tuple[Grades, Grades] | None:
    """Return the grades of two groups, where one question grades and one has two."""
    if SCALE not in (rows.kind, columns.kind):
        return None
    side = 0 if rows.kind == SCALE else 1
    other = (columns, rows)[side]
    if len(other.options) != 2:
        return None
    first, second = (
        tuple(
            (int(cell[side]), count)
            for cell, count in counts.items()
            if cell[1 - side] == option.key and count
        )
        for option in other.options
    )
    return first, second
