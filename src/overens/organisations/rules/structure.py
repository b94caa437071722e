"""Who stands above whom, and when: no ring on any day. Pure Python. Rule O6."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from overens.organisations.rules.days import days_overlap

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


def joined(held: Sequence[Days], new: Days) -> list[Days] | None:
    """Return spans that take in another, so that no day stands in two (rule O18).

    Args:
        held: spans that share no day with each other.
        new: what they are to cover too.

    Returns:
        The spans in their order, each at least as long as it was; None where none of
        them has a day in common with ``new``, which then stands beside them.

    >>> joined([(date(2000, 1, 1), date(2005, 1, 1))], (date(2004, 1, 1), None))
    [(datetime.date(2000, 1, 1), None)]
    """
    meeting = [at for at, one in enumerate(held) if days_overlap(one, new)]
    if not meeting:
        return None
    meeting.sort(key=lambda at: held[at][0] or date.min)
    spans = list(held)
    for at, following in pairwise(meeting):
        # What is new covers all that lies between two that it meets.
        (first, last), (begins, _ends) = spans[at], spans[following]
        if last and begins and last < begins:
            spans[at] = (first, begins - timedelta(days=1))
    first, last = spans[meeting[0]]
    spans[meeting[0]] = (min(first, new[0]) if first and new[0] else None, last)
    first, last = spans[meeting[-1]]
    spans[meeting[-1]] = (first, max(last, new[1]) if last and new[1] else None)
    return spans


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
