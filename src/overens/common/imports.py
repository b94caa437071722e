"""One record per import, with a journal that undoes it exactly.

An import's action opens a ``Journal``, tells it each row that it makes or changes,
and closes it with ``finish``. ``undo_import`` walks the journal backwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.explain import Marked, explain
from overens.common.files import Original
from overens.common.models import ImportRun, removing
from overens.common.originals import keep_original
from overens.errors import RuleBroken, gettext_noop

# Rows a query: SQLite takes a bounded number of parameters.
AT_A_TIME = 200

# More rows in the way than this are said as a number.
MOST_NAMED = 10
# Where a run's summary keeps what was refused.
FAULTS = "faults"

# Rows by the name of their model and their primary key.
Rows = set[tuple[str, Any]]


class AlreadyUndone(RuleBroken):
    """The import was undone before."""

    sentence = gettext_noop("This import has already been undone.")


class ChangedSince(RuleBroken):
    """Rows were changed, or are used, after the import; ``rows`` are those in the way.

    A row that is gone is known by its kind and key alone.
    """

    sentence = gettext_noop(
        "Nothing was undone, since this has been changed or used after the import: "
        "%(row)s."
    )

    def __init__(self, rows: Sequence[models.Model | str]) -> None:
        self.rows = tuple(rows)
        named = [f"“{row}”" for row in self.rows[:MOST_NAMED]]
        more = len(self.rows) - len(named)
        super().__init__(row=", ".join(named) + (f" + {more}" if more > 0 else ""))


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

    def _note_as_left(self) -> None:
        """Note how each made row was left, so that undo sees what came after.

        A row that the import also changed is watched by that entry. One that was
        made and taken back again (a savepoint) has nothing to undo.
        """
        changed = {(e["changed"], e["pk"]) for e in self.entries if "changed" in e}
        gone = []
        for label, entries in _by_model(self.entries):
            rows = _rows_of(label, [entry["pk"] for entry in entries])
            for entry in entries:
                row = rows.get(entry["pk"])
                if row is None:
                    gone.append(entry)
                elif (label, entry["pk"]) not in changed:
                    entry["digest"] = row_digest(row)
        self.entries = [entry for entry in self.entries if entry not in gone]

    def finish(
        self,
        *,
        kind: str,
        by: Actor,
        data: bytes,
        file_name: str = "",
        space: str = "",
        summary: dict[str, Any] | None = None,
        faults: Sequence[dict[str, Any]] = (),
        original: Original | None = None,
    ) -> ImportRun:
        """Write the record and one audit line with a digest of what came in.

        Args:
            summary: counts and what the import was about, by name.
            faults: what was refused, each as ``kept_fault`` gives it; kept with the
                record for whoever goes on with the rows, not in the audit.
            original: what was put in, to be kept a while; None keeps nothing, as for
                answers that nobody may go back to.
        """
        self._note_as_left()
        counted = summary or {}
        run = ImportRun.objects.create(
            kind=kind,
            space=space,
            file_name=file_name[:200],
            digest=hashlib.sha256(data).hexdigest(),
            by_label=by.label[:200],
            summary={**counted, FAULTS: list(faults)} if faults else counted,
            journal=self.entries,
        )
        if original is not None:
            keep_original(run, original)
        write_line(
            f"{kind}",
            by=by,
            about=run,
            space=space,
            facts={"digest": run.digest, **counted},
        )
        return run


def kept_fault(fault: RuleBroken, *, row: int, about: str = "") -> dict[str, Any]:
    """Return a refusal as the record keeps it: to be said in any reader's language.

    Args:
        row: where it stood in what came in, counted from 1.
        about: the row's name, as written.
    """
    facts = {
        name: value if isinstance(value, (int, float)) else str(value)
        for name, value in fault.facts.items()
    }
    marked = [name for name, value in fault.facts.items() if isinstance(value, Marked)]
    return {
        "row": row,
        "about": about,
        "column": str(fault.facts.get("column", "")),
        "sentence": fault.sentence,
        "facts": facts,
        "marked": marked,
    }


@dataclass(frozen=True)
class KeptFault:
    """One refusal of an import, in the reader's words."""

    row: int
    about: str
    column: str
    sentence: str


def faults_kept(run: ImportRun) -> list[KeptFault]:
    """Return what an import refused, in the order of its rows."""
    return faults_in_words(run.summary.get(FAULTS, []))


def faults_in_words(faults: Iterable[dict[str, Any]]) -> list[KeptFault]:
    """Return faults as ``kept_fault`` keeps them, in the reader's words."""
    found = []
    for kept in faults:
        facts = {
            name: Marked(value) if name in kept["marked"] else value
            for name, value in kept["facts"].items()
        }
        fault = RuleBroken()
        fault.sentence, fault.facts = kept["sentence"], facts
        found.append(
            KeptFault(kept["row"], kept["about"], kept["column"], explain(fault))
        )
    return found


def stored_values(row: models.Model, *names: str) -> dict[str, Any]:
    """Return plain, JSON-safe stored values of some fields of a row."""
    serialised = serializers.serialize("python", [row], fields=names)[0]["fields"]
    return {name: _plain(serialised[name]) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool, type(None), list, dict)):
        return value
    return str(value)


# How imports are taken back that keep their own journal, by their kind.
_OWN_WAY: dict[str, Callable[[ImportRun], None]] = {}


def takes_back(kind: str, function: Callable[[ImportRun], None]) -> None:
    """Let imports of a kind be undone by a function, inside ``undo_import``.

    It raises ``ChangedSince`` where it cannot. Told once, in ``apps.ready()``.
    """
    _OWN_WAY[kind] = function


def has_own_way(run: ImportRun) -> bool:
    """Tell whether what an import did stands elsewhere than in its journal."""
    return run.kind in _OWN_WAY


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
    ours = {(entry["made"], entry["pk"]) for entry in run.journal if "made" in entry}
    with removing():
        if run.kind in _OWN_WAY:
            _OWN_WAY[run.kind](run)
        for label, entries in _together(reversed(run.journal)):
            if label is None:
                _give_back(entries[0])
            else:
                _check_as_left(label, entries)
                _delete(label, [entry["pk"] for entry in entries], ours, run.created)
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    write_line("common.undo_import", by=by, about=run, space=run.space)


def row_digest(row: models.Model) -> str:
    """Return a short digest of all stored values of a row."""
    names = [field.name for field in row._meta.concrete_fields]
    said = json.dumps(stored_values_of(row, names), sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def stored_values_of(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """Return stored values as ``stored_values``, the primary key left out."""
    return stored_values(row, *(name for name in names if name != row._meta.pk.name))


def _by_model(
    entries: Iterable[dict[str, Any]],
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the entries of made rows, by model."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if "made" in entry:
            found.setdefault(entry["made"], []).append(entry)
    return list(found.items())


def _together(
    entries: Iterable[dict[str, Any]],
) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """Return entries in order, neighbours of one model that were made in one list."""
    found: list[tuple[str | None, list[dict[str, Any]]]] = []
    for entry in entries:
        label = entry.get("made")
        if label is not None and found and found[-1][0] == label:
            found[-1][1].append(entry)
        else:
            found.append((label, [entry]))
    return found


def _rows_of(label: str, keys: Sequence[Any]) -> dict[Any, models.Model]:
    """Return a model's rows by primary key, a bounded number a query."""
    model = apps.get_model(label)
    rows: dict[Any, models.Model] = {}
    for start in range(0, len(keys), AT_A_TIME):
        rows |= model._base_manager.in_bulk(list(keys[start : start + AT_A_TIME]))
    return rows


def _check_as_left(label: str, entries: Sequence[dict[str, Any]]) -> None:
    """See that rows that the import made are as it left them."""
    rows = _rows_of(label, [entry["pk"] for entry in entries])
    in_the_way: list[models.Model | str] = []
    for entry in entries:
        row = rows.get(entry["pk"])
        if row is None:
            in_the_way.append(f"{label} {entry['pk']}")
        elif entry.get("digest", "") not in ("", row_digest(row)):
            in_the_way.append(row)
    if in_the_way:
        raise ChangedSince(in_the_way)


def _delete(label: str, keys: Sequence[Any], ours: Rows, finished: datetime) -> None:
    """Delete rows, a bounded number at once; one by one where they hold each other."""
    manager = apps.get_model(label)._base_manager
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        try:
            _check_alone(manager.filter(pk__in=some), ours, finished)
            manager.filter(pk__in=some).delete()
        except ProtectedError:
            for key in some:
                row = manager.get(pk=key)
                try:
                    _check_alone(manager.filter(pk=key), ours, finished)
                    row.delete()
                except ProtectedError as fault:
                    raise ChangedSince(_holders(fault)) from fault


def _holders(fault: ProtectedError) -> list[models.Model | str]:
    """Return the rows that hold a row, what the row itself is left out."""
    held: Iterable[models.Model] = fault.protected_objects
    return [*sorted(held, key=lambda row: (row._meta.label, row.pk))]


def _check_alone(rows: models.QuerySet[Any], ours: Rows, finished: datetime) -> None:
    """Refuse when something made after the import would go along with the rows.

    What the import itself made beside its rows (their names, say) goes with them and
    is older than the import's own record.
    """
    collector = Collector(using=rows.db)
    collector.collect(list(rows))
    along: list[Iterable[Any]] = [*collector.fast_deletes, *collector.data.values()]
    in_the_way = [
        row
        for row in (row for some in along for row in some)
        if (since := getattr(row, "created", None)) is not None
        and since > finished
        and (row._meta.label, row.pk) not in ours
    ]
    if in_the_way:
        raise ChangedSince(in_the_way)


def _give_back(entry: dict[str, Any]) -> None:
    """Give a changed row its values from before, unless they were changed since."""
    label = entry["changed"]
    model = apps.get_model(label)
    row = model._base_manager.filter(pk=entry["pk"]).first()
    if row is None:
        raise ChangedSince([f"{label} {entry['pk']}"])
    if stored_values(row, *entry["after"]) != entry["after"]:
        raise ChangedSince([row])
    for name, value in entry["before"].items():
        field = model._meta.get_field(name)
        attribute = field.attname if field.is_relation else name
        setattr(row, attribute, field.to_python(value))
    row.save(update_fields=list(entry["before"]))
