"""Ask whoever speaks for an organisation whether they still do: yearly, or by hand.

One step of ``do_daily``: who is due is asked; who was silent is reminded once, and then
the right lapses (O38). The turn and the days are those of the other yearly question.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in
from overens.common.audit import SYSTEM, Actor
from overens.common.daily import Line
from overens.common.mail import TakenBack
from overens.common.models import OutgoingMail
from overens.common.models.ledger import WAITING
from overens.organisations.actions.asking import take_back_questions
from overens.organisations.actions.load import log_request
from overens.organisations.actions.mails import post_still_question
from overens.organisations.actions.rounds import (
    after_silence,
    close,
    in_each_world,
    new_question,
    note_mail_out,
)
from overens.organisations.actions.standing import end_authority
from overens.organisations.models import Authority, AuthorityQuestion
from overens.organisations.queries.confirming import addresses_asked
from overens.organisations.queries.lapsing import (
    STILL_KEY,
    due,
    speakers_to_ask,
)
from overens.organisations.rules import STILL
from overens.organisations.rules.lapsing import NO_ANSWER, last_day_of
from overens.organisations.rules.yearly import (
    MOST_A_DAY,
    NotAsked,
    turn_of,
)

# Makes the mail-out of a world and a day one batch, however often the step is taken.
_BATCHES = uuids.UUID("0d3f6f3c-7d0c-4d53-8f4e-6c1f1a9d5b27")


def ask_speakers(today: date | None = None) -> Iterator[Line]:
    """Ask, remind, and let lapse: a step of ``do_daily``.

    Each world is one transaction and one mail-out. Taken twice the same day, the second
    time finds everybody asked.

    Args:
        today: the day; the asking space's own when left out.

    Yields:
        A line for each right that is asked about, reminded of or lapses, and for each
        that could not be asked about though it is its turn.
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
    for authority in due(space.origin, today, by_itself=True):
        name = authority.organisation.name
        if sent >= MOST_A_DAY:
            lines.append(Line(_("more rights to speak"), did=False, why=_("tomorrow")))
            break
        if authority.person.email in addresses:
            lines.append(Line(name, did=False, why=_(NotAsked.ENOUGH_TODAY.value)))
            continue
        year = turn_of(authority.organisation.annual_meeting_month, today).year
        _ask(authority, space=space, year=year, today=today, batch=batch)
        addresses.add(authority.person.email)
        lines.append(Line(name))
        sent += 1
    note_mail_out(
        "organisations.ask_speakers", asked=sent, space=space, batch=batch, by=SYSTEM
    )
    return lines


def _after_silence(
    space: Space, today: date, batch: uuids.UUID, addresses: set[str]
) -> list[Line]:
    """Remind of what has had no answer in time; let lapse what was reminded of."""
    unanswered = (
        AuthorityQuestion.objects.unanswered()
        .filter(authority__organisation__origin=space.origin)
        .select_related("authority__person", "authority__organisation")
    )
    return after_silence(
        unanswered.latest_of_each(),
        today,
        is_settled=lambda question: not _is_asked_still(question.authority, today),
        give_up=lambda question: _let_lapse(question, today),
        remind=lambda question: _remind(question, space, today, batch, addresses),
    )


def _is_asked_still(authority: Authority, today: date) -> bool:
    """Tell whether the question has a meaning: the right holds, nobody is dissolved."""
    is_there = authority.person.is_active and authority.holds_on(today)
    return is_there and authority.organisation.status != "dissolved"


def _let_lapse(question: AuthorityQuestion, today: date) -> Line:
    """End a right whose holder was asked and reminded; what they did stays (O38)."""
    name = question.authority.organisation.name
    leaving = OutgoingMail.objects.filter(
        once_key=f"{STILL_KEY}{question.uuid}", state=WAITING
    )
    if leaving.exists():
        # Nobody loses a right by a mail that never left.
        return Line(name, did=False, why=_("the reminder has not left yet"))
    # The person first, as whoever answers does: of the two, the second sees the first.
    Person.objects.select_for_update().get(pk=question.authority.person_id)
    now = AuthorityQuestion.objects.get(pk=question.pk)
    if now.used_at is not None:
        return Line(name, did=False, why=_("it was answered just now"))
    close(question, today)
    end_same_right(question.authority, today=today, why=NO_ANSWER, by=SYSTEM)
    return Line(name, why=_("no answer: a right to speak has lapsed"))


def end_same_right(authority: Authority, *, today: date, why: str, by: Actor) -> None:
    """End what a person has of a right to speak, as of today (O38).

    Args:
        why: a key of ``lapsing.ENDINGS``.
    """
    for held in Authority.objects.on(today).the_same_right(authority).order_by("pk"):
        last = last_day_of(held.first_day, today=today)
        end_authority(authority=held, last_day=last, today=today, why=why, by=by)


def _remind(
    question: AuthorityQuestion,
    space: Space,
    today: date,
    batch: uuids.UUID,
    addresses: set[str],
) -> Line:
    authority = question.authority
    name = authority.organisation.name
    if authority.person.email in addresses:
        return Line(name, did=False, why=_(NotAsked.ENOUGH_TODAY.value))
    _ask(
        authority,
        space=space,
        year=question.year,
        today=today,
        batch=batch,
        is_reminder=True,
    )
    addresses.add(authority.person.email)
    return Line(_("%(name)s, reminded") % {"name": name})


def _ask(
    authority: Authority,
    *,
    space: Space,
    year: int,
    today: date,
    batch: uuids.UUID,
    is_reminder: bool = False,
) -> AuthorityQuestion:
    person = authority.person
    question, token = new_question(
        AuthorityQuestion,
        authority.pk,
        to_person=person,
        to_email=person.email,
        language=person.language,
        year=year,
        today=today,
        is_reminder=is_reminder,
    )
    mail_key = post_still_question(question, space=space, token=token, batch=batch)
    log_request(
        organisation=authority.organisation_id,
        kind=STILL,
        day=today,
        mail_key=mail_key,
    )
    return question


@transaction.atomic
def ask_speakers_by_hand(
    *, authorities: Iterable[Authority], space: Space, by: Actor
) -> list[AuthorityQuestion]:
    """Ask some who speak whether they still do, in one mail-out; once a year.

    Those that cannot be asked today are passed over (``speakers_to_ask`` says why), and
    those that have been asked this turn.

    Args:
        space: whose secretariat asks.
    """
    # The space's row is the lock: of two presses, the second finds everybody asked.
    Space.objects.select_for_update().get(pk=space.pk)
    today = day_in(space)
    batch = uuids.uuid4()
    chosen = [authority.pk for authority in authorities]
    rows = due(space.origin, today, by_itself=False).filter(pk__in=chosen)
    asked = []
    for row in speakers_to_ask(rows, today, addresses_asked(today)):
        if row.why_not is None:
            month = row.authority.organisation.annual_meeting_month
            asked.append(
                _ask(
                    row.authority,
                    space=space,
                    year=turn_of(month, today).year,
                    today=today,
                    batch=batch,
                )
            )
    note_mail_out(
        "organisations.ask_speakers_by_hand",
        asked=len(asked),
        space=space,
        batch=batch,
        by=by,
    )
    return asked


def take_back_speakers(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take back the questions whose mails were stopped; two queries."""
    yield from take_back_questions(AuthorityQuestion, STILL_KEY, mails)
