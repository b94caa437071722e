"""Tells whether the collected static files are those of this program."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def _digest() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            stat = file.stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / "collected"


def is_fresh() -> bool:
    """Return whether what is collected is what the program carries."""
    return _stamp().exists() and _stamp().read_text() == _digest()


def write_stamp() -> None:
    """Remember what was collected."""
    _stamp().write_text(_digest())
