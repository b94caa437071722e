"""An import to the register from its file to its end: read, look over, write.

Page, command and API end here (``docs/rules/organisations.md``, O20 to O24).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.files import read_file
from overens.common.jobs import later
from overens.common.models import ImportRun
from overens.common.sheets import (
    OpenedSheet,
)
from overens.organisations.actions.importing.changing import flag_gone
from overens.organisations.actions.importing.planning import (
    Planner,
    RowPlan,
    pieces_of,
)
from overens.organisations.actions.importing.reading import file_of, opened
from overens.organisations.actions.importing.writing import Writer, WritingStopped
from overens.organisations.actions.searching import is_bulk, search_off
from overens.organisations.models import (
    RegisterImport,
    RegisterSource,
)
from overens.organisations.queries.incoming import places_of
from overens.organisations.rules import (
    READ,
    WRITING,
    WRITTEN,
)
from overens.organisations.rules.coming_in import (
    Reader,
    check_mapping,
    find_headings,
)

KIND = "organisations.import_register"
GONE = "gone"


def _planner(incoming: RegisterImport, sheet: OpenedSheet) -> Planner:
    """Return what plans the rows of a file.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    source = incoming.source
    rows = sheet.head(incoming.header_row)
    names = find_headings(rows).names
    reader = Reader(
        names=names,
        mapping=check_mapping(incoming.mapping),
        places=places_of(source.origin),
        municipality=source.municipality.code if source.municipality else "",
        repairs=incoming.repairs,
    )
    return Planner(source, reader, incoming.day)


def planned(incoming: RegisterImport) -> Iterator[RowPlan]:
    """Yield what each row would do; nothing is saved.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    with opened(incoming) as sheet:
        planner = _planner(incoming, sheet)
        for piece in pieces_of(sheet, incoming.header_row):
            yield from planner.plan(piece)


@transaction.atomic
def ask_to_write(incoming: RegisterImport) -> RegisterImport:
    """Have an import written by the job worker; asked twice, it is written once.

    One that is being written is asked for anew: where its job was lost, it goes on.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    incoming = RegisterImport.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state not in (READ, WRITING):
        return incoming
    check_mapping(incoming.mapping)
    incoming.state = WRITING
    incoming.save(update_fields=["state"])
    later("organisations.write_import", incoming.uuid)
    return incoming


def write_import(
    incoming: RegisterImport,
    *,
    by: Actor,
    told: Callable[[list[RowPlan]], None] | None = None,
) -> RegisterImport:
    """Write an import to its end, from where it is; ``told`` hears each piece.

    Cut off, it is called again and goes on. Written, it does nothing.

    Raises:
        RuleBroken: the mapping cannot be; nothing is written.
    """
    incoming.refresh_from_db()
    if incoming.state not in (READ, WRITING):
        return incoming
    with opened(incoming) as sheet:
        planner = _planner(incoming, sheet)
        _begin(incoming, by=by)
        writer = Writer(incoming, planner)
        # Each piece is a transaction of its own: cut off between them, the search is
        # built whole at the next start, or when the import is gone on with.
        try:
            with search_off(when=is_bulk(incoming.rows - incoming.rows_done)):
                for plans in writer.write(sheet):
                    if told is not None:
                        told(plans)
        except WritingStopped:
            incoming.refresh_from_db()
            return incoming
        return _finish(writer, by=by)


def _begin(incoming: RegisterImport, *, by: Actor) -> None:
    """Note that it is being written; its run has the same uuid."""
    with transaction.atomic():
        run, made = ImportRun.objects.get_or_create(
            uuid=incoming.uuid,
            defaults={
                "kind": KIND,
                "space": incoming.space,
                "file_name": incoming.file_name,
                "digest": hashlib.sha256(read_file(file_of(incoming))).hexdigest(),
                "by_label": by.label[:200],
                "summary": {"source": incoming.source.name},
            },
        )
        if made:
            incoming.state = WRITING
            incoming.save(update_fields=["state"])


@transaction.atomic
def _finish(writer: Writer, *, by: Actor) -> RegisterImport:
    """Flag what is gone, remember how the columns were read, and say what was done."""
    incoming = RegisterImport.objects.select_for_update().get(pk=writer.incoming.pk)
    if incoming.state != WRITING:
        return incoming
    source = RegisterSource.objects.select_for_update().get(pk=incoming.source_id)
    counts = dict(incoming.counts)
    if incoming.is_complete:
        counts[GONE] = flag_gone(
            source, writer.planner.seen, day=incoming.day, run=incoming.uuid
        )
    run = ImportRun.objects.get(uuid=incoming.uuid)
    run.summary = {
        "source": source.name,
        **counts,
        "source before": {
            "mapping": source.mapping,
            "last_read": source.last_read.isoformat() if source.last_read else "",
        },
    }
    run.save(update_fields=["summary"])
    source.mapping = {**source.mapping, **incoming.mapping}
    source.last_read = incoming.day
    source.save(update_fields=["mapping", "last_read"])
    incoming.counts, incoming.state = counts, WRITTEN
    incoming.finished_at = timezone.now()
    incoming.save(update_fields=["counts", "state", "finished_at"])
    facts: dict[str, Any] = {"digest": run.digest, "source": source.slug, **counts}
    write_line(KIND, by=by, about=run, space=incoming.space, facts=facts)
    # What the strict rule did not settle is for a person (O17).
    later("organisations.find_duplicates")
    return incoming
