"""Groups, their seats and their meetings: one writer each, one audit line an action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from django.db import transaction
from django.utils.text import slugify

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.changing import set_changed
from overens.common.dates import PartialDate
from overens.common.texts import LocalText, local
from overens.governance.models import Group, Meeting, Seat
from overens.governance.rules import (
    MOST_SEATS,
    GroupNameMissing,
    PreparesForItself,
    SeatAlreadyEnded,
    TooManySeats,
    check_day_has_been,
    check_reason,
    check_term,
    check_text,
)
from overens.organisations.models import Organisation, Unit

Words = LocalText | Mapping[str, str] | str


def text_of(words: Words | None) -> LocalText:
    """Return words as a published text, trimmed; nothing becomes an empty text."""
    texts = local(words) if words else LocalText()
    return LocalText({language: check_text(text) for language, text in texts.items()})


def free_slug(wanted: str, taken: set[str], otherwise: str) -> str:
    """Return an address made from words, with a number where it is taken."""
    base = slugify(wanted)[:70].strip("-") or otherwise
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def add_group(
    *,
    space: Space,
    name: Words,
    kind: str,
    by: Actor,
    does: Words = "",
    regime: str = "notes",
    most_seats: int | None = None,
    exact_seats: int | None = None,
    parity: bool | None = False,
    prepares_for: Group | None = None,
    source_note: Words = "",
    slug: str = "",
) -> Group:
    """Add a group to a compact's space.

    Args:
        most_seats, exact_seats: what has been agreed about its size, if anything.
        parity: it is to have as many from each side; None where nobody knows.
        prepares_for: the group whose matters it prepares.
        slug: its address; made from the name when left out.

    Raises:
        GroupNameMissing: it has no name.
        TooManySeats: more than a group can have.
    """
    name = text_of(name)
    if not name:
        raise GroupNameMissing()
    _check_size(most_seats, exact_seats)
    # The space's row is the queue: two at once would choose the same address.
    Space.objects.select_for_update().get(pk=space.pk)
    taken = set(Group.objects.filter(space=space).values_list("slug", flat=True))
    group = Group.objects.create(
        space=space,
        slug=free_slug(slug or name.in_language("sv"), taken, "group"),
        name=name,
        kind=kind,
        does=text_of(does),
        regime=regime,
        most_seats=most_seats,
        exact_seats=exact_seats,
        parity=parity,
        prepares_for=prepares_for,
        source_note=text_of(source_note),
        origin=space.origin,
    )
    write_line("governance.add_group", by=by, about=group, space=space.slug)
    return group


def _check_size(*seats: int | None) -> None:
    if any(number is not None and number > MOST_SEATS for number in seats):
        raise TooManySeats(most=MOST_SEATS, field="most_seats")


def _check_prepares(group: Group) -> None:
    above, seen = group.prepares_for, set()
    while above is not None and above.pk not in seen:
        if above.pk == group.pk:
            raise PreparesForItself()
        seen.add(above.pk)
        above = above.prepares_for


CHANGEABLE = frozenset(
    {
        "name",
        "does",
        "regime",
        "most_seats",
        "exact_seats",
        "parity",
        "kind",
        "prepares_for",
    }
)


@transaction.atomic
def change_group(*, group: Group, by: Actor, **changes: object) -> Group:
    """Change what a group is called, does or is to look like.

    Args:
        **changes: new values of fields in ``CHANGEABLE``.

    Raises:
        GroupNameMissing: the name would be empty.
        PreparesForItself: it would prepare matters for itself, straight or in a ring.
        TypeError: a field cannot be changed here.
    """
    for name in {"name", "does"} & set(changes):
        changes[name] = text_of(cast(Words, changes[name]))
    changed = set_changed(group, changes, CHANGEABLE)
    if not changed:
        return group
    if not group.name:
        raise GroupNameMissing()
    _check_size(group.most_seats, group.exact_seats)
    _check_prepares(group)
    group.save(update_fields=changed)
    write_line(
        "governance.change_group",
        by=by,
        about=group,
        space=group.space.slug,
        facts={"fields": sorted(changed)},
    )
    return group


@transaction.atomic
def add_seat(
    *,
    group: Group,
    party_key: str,
    party_name: Words,
    role: str,
    by: Actor,
    sector: str = "",
    organisation: Organisation | None = None,
    unit: Unit | None = None,
    person: Person | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    source_note: Words = "",
) -> Seat:
    """Add a seat to a group; nobody named makes it an empty chair.

    Args:
        party_key, party_name, sector: the side it belongs to.
        person: the holder; shown to the group, never to the public.
        first_day, last_day: the term, both days included.

    Raises:
        TermEndsBeforeItBegins: the term is the wrong way round.
        TooManySeats: the group is full as far as can be drawn.
    """
    check_term(first_day, last_day)
    Group.objects.select_for_update().get(pk=group.pk)
    if Seat.objects.filter(group=group, ended_day=None).count() >= MOST_SEATS:
        raise TooManySeats(most=MOST_SEATS)
    seat = Seat.objects.create(
        group=group,
        party_key=party_key[:40],
        party_name=text_of(party_name),
        sector=sector[:8],
        role=role,
        organisation=organisation,
        unit=unit,
        person=person,
        first_day=first_day,
        last_day=last_day,
        source_note=text_of(source_note),
        origin=group.origin,
    )
    write_line(
        "governance.add_seat",
        by=by,
        about=seat,
        space=group.space.slug,
        facts={"party": seat.party_key, "role": role},
    )
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, day: date, why: str, by: Actor) -> Seat:
    """Record that a seat has been left, on a day and for a reason. The row stays.

    Raises:
        SeatAlreadyEnded: it has been left before.
        ReasonMissing: no reason was given.
        TermEndsBeforeItBegins: the day is before the term.
    """
    seat = (
        Seat.objects.select_for_update().select_related("group__space").get(pk=seat.pk)
    )
    if seat.ended_day is not None:
        raise SeatAlreadyEnded()
    check_term(seat.first_day, day)
    seat.ended_why = check_reason(why)
    seat.ended_day = day
    seat.save(update_fields=["ended_day", "ended_why"])
    write_line(
        "governance.end_seat",
        by=by,
        about=seat,
        space=seat.group.space.slug,
        facts={"day": day.isoformat()},
    )
    return seat


@transaction.atomic
def add_meeting(
    *,
    group: Group,
    by: Actor,
    day: PartialDate,
    title: Words = "",
    notes: Words = "",
    is_planned: bool = False,
) -> Meeting:
    """Record a meeting of a group, with its notes.

    Args:
        day: when; unknown where the source does not say.
        is_planned: it is still to come, so the day may be ahead.

    Raises:
        DayInTheFuture: notes are of a meeting that has not been.
    """
    if notes and not is_planned:
        check_day_has_been(day, today=day_in(group.space))
    meeting = Meeting.objects.create(
        group=group,
        day=day,
        title=text_of(title),
        notes=text_of(notes),
        origin=group.origin,
    )
    write_line("governance.add_meeting", by=by, about=meeting, space=group.space.slug)
    return meeting
