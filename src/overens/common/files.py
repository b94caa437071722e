"""Content-addressed files: bytes once, named by their hash; references per owner.

A reference says how long it is kept. ``forget_what_is_due`` takes those away whose time
is over; ``sweep_files`` then takes the bytes that nobody refers to any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from overens.common.audit import SYSTEM, write_line
from overens.common.daily import Line
from overens.common.failpoints import failpoint
from overens.common.models import FileReference, StoredFile

FOLDER = "files"


@dataclass(frozen=True)
class Original:
    """What came in, byte by byte; ``name`` is empty for what was pasted."""

    data: bytes
    name: str = ""


def path_of(digest: str) -> str:
    """Return the storage path of a file's bytes."""
    return f"{FOLDER}/{digest[:2]}/{digest}"


@transaction.atomic
def keep_file(
    data: bytes,
    *,
    name: str,
    owner: Any,
    until: date | None = None,
    media_type: str = "application/octet-stream",
    public: bool = False,
) -> FileReference:
    """Keep a file for an owner; the same bytes are stored once.

    The row is taken first, so that ``sweep_files`` waits; the bytes are there before it
    is committed. A crash leaves at worst bytes that no row points to, never a row
    without its bytes.

    Args:
        data: the bytes.
        name: what the file was called.
        owner: the row that it belongs to.
        until: the last day that it is kept; None for as long as its owner.
        media_type: what the bytes are.
        public: whether everybody may have it.
    """
    digest = hashlib.sha256(data).hexdigest()
    stored = _taken(digest, size=len(data), media_type=media_type)
    if not default_storage.exists(path_of(digest)):
        default_storage.save(path_of(digest), ContentFile(data))
    failpoint("common.files.after_bytes")
    return FileReference.objects.create(
        file=stored,
        name=name.replace("/", "_").replace("\\", "_")[-200:],
        owner_kind=owner._meta.label,
        owner_uuid=owner.uuid,
        owner_label=str(owner)[:300],
        until=until,
        public=public,
    )


def _taken(digest: str, **fields: Any) -> StoredFile:
    """Return the file's row, held until the transaction ends."""
    while True:
        found, _made = StoredFile.objects.get_or_create(digest=digest, defaults=fields)
        held = StoredFile.objects.select_for_update().filter(pk=found.pk).first()
        # Gone between the two: it was swept away, and is made anew.
        if held is not None:
            return held


def file_of(owner: Any) -> FileReference | None:
    """Return the latest file that is kept for an owner; None when there is none."""
    return (
        FileReference.objects.filter(
            owner_kind=owner._meta.label, owner_uuid=owner.uuid
        )
        .select_related("file")
        .order_by("-id")
        .first()
    )


def read_file(reference: FileReference) -> bytes:
    """Return the bytes of a kept file."""
    with default_storage.open(path_of(reference.file.digest)) as opened:
        data: bytes = opened.read()
    return data


@transaction.atomic
def drop_reference(reference: FileReference) -> None:
    """Erase one owner's use of a file; the bytes go with the last reference.

    After the commit, so that an action that is taken back has lost nothing.
    """
    key = reference.file_id
    reference.delete()
    transaction.on_commit(lambda: _erase(key))


def sweep_files(today: date | None = None) -> Iterator[Line]:
    """Erase the bytes that no reference points to; a daily step.

    Those are what was forgotten, and what a crash left between bytes and row.
    """
    count = sum(_erase(stored.pk) for stored in StoredFile.objects.unused())
    known = set(StoredFile.objects.values_list("digest", flat=True))
    left = [digest for digest in _kept_on_disk() if digest not in known]
    count += sum(map(_erase_left_behind, left))
    if count:
        write_line("common.sweep_files", by=SYSTEM, facts={"files": count})
        yield Line(f"files that nobody refers to: {count} erased")


@transaction.atomic
def _erase(key: int) -> bool:
    """Erase one file, unless somebody has begun to use it meanwhile.

    The bytes go while the row is held: after the commit somebody may have kept the
    same bytes anew. Killed between the two, the next day's step takes the row.
    """
    stored = StoredFile.objects.select_for_update().filter(pk=key).first()
    if stored is None or stored.references.exists():
        return False
    default_storage.delete(path_of(stored.digest))
    stored.delete()
    return True


def _kept_on_disk() -> Iterator[str]:
    """Yield the digests of all bytes on disk."""
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        yield from default_storage.listdir(f"{FOLDER}/{folder}")[1]


@transaction.atomic
def _erase_left_behind(digest: str) -> bool:
    """Erase bytes without a row; one is made first, which whoever keeps them holds."""
    stored, made = StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": 0, "media_type": ""}
    )
    return made and _erase(stored.pk)
