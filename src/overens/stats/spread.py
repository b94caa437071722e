"""All tables of counts with given row and column totals, or many drawn ones.

A test asks how odd what was seen is among all the ways in which the same answers could
have fallen on the same people. Each way is a table with the same totals. While there
are few, all are counted, in whole numbers; where there are too many, some are drawn,
always the same ones, and the result says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb, prod
from typing import TYPE_CHECKING, Any

from overens.stats.rounding import check_count

if TYPE_CHECKING:
    import numpy

# The two methods, as they are named in results.
EXACT, DRAWN = "exact", "drawn"

# Above this much work a count of all tables would keep somebody waiting.
MOST_STEPS = 400_000

# How many tables are drawn: a p of 0.05 then has a standard error of 0.0015.
DRAWS = 19_999

# Always the same draws, so that the same answers always give the same p.
SEED = 20_201_111


class TooMany(Exception):
    """There are too many tables to count them all."""


@dataclass(frozen=True)
class Tested:
    """What a test says.

    Attributes:
        p: the chance of something at least as odd if nothing but chance were at work.
        method: ``EXACT``, or ``DRAWN`` where too many tables were possible.
        least: the smallest p that answers with these totals could have given; None
            where it was not counted.
    """

    p: float
    method: str
    least: float | None = None


Step = Callable[[int, int, tuple[int, ...], tuple[int, ...], int], int]


def spread(
    rows: Sequence[int], columns: Sequence[int], start: int, step: Step
) -> dict[int, int]:
    """Return in how many ways each value of a statistic comes about.

    Args:
        rows, columns: the totals; both add up to the same.
        start: the statistic before the first column.
        step: given the statistic so far, the column's number, what was left of each
            row, the column itself and its number of ways, returns the statistic with
            that column.

    Returns:
        Value to ways. All ways together are the orders in which the answers could have
        fallen: the total's factorial over the rows' factorials.

    Raises:
        TooMany: it would take more than ``MOST_STEPS``.
    """
    if prod(row + 1 for row in rows) > MOST_STEPS:
        raise TooMany
    states: dict[tuple[int, ...], dict[int, int]] = {tuple(rows): {start: 1}}
    steps = 0
    for number, column in enumerate(columns):
        after: dict[tuple[int, ...], dict[int, int]] = {}
        for left, values in states.items():
            for part, ways in _parts(left, column):
                rest = tuple(a - b for a, b in zip(left, part, strict=True))
                found = after.setdefault(rest, {})
                for value, so_far in values.items():
                    moved = step(value, number, left, part, ways)
                    found[moved] = found.get(moved, 0) + so_far * ways
                steps += len(values)
                if steps > MOST_STEPS:
                    raise TooMany
        states = after
    ((_nothing_left, values),) = states.items()
    return values


def _parts(left: tuple[int, ...], column: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield each way to fill a column from what is left, and its number of orders."""
    if len(left) == 1:
        if column <= left[0]:
            yield (column,), 1
        return
    rest = sum(left[1:])
    for first in range(max(0, column - rest), min(left[0], column) + 1):
        for others, ways in _parts(left[1:], column - first):
            yield (first, *others), ways * comb(column, first)


def drawn_tables(
    rows: Sequence[int], columns: Sequence[int]
) -> numpy.ndarray[Any, Any]:
    """Return ``DRAWS`` random tables with these totals: (draw, row, column).

    Each column is drawn from what the columns before it left, cell by cell.
    """
    import numpy

    draw = numpy.random.default_rng(SEED)
    tables = numpy.zeros((DRAWS, len(rows), len(columns)), dtype=numpy.int64)
    left = numpy.tile(numpy.asarray(rows, dtype=numpy.int64), (DRAWS, 1))
    for number, column in enumerate(columns):
        wanted = numpy.full(DRAWS, column, dtype=numpy.int64)
        for row in range(len(rows)):
            others = left[:, row + 1 :].sum(axis=1)
            taken = draw.hypergeometric(left[:, row], others, wanted)
            tables[:, row, number] = taken
            wanted -= taken
        left -= tables[:, :, number]
    return tables


def p_of_draws(as_odd: int) -> float:
    """Return p from how many draws were at least as odd; what was seen counts too.

    Source: Phipson & Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9(1), article 39.
    """
    return (as_odd + 1) / (DRAWS + 1)


def totals(table: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the totals of rows and columns.

    Raises:
        ValueError: it is no table of whole numbers.
    """
    if not table or any(len(row) != len(table[0]) for row in table) or not table[0]:
        raise ValueError("The table must have rows, all equally long.")
    for row in table:
        for count in row:
            check_count("Each count of the table", count)
    return [sum(row) for row in table], [
        sum(column) for column in zip(*table, strict=True)
    ]
