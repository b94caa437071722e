"""Groups with their seats counted, drawn and judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.common.charts import SeatChart, SeatParty, to_page_figure
from overens.common.formats import hole, language_or_active
from overens.common.models import SOURCE
from overens.governance.models import Group, Seat
from overens.governance.queries.places import parties_of
from overens.governance.rules import (
    ORDINARY_ROLES,
    SEAT_ROLES,
    GroupWarning,
    SeatFact,
    group_warnings,
    seats_by_party,
)

MOST_PARTIES_DRAWN = 5


@dataclass(frozen=True)
class GroupView:
    """One group as a page shows it.

    Attributes:
        group: the group itself.
        seats: those held today, by side and role.
        left: those that have been left, the latest first.
        counts: ordinary seats by side, as shown.
        warnings: sentences in the reader's language.
        size_words: what has been agreed about its size.
        is_unknown: nothing is recorded of who sits there.
        sides: every side of the compact by key, with its number, 1 for the first.
    """

    group: Group
    seats: tuple[Seat, ...]
    left: tuple[Seat, ...]
    counts: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    size_words: str
    is_unknown: bool
    sides: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_from_source(self) -> bool:
        """Whether only a source tells of it: what it does not say is a hole."""
        return self.group.origin == SOURCE

    @property
    def total(self) -> int:
        """Ordinary seats in all."""
        return sum(count for _name, count in self.counts)

    def figure(self, heading: int = 2) -> SafeString:
        """Return the drawing with its title, notes and table; empty when unknown."""
        chart = seat_chart(self)
        return (
            to_page_figure(chart, key=self.group.slug, heading=heading)
            if chart is not None
            else SafeString("")
        )


def fact_of(seat: Seat) -> SeatFact:
    """Return a seat as the rules see it."""
    return SeatFact(
        party=str(seat.party_name) or hole(),
        role=seat.role,
        sector=seat.sector,
        first_day=seat.first_day,
        last_day=seat.last_day,
        ended_day=seat.ended_day,
    )


def sides_of(seats: Iterable[Seat]) -> dict[str, int]:
    """Return the sides of a compact's seats by key, numbered as they came in.

    A side has the same number, and so the same colour, in each of its groups.
    """
    first: dict[str, int] = {}
    for seat in sorted(seats, key=lambda seat: seat.pk):
        first.setdefault(seat.party_key, len(first) + 1)
    return first


def group_view(
    group: Group,
    seats: Sequence[Seat],
    *,
    today: date,
    sides: Mapping[str, int] | None = None,
) -> GroupView:
    """Return a group with its seats counted and judged on a day.

    Args:
        group: with its space and the group that it prepares for read along.
        seats: all its seats, left ones too, with their holders read along.
        sides: the compact's sides by key, see ``sides_of``; of its own seats without.
        today: by the space's own clock.
    """
    facts = [fact_of(seat) for seat in seats]
    warnings = group_warnings(
        facts,
        parity=group.parity,
        most_seats=group.most_seats,
        exact_seats=group.exact_seats,
        today=today,
    )
    place = {role: number for number, role in enumerate(SEAT_ROLES)}
    numbered = sides_of(seats) if sides is None else sides
    held = [seat for seat, fact in zip(seats, facts, strict=True) if fact.is_on(today)]
    counts = seats_by_party([fact for fact in facts if fact.is_on(today)], today=today)
    return GroupView(
        group=group,
        seats=tuple(
            sorted(held, key=lambda s: (numbered[s.party_key], place.get(s.role, 9)))
        ),
        left=tuple(
            sorted(
                (seat for seat in seats if seat.ended_day and seat not in held),
                key=lambda seat: seat.ended_day or today,
                reverse=True,
            )
        ),
        counts=tuple(counts.items()),
        warnings=tuple(said(warning) for warning in warnings),
        size_words=size_words(group),
        is_unknown=not seats,
        sides=numbered,
    )


def said(warning: GroupWarning) -> str:
    """Return a warning's sentence in the reader's language."""
    return _(warning.sentence) % dict(warning.facts)


def size_words(group: Group) -> str:
    """Return what has been agreed about a group's size, or an empty text."""
    if group.exact_seats is not None:
        return ngettext("%(n)s seat", "%(n)s seats", group.exact_seats) % {
            "n": group.exact_seats
        }
    if group.most_seats is not None:
        return ngettext(
            "At most %(n)s seat", "At most %(n)s seats", group.most_seats
        ) % {"n": group.most_seats}
    return ""


def seat_chart(view: GroupView) -> SeatChart | None:
    """Return the group round its table, or None when there is nothing to draw.

    Where a source gives the number of seats and not the sides, the dots are drawn
    and the side is a hole.
    """
    group = view.group
    if view.is_unknown:
        if not group.exact_seats:
            return None
        parties = [SeatParty(_("Side: the source does not say"), group.exact_seats)]
    else:
        parties = _parties(view)[:MOST_PARTIES_DRAWN]
    total = sum(party.seats + party.vacant for party in parties)
    if not total:
        return None
    return SeatChart(
        title=ngettext("%(name)s: %(n)s seat", "%(name)s: %(n)s seats", total)
        % {"name": str(group.name), "n": total},
        description=_("One dot for each seat, the sides next to each other."),
        language=language_or_active(),
        source=str(group.source_note),
        row_heading=_("Side"),
        parties=tuple(parties),
    )


def _parties(view: GroupView) -> list[SeatParty]:
    """Return the sides with seats held and empty.

    In a source a seat whose holder is not named is a hole, not an empty chair.
    """
    names: dict[str, list[Seat]] = {}
    for seat in sorted(view.seats, key=lambda seat: view.sides[seat.party_key]):
        if seat.role in ORDINARY_ROLES:
            names.setdefault(str(seat.party_name) or hole(), []).append(seat)
    from_source = view.group.origin == SOURCE
    return [
        SeatParty(
            name,
            sum(seat.is_held or from_source for seat in seats),
            0 if from_source else sum(not seat.is_held for seat in seats),
            # Nobody has seen a compact with a sixth side.
            min(view.sides[seats[0].party_key], MOST_PARTIES_DRAWN),
        )
        for name, seats in names.items()
    ]


def with_holders(space: Space, *, renamed: bool = True) -> list[Seat]:
    """Return every seat in a space's groups with its holder, in two queries.

    Args:
        renamed: sides are called what they are called now (one of the queries).
    """
    seats = list(
        Seat.objects.filter(group__space=space)
        .select_related("organisation", "unit__body", "person")
        .order_by("group", "party_key", "id")
    )
    # A side that has another name now is called so; one that is gone keeps its own.
    named = {party.key: party.name for party in parties_of(space)} if renamed else {}
    for seat in seats:
        seat.party_name = named.get(seat.party_key) or seat.party_name
    return seats


def groups_of(space: Space, *, today: date, renamed: bool = True) -> list[GroupView]:
    """Return the space's groups, in three queries; see ``with_holders``."""
    groups = list(
        Group.objects.filter(space=space)
        .select_related("space", "prepares_for__space")
        .order_by("id")
    )
    every = with_holders(space, renamed=renamed)
    sides = sides_of(every)
    seats: dict[int, list[Seat]] = {}
    for seat in every:
        seats.setdefault(seat.group_id, []).append(seat)
    return [
        group_view(group, seats.get(group.pk, []), today=today, sides=sides)
        for group in groups
    ]
