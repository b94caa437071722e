"""Whether two groups' grades differ: a permutation test, counted out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from overens.stats.spread import (
    DRAWN,
    EXACT,
    Tested,
    TooMany,
    drawn_tables,
    p_of_draws,
    spread,
)

Number = int | float | Fraction


def permutation_p(a: Iterable[Number], b: Iterable[Number]) -> float:
    """Return the two-sided p of a permutation test of two groups' mean grades.

    Args:
        a, b: the grades of each group; at least one in each.

    Returns:
        Of all ways to deal the same grades out to groups of the same sizes, the share
        in which the means differ by at least as much, in either direction.

    Raises:
        ValueError: a group is empty, or a grade is no number.

    Assumes only that, if there is no difference, any grade could as well have been
    given in the other group.

    Source: Fisher (1935), The Design of Experiments; Pitman (1937), J. R. Stat. Soc.
    Suppl. 4(1), 119-130.

    >>> round(permutation_p([1, 2], [3, 3, 3, 3, 3, 4]), 4)
    0.0357
    >>> round(permutation_p([1, 2, 3, 3], [3, 3, 3, 4]), 4)
    0.2857
    """
    return permutation_test(a, b).p


def permutation_test(a: Iterable[Number], b: Iterable[Number]) -> Tested:
    """Return the permutation test with its method; as ``permutation_p`` otherwise."""
    return permutation_counts(Counter(a), Counter(b))


def permutation_counts(a: Mapping[Number, int], b: Mapping[Number, int]) -> Tested:
    """Return the same of counted grades: how many gave each, in each group.

    >>> round(permutation_counts({1: 1, 2: 1}, {3: 5, 4: 1}).p, 4)
    0.0357
    """
    first, second = _whole(a, b)
    sizes = (sum(first.values()), sum(second.values()))
    counts = sorted((Counter(first) + Counter(second)).items())
    grades, columns = [grade for grade, _ in counts], [times for _, times in counts]
    total = sum(grade * times for grade, times in counts)

    def apart(of_first: int) -> int:
        """The distance of the means, times both sizes: a whole number."""
        return abs(of_first * sizes[1] - (total - of_first) * sizes[0])

    seen = apart(sum(grade * times for grade, times in first.items()))
    try:
        ways = spread(
            columns,
            sizes,
            0,
            lambda so_far, group, _left, part, _w: (
                so_far
                if group
                else so_far + sum(g * n for g, n in zip(grades, part, strict=True))
            ),
        )
    except TooMany:
        import numpy

        of_first = drawn_tables(columns, sizes)[:, :, 0] @ numpy.asarray(grades)
        odd = numpy.abs(of_first * sum(sizes) - total * sizes[0]) >= seen
        return Tested(p_of_draws(int(odd.sum())), DRAWN)
    everything = sum(ways.values())
    as_odd = sum(n for value, n in ways.items() if apart(value) >= seen)
    farthest = max(apart(value) for value in ways)
    least = sum(n for value, n in ways.items() if apart(value) == farthest)
    return Tested(as_odd / everything, EXACT, least / everything)


def _whole(
    a: Mapping[Number, int], b: Mapping[Number, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return the grades as whole numbers of their smallest common part."""
    if not sum(a.values()) or not sum(b.values()):
        raise ValueError("There must be at least one grade in each group.")
    try:
        exact = [
            {Fraction(str(grade)): times for grade, times in group.items()}
            for group in (a, b)
        ]
    except ValueError as fault:
        raise ValueError("Each grade must be a number.") from fault
    parts = lcm(*(grade.denominator for group in exact for grade in group))
    first, second = (
        {int(grade * parts): times for grade, times in group.items()} for group in exact
    )
    return first, second
