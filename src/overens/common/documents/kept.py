"""What the press has made, kept by what it was made of: the same is not made twice.

Anyone may fetch a report as PDF, and each takes a process of 100 to 200 MB half a
second. The bytes depend on nothing but the job (``pdf._pressed``), so they are kept by
its digest, in a folder that never grows past ``MOST_KEPT``; what was asked for longest
ago goes first. Losing the folder loses nothing.
"""

from __future__ import annotations

import hashlib
import logging
import os
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from django.conf import settings

# Bytes; some hundred reports.
MOST_KEPT = 64_000_000

log = logging.getLogger("overens.documents")


def key_of(job: bytes) -> str:
    """Return what a job's result is kept under; another Typst makes other bytes."""
    return hashlib.sha256(version("typst").encode() + b"\n" + job).hexdigest()


def read_kept(key: str) -> bytes | None:
    """Return what was made before; None when it is not kept."""
    folder = _folder()
    if folder is None:
        return None
    place = folder / key
    try:
        made = place.read_bytes()
        os.utime(place)
    except OSError:
        return None
    return made


def keep(key: str, made: bytes) -> None:
    """Keep what was made, whole or not at all; where it cannot be kept, go on."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"part-{uuid4().hex}"
        part.write_bytes(made)
        part.replace(folder / key)
        _make_room(folder)
    except OSError:
        log.warning("A document could not be kept in %s.", folder, exc_info=True)


def _folder() -> Path | None:
    """Return where documents are kept; None where the product has no folder."""
    data = getattr(settings, "DATA", None)
    return None if data is None else Path(data) / "documents"


def _make_room(folder: Path) -> None:
    """Take away what was asked for longest ago, until the rest has room."""
    there = []
    for place in folder.iterdir():
        try:
            known = place.stat()
        except FileNotFoundError:  # another process made room too
            continue
        there.append((known.st_mtime, known.st_size, place))
    size = sum(each for _when, each, _place in there)
    for _when, each, place in sorted(there):
        if size <= MOST_KEPT:
            return
        place.unlink(missing_ok=True)
        size -= each
