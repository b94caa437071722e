"""Who writes in turn, where many do at once.

SQLite lets one writer in at a time. Who comes when it is taken sleeps for some
milliseconds and looks again, while a write of an answer takes a part of one: of four
processes three slept most of the time. Here they stand in line, and the next is woken
when the one before is done.

Nothing rests on it: who writes without a turn is kept apart by SQLite as before. A turn
ends with its process, however that ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until those who came before have written; call outside a transaction.

    Inside one, two could wait for each other: for the turn, and for the database.
    """
    if connection.vendor != "sqlite":
        yield
        return
    line = os.open(
        Path(settings.DATA) / "turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
    )
    try:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield
    finally:
        os.close(line)
