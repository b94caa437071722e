"""Mail to files in a folder: the demonstration's post, and what tests read."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
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
