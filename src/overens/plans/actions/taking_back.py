"""Take a question back: its mail was stopped, or its measure left the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from overens.common.mail import TakenBack, stop_mails_about
from overens.common.models import OutgoingMail
from overens.common.models.ledger import CANCELLED
from overens.organisations.actions import forget_requests
from overens.plans.actions.mails import is_question
from overens.plans.models import Measure, ProgressRequest


def take_back_questions(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take back the questions whose mails were stopped; a part of the mail's undoing.

    A question that has been answered meanwhile, signed in, stays. Two queries.
    """
    asked = list(
        ProgressRequest.objects.standing().filter(
            uuid__in=[mail.about_uuid for mail in mails if is_question(mail)],
            used_at=None,
        )
    )
    _void(asked)
    for question in asked:
        yield TakenBack(question._meta.label, question.uuid)


def take_back_about(measures: Iterable[Measure]) -> None:
    """Take back what waits for an answer about measures, and the mails that wait."""
    asked = list(
        ProgressRequest.objects.standing().filter(measure__in=measures, used_at=None)
    )
    _void(asked)
    stop_mails_about(asked)
    stopped = OutgoingMail.objects.filter(
        about_uuid__in=[each.uuid for each in asked], state=CANCELLED
    )
    forget_requests(stopped.values_list("once_key", flat=True))


def _void(asked: Sequence[ProgressRequest]) -> None:
    ProgressRequest.objects.filter(pk__in=[each.pk for each in asked]).update(
        voided_at=timezone.now()
    )
