"""Compacts, their wording and their signatures: what is true of them. Pure Python."""

from __future__ import annotations

from overens.compacts.rules.kinds import (
    COMPACT_STATUSES,
    FUNCTIONS,
    SIDES,
    SIGNATURE_STATES,
    SIGNATURE_WAYS,
)

__all__ = [
    "COMPACT_STATUSES",
    "FUNCTIONS",
    "SIDES",
    "SIGNATURE_STATES",
    "SIGNATURE_WAYS",
]
