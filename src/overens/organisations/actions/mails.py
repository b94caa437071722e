"""The mails of the register, each with one task and one link, through the outbox."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.accounts.models import Space
from overens.common import formats
from overens.common.letters import letter, post_letter
from overens.common.models import MADE_UP
from overens.organisations.models import (
    AuthorityQuestion,
    Confirmation,
    ConfirmationRequest,
)
from overens.organisations.queries.confirming import CONFIRM_KEY
from overens.organisations.queries.lapsing import STILL_KEY, in_words


def link_to(route: str, token: str, language: str) -> str:
    """Return the whole address of a link, in the language of who gets it."""
    with override(language):
        return settings.BASE_URL + reverse(f"organisations:{route}", args=[token])


def post_words(
    template: str,
    subject: str,
    context: dict[str, Any],
    *,
    space: Space,
    to: str,
    language: str,
    once_key: str,
    about: Any,
    **options: Any,
) -> str:
    """Write and post a mail of the register in the language that is active.

    Returns:
        What the outbox knows the mail by.
    """
    written = letter(
        f"organisations/mail/{template}.txt",
        subject,
        {**context, "space": space, "is_made_up": space.origin == MADE_UP},
        sender=space.sender,
    )
    mail = post_letter(
        written,
        to=to,
        language=language,
        once_key=once_key,
        space=space.slug,
        about=about,
        **options,
    )
    return mail.once_key


def post_confirmation_question(
    question: ConfirmationRequest, *, space: Space, token: str, batch: uuids.UUID
) -> str:
    """Ask whether the facts are right; the mail waits, and can be undone."""
    facts = {"name": question.organisation.name, "due": formats.day(question.due)}
    with override(question.language):
        facts["due"] = formats.day(question.due)
        subject = (
            _("A reminder: are the facts about %(name)s right? Answer by %(due)s")
            if question.is_reminder
            else _("Are the facts about %(name)s right? Answer by %(due)s")
        )
        return post_words(
            "confirm",
            subject % facts,
            {
                "question": question,
                "organisation": question.organisation,
                "link": link_to("confirmation", token, question.language),
            },
            space=space,
            to=question.to_email,
            language=question.language,
            once_key=f"{CONFIRM_KEY}{question.uuid}",
            about=question,
            batch=batch,
        )


def post_confirmation_receipt(
    question: ConfirmationRequest,
    confirmation: Confirmation,
    *,
    space: Space,
    token: str,
    is_undone: bool = False,
) -> None:
    """Thank for an answer, or say that it was undone, to the address that was asked."""
    with override(question.language):
        facts = {"name": question.organisation.name, "number": confirmation.number}
        subject = (
            _("The answer about %(name)s has been undone (%(number)s)")
            if is_undone
            else _("Thank you. The facts about %(name)s are confirmed (%(number)s)")
        )
        post_words(
            "confirm_undone" if is_undone else "confirmed",
            subject % facts,
            {
                "organisation": question.organisation,
                "confirmation": confirmation,
                "link": link_to("confirmation", token, question.language),
                "page": settings.BASE_URL + question.organisation.get_absolute_url(),
            },
            space=space,
            to=question.to_email,
            language=question.language,
            once_key=f"organisations.{'undone' if is_undone else 'confirmed'}:"
            f"{confirmation.uuid}",
            about=question,
            at_once=True,
        )


def post_still_question(
    question: AuthorityQuestion, *, space: Space, token: str, batch: uuids.UUID
) -> str:
    """Ask whether somebody still speaks; the mail waits, and can be undone."""
    with override(question.language):
        facts = {
            "asks": in_words(question.authority),
            "due": formats.day(question.due),
        }
        subject = (
            _("A reminder: %(asks)s Answer by %(due)s")
            if question.is_reminder
            else _("%(asks)s Answer by %(due)s")
        )
        return post_words(
            "still",
            subject % facts,
            {
                "question": question,
                "organisation": question.authority.organisation,
                "link": link_to("still", token, question.language),
            },
            space=space,
            to=question.to_email,
            language=question.language,
            once_key=f"{STILL_KEY}{question.uuid}",
            about=question,
            batch=batch,
        )


def post_still_receipt(
    question: AuthorityQuestion, *, space: Space, here: str, is_undone: bool = False
) -> None:
    """Say what came of an answer, or that it was undone, to who was asked.

    To the address of now: whoever passed the link on is told what was done with it.

    Args:
        here: the page where it can be undone.
    """
    organisation = question.authority.organisation
    with override(question.language):
        facts = {"name": organisation.name}
        if is_undone:
            subject = _("The answer about who speaks for %(name)s has been undone")
        elif question.still:
            subject = _("Thank you. You still speak for %(name)s")
        else:
            subject = _("You no longer speak for %(name)s")
        post_words(
            "still_answered",
            subject % facts,
            {
                "question": question,
                "organisation": organisation,
                "is_undone": is_undone,
                "here": here,
                "page": settings.BASE_URL + organisation.get_absolute_url(),
            },
            space=space,
            to=question.authority.person.email,
            language=question.language,
            once_key=f"organisations.still_{'undone' if is_undone else 'answered'}:"
            f"{question.uuid}:{question.attempt}",
            about=question,
            at_once=True,
        )
