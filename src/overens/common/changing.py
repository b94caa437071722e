"""What actions that change a row have in common: which of its fields differ.

What a change may be is for the rules of each, after the fields are set and before the
row is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db import models

from overens.common.imports import stored_values


def set_changed(
    row: models.Model, changes: Mapping[str, Any], known: AbstractSet[str]
) -> dict[str, Any]:
    """Set the fields whose values differ; nothing is saved.

    Args:
        row: what is to be changed.
        changes: new values by field.
        known: the fields that may be changed here.

    Returns:
        Those that differ, with what was stored before, as the audit log keeps it. When
        it is empty there is nothing to save, and nothing to log.

    Raises:
        TypeError: a field may not be changed here; the caller's mistake.
    """
    if unknown := set(changes) - known:
        raise TypeError(f"Not changed here: {sorted(unknown)}")
    differ = [name for name, new in changes.items() if getattr(row, name) != new]
    before = stored_values(row, *differ)
    for name in differ:
        setattr(row, name, changes[name])
    return before
