"""What to withhold of a table whose row and column totals are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from overens.stats.hiding import Choice, Problem, Protected, Sum, choose, ranges
from overens.stats.rounding import check_count
from overens.stats.spread import totals


@dataclass(frozen=True)
class Suppressed:
    """Which cells of a table are withheld, and what can be inferred of each.

    Attributes:
        hidden: (row, column) of each, 0-based.
        ranges: the least and the most that each can be.
    """

    hidden: frozenset[tuple[int, int]]
    ranges: dict[tuple[int, int], tuple[int, int]]


def suppress(
    table: Sequence[Sequence[int]], persons: Sequence[Sequence[int]], k: int
) -> Suppressed:
    """Choose what to withhold of a table whose row and column totals are published.

    Args:
        table: counts, rows of whole numbers.
        persons: how many persons stand behind each count; of the table's shape.
        k: a cell with at least one and fewer than ``k`` persons must go, and its
            feasible range must be at least ``k`` wide; 1 or more.

    Returns:
        The cells to hide: the least sum of counts, then the fewest, then the first in
        reading order.

    Raises:
        CannotHide: the totals alone say too much, so they cannot be published.
        ValueError: it is no table, or persons do not fit counts.

    Source: surveys.md, section 4.2, R1 to R3.

    >>> found = suppress([[2, 0, 4], [7, 0, 0]], [[2, 0, 4], [7, 0, 0]], 3)
    >>> sorted(found.hidden)
    [(0, 0), (0, 2), (1, 0), (1, 2)]
    >>> found.ranges[0, 0], found.ranges[1, 2]
    ((2, 6), (0, 4))
    """
    check_count("The least number of persons", k, at_least=1)
    _check_persons(table, persons)
    width = len(table[0])
    cells = [(row, column) for row in range(len(table)) for column in range(width)]
    unsafe = frozenset(
        number for number, (r, c) in enumerate(cells) if 0 < persons[r][c] < k
    )
    hidden = choose(
        Problem(
            size=len(cells),
            known=tuple(_total_sums(table)),
            choices=tuple(
                Choice((number,), table[r][c]) for number, (r, c) in enumerate(cells)
            ),
            must_go=unsafe,
            protected=tuple(Protected((number,), k) for number in sorted(unsafe)),
        )
    )
    found = frozenset(cells[number] for number in hidden)
    return Suppressed(found, feasible_ranges(table, found))


def feasible_ranges(
    table: Sequence[Sequence[int]], hidden: frozenset[tuple[int, int]] | set[Any]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return what a reader can infer of each hidden cell of a table.

    Args:
        table: counts, rows of whole numbers; its row and column totals are published.
        hidden: (row, column) of each withheld cell, 0-based.

    Returns:
        The least and the most of each, over all tables that agree with the rest.

    Raises:
        ValueError: it is no table, or a cell lies outside it.

    >>> feasible_ranges([[2, 0, 4], [7, 0, 0]], {(0, 0), (0, 2)})
    {(0, 0): (2, 2), (0, 2): (4, 4)}
    """
    totals(table)
    width = len(table[0])
    for row, column in hidden:
        if not (0 <= row < len(table) and 0 <= column < width):
            raise ValueError("A hidden cell lies outside the table.")
    published = _total_sums(table)
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            if (row, column) not in hidden:
                published.append(Sum((row * width + column,), count, count))
    wanted = sorted(hidden)
    found = ranges(
        len(table) * width, published, [(row * width + c,) for row, c in wanted]
    )
    return {
        cell: (each.low, each.high) for cell, each in zip(wanted, found, strict=True)
    }


def _check_persons(
    table: Sequence[Sequence[int]], persons: Sequence[Sequence[int]]
) -> None:
    totals(table)
    totals(persons)
    if [len(row) for row in table] != [len(row) for row in persons]:
        raise ValueError("Persons and counts must be tables of the same shape.")
    for counts, behind in zip(table, persons, strict=True):
        for count, several in zip(counts, behind, strict=True):
            if several > count or (count and not several):
                raise ValueError("Behind a count there are one to as many persons.")


def _total_sums(table: Sequence[Sequence[int]]) -> list[Sum]:
    width, sums = len(table[0]), []
    for row, counts in enumerate(table):
        cells = tuple(range(row * width, (row + 1) * width))
        sums.append(Sum(cells, sum(counts), sum(counts)))
    for column in range(width):
        cells = tuple(range(column, len(table) * width, width))
        total = sum(row[column] for row in table)
        sums.append(Sum(cells, total, total))
    return sums
