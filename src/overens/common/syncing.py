"""Several writes that wait for the disk once, and before anybody is told of them.

With ``synchronous=FULL`` SQLite waits for the disk at each write, and holds the
database meanwhile: nobody else can write. Here the writes go to SQLite's log with
``synchronous=NORMAL``, and when the next in line has been let in this one waits for the
log to be on disk. Who waits at the same time waits together.

Nothing is lost by it that somebody was told is in. The log is one file and read from
its beginning: what comes after a gap is not read, so a later write is never there
without an earlier one. Where SQLite has moved the log into the database meanwhile, it
has waited for both. Without power before the end of the block, all or some of its
writes are gone and nobody was told of any.

Source: sqlite.org/wal.html and pragma.html#pragma_synchronous.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Where there is none, ``fsync`` waits for no less.
_wait_for = getattr(os, "fdatasync", os.fsync)


@contextmanager
def synced_once() -> Iterator[None]:
    """Wait for the disk at the end, for all that was written; each write stays its own.

    In a transaction, on PostgreSQL, and in a database without such a log nothing is
    changed: the writes wait as they always do.

    Raises:
        OSError: the disk did not take it; nobody may be told that it is in.
    """
    log = _log()
    if log is None:
        yield
        return
    try:
        _wait_at("NORMAL")
        try:
            yield
        finally:
            _wait_at("FULL")
            _wait_for(log)
    finally:
        os.close(log)


def _log() -> int | None:
    """Open what SQLite writes to first, if it does so and each write is by itself.

    It stays where it is while a connection is open, as ours is: SQLite takes its log
    away when the last one closes.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return None
    connection.ensure_connection()
    try:
        name = f"{connection.settings_dict['NAME']}-wal"
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None


def _wait_at(level: str) -> None:
    # To the driver: it is about the connection, and no question to the database.
    connection.connection.execute(f"PRAGMA synchronous = {level}")
