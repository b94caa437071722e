"""What was put in, kept with its import; between the look and the saving too.

A page shows what a file would do before it is saved, and a browser never sends a file
twice. So the file is kept for a day at the look, and the page carries a signed marker
to it: with that very text and that very person, the import gets the file itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from overens.common.files import Original, file_of, keep_file, read_file
from overens.common.models import FileReference, ImportRun

# The name under which a preview sends the marker along.
MARKER = "came_in"
# An undo later than that is no way back any more: too much rests on the rows.
KEPT_FOR = timedelta(days=90)
_LOOKED_AT_FOR = timedelta(days=1)
_SALT = "overens.originals"


def keep_original(run: ImportRun, original: Original) -> FileReference:
    """Keep what an import was given, for as long as its undoing makes sense."""
    until = timezone.localdate() + KEPT_FOR
    return keep_file(original.data, name=original.name, owner=run, until=until)


def original_kept(run: ImportRun) -> FileReference | None:
    """Return what an import was given, while it is kept."""
    return file_of(run)


def mark(original: Original, *, text: str, person: Any) -> str:
    """Keep a file that is looked at, and return the marker that leads back to it.

    Args:
        original: the file.
        text: what was read from it, as the page carries it along.
        person: who looks.
    """
    until = timezone.localdate() + _LOOKED_AT_FOR
    kept = keep_file(original.data, name=original.name, owner=person, until=until)
    return signing.dumps([str(kept.uuid), _digest(text)], salt=_SALT)


def marked(sent: Mapping[str, str], form: Any, person: Any) -> list[tuple[str, str]]:
    """Return the marker that a preview carries along, name and value; none for a paste.

    Args:
        sent: what came with the form; a preview that is looked at again has its marker.
        form: valid, with ``original`` and the cleaned ``text``.
        person: who looks.
    """
    marker = sent.get(MARKER, "")
    if form.original is not None:
        marker = mark(form.original, text=form.cleaned_data["text"], person=person)
    return [(MARKER, marker)] if marker else []


def original_of(marker: str, *, text: str, person: Any) -> Original:
    """Return the file behind a marker; the text itself when it leads nowhere.

    It leads only whoever looked, and only from the very text that was read.
    """
    pasted = Original(text.encode())
    try:
        uuid, digest = signing.loads(marker, salt=_SALT)
    except signing.BadSignature:
        return pasted
    if digest != _digest(text):
        return pasted
    kept = (
        FileReference.objects.filter(uuid=uuid, owner_uuid=person.uuid)
        .select_related("file")
        .first()
    )
    return pasted if kept is None else Original(read_file(kept), kept.name)


def _digest(text: str) -> str:
    """Return a text's digest; browsers change the ends of lines on the way."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()
