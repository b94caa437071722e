"""Whether two orders go together: Kendall's tau-b, with its p counted out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import sqrt

from overens.stats.groups import Number
from overens.stats.spread import (
    DRAWN,
    DRAWS,
    EXACT,
    SEED,
    Tested,
    TooMany,
    drawn_tables,
    p_of_draws,
    spread,
)

# Tables with more cells than this are drawn as orders instead, one by one.
MOST_CELLS = 400

# Up to here all orders without ties are counted by their inversions.
COUNTED_WITHOUT_TIES = 120


def kendall_tau(x: Iterable[Number], y: Iterable[Number]) -> tuple[float, float]:
    """Return Kendall's tau-b and its two-sided exact p.

    Args:
        x, y: as long; the values of the same units in the same order.

    Returns:
        Tau-b, -1 to 1 (0 where one of them does not vary), and the share of all orders
        of ``y`` in which the two go together at least as much, in either direction.

    Raises:
        ValueError: they are not as long, or have fewer than two values.

    Tau-b stands for ties. The usual large-sample p is off by a factor of two in groups
    of eight; this one is counted out.

    Source: Kendall (1945), Biometrika 33(3), 239-251.

    >>> tau, p = kendall_tau([1, 1, 2, 2, 3, 3, 2, 4], [1, 2, 3, 3, 3, 3, 3, 4])
    >>> round(tau, 4), round(p, 5)
    (0.8355, 0.00595)
    """
    tau, tested = kendall_test(x, y)
    return tau, tested.p


def kendall_test(x: Iterable[Number], y: Iterable[Number]) -> tuple[float, Tested]:
    """Return tau-b and its test with the method; as ``kendall_tau`` otherwise."""
    return kendall_met(Counter(_pairs(list(x), list(y))))


def kendall_met(met: Mapping[tuple[Number, Number], int]) -> tuple[float, Tested]:
    """Return the same of a table.

    Args:
        met: how many units have each pair of values.

    Raises:
        ValueError: there are fewer than two.

    >>> kendall_met({(1, 1): 3, (2, 2): 3})[0]
    1.0
    """
    size = sum(met.values())
    if size < 2:
        raise ValueError("There must be at least two values.")
    table = _table(met)
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    seen = _together(table)
    untied = [_pairs_of(size) - sum(map(_pairs_of, each)) for each in (rows, columns)]
    if not all(untied):
        return 0.0, Tested(1.0, EXACT, 1.0)
    return seen / sqrt(untied[0] * untied[1]), _test(rows, columns, abs(seen))


def _pairs(x: list[Number], y: list[Number]) -> list[tuple[Number, Number]]:
    if len(x) != len(y):
        raise ValueError("The two lists must be as long.")
    return list(zip(x, y, strict=True))


def _pairs_of(count: int) -> int:
    return count * (count - 1) // 2


def _table(met: Mapping[tuple[Number, Number], int]) -> list[list[int]]:
    """Return how often each value of the one meets each of the other, both in order."""
    there = [pair for pair, count in met.items() if count]
    ones, others = (sorted({pair[side] for pair in there}) for side in (0, 1))
    table = [[met.get((one, other), 0) for other in others] for one in ones]
    # What is left of the rows is kept track of: the fewer the quicker.
    if len(table) > len(table[0]):
        return [list(column) for column in zip(*table, strict=True)]
    return table


def _together(table: Sequence[Sequence[int]]) -> int:
    """Return the pairs that agree in order, less those that disagree."""
    rows = [sum(row) for row in table]
    left, together = rows, 0
    for column in zip(*table, strict=True):
        together += _gained(rows, left, column)
        left = [a - b for a, b in zip(left, column, strict=True)]
    return together


def _gained(rows: Sequence[int], left: Sequence[int], column: Sequence[int]) -> int:
    """Return what a column adds: against all that came before it."""
    before = [a - b for a, b in zip(rows, left, strict=True)]
    below = [0, *accumulate(before)]
    return sum(
        count * (below[n] - (below[-1] - below[n + 1]))
        for n, count in enumerate(column)
    )


def _test(rows: Sequence[int], columns: Sequence[int], seen: int) -> Tested:
    if len(rows) == len(columns) == sum(rows) <= COUNTED_WITHOUT_TIES:
        return _counted(_inversions(len(rows)), seen)
    kept: dict[tuple[int, tuple[int, ...], tuple[int, ...]], int] = {}

    def step(
        so_far: int, n: int, left: tuple[int, ...], part: tuple[int, ...], _ways: int
    ) -> int:
        at = (n, left, part)
        if at not in kept:
            kept[at] = _gained(rows, left, part)
        return so_far + kept[at]

    try:
        return _counted(spread(rows, columns, 0, step), seen)
    except TooMany:
        return Tested(p_of_draws(_drawn(rows, columns, seen)), DRAWN)


def _counted(ways: dict[int, int], seen: int) -> Tested:
    everything = sum(ways.values())
    most = max(map(abs, ways))
    as_odd = sum(n for value, n in ways.items() if abs(value) >= seen)
    least = sum(n for value, n in ways.items() if abs(value) == most)
    return Tested(as_odd / everything, EXACT, least / everything)


def _inversions(size: int) -> dict[int, int]:
    """Return how many orders of ``size`` different values agree so much.

    Source: MacMahon's count of orders by their inversions.
    """
    ways = [1]
    for number in range(2, size + 1):
        running = list(accumulate([*ways, *[0] * (number - 1)]))
        ways = [
            total - (running[n - number] if n >= number else 0)
            for n, total in enumerate(running)
        ]
    return {_pairs_of(size) - 2 * n: number for n, number in enumerate(ways)}


def _drawn(rows: Sequence[int], columns: Sequence[int], seen: int) -> int:
    """Return how many of the draws go together at least as much."""
    import numpy

    if len(rows) * len(columns) <= MOST_CELLS:
        tables = drawn_tables(rows, columns)
        together = numpy.zeros(DRAWS, dtype=numpy.int64)
        before = numpy.zeros((DRAWS, len(rows)), dtype=numpy.int64)
        for number in range(len(columns)):
            below = numpy.cumsum(before, axis=1)
            against = 2 * below - before - below[:, -1:]
            together += (tables[:, :, number] * against).sum(axis=1)
            before += tables[:, :, number]
        return int((numpy.abs(together) >= seen).sum())
    draw = numpy.random.default_rng(SEED)
    one = numpy.repeat(numpy.arange(len(rows)), rows)
    other = numpy.repeat(numpy.arange(len(columns)), columns)
    signs = numpy.sign(one[:, None] - one[None, :])
    as_odd = 0
    for _ in range(DRAWS):
        dealt = draw.permutation(other)
        agree = (signs * numpy.sign(dealt[:, None] - dealt[None, :])).sum() // 2
        as_odd += int(abs(agree) >= seen)
    return as_odd
