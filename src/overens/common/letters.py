"""Mails as they are written: words of a template, in the language of the receiver."""

from __future__ import annotations

import re
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from overens.common.mail import post, sending_address
from overens.common.models import OutgoingMail


@dataclass(frozen=True)
class Letter:
    """A mail as its receiver sees it: who it is from, where answers go, and the words.

    ``from_address`` is the one that stands behind the sender's name.
    """

    from_name: str
    from_address: str
    reply_to: str
    subject: str
    body: str


def letter(
    template: str,
    subject: str,
    context: Mapping[str, Any],
    *,
    sender: tuple[str, str],
) -> Letter:
    """Return a mail in the language that is active.

    Args:
        template: the text's, which may leave empty lines where a tag stood.
        sender: who it is from, in words, and where answers go (``Space.sender``).
    """
    from_name, reply_to = sender
    body = render_to_string(template, {**context, "reply_to": reply_to})
    tidy = re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n"
    return Letter(from_name, sending_address(), reply_to, subject, tidy)


def post_letter(
    written: Letter,
    *,
    to: str,
    language: str,
    once_key: str,
    space: str,
    about: Any,
    batch: uuids.UUID | None = None,
    at_once: bool = False,
) -> OutgoingMail:
    """Put a written mail in the outbox (``common.mail.post``)."""
    return post(
        to=to,
        from_name=written.from_name,
        reply_to=written.reply_to,
        subject=written.subject,
        body=written.body,
        language=language,
        once_key=once_key,
        space=space,
        batch=batch,
        about=about,
        at_once=at_once,
    )
