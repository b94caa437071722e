"""The outbox: a mail waits ten minutes, can be undone, and leaves once.

A mail is a row written in the action's transaction, so nothing is sent for a change
that did not happen. ``send_due`` is run by the job worker. Over SMTP exactly-once
cannot be had across a crash between "250 OK" and our commit; the Message-ID is the
same at a repeat, so the receiver can tell.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.ballots.sealing import WRITTEN_TOKEN
from overens.common.models import OutgoingMail
from overens.common.models.ledger import CANCELLED, FAILED, SENT, WAITING
from overens.common.slots import slot

# Long enough to see the mistake, short enough that nobody waits for the mail.
UNDO_FOR = timedelta(minutes=10)
# Forty-eight tries five minutes apart: a mail server may be away for four hours.
LONGEST_TRIES = 48
BETWEEN_TRIES = timedelta(minutes=5)


@dataclass(frozen=True)
class TakenBack:
    """What went with a mail that was stopped: its kind and its uuid."""

    kind: str
    uuid: uuids.UUID


# A mail that says that something was done: a column whose mail it is takes that back
# too, in the same transaction.
TAKEN_BACK = slot(
    "common.mail_taken_back",
    shape=TakenBack,
    budget=2,
    takes="mails: list[OutgoingMail]",
)


def one_line(text: str) -> str:
    """Return the text without line breaks, so that it cannot add mail headers."""
    return " ".join(text.split())


def sending_address() -> str:
    """Return the address that every mail comes from: one our own server answers for.

    A mail that said the secretariat's own address would be taken for a forgery.
    """
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def post(
    *,
    to: str,
    subject: str,
    body: str,
    language: str,
    once_key: str,
    space: str = "",
    from_name: str = "",
    reply_to: str = "",
    batch: uuids.UUID | None = None,
    about: Any = None,
    at_once: bool = False,
) -> OutgoingMail:
    """Put one mail in the outbox; the same ``once_key`` gives the same mail.

    Args:
        from_name: who it is from, in words; the address is always ours.
        reply_to: where an answer to it goes.
    """
    mail, _made = OutgoingMail.objects.get_or_create(
        once_key=once_key,
        defaults={
            "space": space,
            "to": one_line(to),
            "from_name": one_line(from_name)[:200],
            "reply_to": one_line(reply_to),
            "subject": one_line(subject)[:200],
            "body": body,
            "language": language,
            "batch": batch or uuids.uuid4(),
            "about_kind": about._meta.label if about is not None else "",
            "about_uuid": about.uuid if about is not None else None,
            "about_label": str(about)[:300] if about is not None else "",
            "not_before": timezone.now() + (timedelta(0) if at_once else UNDO_FOR),
        },
    )
    return mail


@transaction.atomic
def undo_batch(batch: uuids.UUID, *, by: Actor) -> int:
    """Take back the mails of a mail-out that have not left; return how many.

    One that a worker has taken is left alone: it may be on its way now, and would be
    said to be stopped although it arrived. What the others told of goes with them,
    where a column says so (``TAKEN_BACK``).
    """
    undone = _stop(OutgoingMail.objects.filter(batch=batch))
    if undone:
        write_line(
            "common.undo_mail",
            by=by,
            facts={"batch": str(batch), "mails": len(undone)},
        )
    return len(undone)


@transaction.atomic
def undo_mail(mail: OutgoingMail, *, by: Actor) -> bool:
    """Take back one mail of a mail-out; return whether it had not left."""
    undone = _stop(OutgoingMail.objects.filter(pk=mail.pk))
    if undone:
        write_line(
            "common.undo_mail",
            by=by,
            about=mail,
            space=mail.space,
            facts={"batch": str(mail.batch), "mails": 1},
        )
    return bool(undone)


def stop_mails_about(rows: Iterable[Any]) -> int:
    """Stop the waiting mails about some rows of one kind; return how many.

    For an action that makes them pointless, in its transaction and its audit line.
    """
    found = list(rows)
    if not found:
        return 0
    return OutgoingMail.objects.filter(
        about_kind=found[0]._meta.label,
        about_uuid__in=[row.uuid for row in found],
        state=WAITING,
        attempts=0,
    ).update(state=CANCELLED)


def forget_mails_about(rows: Iterable[Any], *, but: Sequence[str] = ()) -> int:
    """Empty the mails about some rows of one kind, and stop those that wait.

    What leads from a person to something that must not be found again. Also in the
    demonstration, and whatever became of the mail.

    Args:
        but: those whose ``once_key`` begins with one of these keep their words and
            leave all the same; once they have left, it is forgotten to whom.
    """
    found = list(rows)
    if not found:
        return 0
    mails = OutgoingMail.objects.filter(
        about_kind=found[0]._meta.label, about_uuid__in=[row.uuid for row in found]
    )
    for beginning in but:
        kept = mails.filter(once_key__startswith=beginning)
        kept.exclude(state=WAITING).update(to="", about_label="")
        mails = mails.exclude(once_key__startswith=beginning)
    mails.filter(state=WAITING).update(state=CANCELLED)
    return mails.update(body="", to="", about_label="")


def _stop(mails: QuerySet[OutgoingMail]) -> list[OutgoingMail]:
    """Stop those that wait, and what they told of; return them."""
    waiting = list(mails.filter(state=WAITING, attempts=0))
    # One by one: a worker may take any of them meanwhile.
    stopped = [
        mail
        for mail in waiting
        if OutgoingMail.objects.filter(pk=mail.pk, state=WAITING, attempts=0).update(
            state=CANCELLED
        )
    ]
    if stopped:
        TAKEN_BACK(stopped)
    return stopped


@transaction.atomic
def send_batch_now(batch: uuids.UUID, *, by: Actor) -> int:
    """Let the mails of a mail-out leave without waiting; return how many.

    One that has been tried is left to its own next try: it may be on its way now, and
    would leave twice.
    """
    hurried = OutgoingMail.objects.filter(
        batch=batch, state=WAITING, attempts=0
    ).update(not_before=timezone.now())
    if hurried:
        write_line(
            "common.send_mail_now",
            by=by,
            facts={"batch": str(batch), "mails": hurried},
        )
    return hurried


def send_due(now: datetime | None = None, limit: int = 100) -> int:
    """Send the mails whose time has come; return how many left.

    Each mail is taken by one worker: the row is claimed by a conditional update
    before the mail server is spoken to, and no transaction is open meanwhile.
    """
    due = OutgoingMail.objects.filter(
        state=WAITING, not_before__lte=now or timezone.now()
    )
    sent = 0
    for mail in due.order_by("id")[:limit]:
        # The clock of this mail, not of the first: a slow server may take minutes.
        at = now or timezone.now()
        claimed = OutgoingMail.objects.filter(
            pk=mail.pk, state=WAITING, attempts=mail.attempts
        ).update(attempts=mail.attempts + 1, not_before=at + BETWEEN_TRIES)
        if claimed:
            sent += _send(mail, at)
    return sent


def _send(mail: OutgoingMail, now: datetime) -> int:
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=formataddr((mail.from_name, sending_address()))
        if mail.from_name
        else None,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": f"<{mail.uuid}@{settings.MAIL_DOMAIN}>",
            "Content-Language": mail.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        message.send()
    except OSError as fault:
        given_up = mail.attempts + 1 >= LONGEST_TRIES
        OutgoingMail.objects.filter(pk=mail.pk, state=WAITING).update(
            state=FAILED if given_up else WAITING, failure=str(fault)[:400]
        )
        return 0
    except ValueError as fault:
        # It cannot be written as a mail, today or ever; the others must still leave.
        OutgoingMail.objects.filter(pk=mail.pk, state=WAITING).update(
            state=FAILED, failure=str(fault)[:400]
        )
        return 0
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=SENT, sent_at=now, failure="", body=kept_body(mail.body)
    )
    return 1


def kept_body(body: str) -> str:
    """Return the text as it is kept after sending: links and codes are blanked.

    They are keys, which their receiver alone is to have. In the demonstration the page
    of mails is where one opens them, so there they stay.
    """
    if settings.DEMONSTRATION:
        return body
    lines = "\n".join(
        line if settings.BASE_URL not in line else settings.BASE_URL + "/…"
        for line in body.splitlines()
    )
    return WRITTEN_TOKEN.sub("…", lines)
