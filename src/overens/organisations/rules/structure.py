"""Who stands above whom, and when: no ring on any day. Pure Python. Rule O6."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

# The relations that put one organisation above another; a successor stands beside.
STRUCTURE = ("branch", "member")

Days = tuple[date | None, date | None]
# (lower, upper, its days): one organisation's place under another.
Tie = tuple[int, int, Days]


def tied(kind: str) -> tuple[str, ...]:
    """Return the kinds of relation that may together make no ring with one."""
    return STRUCTURE if kind in STRUCTURE else (kind,)


def days_shared(one: Days, other: Days) -> Days | None:
    """Return the days that two spans have in common; None where they have none.

    >>> days_shared((date(2020, 1, 1), None), (None, date(2021, 5, 1)))
    (datetime.date(2020, 1, 1), datetime.date(2021, 5, 1))
    """
    first = max((day for day in (one[0], other[0]) if day), default=None)
    last = min((day for day in (one[1], other[1]) if day), default=None)
    if first and last and last < first:
        return None
    return (first, last)


def would_ring(
    lower: int,
    upper: int,
    days: Days,
    ties_of: Callable[[Collection[int]], Iterable[Tie]],
) -> bool:
    """Tell whether an organisation would come to stand above itself on some day.

    Args:
        lower: the number of the one that is to belong to ``upper``.
        days: from when until when.
        ties_of: gives what each of some organisations belongs to; asked once a level.
    """
    level: dict[int, set[Days]] = {upper: {days}}
    seen: set[tuple[int, Days]] = set()
    while level:
        if lower in level:
            return True
        seen |= {(one, span) for one, spans in level.items() for span in spans}
        above: dict[int, set[Days]] = {}
        for below, over, held in ties_of(level.keys()):
            for span in level[below]:
                shared = days_shared(span, held)
                if shared is not None and (over, shared) not in seen:
                    above.setdefault(over, set()).add(shared)
        level = above
    return False
