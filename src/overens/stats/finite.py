"""What answers from a part of a small group say about the whole group.

Most formulas for intervals are made for a sample from an endless crowd. Where 13 of
20 committees answered they mislead: they are too wide, because most is already known,
and they may reach figures that are impossible. These two count the committees.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb, exp, lgamma
from sys import float_info

from overens.stats.rounding import check_count, check_level, half_up

# The most computed answers kept at a time; a results page asks for a few hundred.
KEPT_INTERVALS = 4096

# Up to here whole numbers are quick. Above it they have tens of thousands of digits,
# and decide only what lies too near the border for floating point.
WHOLE_NUMBERS_UP_TO = 1_000

# How many roundings of the largest logarithm a floating-point chance may be off by:
# nine logarithms of factorials, and room to spare.
ROUNDINGS = 64


def logical_bounds(yes: int, answered: int, population: int) -> tuple[int, int]:
    """Return the least and the most "yes" there can be among all.

    Args:
        yes: how many of those who answered said yes; 0 to ``answered``.
        answered: how many answered; 0 to ``population``.
        population: how many there are in all.

    Returns:
        Two counts: if every silent one would say no, and if every one would say yes.

    Raises:
        ValueError: an argument is outside its bounds.

    Assumes nothing at all, so it is the honest figure where those who kept silent may
    differ from those who answered.

    Source: Manski (1989), Journal of Human Resources 24(3), 343-360.

    >>> logical_bounds(9, 13, 20), logical_bounds(0, 13, 20), logical_bounds(2, 13, 20)
    ((9, 16), (0, 7), (2, 9))
    """
    _check(yes, answered, population)
    return yes, population - (answered - yes)


def finite_interval(
    yes: int, answered: int, population: int, level: float = 0.95
) -> tuple[int, int]:
    """Return the exact interval for how many of all would say yes.

    Args:
        yes: how many of those who answered said yes; 0 to ``answered``.
        answered: how many answered; 0 to ``population``.
        population: how many there are in all.
        level: how sure to be, as a share between 0 and 1 (0.95 = 95 %).

    Returns:
        Two counts of the population, lowest and highest. The interval never leaves
        the logical bounds, and has no width when everybody answered.

    Raises:
        ValueError: an argument is outside its bounds.

    Holds if those who answered are a simple random sample of the population, drawn
    without putting back, and each stands for one unit. It inverts the hypergeometric
    test with equal tails: a number of yes in the population is kept unless what was
    seen would then be a rarity in one direction. Its coverage is at least ``level``
    whatever the truth is. No rounding decides a border: large groups are reckoned in
    floating point, and what it cannot tell from the border in whole numbers.

    Source: Buonaccorsi (1987), The American Statistician 41(3), 215-218, and Wendell
    & Schmee (2001), The American Statistician 55(4).

    >>> finite_interval(9, 13, 20), finite_interval(9, 13, 20, level=0.90)
    ((10, 16), (11, 16))
    >>> finite_interval(0, 13, 20), finite_interval(0, 13, 20, level=0.90)
    ((0, 3), (0, 2))
    >>> finite_interval(2, 13, 20), finite_interval(13, 13, 20)
    ((2, 6), (17, 20))
    >>> finite_interval(1, 8, 20), finite_interval(8, 16, 80)
    ((1, 8), (22, 58))
    >>> finite_interval(21, 42, 42), finite_interval(9, 20, 20)
    ((21, 21), (9, 9))
    """
    _check(yes, answered, population)
    tail = _tail(level)
    lowest = _lowest(yes, answered, population, tail)
    # Yes and no are each other's mirror: the most yes is the least no.
    highest = population - _lowest(answered - yes, answered, population, tail)
    return lowest, highest


def mean_bounds(
    total: int, answered: int, population: int, lowest: int, highest: int
) -> tuple[Decimal, Decimal]:
    """Return the least and the highest mean grade there can be among all.

    Args:
        total: the sum of the grades given.
        answered: how many gave one; 0 to ``population``.
        population: how many there are in all; 1 or more.
        lowest, highest: the ends of the scale, whole numbers, 0 or more.

    Returns:
        Two grades with two decimals, half up.

    Raises:
        ValueError: an argument is outside its bounds.

    Assumes nothing of those who gave no grade (as ``logical_bounds``).

    >>> mean_bounds(22, 8, 13, 1, 5)
    (Decimal('2.08'), Decimal('3.62'))
    >>> mean_bounds(22, 8, 20, 1, 5)
    (Decimal('1.70'), Decimal('4.10'))
    """
    check_count("The population", population, at_least=1)
    _check(0, answered, population)
    check_count("The lowest grade", lowest)
    check_count("The highest grade", highest, at_least=lowest)
    check_count("The sum of the grades", total)
    if not answered * lowest <= total <= answered * highest:
        raise ValueError("The sum of the grades does not fit their number and scale.")
    silent = population - answered
    return (
        half_up(total + silent * lowest, population, 2),
        half_up(total + silent * highest, population, 2),
    )


@lru_cache(maxsize=KEPT_INTERVALS)
def _lowest(yes: int, answered: int, population: int, tail: Fraction) -> int:
    """Return the least yes in the population that does not make ``yes`` a rarity.

    The chance to see ``yes`` or more grows with the yes there are, so halving finds
    the border. At the logical upper bound it is 1, so there always is one.
    """
    low, high = logical_bounds(yes, answered, population)
    while low < high:
        middle = (low + high) // 2
        if _is_no_rarity(yes, answered, population, middle, tail):
            high = middle
        else:
            low = middle + 1
    return low


def _is_no_rarity(
    yes: int, answered: int, population: int, truth: int, tail: Fraction
) -> bool:
    """Say whether P(X >= yes) > tail, quickly where that is sure."""
    if population > WHOLE_NUMBERS_UP_TO:
        chance = _chance(yes, answered, population, truth)
        slack = ROUNDINGS * float_info.epsilon * lgamma(population + 1)
        if abs(chance - float(tail)) > slack:
            return chance > float(tail)
    return _is_above(yes, answered, population, truth, tail)


def _chance(yes: int, answered: int, population: int, truth: int) -> float:
    """Return P(X >= yes) in floating point, X hypergeometric with ``truth`` in all.

    Adds away from the most likely count, so that each term is smaller than the last:
    from ``yes`` upwards above it, else from below ``yes`` downwards, and the rest.
    """
    likeliest = (answered + 1) * (truth + 1) // (population + 2)
    upwards = yes > likeliest
    at = yes if upwards else yes - 1
    no = population - truth
    if at < max(0, answered - no):
        return 1.0
    term = exp(
        _log_comb(truth, at)
        + _log_comb(no, answered - at)
        - _log_comb(population, answered)
    )
    total = 0.0
    while term > total * float_info.epsilon / 4:
        total += term
        if upwards:
            term *= (truth - at) * (answered - at)
            term /= (at + 1) * (no - answered + at + 1)
            at += 1
        else:
            term *= at * (no - answered + at)
            term /= (truth - at + 1) * (answered - at + 1)
            at -= 1
    return total if upwards else 1.0 - total


def _log_comb(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def _is_above(
    yes: int, answered: int, population: int, truth: int, tail: Fraction
) -> bool:
    """Say whether P(X >= yes) > tail, X hypergeometric with ``truth`` in all.

    Adds whole numbers of ways, from ``yes`` upwards, and stops as soon as the sum is
    large enough or what is left is too little: past the top each term is smaller than
    the last by a growing factor, so the rest is less than a geometric series.
    """
    ways = comb(population, answered)
    needed = ways * tail.numerator  # the sum times tail.denominator must exceed this
    no = population - truth
    term = comb(truth, yes) * comb(no, answered - yes)
    total = 0
    at = yes
    while True:
        total += term
        if total * tail.denominator > needed:
            return True
        up = (truth - at) * (answered - at)
        down = (at + 1) * (no - answered + at + 1)
        if up == 0:
            return False
        if up < down and (
            # rest <= term * (up / down) / (1 - up / down)
            (total * (down - up) + term * up) * tail.denominator <= needed * (down - up)
        ):
            return False
        term = term * up // down
        at += 1


def _tail(level: object) -> Fraction:
    """Return half of what ``level`` leaves over, exactly as it is written in decimals.

    0.95 is no binary fraction; its written form is what the caller means.
    """
    check_level(level)
    return _half_of_the_rest(str(level))


@lru_cache
def _half_of_the_rest(level: str) -> Fraction:
    return (1 - Fraction(level)) / 2


def _check(yes: int, answered: int, population: int) -> None:
    check_count("The population", population)
    check_count("The number who answered", answered)
    check_count("The number who said yes", yes)
    if answered > population:
        raise ValueError("More cannot have answered than there are.")
    if yes > answered:
        raise ValueError("More cannot have said yes than have answered.")
