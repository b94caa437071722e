"""Whether two things that were asked hang together: Fisher's exact test."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, exp, lgamma, prod

from overens.stats.spread import (
    DRAWN,
    EXACT,
    Tested,
    TooMany,
    drawn_tables,
    p_of_draws,
    spread,
    totals,
)

# Two tables whose chances differ by less than this share are equally odd.
ALIKE = 1e-9


def fisher_p(table: Sequence[Sequence[int]]) -> float:
    """Return the p of Fisher's exact test of a table of counts.

    Args:
        table: rows of whole numbers, 0 or more; any number of rows and columns.

    Returns:
        The chance of a table at least as unlikely as this one, among all tables with
        the same totals, if rows and columns had nothing to do with each other; 1 where
        there are not two rows and two columns with something in them.

    Raises:
        ValueError: it is no table of whole numbers.

    Source: Fisher (1922), J. R. Stat. Soc. 85(1), 87-94; Freeman & Halton (1951),
    Biometrika 38, 141-149. The tea of Fisher (1935) and a frame of 12 and 8 units:

    >>> round(fisher_p([[3, 1], [1, 3]]), 4)
    0.4857
    >>> round(fisher_p([[6, 6], [7, 1]]), 3)
    0.158
    """
    return fisher_test(table).p


def fisher_test(table: Sequence[Sequence[int]]) -> Tested:
    """Return Fisher's test with its method; as ``fisher_p`` otherwise.

    Tables are counted in whole numbers while that is quick. A large table of two rows
    and two columns is reckoned in floating point, which is as exact as can be shown; of
    other large ones many are drawn.
    """
    all_rows, all_columns = totals(table)
    kept = [
        [count for count, column in zip(row, all_columns, strict=True) if column]
        for row, total in zip(table, all_rows, strict=True)
        if total
    ]
    if len(kept) < 2 or len(kept[0]) < 2:
        return Tested(1.0, EXACT, 1.0)
    # What is left of the rows is what has to be kept track of: the fewer the quicker.
    if _states(kept) > _states(_turned(kept)):
        kept = _turned(kept)
    rows, columns = totals(kept)
    try:
        return _counted(kept, rows, columns)
    except TooMany:
        if len(rows) == len(columns) == 2:
            return _reckoned(kept, rows, columns)
        return _drawn(kept, rows, columns)


def _turned(table: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(column) for column in zip(*table, strict=True)]


def _states(table: Sequence[Sequence[int]]) -> int:
    return prod(sum(row) + 1 for row in table)


def _counted(
    table: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]
) -> Tested:
    # A table's chance is in proportion to the orders of its columns, multiplied.
    seen = prod(
        prod(comb(sum(column[: n + 1]), count) for n, count in enumerate(column))
        for column in _turned(table)
    )
    ways = spread(rows, columns, 1, lambda so_far, _n, _left, _part, w: so_far * w)
    everything = sum(ways.values())
    as_odd = sum(number for weight, number in ways.items() if weight <= seen)
    return Tested(as_odd / everything, EXACT, ways[min(ways)] / everything)


def _reckoned(
    table: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]
) -> Tested:
    """Add the chances of all tables of two rows and two columns, logarithms first."""

    def log_chance(first: int) -> float:
        cells = (
            first,
            rows[0] - first,
            columns[0] - first,
            rows[1] - columns[0] + first,
        )
        return constant - sum(lgamma(cell + 1) for cell in cells)

    constant = sum(lgamma(total + 1) for total in (*rows, *columns))
    constant -= lgamma(sum(rows) + 1)
    lowest, highest = max(0, columns[0] - rows[1]), min(rows[0], columns[0])
    border = log_chance(table[0][0]) + ALIKE * sum(rows)
    chances = [log_chance(first) for first in range(lowest, highest + 1)]
    return Tested(min(1.0, sum(exp(c) for c in chances if c <= border)), EXACT)


def _drawn(
    table: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]
) -> Tested:
    import numpy

    log_factorial = numpy.concatenate(
        ([0.0], numpy.cumsum(numpy.log(numpy.arange(1, sum(rows) + 1))))
    )
    oddness = log_factorial[drawn_tables(rows, columns)].sum(axis=(1, 2))
    seen = float(log_factorial[numpy.asarray(table)].sum())
    return Tested(p_of_draws(int((oddness >= seen * (1 - ALIKE)).sum())), DRAWN)
