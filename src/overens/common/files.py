"""Content-addressed files: bytes once, named by their hash; references per owner."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from overens.common.models import FileReference, StoredFile


def path_of(digest: str) -> str:
    """Return the storage path of a file's bytes."""
    return f"files/{digest[:2]}/{digest}"


def keep_file(
    data: bytes, *, name: str, media_type: str, owner: Any, public: bool = False
) -> FileReference:
    """Keep a file for an owner; the same bytes are stored once.

    The bytes are written before the row, so a crash leaves at worst bytes that no
    row points to, never a row without its bytes.
    """
    digest = hashlib.sha256(data).hexdigest()
    if not default_storage.exists(path_of(digest)):
        default_storage.save(path_of(digest), ContentFile(data))
    with transaction.atomic():
        stored, _made = StoredFile.objects.get_or_create(
            digest=digest, defaults={"size": len(data), "media_type": media_type}
        )
        return FileReference.objects.create(
            file=stored,
            name=name.replace("/", "_").replace("\\", "_")[:200],
            owner_kind=owner._meta.label,
            owner_uuid=owner.uuid,
            owner_label=str(owner)[:300],
            public=public,
        )


def read_file(reference: FileReference) -> bytes:
    """Return the bytes of a kept file."""
    with default_storage.open(path_of(reference.file.digest)) as opened:
        data: bytes = opened.read()
    return data


@transaction.atomic
def drop_reference(reference: FileReference) -> None:
    """Erase one owner's use of a file; the bytes go with the last reference."""
    stored = reference.file
    reference.delete()
    if not stored.references.exists():
        digest = stored.digest
        stored.delete()
        transaction.on_commit(lambda: default_storage.delete(path_of(digest)))
