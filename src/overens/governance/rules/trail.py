"""The order of decisions where days have holes (rule G5). Pure Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overens.common.dates import PartialDate


@dataclass(frozen=True)
class TrailFact:
    """What the order of the trail needs to know about a decision.

    Attributes:
        key: the decision's own.
        day: the day of the decision; may be a hole.
        near: other known days close to it (approved, public notice, memoranda).
        follows: key of the decision that it follows, None when it follows none.
        place: the order that the recorder gave, which settles what is left.
    """

    key: int
    day: PartialDate
    near: tuple[PartialDate, ...] = ()
    follows: int | None = None
    place: int = 0


def trail_order(facts: Sequence[TrailFact]) -> list[int]:
    """Return the keys in the order that the decisions were made (rule G5).

    A decision never stands before the one that it follows. Its day settles the rest;
    where the day is a hole, the latest known day near it does; where nothing is
    known it stands directly after what it follows, or last. A ring of "follows" (a
    slip of the pen) is broken at the one with the earliest day.
    """
    by_key = {fact.key: fact for fact in facts}

    def sort_day(fact: TrailFact, seen: frozenset[int] = frozenset()) -> PartialDate:
        if fact.day:
            return fact.day
        known = [day for day in fact.near if day]
        if known:
            return max(known)
        before = by_key.get(fact.follows) if fact.follows is not None else None
        if before is None or before.key in seen:
            return PartialDate()
        return sort_day(before, seen | {fact.key})

    order = {fact.key: (sort_day(fact), fact.place, fact.key) for fact in facts}
    left, placed = dict(by_key), []
    while left:
        free = [f for f in left.values() if f.follows not in left] or list(
            left.values()
        )
        chosen = min(free, key=lambda fact: order[fact.key])
        placed.append(chosen.key)
        del left[chosen.key]
    return placed
