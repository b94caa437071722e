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

A disk that does not take the log leaves a gap in it, which the system tells of once.
So it is noted in a file, and nobody is told that anything is in until the log has been
moved into the database, which waits for the disk anew.

Source: sqlite.org/wal.html and pragma.html#pragma_synchronous.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from django.conf import settings
from django.db import connection

from overens.common.turns import in_turn

log = logging.getLogger("overens.syncing")

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
    written = _opened_log()
    if written is None:
        yield
        return
    try:
        _wait_at("NORMAL")
        try:
            yield
        finally:
            _wait_as_always()
            _be_on_disk(written)
    finally:
        os.close(written)


def wait_for_disk() -> None:
    """Wait until what others have written, and we have read, is on disk.

    Before somebody is told that what is in is in: whoever wrote it may still wait.

    Raises:
        OSError: the disk did not take it.
    """
    with synced_once():
        pass


def has_gap() -> bool:
    """Say whether the disk has not taken some of the log, which is not mended yet."""
    return os.path.exists(_gap())


def _opened_log() -> int | None:
    """Open what SQLite writes to first, if it does so and each write is by itself.

    It stays where it is while a connection is open, as ours is: SQLite takes its log
    away when the last one closes.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return None
    connection.ensure_connection()
    try:
        name = f"{_as_opened(str(connection.settings_dict['NAME']))}-wal"
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None


@cache
def _as_opened(name: str) -> str:
    # SQLite follows a link, and writes its log beside what that leads to.
    return os.path.realpath(name)


def _be_on_disk(written: int) -> None:
    try:
        _wait_for(written)
    except OSError:
        os.close(os.open(_gap(), os.O_WRONLY | os.O_CREAT, 0o600))
        log.exception("The disk has not taken what was written.")
        _mend_gap()
        raise
    # Looked at afterwards: a gap from before us is noted by then.
    if has_gap():
        _mend_gap()


def _mend_gap() -> None:
    """Move the log into the database, both of which are then on disk.

    Raises:
        OSError: somebody reads what is older, or the disk takes nothing.
    """
    with in_turn():
        moved = connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((is_busy, _frames, _moved),) = moved.fetchall()
        if is_busy:
            raise OSError("The log is read; what it holds is not known to be on disk.")
        # Another may have mended it while we waited for our turn.
        with suppress(FileNotFoundError):
            os.unlink(_gap())


def _gap() -> str:
    return f"{settings.DATA}/log-has-gap"


def _wait_as_always() -> None:
    if connection.connection is None:
        return  # Another one begins as it always does.
    try:
        _wait_at("FULL")
    except Exception:
        connection.close()
        raise


def _wait_at(level: str) -> None:
    # To the driver: it is about the connection, and no question to the database.
    connection.connection.execute(f"PRAGMA synchronous = {level}")
