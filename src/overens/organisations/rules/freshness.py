"""How old what the register says is. Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# A yearly question, three weeks to answer and a reminder: older than this was missed.
OLD_AFTER_MONTHS = 15
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Age:
    """How long ago something was said, in whole months."""

    months: int

    @property
    def years(self) -> int:
        """Whole years."""
        return self.months // MONTHS_OF_A_YEAR

    @property
    def is_old(self) -> bool:
        """Whether a yearly question has been missed since (O34)."""
        return self.months > OLD_AFTER_MONTHS


def age_of(day: str, today: date) -> Age | None:
    """Return how old a fact is (O34); None where its day is not known, or is to come.

    Args:
        day: a day, month or year as it is stored: 2026-03-02, 2026-03, 2026. Of a year
            its last month is meant, so that nothing is called older than it may be.

    >>> age_of("2025-03-02", date(2026, 4, 1)).months
    12
    >>> age_of("2024", date(2026, 4, 1)).months
    15
    """
    parts = day.split("-") if day else []
    if not parts:
        return None
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else MONTHS_OF_A_YEAR
    months = (today.year - year) * MONTHS_OF_A_YEAR + today.month - month
    if len(parts) > 2 and int(parts[2]) > today.day or len(parts) < 3:
        months -= 1
    return Age(months) if months >= 0 else None
