"""Whether whoever speaks still does: who is due, who waits, whose right has lapsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import Awaiting, has_right
from overens.accounts.rules import EDIT_REGISTER
from overens.common import formats
from overens.common.to_do import ToDo
from overens.organisations.models import Authority, AuthorityQuestion
from overens.organisations.queries.confirming import mails_leaving, waits
from overens.organisations.queries.load import NO_LOAD, RequestLoad, request_loads
from overens.organisations.rules.lapsing import (
    NO_ANSWER,
    SHOWN_LAPSED,
    post_in_sentence,
)
from overens.organisations.rules.yearly import (
    ASKED_STATUSES,
    NotAsked,
    turn_of,
    why_not_asked,
)

# What the outbox knows the mails by.
STILL_KEY = "organisations.still:"
MONTHS = (None, *range(1, 13))


def in_words(authority: Authority) -> str:
    """Return the question: "Are you still chair of Åleds IF?"."""
    facts = {"name": authority.organisation.name}
    if authority.post.strip():
        facts["post"] = post_in_sentence(authority.post)
        return _("Are you still %(post)s for %(name)s?") % facts
    return _("Do you still speak for %(name)s?") % facts


def rights_in(world: str) -> QuerySet[Authority]:
    """Return the rights to speak for the civil organisations of a world."""
    return Authority.objects.filter(
        organisation__origin=world,
        organisation__kind="civil",
        organisation__merged_into=None,
        unit=None,
    ).select_related("person", "organisation")


def due(world: str, today: date, *, by_itself: bool) -> QuerySet[Authority]:
    """Return the rights that are to be asked about and have not been, this turn (O38).

    Those without a last day, that began before the meeting that the turn follows. A
    question that was stopped counts as asked: whoever stopped it does not want it out.

    Args:
        by_itself: only in the two months that a turn lasts.
    """
    turns = Q(pk=None)
    for month in MONTHS:
        turn = turn_of(month, today)
        if by_itself and today > turn.last:
            continue
        asked = AuthorityQuestion.objects.filter(
            authority__person=OuterRef("person"),
            authority__organisation=OuterRef("organisation"),
            year=turn.year,
        )
        began = Q(first_day__lt=turn.first) | Q(
            first_day=None, created__date__lt=turn.first
        )
        of_month = Q(organisation__annual_meeting_month=month)
        turns |= of_month & began & ~Q(Exists(asked))
    return (
        rights_in(world)
        .filter(
            turns,
            last_day=None,
            person__is_active=True,
            organisation__status__in=ASKED_STATUSES,
        )
        .order_by("id")
    )


# What can be chosen on the page of questions about rights to speak.
DUE, WAITS, LAPSED = "due", "waits", "lapsed"


def rights_in_state(world: str, state: str, today: date) -> QuerySet[Authority]:
    """Return the rights of a world that stand so as to the yearly question.

    Args:
        state: to be asked about, asked and not answered, or lapsed.
    """
    if state == DUE:
        return due(world, today, by_itself=False)
    if state == WAITS:
        waiting = AuthorityQuestion.objects.waiting_on(today).order_by()
        held = rights_in(world).on(today)  # type: ignore[attr-defined]
        rows: QuerySet[Authority] = held.filter(pk__in=waiting.values("authority"))
        return rows.order_by("id")
    return rights_in(world).filter(ended_why=NO_ANSWER).order_by("-last_day", "-id")


@dataclass(frozen=True)
class SpeakerToAsk:
    """Whoever speaks for an organisation, before they are asked by hand.

    Attributes:
        question: the latest that has been asked; None when none has.
        why_not: why they are not asked today; None when they can be.
        load: what the organisation has been asked of late.
    """

    authority: Authority
    question: AuthorityQuestion | None
    why_not: NotAsked | None
    load: RequestLoad


def speakers_to_ask(
    rights: Iterable[Authority], today: date, addresses: set[str]
) -> list[SpeakerToAsk]:
    """Return rights as they stand before they are asked about by hand; two queries.

    Args:
        rights: that are due.
        addresses: those that have been asked today; of several rights of one person the
            first is asked about.
    """
    rows = list(rights)
    questions = AuthorityQuestion.objects.latest_about(row.pk for row in rows)
    loads: Mapping[int, RequestLoad] = request_loads(
        [row.organisation_id for row in rows], today
    )
    taken = set(addresses)
    found = []
    for row in rows:
        email = row.person.email
        why_not = why_not_asked(
            status=row.organisation.status,
            waits=waits(questions.get(row.pk), today),
            has_address=row.person.is_active,
            address_asked_today=email in taken,
        )
        if why_not is None:
            taken.add(email)
        load = loads.get(row.organisation_id, NO_LOAD)
        found.append(SpeakerToAsk(row, questions.get(row.pk), why_not, load))
    return found


def speakers_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield mail-outs that can be undone, and rights that lapsed (two queries)."""
    if not space.has_column("organisations"):
        return
    if not has_right(person, EDIT_REGISTER, space, today):
        return
    leaving = mails_leaving(space, STILL_KEY)
    if leaving:
        yield ToDo(
            key=f"organisations.speakers:{space.slug}",
            urgency="now",
            title=ngettext(
                "%(n)s question about a right to speak is waiting to leave",
                "%(n)s questions about rights to speak are waiting to leave",
                leaving,
            )
            % {"n": formats.number(leaving)},
            why=_("They ask whether somebody still speaks. Until then you can undo."),
            action_label=_("Look, send or undo"),
            url=reverse("mails"),
        )
    since = today - timedelta(days=SHOWN_LAPSED)
    lapsed = rights_in_state(space.origin, LAPSED, today).filter(last_day__gte=since)
    count = lapsed.count()
    if count:
        address = reverse("organisations:speakers")
        yield ToDo(
            key=f"organisations.lapsed:{space.slug}",
            urgency="week",
            title=ngettext(
                "%(n)s right to speak has lapsed without an answer",
                "%(n)s rights to speak have lapsed without an answer",
                count,
            )
            % {"n": formats.number(count)},
            why=_("Perhaps somebody else speaks now, or the mail went astray."),
            action_label=_("See whose"),
            url=f"{address}?compact={space.slug}&state={LAPSED}",
        )


def still_asked(person: Person, today: date) -> Iterator[Awaiting]:
    """Yield the questions about what a person speaks for (one query)."""
    held: Any = Authority.objects.on(today).filter(person=person)
    rows = (
        AuthorityQuestion.objects.waiting_on(today)
        .filter(authority__in=held)
        .select_related("authority__organisation")
        .order_by("due", "-id")
    )
    seen: set[int] = set()
    for row in rows:
        if row.authority_id not in seen:
            seen.add(row.authority_id)
            yield Awaiting(
                key=f"organisations.still:{row.uuid}",
                title=in_words(row.authority),
                why=_("One press when you do. Without an answer the right lapses."),
                action=_("Answer the question"),
                url=reverse("organisations:still_signed_in", args=[row.uuid]),
                due=row.due,
            )
