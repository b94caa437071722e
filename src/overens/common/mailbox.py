"""Mail to files in a folder: the demonstration's post, and what tests read."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderBackend(BaseEmailBackend):
    """Writes each mail to a file of its own; the name sorts by time."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.folder = Path(str(settings.MAIL_FOLDER))

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; a file is whole or not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            path = self.folder / f"{stamp}-{uuid.uuid4().hex[:8]}.eml"
            draft = path.with_suffix(".part")
            draft.write_bytes(message.message().as_bytes())
            os.replace(draft, path)
        return len(email_messages)


# Files looked in for mails sent at once; a mail-out fills the folder with others.
FILES_LOOKED_IN = 60


@dataclass(frozen=True)
class Letter:
    """A mail in the folder, as its receiver reads it."""

    to: str
    subject: str
    body: str
    language: str
    at: datetime | None


def latest_at_once(most: int) -> list[Letter]:
    """Return the latest mails that went past the outbox: codes to sign in.

    Those of the outbox say of themselves that they are sent by a program. Empty where
    mails do not go to a folder.
    """
    if not settings.MAIL_FOLDER:
        return []
    files = sorted(Path(str(settings.MAIL_FOLDER)).glob("*.eml"), reverse=True)
    return list(islice(_sent_at_once(files[:FILES_LOOKED_IN]), most))


def _sent_at_once(files: Sequence[Path]) -> Iterator[Letter]:
    for path in files:
        try:
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        except OSError:  # taken away meanwhile
            continue
        body = mail.get_body(("plain",))
        if mail["Auto-Submitted"] or body is None:
            continue
        yield Letter(
            to=str(mail["To"] or ""),
            subject=str(mail["Subject"] or ""),
            body=body.get_content(),
            language=str(mail["Content-Language"] or ""),
            at=mail["Date"].datetime if mail["Date"] else None,
        )
