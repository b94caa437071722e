"""The three mails about progress: the question, the receipt, and that it was undone.

Each has one task and one link, in plain text, and leaves through the outbox.
"""

from __future__ import annotations

import re
import uuid as uuids

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common import formats
from overens.common.mail import post
from overens.common.models import OutgoingMail
from overens.plans.models import QUESTION_KEY, ProgressReport, ProgressRequest


def is_question(mail: OutgoingMail) -> bool:
    """Tell whether a mail asks how a measure goes."""
    return mail.once_key.startswith(QUESTION_KEY)


def link_of(token: str, language: str) -> str:
    """Return the whole address of a link, in the language of who was asked."""
    with override(language):
        return settings.BASE_URL + reverse("plans:progress", args=[token])


def _write(
    asked: ProgressRequest,
    template: str,
    subject: str,
    *,
    once_key: str,
    link: str,
    batch: uuids.UUID | None = None,
    at_once: bool = False,
    report: ProgressReport | None = None,
) -> OutgoingMail:
    measure = asked.measure
    space = measure.plan.space
    body = render_to_string(
        f"plans/mail/{template}.txt",
        {
            "asked": asked,
            "measure": measure,
            "plan": measure.plan,
            "space": space,
            "report": report,
            "link": link,
            "measure_url": settings.BASE_URL + measure.get_absolute_url(),
            "is_made_up": space.origin == "made up",
        },
    )
    return post(
        to=asked.to_email,
        subject=subject,
        body=_tidy(body),
        language=asked.language,
        once_key=once_key,
        space=space.slug,
        batch=batch,
        about=asked,
        at_once=at_once,
    )


def _tidy(body: str) -> str:
    """Return a mail's text without the empty lines that a template's tags leave."""
    return re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"


def post_question(asked: ProgressRequest, *, token: str, batch: uuids.UUID) -> None:
    """Ask how it goes; the mail waits in the outbox, and can be undone."""
    with override(asked.language):
        subject = _("How is %(number)s going? Answer by %(due)s") % {
            "number": asked.measure.number,
            "due": formats.day(asked.due),
        }
        _write(
            asked,
            "question",
            subject,
            once_key=f"{QUESTION_KEY}{asked.uuid}",
            link=link_of(token, asked.language),
            batch=batch,
        )


def post_receipt(asked: ProgressRequest, report: ProgressReport, *, token: str) -> None:
    """Thank for a report, at once; the same link undoes it within a day."""
    with override(asked.language):
        subject = _("Thank you. The report on %(number)s has come in (%(receipt)s)") % {
            "number": asked.measure.number,
            "receipt": report.number,
        }
        _write(
            asked,
            "receipt",
            subject,
            once_key=f"plans.receipt:{report.uuid}",
            link=link_of(token, asked.language),
            at_once=True,
            report=report,
        )


def post_undone(asked: ProgressRequest, report: ProgressReport, *, token: str) -> None:
    """Say that a report was undone, to the address that was asked."""
    with override(asked.language):
        subject = _("The report on %(number)s has been undone (%(receipt)s)") % {
            "number": asked.measure.number,
            "receipt": report.number,
        }
        _write(
            asked,
            "undone",
            subject,
            once_key=f"plans.undone:{report.uuid}",
            link=link_of(token, asked.language),
            at_once=True,
            report=report,
        )
