"""Whether something changed from one time of asking to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb, sqrt
from statistics import NormalDist
from typing import NamedTuple

from overens.stats.rounding import check_count, check_level
from overens.stats.spread import DRAWN, DRAWS, EXACT, SEED, Tested, p_of_draws

# Of more units that changed the ways are drawn: to count them out takes too long.
_MOST_COUNTED_OUT = 1_000


class Difference(NamedTuple):
    """A difference of two shares, -1 to 1, with the interval that it lies in."""

    difference: float
    low: float
    high: float


def mcnemar_p(b: int, c: int) -> float:
    """Return the two-sided exact p of McNemar's test.

    Args:
        b: how many of the same units went from yes to no.
        c: how many went from no to yes.

    Returns:
        The chance of so uneven a split of those that changed, if a change were as
        likely in either direction; 1 where none changed.

    Raises:
        ValueError: an argument is not a whole number of 0 or more.

    Units that answered the same both times say nothing of a change.

    Source: McNemar (1947), Psychometrika 12(2), 153-157, in its exact (binomial) form.

    >>> mcnemar_p(5, 1), mcnemar_p(0, 0)
    (0.21875, 1.0)
    """
    check_count("The number that went from yes to no", b)
    check_count("The number that went from no to yes", c)
    changed = b + c
    tail = sum(comb(changed, n) for n in range(min(b, c) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def sign_flip_test(changes: Sequence[int]) -> Tested:
    """Return the two-sided exact test of whether the same units changed in the mean.

    Args:
        changes: of each unit, its later grade less its earlier; whole numbers.

    Returns:
        Of all ways to turn each change the other way, the share in which they add up
        to at least as much, in either direction; 1 where none changed.

    Assumes only that, if there is no change in the whole, each unit's could as well
    have gone the other way.

    Source: Fisher (1935), The Design of Experiments, section 21.

    >>> sign_flip_test([1, 1, 1]).p
    0.25
    >>> sign_flip_test([1, -1]).p
    1.0
    """
    moved = [abs(change) for change in changes if change]
    seen = abs(sum(changes))
    if len(moved) > _MOST_COUNTED_OUT:
        return Tested(p_of_draws(_drawn_as_far(moved, seen)), DRAWN)
    ways: Counter[int] = Counter({0: 1})
    for size in moved:
        turned: Counter[int] = Counter()
        for so_far, times in ways.items():
            turned[so_far + size] += times
            turned[so_far - size] += times
        ways = turned
    as_much = sum(times for total, times in ways.items() if abs(total) >= seen)
    every = 1 << len(moved)
    return Tested(as_much / every, EXACT, 2 / every if moved else 1.0)


def _drawn_as_far(moved: Sequence[int], seen: int) -> int:
    """Return in how many of ``DRAWS`` random turns the changes add up to as much."""
    import numpy

    draw = numpy.random.default_rng(SEED)
    totals = numpy.zeros(DRAWS, dtype=numpy.int64)
    for size, times in Counter(moved).items():
        totals += size * (2 * draw.binomial(times, 0.5, DRAWS) - times)
    return int((abs(totals) >= seen).sum())


def share_difference(
    yes_before: int,
    answered_before: int,
    yes_after: int,
    answered_after: int,
    level: float = 0.95,
) -> Difference:
    """Return the change of a share between two groups of different people.

    Args:
        yes_before, yes_after: how many said yes each time.
        answered_before, answered_after: of how many; 1 or more.
        level: how sure to be, as a share between 0 and 1.

    Returns:
        After less before, and its interval by Newcombe's method 10, which holds in
        small groups and never leaves -1 to 1.

    Raises:
        ValueError: an argument is outside its bounds.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890.

    >>> [round(100 * part, 1) for part in share_difference(9, 13, 12, 14)]
    [16.5, -14.9, 45.2]
    """
    check_level(level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    before, low_before, high_before = _wilson(yes_before, answered_before, z)
    after, low_after, high_after = _wilson(yes_after, answered_after, z)
    difference = after - before
    return Difference(
        difference,
        difference - sqrt((after - low_after) ** 2 + (high_before - before) ** 2),
        difference + sqrt((high_after - after) ** 2 + (before - low_before) ** 2),
    )


def _wilson(yes: int, answered: int, z: float) -> tuple[float, float, float]:
    """Return a share and its interval. Source: Wilson (1927), JASA 22, 209-212."""
    check_count("The number who answered", answered, at_least=1)
    check_count("The number who said yes", yes)
    if yes > answered:
        raise ValueError("More cannot have said yes than have answered.")
    share = yes / answered
    middle = share + z * z / (2 * answered)
    half = z * sqrt(share * (1 - share) / answered + (z / (2 * answered)) ** 2)
    whole = 1 + z * z / answered
    # Rounding must not carry the ends past what was seen.
    low = 0.0 if yes == 0 else min(share, (middle - half) / whole)
    high = 1.0 if yes == answered else max(share, (middle + half) / whole)
    return share, low, high
