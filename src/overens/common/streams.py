"""Files that are sent as they are made, so that a large one is never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.utils.translation import override

from overens.common.formats import language_or_active

# Bytes sent at a time.
PIECE = 64_000


def streamed(made: Iterable[bytes]) -> Iterator[bytes]:
    """Return a file in pieces large enough to send, in the language of the reader.

    The first piece is made at once: what cannot be read is a fault before the answer.
    """
    pieces = _in_language(_together(made), language_or_active())
    return chain([next(pieces, b"")], pieces)


def json_document(
    head: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]
) -> Iterator[bytes]:
    """Yield a JSON object: what its head says, the rows under a name, their number."""
    opened = json.dumps(head, ensure_ascii=False, indent=1)
    yield f'{opened.removesuffix("}").rstrip()},\n "{name}": ['.encode()
    count = 0
    for count, row in enumerate(rows, 1):
        written_row = json.dumps(row, ensure_ascii=False, indent=1)
        indented = "\n  ".join(written_row.splitlines())
        yield f"{',' if count > 1 else ''}\n  {indented}".encode()
    yield f'\n ],\n "count": {count}\n}}\n'.encode()


def _together(pieces: Iterable[bytes]) -> Iterator[bytes]:
    kept = bytearray()
    for piece in pieces:
        kept += piece
        if len(kept) >= PIECE:
            yield bytes(kept)
            kept.clear()
    if kept:
        yield bytes(kept)


def _in_language(pieces: Iterable[bytes], language: str) -> Iterator[bytes]:
    """Yield the same, each made in a language, whatever it is sent in."""
    making = iter(pieces)
    while True:
        with override(language):
            piece = next(making, None)
        if piece is None:
            return
        yield piece
