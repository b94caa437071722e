"""The log of what organisations are asked; every column that asks writes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from overens.common.mail import TakenBack
from overens.common.models import OutgoingMail
from overens.organisations.models import LoggedRequest
from overens.organisations.rules import REQUEST_MINUTES


def log_request(*, organisation: int, kind: str, day: date, mail_key: str) -> None:
    """Note that an organisation is asked something (O33).

    Called inside the asking column's own action, whose audit line says why.

    Args:
        organisation: its key.
        kind: a key of ``rules.REQUESTS``.
        mail_key: the ``once_key`` of the mail that asks.
    """
    LoggedRequest.objects.get_or_create(
        mail_key=mail_key,
        defaults={
            "organisation_id": organisation,
            "kind": kind,
            "day": day,
            "minutes": REQUEST_MINUTES[kind],
        },
    )


def forget_requests(mail_keys: Iterable[str]) -> None:
    """Take away the lines of requests whose mails never left."""
    LoggedRequest.objects.filter(mail_key__in=list(mail_keys)).delete()


def take_back_requests(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take the log's lines back with mails that were stopped; one query."""
    forget_requests(mail.once_key for mail in mails)
    yield from ()
