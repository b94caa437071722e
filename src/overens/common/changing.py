"""What actions that change a row have in common: what differs, and a line about it.

What a change may be is for the rules of each, after the fields are set and before the
row is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db import models

from overens.common.audit import Actor, write_line
from overens.common.imports import stored_values
from overens.common.models import Record


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


def save_changed(
    row: Record, before: Mapping[str, Any], action: str, *, by: Actor, space: str
) -> None:
    """Save what ``set_changed`` has set, and write one line that says what stood there.

    Where nothing differed nothing is saved, and nothing is logged.

    Args:
        before: as ``set_changed`` returned it.
        action: as the log names it, ``package.what_was_done``.
        space: slug of the space that the row belongs to.
    """
    if not before:
        return
    row.save(update_fields=list(before))
    write_line(action, by=by, about=row, space=space, facts={"before": dict(before)})
