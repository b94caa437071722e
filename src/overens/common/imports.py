"""One record per import, with a journal that undoes it exactly.

An import's action opens a ``Journal``, tells it each row that it makes or changes,
and closes it with ``finish``. ``undo_import`` walks the journal backwards.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.models import ImportRun, removing
from overens.errors import RuleBroken, gettext_noop


class AlreadyUndone(RuleBroken):
    """The import was undone before."""

    sentence = gettext_noop("This import has already been undone.")


class ChangedSince(RuleBroken):
    """A row was changed, or is used, after the import."""

    sentence = gettext_noop(
        "%(row)s has been changed or used since the import. Nothing was undone."
    )


class Journal:
    """What an import has done so far, in order."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def made(self, row: models.Model) -> None:
        """Note a row that the import has created (and saved)."""
        self.entries.append({"made": row._meta.label, "pk": row.pk})

    def changed(self, row: models.Model, before: dict[str, Any]) -> None:
        """Note fields that the import has changed (and saved).

        Args:
            row: the row as it is now.
            before: stored values by field name, as ``stored_values`` gave them.
        """
        after = stored_values(row, *before)
        self.entries.append(
            {
                "changed": row._meta.label,
                "pk": row.pk,
                "before": before,
                "after": after,
            }
        )

    def finish(
        self,
        *,
        kind: str,
        by: Actor,
        data: bytes,
        file_name: str = "",
        space: str = "",
        summary: dict[str, Any] | None = None,
    ) -> ImportRun:
        """Write the record and one audit line with a digest of what came in."""
        run = ImportRun.objects.create(
            kind=kind,
            space=space,
            file_name=file_name[:200],
            digest=hashlib.sha256(data).hexdigest(),
            by_label=by.label[:200],
            summary=summary or {},
            journal=self.entries,
        )
        write_line(
            f"{kind}",
            by=by,
            about=run,
            space=space,
            facts={"digest": run.digest, **run.summary},
        )
        return run


def stored_values(row: models.Model, *names: str) -> dict[str, Any]:
    """Return plain, JSON-safe stored values of some fields of a row."""
    serialised = serializers.serialize("python", [row], fields=names)[0]["fields"]
    return {name: _plain(serialised[name]) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool, type(None), list, dict)):
        return value
    return str(value)


@transaction.atomic
def undo_import(run: ImportRun, *, by: Actor) -> None:
    """Bring the rows back to what they were before the import.

    Raises:
        AlreadyUndone: it was undone before.
        ChangedSince: a row was changed or used afterwards; nothing is undone then.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.undone_at is not None:
        raise AlreadyUndone()
    with removing():
        for entry in reversed(run.journal):
            _undo(entry)
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    write_line("common.undo_import", by=by, about=run, space=run.space)


def _undo(entry: dict[str, Any]) -> None:
    label = entry.get("made") or entry["changed"]
    model = apps.get_model(label)
    row = model._base_manager.filter(pk=entry["pk"]).first()
    if row is None:
        raise ChangedSince(row=f"{label} {entry['pk']}")
    if "made" in entry:
        try:
            row.delete()
        except ProtectedError as fault:
            raise ChangedSince(row=str(row)) from fault
        return
    if stored_values(row, *entry["after"]) != entry["after"]:
        raise ChangedSince(row=str(row))
    for name, value in entry["before"].items():
        field = model._meta.get_field(name)
        attribute = field.attname if field.is_relation else name
        setattr(row, attribute, field.to_python(value))
    row.save(update_fields=list(entry["before"]))
