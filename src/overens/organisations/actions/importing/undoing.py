"""Takes an import to the register back: exactly, or not at all.

What it made goes, unless something has come to hang on it since; what it changed is
given back, unless it has been changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from overens.common.imports import ChangedSince, stored_values
from overens.common.models import ImportRun
from overens.organisations.actions.importing.changing import (
    LISTS,
    MADE,
    lists_of,
    set_lists,
)
from overens.organisations.actions.searching import (
    mend_search,
    refresh_search,
)
from overens.organisations.models import (
    ContactRole,
    DuplicatePair,
    Organisation,
    OrganisationName,
    RegisterChange,
    RegisterImport,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.queries.incoming import AT_A_TIME
from overens.organisations.rules import LINK_NEW, TAKEN_BACK

# What an import writes beside an organisation; it goes with it.
_WITH_IT = (OrganisationName, ContactRole, DuplicatePair, SourceRecord)


def take_back(run: ImportRun) -> None:
    """Undo an import to the register; called by ``common.imports.undo_import``.

    Raises:
        ChangedSince: rows were changed or used since; nothing is undone then.
    """
    incoming = RegisterImport.objects.select_for_update().get(uuid=run.uuid)
    made = list(
        SourceRecord.objects.filter(run=run.uuid, link=LINK_NEW)
        .order_by("id")
        .values_list("organisation_id", flat=True)
    )
    for start in range(0, len(made), AT_A_TIME):
        _check_untouched(made[start : start + AT_A_TIME], incoming)
    # Only now: giving back stamps what the import both made and changed.
    _give_back(run)
    SourceRecord.objects.filter(run=run.uuid).delete()
    for start in range(0, len(made), AT_A_TIME):
        some = Organisation.objects.filter(pk__in=made[start : start + AT_A_TIME])
        _let_go(some)
    before = run.summary.get("source before")
    if before is not None:
        last = before["last_read"]
        RegisterSource.objects.filter(pk=incoming.source_id).update(
            mapping=before["mapping"],
            last_read=date.fromisoformat(last) if last else None,
        )
    incoming.state = TAKEN_BACK
    incoming.save(update_fields=["state"])
    # Undone after it was cut off, nobody goes on with it and turns the search on.
    mend_search()


def _let_go(organisations: models.QuerySet[Organisation]) -> None:
    for through in (Organisation.municipalities.through, Organisation.areas.through):
        through.objects.filter(organisation__in=organisations).delete()
    organisations.delete()


def _check_untouched(ids: Sequence[int], incoming: RegisterImport) -> None:
    """Refuse where organisations that the import made were changed or used since."""
    there = Organisation.objects.in_bulk(list(ids))
    until = incoming.finished_at
    in_the_way: list[models.Model | str] = [
        row
        for row in there.values()
        if row.merged_into_id is not None or (until is not None and row.changed > until)
    ]
    for relation in Organisation._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or not issubclass(model, models.Model):
            continue
        if relation.many_to_many or model in _WITH_IT:
            continue
        users = model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        in_the_way += list(users[:AT_A_TIME])
    others = SourceRecord.objects.filter(organisation__in=ids).exclude(
        run=incoming.uuid
    )
    in_the_way += [each.organisation for each in others.select_related("organisation")]
    if in_the_way:
        raise ChangedSince(list(dict.fromkeys(in_the_way)))


def _lines(run: ImportRun) -> Iterator[list[RegisterChange]]:
    """Yield the journal from its end, some lines at a time."""
    lines = RegisterChange.objects.filter(run=run.uuid).order_by("-id")
    ids = list(lines.values_list("id", flat=True))
    for start in range(0, len(ids), AT_A_TIME):
        yield list(lines.filter(pk__in=ids[start : start + AT_A_TIME]))


def _give_back(run: ImportRun) -> None:
    """Give changed rows their values from before, the latest change first."""
    touched: dict[int, Organisation] = {}
    for lines in _lines(run):
        for line in lines:
            model = apps.get_model(line.table)
            row = model._base_manager.filter(pk=line.row).first()
            if row is None:
                raise ChangedSince([f"{line.table} {line.row}"])
            if line.before.get(MADE):
                _check_same(row, line.after)
                row.delete()
            else:
                _restore(row, line)
            if isinstance(row, Organisation):
                touched[row.pk] = row
            elif isinstance(row, OrganisationName):
                touched.setdefault(row.organisation_id, row.organisation)
    for organisation in touched.values():
        refresh_search(organisation)
    RegisterChange.objects.filter(run=run.uuid).delete()


def _restore(row: models.Model, line: RegisterChange) -> None:
    lists = [name for name in line.before if name in LISTS]
    names = [name for name in line.before if name not in lists]
    plain = {name: line.after[name] for name in names}
    _check_same(row, plain)
    if lists:
        assert isinstance(row, Organisation)
        if lists_of(row, lists) != {name: line.after[name] for name in lists}:
            raise ChangedSince([row])
        set_lists(row, {name: line.before[name] for name in lists})
    for name in names:
        field: Any = row._meta.get_field(name)
        attribute = field.attname if field.is_relation else name
        setattr(row, attribute, field.to_python(line.before[name]))
    row.save(update_fields=names)


def _check_same(row: models.Model, after: dict[str, Any]) -> None:
    if stored_values(row, *after) != after:
        raise ChangedSince([row])
