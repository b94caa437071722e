"""What breaks a group's own rules, as data (rules G1 to G4, G12). Pure Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from overens.errors import gettext_noop
from overens.governance.rules.broken import TermEndsBeforeItBegins
from overens.governance.rules.kinds import ORDINARY_ROLES


@dataclass(frozen=True)
class SeatFact:
    """What a rule has to know about a seat.

    Attributes:
        party: the side's name as it is to be shown.
        sector: ``public`` or ``civil``; empty when not known.
        role: a key of ``SEAT_ROLES``.
        first_day: first day of the term, None when not stated.
        last_day: last day of the term, None when not stated.
        ended_day: the day it was left, None while it is held.
    """

    party: str
    role: str
    sector: str = ""
    first_day: date | None = None
    last_day: date | None = None
    ended_day: date | None = None

    def is_on(self, day: date) -> bool:
        """Whether the seat stands on a day; an expired term still does (rule G4)."""
        return (self.first_day is None or self.first_day <= day) and (
            self.ended_day is None or day < self.ended_day
        )


@dataclass(frozen=True)
class GroupWarning:
    """Something about a group that somebody should see to.

    ``sentence`` is English with ``%(name)s``, filled from ``facts`` at the door after
    translation; ``key`` tells the kinds apart.
    """

    key: str
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)


def seats_by_party(seats: Sequence[SeatFact], *, today: date) -> dict[str, int]:
    """Return ordinary seats that stand today, by side, in the order met (rule G1)."""
    counts: dict[str, int] = {}
    for seat in seats:
        counts.setdefault(seat.party, 0)
        if seat.role in ORDINARY_ROLES and seat.is_on(today):
            counts[seat.party] += 1
    return counts


def _balanced(seats: Sequence[SeatFact], *, today: date) -> bool:
    """Whether each side has as many seats: by sector where all are known (rule G2).

    A region and a county board together are one side against civil society.
    """
    standing = [s for s in seats if s.role in ORDINARY_ROLES and s.is_on(today)]
    by_sector = all(seat.sector for seat in seats)
    sides = {seat.sector if by_sector else seat.party: 0 for seat in seats}
    for seat in standing:
        sides[seat.sector if by_sector else seat.party] += 1
    return len(set(sides.values())) < 2


def group_warnings(
    seats: Sequence[SeatFact],
    *,
    parity: bool | None,
    most_seats: int | None,
    exact_seats: int | None,
    today: date,
) -> tuple[GroupWarning, ...]:
    """Return what breaks the group's own rules, as data (rules G2, G3, G4, G12).

    Args:
        seats: every seat recorded, left ones too; none at all gives no warning,
            since then nothing is known of who sits there.
        parity: the group is to have as many from each side; None where nobody knows.
        most_seats: at most so many ordinary seats.
        exact_seats: exactly so many ordinary seats.
        today: the day that it is judged on.
    """
    if not seats:
        return ()
    counts = seats_by_party(seats, today=today)
    total = sum(counts.values())
    found = []
    if parity and not _balanced(seats, today=today):
        found.append(
            GroupWarning(
                "parity",
                gettext_noop("The sides do not have as many seats: %(counts)s."),
                {"counts": ", ".join(f"{name} {n}" for name, n in counts.items())},
            )
        )
    if most_seats is not None and total > most_seats:
        found.append(
            GroupWarning(
                "too many",
                gettext_noop(
                    "The group has %(total)s seats, and may have at most %(most)s."
                ),
                {"total": total, "most": most_seats},
            )
        )
    if exact_seats is not None and total != exact_seats:
        found.append(
            GroupWarning(
                "size",
                gettext_noop(
                    "The group has %(total)s seats, and is to have %(exact)s."
                ),
                {"total": total, "exact": exact_seats},
            )
        )
    expired = [s for s in seats if s.is_on(today) and s.last_day and s.last_day < today]
    if expired:
        found.append(
            GroupWarning(
                "expired",
                gettext_noop("%(expired)s of the terms have run out."),
                {"expired": len(expired)},
            )
        )
    for party in counts:
        chairs = sum(
            seat.party == party and seat.role == "chair" and seat.is_on(today)
            for seat in seats
        )
        if chairs > 1:
            found.append(
                GroupWarning(
                    "chairs",
                    gettext_noop("%(party)s has %(chairs)s chairs."),
                    {"party": party, "chairs": chairs},
                )
            )
    return tuple(found)


def check_term(first_day: date | None, last_day: date | None) -> None:
    """Refuse a term that ends before it begins.

    Raises:
        TermEndsBeforeItBegins: both are known, and out of order.
    """
    if first_day and last_day and last_day < first_day:
        raise TermEndsBeforeItBegins()
