"""The yearly question: which turn it is, who is due, what has come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import Awaiting, has_right
from overens.accounts.rules import EDIT_REGISTER
from overens.common import formats
from overens.common.models import MADE_UP, OWN, OutgoingMail
from overens.common.models.ledger import WAITING
from overens.common.to_do import ToDo
from overens.organisations.models import (
    Authority,
    AuthorityQuestion,
    ConfirmationRequest,
    ContactRole,
    MailedQuestion,
    Organisation,
)
from overens.organisations.queries.load import NO_LOAD, RequestLoad, request_loads
from overens.organisations.queries.whom import AddressBook, Asked
from overens.organisations.rules.yearly import (
    ASKED_STATUSES,
    NotAsked,
    Turn,
    why_not_asked,
)

# Nobody is written to about what a source says of organisations that exist.
WORLDS_ASKED = (OWN, MADE_UP)
# What the outbox knows the mails by.
CONFIRM_KEY = "organisations.confirm:"


def sending_space(world: str) -> Space | None:
    """Return the space whose secretariat asks for a world's register.

    The front page's, when it is of that world; else the world's first.
    """
    spaces = [
        space
        for space in Space.objects.filter(origin=world).order_by("slug")
        if space.has_column("organisations")
    ]
    front = [space for space in spaces if space.slug == settings.FRONT_SPACE]
    return next(iter(front or spaces), None)


def to_be_asked(world: str) -> QuerySet[Organisation]:
    """Return the organisations of civil society that a world's register is of."""
    return Organisation.objects.in_world(world).civil().listed()


def due_in_turn(world: str, month: int | None, turn: Turn) -> QuerySet[Organisation]:
    """Return those with an annual meeting in a month whose turn it is to be asked.

    Not those that are dissolved, have confirmed since, or have been asked this year;
    a question that was stopped counts, since whoever stopped it does not want it out.
    """
    asked = ConfirmationRequest.objects.filter(
        organisation=OuterRef("pk"), year=turn.year
    )
    return (
        to_be_asked(world)
        .filter(status__in=ASKED_STATUSES, annual_meeting_month=month)
        .exclude(last_confirmed__gte=turn.first)
        .exclude(Exists(asked))
    )


def with_address(rows: QuerySet[Organisation], today: date) -> QuerySet[Organisation]:
    """Return those of some organisations that somebody can be asked for."""
    contacts = ContactRole.objects.filter(organisation=OuterRef("pk")).exclude(email="")
    speakers = Authority.objects.on(today).filter(
        organisation=OuterRef("pk"), unit=None, person__is_active=True
    )
    return rows.filter(Exists(contacts) | Exists(speakers))


def addresses_asked(day: date) -> set[str]:
    """Return the addresses that have been asked on a day; what was stopped too.

    Of either yearly question: one address gets one mail a day of them.
    """
    asked = [
        kind.objects.filter(asked_on=day).order_by().values_list("to_email")
        for kind in (ConfirmationRequest, AuthorityQuestion)
    ]
    return {email for (email,) in asked[0].union(*asked[1:])}


@dataclass(frozen=True)
class ToAsk:
    """An organisation before it is asked by hand.

    Attributes:
        whom: to whom the question goes; None when there is nobody.
        question: the latest that has been asked; None when none has.
        why_not: why it is not asked today; None when it can be.
        load: what it has been asked of late.
    """

    organisation: Organisation
    whom: Asked | None
    question: ConfirmationRequest | None
    why_not: NotAsked | None
    load: RequestLoad


def rows_to_ask(
    organisations: Iterable[Organisation], today: date, addresses: set[str]
) -> list[ToAsk]:
    """Return organisations as they stand before they are asked by hand; four queries.

    Args:
        addresses: those that have been asked today; of several organisations with one
            address the first is asked.
    """
    rows = list(organisations)
    keys = [row.pk for row in rows]
    book = AddressBook(keys, today)
    questions = ConfirmationRequest.objects.latest_about(keys)
    loads = request_loads(keys, today)
    taken = set(addresses)
    found = []
    for row in rows:
        whom, question = book.whom(row, None), questions.get(row.pk)
        why_not = why_not_asked(
            status=row.status,
            waits=waits(question, today),
            has_address=whom is not None,
            address_asked_today=whom is not None and whom.email in taken,
        )
        if why_not is None and whom is not None:
            taken.add(whom.email)
        found.append(ToAsk(row, whom, question, why_not, loads.get(row.pk, NO_LOAD)))
    return found


def waits(question: MailedQuestion | None, today: date) -> bool:
    """Tell whether there is time left to answer a question."""
    return question is not None and question.used_at is None and question.due >= today


# What can be chosen on the page of yearly questions.
NEVER, LONG_AGO, WAITS, SILENT = "never", "long ago", "waits", "silent"


def in_state(world: str, state: str, today: date) -> QuerySet[Organisation]:
    """Return the organisations of a world that stand so as to the yearly question.

    Args:
        state: never confirmed, confirmed more than a year ago, asked and not answered,
            or silent after a reminder so that its status is unknown.
    """
    rows = to_be_asked(world).exclude(status="dissolved")
    waiting = ConfirmationRequest.objects.waiting_on(today).order_by()
    if state == WAITS:
        return rows.filter(pk__in=waiting.values("organisation"))
    if state == SILENT:
        # Also when the link is over: nobody has found out what became of them.
        given_up = (
            ConfirmationRequest.objects.standing()
            .filter(used_at=None)
            .exclude(given_up_on=None)
            .order_by()
        )
        return rows.filter(status="unknown", pk__in=given_up.values("organisation"))
    if state == LONG_AGO:
        a_year_ago = date(today.year - 1, today.month, min(today.day, 28))
        return rows.filter(last_confirmed__lt=a_year_ago)
    return rows.filter(last_confirmed=None)


def mails_leaving(space: Space, mail_key: str) -> int:
    """Return how many mails of a kind wait in the outbox, to be stopped still."""
    rows = OutgoingMail.objects.filter(space=space.slug, state=WAITING, attempts=0)
    return rows.filter(once_key__startswith=mail_key).count()


def confirmations_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield mail-outs that can be undone, and what silence has led to (two queries)."""
    if not space.has_column("organisations"):
        return
    if not has_right(person, EDIT_REGISTER, space, today):
        return
    address = f"{reverse('organisations:confirmations')}?compact={space.slug}"
    leaving = mails_leaving(space, CONFIRM_KEY)
    if leaving:
        yield ToDo(
            key=f"organisations.confirming:{space.slug}",
            urgency="now",
            title=ngettext(
                "%(n)s question to an organisation is waiting to leave",
                "%(n)s questions to organisations are waiting to leave",
                leaving,
            )
            % {"n": formats.number(leaving)},
            why=_("They ask whether the register is right. Until then you can undo."),
            action_label=_("Look, send or undo"),
            url=reverse("mails"),
        )
    silent = in_state(space.origin, SILENT, today).count()
    if silent:
        yield ToDo(
            key=f"organisations.silent:{space.slug}",
            urgency="when free",
            title=ngettext(
                "%(n)s organisation has not answered and is unknown now",
                "%(n)s organisations have not answered and are unknown now",
                silent,
            )
            % {"n": formats.number(silent)},
            why=_("Perhaps the address is wrong, or the organisation is no more."),
            action_label=_("See who is silent"),
            url=f"{address}&state={SILENT.replace(' ', '+')}",
        )


def confirmations_asked(person: Person, today: date) -> Iterator[Awaiting]:
    """Yield the questions to organisations that a person speaks for (two queries)."""
    held = Authority.objects.on(today).filter(person=person, unit=None)
    rows = (
        ConfirmationRequest.objects.waiting_on(today)
        .filter(organisation__in=held.values("organisation"))
        .select_related("organisation")
        .order_by("due", "id")
    )
    seen: set[int] = set()
    for row in rows:
        if row.organisation_id not in seen:
            seen.add(row.organisation_id)
            yield _awaiting(row)


def _awaiting(row: ConfirmationRequest) -> Awaiting:
    facts: Mapping[str, Any] = {"name": row.organisation.name}
    return Awaiting(
        key=f"organisations.confirm:{row.uuid}",
        title=_("Are the facts about %(name)s right?") % facts,
        why=_("One press when they are."),
        action=_("Look at the facts"),
        url=row.organisation.get_absolute_url(),
        due=row.due,
    )
