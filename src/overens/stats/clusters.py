"""What it costs that one person answers for several units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

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
    for size in sizes:
        check_count("The number of units of a person", size, at_least=1)
    return effective_n_of(Counter(sizes))


def effective_n_of(sizes: Mapping[int, int]) -> float:
    """Return the same of many persons.

    Args:
        sizes: how many persons answered for how many units, by the units.

    Raises:
        ValueError: as for ``effective_n``.

    >>> effective_n_of({3: 1, 2: 3, 1: 4})
    6.76
    """
    if not sizes:
        raise ValueError("There must be at least one person who answered.")
    for size, persons in sizes.items():
        check_count("The number of units of a person", size, at_least=1)
        check_count("The number of persons", persons, at_least=1)
    units = sum(size * persons for size, persons in sizes.items())
    return units**2 / sum(size * size * persons for size, persons in sizes.items())
