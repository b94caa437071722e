"""Ask organisations whether their facts are right: once a year, or by hand.

One step of ``do_daily``: who is due is asked; who was silent is reminded once, and
then the organisation's status becomes unknown (O30, O31).
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.audit import SYSTEM, Actor, write_line
from overens.common.daily import Line
from overens.common.mail import TakenBack
from overens.common.models import OutgoingMail
from overens.organisations.actions.load import log_request
from overens.organisations.actions.mails import post_confirmation_question
from overens.organisations.actions.rounds import (
    after_silence,
    close,
    in_each_world,
    new_question,
    note_mail_out,
)
from overens.organisations.models import (
    ConfirmationRequest,
    MailedQuestion,
    Organisation,
)
from overens.organisations.queries.confirming import (
    CONFIRM_KEY,
    addresses_asked,
    due_in_turn,
    rows_to_ask,
    with_address,
)
from overens.organisations.queries.whom import AddressBook, Asked
from overens.organisations.rules import CONFIRM
from overens.organisations.rules.yearly import (
    MOST_A_DAY,
    NotAsked,
    turn_of,
)

AT_A_TIME = 500  # organisations read at once
# Makes the mail-out of a world and a day one batch, however often the step is taken.
_BATCHES = uuids.UUID("6f0f6a0e-52f5-4b58-9c35-7f6f5d0c2a11")


def ask_yearly(today: date | None = None) -> Iterator[Line]:
    """Ask, remind, and give up: a step of ``do_daily``.

    Each world is one transaction and one mail-out. Taken twice the same day, the second
    time finds everybody asked.

    Args:
        today: the day; the asking space's own when left out.

    Yields:
        A line for each organisation that is asked, reminded or given up on, and for
        each that could not be asked though it is its turn.
    """
    yield from in_each_world(_ask_in, today)


@transaction.atomic
def _ask_in(space: Space, today: date) -> list[Line]:
    # The space's row is the lock: two do_daily at once ask one after the other.
    Space.objects.select_for_update().get(pk=space.pk)
    addresses = addresses_asked(today)
    batch = uuids.uuid5(_BATCHES, f"{space.origin}:{today}")
    lines = _after_silence(space, today, batch, addresses)
    sent = sum(line.did for line in lines)
    for line in _first_questions(space, today, batch, addresses):
        lines.append(line)
        sent += line.did
        if sent >= MOST_A_DAY:
            lines.append(Line(_("more organisations"), did=False, why=_("tomorrow")))
            break
    note_mail_out(
        "organisations.ask_yearly", asked=sent, space=space, batch=batch, by=SYSTEM
    )
    return lines


def _after_silence(
    space: Space, today: date, batch: uuids.UUID, addresses: set[str]
) -> list[Line]:
    """Remind of what has had no answer in time, and give up on what was reminded of."""
    unanswered = (
        ConfirmationRequest.objects.unanswered()
        .filter(organisation__origin=space.origin, organisation__merged_into=None)
        .select_related("organisation")
    )
    return after_silence(
        unanswered.latest_of_each(),
        today,
        is_settled=_is_settled,
        give_up=lambda question: _give_up(question, today),
        remind=lambda question: _remind(question, space, today, batch, addresses),
    )


def _is_settled(question: ConfirmationRequest) -> bool:
    """Tell whether nobody needs to answer: confirmed otherwise, or dissolved since."""
    organisation = question.organisation
    confirmed = organisation.last_confirmed
    return organisation.status == "dissolved" or (
        confirmed is not None and confirmed >= question.asked_on
    )


def _give_up(question: ConfirmationRequest, today: date) -> Line:
    """Let an organisation's status be unknown: it was asked and reminded (O31)."""
    close(question, today)
    organisation = Organisation.objects.select_for_update().get(
        pk=question.organisation_id
    )
    if organisation.status == "active":
        organisation.status = "unknown"
        organisation.save(update_fields=["status"])
        write_line(
            "organisations.give_up_on",
            by=SYSTEM,
            about=organisation,
            facts={"year": question.year, "before": "active"},
        )
    return Line(organisation.name, why=_("no answer: its status is unknown now"))


def _remind(
    question: ConfirmationRequest,
    space: Space,
    today: date,
    batch: uuids.UUID,
    addresses: set[str],
) -> Line:
    organisation = question.organisation
    whom = AddressBook([organisation.pk], today).whom(organisation, None)
    why = None
    if whom is None:
        why = NotAsked.NOBODY
    elif whom.email in addresses:
        why = NotAsked.ENOUGH_TODAY
    if why is not None or whom is None:
        return Line(organisation.name, did=False, why=_(why.value if why else ""))
    _ask(
        organisation,
        whom,
        space=space,
        year=question.year,
        today=today,
        batch=batch,
        is_reminder=True,
    )
    addresses.add(whom.email)
    return Line(_("%(name)s, reminded") % {"name": organisation.name})


def _first_questions(
    space: Space, today: date, batch: uuids.UUID, addresses: set[str]
) -> Iterator[Line]:
    """Ask those whose turn it is; those whom nobody can answer for are counted."""
    nobody = 0
    for month in (None, *range(1, 13)):
        turn = turn_of(month, today)
        if today > turn.last:
            continue
        due = due_in_turn(space.origin, month, turn)
        reached = with_address(due, today)
        nobody += due.count() - reached.count()
        keys = list(reached.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_A_TIME):
            some = keys[start : start + AT_A_TIME]
            rows = Organisation.objects.filter(pk__in=some)
            book = AddressBook(some, today)
            for row in rows:
                whom = book.whom(row, None)
                if whom is None or whom.email in addresses:
                    why = NotAsked.ENOUGH_TODAY if whom else NotAsked.NOBODY
                    yield Line(row.name, did=False, why=_(why.value))
                    continue
                _ask(row, whom, space=space, year=turn.year, today=today, batch=batch)
                addresses.add(whom.email)
                yield Line(row.name)
    if nobody:
        what = _("organisations whose turn it is: %(n)s") % {"n": nobody}
        yield Line(what, did=False, why=_(NotAsked.NOBODY.value))


def _ask(
    organisation: Organisation,
    whom: Asked,
    *,
    space: Space,
    year: int,
    today: date,
    batch: uuids.UUID,
    is_reminder: bool = False,
) -> ConfirmationRequest:
    question, token = new_question(
        ConfirmationRequest,
        organisation.pk,
        to_person=whom.person,
        to_email=whom.email,
        to_role=whom.role,
        language=whom.language,
        year=year,
        today=today,
        is_reminder=is_reminder,
    )
    mail_key = post_confirmation_question(
        question, space=space, token=token, batch=batch
    )
    log_request(
        organisation=organisation.pk, kind=CONFIRM, day=today, mail_key=mail_key
    )
    return question


@transaction.atomic
def ask_by_hand(
    *, organisations: Iterable[Organisation], space: Space, by: Actor
) -> list[ConfirmationRequest]:
    """Ask some organisations now, in one mail-out; each address once a day.

    Those that cannot be asked today are passed over (``rows_to_ask`` says why).

    Args:
        space: whose secretariat asks.
    """
    # The space's row is the lock: of two presses, the second finds everybody asked.
    Space.objects.select_for_update().get(pk=space.pk)
    today = day_in(space)
    batch = uuids.uuid4()
    asked = []
    for row in rows_to_ask(organisations, today, addresses_asked(today)):
        if row.why_not is None and row.whom is not None:
            year = turn_of(row.organisation.annual_meeting_month, today).year
            asked.append(
                _ask(
                    row.organisation,
                    row.whom,
                    space=space,
                    year=year,
                    today=today,
                    batch=batch,
                )
            )
    note_mail_out(
        "organisations.ask_by_hand", asked=len(asked), space=space, batch=batch, by=by
    )
    return asked


def take_back_confirmations(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take back the questions whose mails were stopped; two queries."""
    yield from take_back_questions(ConfirmationRequest, CONFIRM_KEY, mails)


def take_back_questions(
    kind: type[MailedQuestion], mail_key: str, mails: Sequence[OutgoingMail]
) -> Iterator[TakenBack]:
    """Take back the questions of a kind whose mails were stopped; two queries.

    Args:
        mail_key: what the outbox knows its mails by.
    """
    stopped = [mail.about_uuid for mail in mails if mail.once_key.startswith(mail_key)]
    standing = kind._default_manager.filter(voided_at=None)
    asked = list(standing.filter(uuid__in=stopped, used_at=None))
    kind._default_manager.filter(pk__in=[each.pk for each in asked]).update(
        voided_at=timezone.now()
    )
    for question in asked:
        yield TakenBack(question._meta.label, question.uuid)
