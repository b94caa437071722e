"""An import to the register from its file to its end: read, look over, write.

Page, command and API end here (``docs/rules/organisations.md``, O20 to O24).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.files import drop_reference, keep_file, read_file
from overens.common.imports import AlreadyUndone
from overens.common.jobs import later
from overens.common.models import OWN, FileReference, ImportRun, removing
from overens.common.sheets import (
    STANDARD,
    Limits,
    OpenedSheet,
    neutral,
    open_sheet,
)
from overens.organisations.actions.importing.changing import flag_gone
from overens.organisations.actions.importing.planning import (
    Planner,
    RowPlan,
    pieces_of,
)
from overens.organisations.actions.importing.writing import Writer
from overens.organisations.models import (
    Municipality,
    RegisterImport,
    RegisterSource,
)
from overens.organisations.queries.incoming import places_of
from overens.organisations.rules import (
    READ,
    SOURCES,
    WRITING,
    WRITTEN,
    check_name,
    check_word,
    slug_of,
)
from overens.organisations.rules.coming_in import (
    PRIVATE,
    TITLE_ROWS,
    Headings,
    Reader,
    check_mapping,
    field_of,
    find_headings,
    is_named,
    suggest_mapping,
    without_personal_numbers,
)

KIND = "organisations.import_register"
GONE = "gone"


@transaction.atomic
def add_source(
    *,
    name: str,
    by: Actor,
    kind: str = "municipality",
    origin: str = OWN,
    municipality: Municipality | None = None,
) -> RegisterSource:
    """Return the source of that name in a world; add it where there is none.

    Raises:
        NameMissing, NameTooLong, UnknownWord: it cannot be added.
    """
    name = check_name(name)[:120]
    check_word(kind, SOURCES, field="kind")
    there = RegisterSource.objects.filter(name=name, origin=origin).first()
    if there is not None:
        return there
    slugs = RegisterSource.objects.values_list("slug", flat=True)
    source = RegisterSource.objects.create(
        slug=slug_of(name, set(slugs)),
        name=name,
        kind=kind,
        origin=origin,
        municipality=municipality,
    )
    write_line("organisations.add_source", by=by, about=source)
    return source


@transaction.atomic
def read_import(
    *,
    source: RegisterSource,
    data: bytes,
    file_name: str,
    day: date,
    by: Actor,
    mapping: Mapping[str, str] | None = None,
    is_complete: bool = True,
    repairs: bool = False,
    space: str = "",
    limits: Limits = STANDARD,
) -> RegisterImport:
    """Read a file to its end and keep it, to be looked over before it is written.

    Args:
        source: what the rows come from.
        data: CSV, .xlsx or .ods; whatever it is called.
        day: the day of the facts.
        mapping: what columns hold, by heading; else as the last time, else suggested.
        is_complete: whether rows that the source had before and are not there are gone.
        repairs: whether double-encoded letters are put right.
        space: slug of the space whose secretariat brings it in; "" of an operator.

    Raises:
        SheetUnreadable: it cannot be read; nothing is kept.
        RuleBroken: the mapping cannot be.
    """
    with open_sheet(data, file_name, limits=limits) as sheet:
        headings = find_headings(sheet.head(TITLE_ROWS))
        data, count = _cleaned(sheet, headings)
    remembered = {**source.mapping, **(mapping or {})}
    if source.municipality is None and source.last_read is None:
        _place_source(source, [*headings.above, file_name, source.name])
    incoming = RegisterImport.objects.create(
        source=source,
        origin=source.origin,
        file_name=file_name[:200],
        header_row=headings.row,
        mapping=suggest_mapping(headings.names, remembered),
        is_complete=is_complete,
        repairs=repairs,
        space=space,
        rows=count,
        day=day,
        by_label=by.label[:200],
        by_uuid=by.uuid,
    )
    keep_file(
        data,
        name=f"{PurePath(file_name or 'import').stem}.csv",
        media_type="text/csv",
        owner=incoming,
    )
    return incoming


def _cleaned(sheet: OpenedSheet, headings: Headings) -> tuple[bytes, int]:
    """Return a sheet as it is kept, and how many rows it has below its headings.

    Personal identity numbers are hidden before anything is stored (O20); what a
    spreadsheet would reckon with is text.
    """
    left_alone = {
        place
        for place, name in enumerate(headings.names)
        if field_of(name) in ("record_id", "website")
    }
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    rows = 0
    for number, row in enumerate(sheet, start=1):
        cells = [
            cell if place in left_alone else without_personal_numbers(cell)
            for place, cell in enumerate(row)
        ]
        writer.writerow(map(neutral, cells) if cells else [""])
        rows += number > headings.row and any(map(str.strip, cells))
    return kept.getvalue().encode("utf-8", "replace"), rows


def _place_source(source: RegisterSource, texts: Sequence[str]) -> None:
    """Say which municipality a source is of, where a title or a name does."""
    places = Municipality.objects.filter(origin=source.origin)
    said = [
        place
        for place in places
        if any(is_named(place.code, place.name, text) for text in texts)
    ]
    if len(said) == 1:
        source.municipality = said[0]
        source.save(update_fields=["municipality"])


@transaction.atomic
def settle_import(
    incoming: RegisterImport,
    *,
    mapping: Mapping[str, str],
    is_complete: bool,
    repairs: bool,
) -> RegisterImport:
    """Note what the columns hold and how the rows are to be taken; before writing.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    incoming = RegisterImport.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state != READ:
        raise AlreadyUndone()
    incoming.mapping = check_mapping({**incoming.mapping, **mapping})
    incoming.is_complete, incoming.repairs = is_complete, repairs
    incoming.save(update_fields=["mapping", "is_complete", "repairs"])
    return incoming


@transaction.atomic
def forget_import(incoming: RegisterImport) -> None:
    """Let an import that was only looked at go, and its file with it.

    One that has been begun is undone instead, and stays on record.
    """
    incoming = RegisterImport.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state != READ:
        raise AlreadyUndone()
    drop_reference(file_of(incoming))
    with removing():
        incoming.delete()


def file_of(incoming: RegisterImport) -> FileReference:
    """Return the file that an import was read from."""
    return FileReference.objects.select_related("file").get(
        owner_kind=RegisterImport._meta.label, owner_uuid=incoming.uuid
    )


def _opened(incoming: RegisterImport) -> OpenedSheet:
    return open_sheet(read_file(file_of(incoming)), incoming.file_name)


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


def samples_of(incoming: RegisterImport, *, rows: int = 3) -> dict[str, list[str]]:
    """Return the first values of each column, by heading, to tell what it holds."""
    with _opened(incoming) as sheet:
        first = sheet.head(incoming.header_row + rows)
    names = find_headings(first[: incoming.header_row]).names
    below = first[incoming.header_row :]
    return {
        name: list(
            dict.fromkeys(
                row[place][:40] for row in below if place < len(row) and row[place]
            )
        )
        for place, name in enumerate(names)
        if incoming.mapping.get(name) != PRIVATE
    }


def planned(incoming: RegisterImport) -> Iterator[RowPlan]:
    """Yield what each row would do; nothing is saved.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    with _opened(incoming) as sheet:
        planner = _planner(incoming, sheet)
        for piece in pieces_of(sheet, incoming.header_row):
            yield from planner.plan(piece)


@transaction.atomic
def ask_to_write(incoming: RegisterImport) -> RegisterImport:
    """Have an import written by the job worker; asked twice, it is written once.

    Raises:
        RuleBroken: the mapping cannot be.
    """
    incoming = RegisterImport.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state != READ:
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
    with _opened(incoming) as sheet:
        planner = _planner(incoming, sheet)
        _begin(incoming, by=by)
        writer = Writer(incoming, planner)
        for plans in writer.write(sheet):
            if told is not None:
                told(plans)
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
    return incoming
