"""A ballot's keys, as files under ``keys/sealed`` of the data folder.

Never in the database and never in a back-up: a copy of either then opens nothing, and
once these files are gone, nothing that was ever copied can be tied together again. Who
copies the data folder by other means leaves ``keys/sealed`` out (docs/decisions/0010).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings

from overens.common.ballots.faults import KeyMissing

SECRET, PRIVATE = "secret", "private"
_FOLDER = "keys/sealed"


def folder() -> Path:
    """Return where the key files lie."""
    return Path(settings.DATA) / _FOLDER


def put(ballot: UUID, kind: str, data: bytes) -> None:
    """Write a key file so that it is there whole after a power cut, or not at all."""
    path = _path(ballot, kind)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)
    _keep_names()


def read(ballot: UUID, kind: str) -> bytes:
    """Return what a key file holds.

    Raises:
        KeyMissing: it is not there.
    """
    try:
        # Each answer reads one, and a path costs more than that.
        with open(_address(ballot, kind), "rb") as file:
            return file.read()
    except FileNotFoundError as fault:
        raise KeyMissing() from fault


def destroy(ballot: UUID) -> None:
    """Write over a ballot's key files and take them away; again does nothing."""
    for kind in (SECRET, PRIVATE):
        path = _path(ballot, kind)
        if not path.exists():
            continue
        path.chmod(0o600)
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    _keep_names()


def _path(ballot: UUID, kind: str) -> Path:
    return Path(_address(ballot, kind))


def _address(ballot: UUID, kind: str) -> str:
    return f"{settings.DATA}/{_FOLDER}/{ballot.hex}.{kind}"


def _keep_names() -> None:
    if not folder().exists():
        return
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
