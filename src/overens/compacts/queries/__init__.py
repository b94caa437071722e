"""What spans the tables of the compact."""

from __future__ import annotations

from overens.compacts.queries.pages import (
    COMPACT_PARTS,
    LED_TO,
    CompactPart,
    LedTo,
    compact_page,
    followed,
    signatories_as_of,
)
from overens.compacts.queries.places import fill_places

__all__ = [
    "COMPACT_PARTS",
    "LED_TO",
    "CompactPart",
    "LedTo",
    "compact_page",
    "fill_places",
    "followed",
    "signatories_as_of",
]
