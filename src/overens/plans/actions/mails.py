"""The three mails about progress: the question, the receipt, and that it was undone.

Each has one task and one link, in plain text, and leaves through the outbox.
"""

from __future__ import annotations

import uuid as uuids
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common import formats
from overens.common.letters import Letter, letter, post_letter
from overens.common.models import OutgoingMail
from overens.plans.models import QUESTION_KEY, ProgressReport, ProgressRequest


def is_question(mail: OutgoingMail) -> bool:
    """Tell whether a mail asks how a measure goes."""
    return mail.once_key.startswith(QUESTION_KEY)


def link_of(token: str, language: str) -> str:
    """Return the whole address of a link, in the language of who was asked."""
    with override(language):
        return settings.BASE_URL + reverse("plans:progress", args=[token])


def test_link_of(marker: str, language: str) -> str:
    """Return the whole address where one can try to answer."""
    with override(language):
        return settings.BASE_URL + reverse("plans:progress_test", args=[marker])


def _letter(
    asked: ProgressRequest,
    template: str,
    subject: str,
    *,
    link: str,
    report: ProgressReport | None = None,
) -> Letter:
    """Return a mail in the language that is active."""
    measure = asked.measure
    space = measure.plan.space
    context = {
        "asked": asked,
        "measure": measure,
        "plan": measure.plan,
        "space": space,
        "report": report,
        "link": link,
        "measure_url": settings.BASE_URL + measure.get_absolute_url(),
        "is_made_up": space.origin == "made up",
    }
    return letter(f"plans/mail/{template}.txt", subject, context, sender=space.sender)


def _write(asked: ProgressRequest, written: Letter, **options: Any) -> OutgoingMail:
    return post_letter(
        written,
        to=asked.to_email,
        language=asked.language,
        space=asked.measure.plan.space.slug,
        about=asked,
        **options,
    )


def question_letter(asked: ProgressRequest, *, link: str) -> Letter:
    """Return the mail that asks how it goes, in the language of whoever is asked."""
    with override(asked.language):
        subject = _("How is %(number)s going? Answer by %(due)s") % {
            "number": asked.measure.number,
            "due": formats.day(asked.due),
        }
        return _letter(asked, "question", subject, link=link)


def post_question(asked: ProgressRequest, *, token: str, batch: uuids.UUID) -> str:
    """Ask how it goes; the mail waits in the outbox, and can be undone.

    Returns:
        What the outbox knows the mail by.
    """
    mail = _write(
        asked,
        question_letter(asked, link=link_of(token, asked.language)),
        once_key=f"{QUESTION_KEY}{asked.uuid}",
        batch=batch,
    )
    return mail.once_key


def post_test(asked: ProgressRequest, *, link: str, to: str) -> OutgoingMail:
    """Send the very question, marked as a test, at once and to one address alone."""
    return post_letter(
        as_test(question_letter(asked, link=link), asked.language),
        to=to,
        language=asked.language,
        once_key=f"plans.test:{uuids.uuid4()}",
        space=asked.measure.plan.space.slug,
        about=asked.measure,
        at_once=True,
    )


def as_test(written: Letter, language: str) -> Letter:
    """Return a mail marked as a test, in its subject and in its first lines."""
    with override(language):
        subject = _("Test: %(subject)s") % {"subject": written.subject}
        said = _(
            "This is a test. Only you have got it. Its link leads to a page where you "
            "can try to answer; nothing is saved there. Below is what the one "
            "responsible gets."
        )
    return replace(written, subject=subject, body=f"{said}\n\n---\n\n{written.body}")


def post_receipt(asked: ProgressRequest, report: ProgressReport, *, token: str) -> None:
    """Thank for a report, at once; the same link undoes it within a day."""
    with override(asked.language):
        subject = _("Thank you. The report on %(number)s has come in (%(receipt)s)") % {
            "number": asked.measure.number,
            "receipt": report.number,
        }
        written = _letter(
            asked,
            "receipt",
            subject,
            link=link_of(token, asked.language),
            report=report,
        )
    once_key = f"plans.receipt:{report.uuid}"
    _write(asked, written, once_key=once_key, at_once=True)


def post_undone(asked: ProgressRequest, report: ProgressReport, *, token: str) -> None:
    """Say that a report was undone, to the address that was asked."""
    with override(asked.language):
        subject = _("The report on %(number)s has been undone (%(receipt)s)") % {
            "number": asked.measure.number,
            "receipt": report.number,
        }
        written = _letter(
            asked,
            "undone",
            subject,
            link=link_of(token, asked.language),
            report=report,
        )
    _write(asked, written, once_key=f"plans.undone:{report.uuid}", at_once=True)
