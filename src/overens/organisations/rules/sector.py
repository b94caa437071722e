"""What is counted of the sector: how fresh, how old, and how words are chosen. Pure.

Rules O42 and O43, docs/rules/organisations.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from overens.errors import gettext_noop

# How long ago an organisation was last confirmed, by where the band begins (years).
WITHIN_A_YEAR, WITHIN_TWO, LONGER_AGO, NEVER = "0", "1", "2", "never"
FRESH_BANDS = {
    WITHIN_A_YEAR: gettext_noop("in the past year"),
    WITHIN_TWO: gettext_noop("one to two years ago"),
    LONGER_AGO: gettext_noop("more than two years ago"),
    NEVER: gettext_noop("never"),
}

# Founded before this is one band: few are, and their years are the least sure.
FIRST_DECADE = 1900


def years_before(day: date, years: int) -> date:
    """Return the same day some years before; 29 February gives the 28th.

    >>> years_before(date(2024, 2, 29), 1)
    datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def decades_of(years: Mapping[int, int]) -> dict[int, int]:
    """Return how many were founded in each decade, those between without any too.

    Args:
        years: how many, by year.

    Returns:
        How many by the decade's first year, rising; what was before ``FIRST_DECADE``
        stands under 0.

    >>> decades_of({1887: 1, 1992: 2, 1998: 1, 2011: 3})
    {0: 1, 1990: 3, 2000: 0, 2010: 3}
    """
    found: dict[int, int] = {}
    for year, count in years.items():
        decade = year // 10 * 10 if year >= FIRST_DECADE else 0
        found[decade] = found.get(decade, 0) + count
    known = [decade for decade in found if decade]
    between = range(min(known), max(known) + 1, 10) if known else ()
    return {
        decade: found.get(decade, 0)
        for decade in ([0] if 0 in found else []) + list(between)
    }
