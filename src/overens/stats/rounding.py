"""Rounding of shares, half up, from whole counts and never from binary floats.

Readers check figures by hand, and by hand one half is rounded up. Python's own
``round`` goes to the nearest even digit and starts from a binary fraction, so that
``round(0.125, 2)`` gives 0.12; a published 84 % may hide there.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

# Shares are stored and published with four decimals: one hundredth of a per cent.
SHARE_DECIMALS = 4


def half_up(numerator: int, denominator: int, decimals: int = 0) -> Decimal:
    """Return ``numerator / denominator`` rounded half up, exactly.

    Args:
        numerator: whole number, 0 or more.
        denominator: whole number, 1 or more.
        decimals: how many decimals to keep, 0 or more.

    Returns:
        A decimal number with exactly ``decimals`` decimals.

    Raises:
        ValueError: an argument is not a whole number within its bounds.

    >>> half_up(22, 8, 2), half_up(1, 8, 2), half_up(1, 2)
    (Decimal('2.75'), Decimal('0.13'), Decimal('1'))
    """
    check_count("The numerator", numerator)
    check_count("The denominator", denominator, at_least=1)
    check_count("The number of decimals", decimals)
    scaled = (2 * numerator * 10**decimals + denominator) // (2 * denominator)
    return Decimal(scaled).scaleb(-decimals)


def share(count: int, base: int) -> float:
    """Return ``count / base`` as a share 0 to 1 with four decimals, half up.

    Args:
        count: how many; whole number, 0 to ``base``.
        base: of how many; whole number, 1 or more.

    Raises:
        ValueError: an argument is outside its bounds.

    >>> share(9, 13), share(11, 13), share(0, 13)
    (0.6923, 0.8462, 0.0)
    """
    _check_part(count, base)
    return float(half_up(count, base, SHARE_DECIMALS))


def percent(count: int, base: int) -> int:
    """Return ``count`` of ``base`` in whole per cent, half up.

    Args:
        count: how many; whole number, 0 to ``base``.
        base: of how many; whole number, 1 or more.

    Raises:
        ValueError: an argument is outside its bounds.

    The report of 2020 prints 84 % for 11 of 13, which is cut off, not rounded:

    >>> percent(11, 13), percent(8, 13), percent(9, 13)
    (85, 62, 69)
    """
    _check_part(count, base)
    return int(half_up(100 * count, base))


def check_count(what: str, value: object, *, at_least: int = 0) -> None:
    """Raise ``ValueError`` unless ``value`` is a whole number of ``at_least`` or more.

    ``True`` and ``4.0`` are refused too: a count that is not a whole number is a
    mistake further up, and a silent conversion would hide it.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
        raise ValueError(f"{what} must be a whole number, {at_least} or more.")


def check_level(level: object) -> None:
    """Raise ``ValueError`` unless ``level`` is a share strictly between 0 and 1."""
    if not isinstance(level, float | Decimal | Fraction) or not 0 < level < 1:
        raise ValueError("The level must be between 0 and 1, for example 0.95.")


def _check_part(count: int, base: int) -> None:
    check_count("The base", base, at_least=1)
    check_count("The count", count)
    if count > base:
        raise ValueError("The count cannot be larger than its base.")
