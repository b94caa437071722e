"""What it costs that one person answers for several units."""

from __future__ import annotations

from collections.abc import Iterable

from overens.stats.rounding import check_count


def effective_n(sizes: Iterable[int]) -> float:
    """Return Kish's effective number of independent answers.

    Args:
        sizes: how many units each person answered for; whole numbers, 1 or more.

    Returns:
        ``(sum of sizes)² / sum of squared sizes``: between 1 and the number of units,
        and equal to the number of persons when all answer for as many.

    Raises:
        ValueError: there are no sizes, or one is not a whole number of 1 or more.

    Assumes the worst: that all a person's answers are alike (an intra-class
    correlation of 1). The truth lies between this and the number of units.

    Source: Kish (1965), Survey Sampling, section 8.2.

    >>> effective_n([3, 2, 2, 2, 1, 1, 1, 1])
    6.76
    >>> effective_n([2, 2, 2])
    3.0
    """
    sizes = list(sizes)
    if not sizes:
        raise ValueError("There must be at least one person who answered.")
    for size in sizes:
        check_count("The number of units of a person", size, at_least=1)
    return sum(sizes) ** 2 / sum(size * size for size in sizes)
