"""Sample texts in both languages, and a name as long as they come."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr

from overens.common.texts import LocalText

LONGEST_NAME = (
    "Riksförbundet för ömsesidigt understöd, folkbildning och "
    "kulturarvsbevarandeverksamhet i Strandlands skärgårdskommuner"
)


def pair(swedish: str, english: str) -> Any:
    """Return a sample text that is read in the reader's language, each time."""
    return lazystr(LocalText(sv=swedish, en=english))
