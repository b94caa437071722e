"""The mean of a whole finite group from the grades of a part of it."""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist
from typing import NamedTuple

from overens.stats.rounding import check_count, check_level

# From here on Student's distribution is reckoned from the normal one.
NEARLY_NORMAL = 400


class Mean(NamedTuple):
    """A mean grade, its standard error, and the interval that the group's lies in."""

    mean: float
    error: float
    low: float
    high: float


def finite_mean(
    total: int, squares: int, answered: int, population: int, level: float = 0.95
) -> Mean:
    """Return a mean grade with an interval for the mean of the whole group.

    Args:
        total: the sum of the grades given; a whole number.
        squares: the sum of their squares.
        answered: how many gave one; 2 or more.
        population: how many there are in all.
        level: how sure to be, as a share between 0 and 1.

    Returns:
        The error shrinks to nothing as everybody has answered: it is corrected for the
        finite group by the root of the share that did not answer.

    Raises:
        ValueError: an argument is outside its bounds.

    Holds if those who answered are a simple random draw, and roughly: grades are no
    bell curve. Not for groups of fewer than ten; see rule 17.

    Source: Cochran (1977), Sampling Techniques, 3rd ed., sections 2.5 to 2.8.

    >>> [round(part, 4) for part in finite_mean(22, 66, 8, 20)]
    [2.75, 0.2428, 2.176, 3.324]
    >>> finite_mean(22, 66, 8, 8).error
    0.0
    """
    check_count("The number who answered", answered, at_least=2)
    check_count("The population", population, at_least=answered)
    check_count("The sum of the squares", squares)
    check_level(level)
    spread = answered * squares - total * total
    if spread < 0:
        raise ValueError("The sum of the squares does not fit the sum of the grades.")
    variance = spread / (answered * (answered - 1))
    error = sqrt(variance / answered * (1 - answered / population))
    away = student_quantile((1 + level) / 2, answered - 1) * error
    mean = total / answered
    return Mean(mean, error, mean - away, mean + away)


def student_quantile(chance: float, freedom: int) -> float:
    """Return the value that Student's t stays below with a chance above one half.

    Args:
        chance: between 0.5 and 1.
        freedom: degrees of freedom, 1 or more.

    Source: Abramowitz & Stegun (1964), 26.7.3, 26.7.4 and, for many degrees of freedom,
    26.7.5.
    """
    if freedom >= NEARLY_NORMAL:
        return _expanded(NormalDist().inv_cdf(chance), freedom)
    low, high = 0.0, 1.0
    while _two_sided(high, freedom) < 2 * chance - 1:
        low, high = high, 2 * high
    # Halving a double sixty times leaves nothing to halve.
    for _ in range(60):
        middle = (low + high) / 2
        if _two_sided(middle, freedom) < 2 * chance - 1:
            low = middle
        else:
            high = middle
    return high


def _two_sided(value: float, freedom: int) -> float:
    """Return the chance that t lies between -value and value."""
    angle = atan(value / sqrt(freedom))
    squared = cos(angle) ** 2
    if freedom == 1:
        return 2 * angle / pi
    term = total = 1.0
    for n in range(2 if freedom % 2 else 1, freedom - 2, 2):
        term *= n / (n + 1) * squared
        total += term
    if freedom % 2:
        return 2 / pi * (angle + sin(angle) * cos(angle) * total)
    return sin(angle) * total


def _expanded(z: float, freedom: int) -> float:
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
