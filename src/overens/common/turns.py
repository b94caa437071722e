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
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

# Seconds; as long as SQLite itself is waited for.
LONGEST = 30


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait until those who came before have written; call outside a transaction.

    Raises:
        RuntimeError: inside one, where two could wait for each other: for the turn, and
            for the database.
        OperationalError: those before have waited for the database as long as anybody
            does; it is held by somebody else, and waiting anew helps nobody.
    """
    if connection.vendor != "sqlite":
        yield
        return
    # As Django looks for it (``durable``): a test case's own block does not count.
    blocks: list[Any] = connection.atomic_blocks
    if any(not block._from_testcase for block in blocks):
        raise RuntimeError("A turn is waited for outside a transaction.")
    line = os.open(
        f"{settings.DATA}/turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
    )
    try:
        came = monotonic()
        fcntl.flock(line, fcntl.LOCK_EX)
        if monotonic() - came > LONGEST:
            raise OperationalError("The turn to write did not come in time.")
        yield
    finally:
        os.close(line)
