"""Rows of a source into the register: planned, written piece by piece, taken back."""

from __future__ import annotations

from overens.organisations.actions.importing.planning import (
    CHANGED,
    NEW,
    OUTCOMES,
    REFUSED,
    UNCHANGED,
    RowPlan,
)
from overens.organisations.actions.importing.reading import (
    FileGone,
    add_source,
    file_of,
    forget_import,
    read_import,
    samples_of,
    settle_import,
)
from overens.organisations.actions.importing.running import (
    GONE,
    KIND,
    ask_to_write,
    planned,
    write_import,
)
from overens.organisations.actions.importing.undoing import take_back

__all__ = [
    "CHANGED",
    "GONE",
    "KIND",
    "NEW",
    "OUTCOMES",
    "REFUSED",
    "UNCHANGED",
    "FileGone",
    "RowPlan",
    "add_source",
    "ask_to_write",
    "file_of",
    "forget_import",
    "planned",
    "read_import",
    "samples_of",
    "settle_import",
    "take_back",
    "write_import",
]
