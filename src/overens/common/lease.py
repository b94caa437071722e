"""Whether a job worker is alive: it holds one lock as long as its process lives.

A lock is let go by the operating system (a file) or by the server (PostgreSQL) however
the process ends, kill -9 included; so no clock is needed to know that it is dead.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection


def _number(worker: str) -> int:
    return zlib.crc32(worker.encode())


class Lease:
    """One worker's lock, held from ``take`` until ``release`` or the process's end."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self._file: IO[str] | None = None

    @property
    def _path(self) -> Path:
        folder = Path(settings.DATA) / "workers"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{self.worker}.lock"

    def take(self) -> bool:
        """Take the lock without waiting; return whether it was free."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_try_advisory_lock(7215002, %s::bigint::int)",
                    [_number(self.worker) - 2**31],
                )
                return bool(cursor.fetchone()[0])
        opened = self._path.open("a")
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            opened.close()
            return False
        self._file = opened
        return True

    def release(self) -> None:
        """Let the lock go, and take its file away."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_unlock(7215002, %s::bigint::int)",
                    [_number(self.worker) - 2**31],
                )
            return
        if self._file is not None:
            self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None


def is_dead(worker: str) -> bool:
    """Tell whether no process holds a worker's lock any more."""
    lease = Lease(worker)
    if not lease.take():
        return False
    lease.release()
    return True


def fresh_name() -> str:
    """Return a worker name that no earlier process has had."""
    return f"{os.getpid()}-{os.urandom(6).hex()}"
