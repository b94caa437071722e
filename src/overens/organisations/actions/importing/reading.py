"""An import to the register, read: what is kept of its file, and how it is settled.

Page, command and API begin here (``docs/rules/organisations.md``, O20).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet

from overens.common.audit import SYSTEM, Actor, write_line
from overens.common.files import drop_reference, keep_file, read_file
from overens.common.models import OWN, FileReference, removing
from overens.common.sheets import (
    STANDARD,
    Limits,
    OpenedSheet,
    neutral,
    open_sheet,
)
from overens.errors import RuleBroken, gettext_noop
from overens.organisations.actions.places import ensure_places
from overens.organisations.models import (
    Municipality,
    RegisterImport,
    RegisterSource,
)
from overens.organisations.queries.incoming import named_places
from overens.organisations.rules import (
    READ,
    SOURCES,
    check_name,
    check_word,
    slug_of,
)
from overens.organisations.rules.coming_in import (
    PRIVATE,
    TITLE_ROWS,
    Headings,
    check_mapping,
    field_of,
    find_headings,
    is_named,
    suggest_mapping,
    without_personal_numbers,
)

# Long enough to be looked over, understood and undone; then the rows' own table has it.
FILE_KEPT = timedelta(days=90)


class AlreadyBegun(RuleBroken):
    """What is being written is not settled anew, nor let go."""

    sentence = gettext_noop(
        "These rows are already being brought in. When they are, you can undo it."
    )


class FileGone(RuleBroken):
    """The file was kept for its time, and is not there any more."""

    sentence = gettext_noop(
        "The file is not kept any more. Let these rows go, and bring the list in anew."
    )


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
        until=day + FILE_KEPT,
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
    # Bytes from the start: text kept to be encoded takes four times as much memory.
    whole = io.BytesIO()
    kept = io.TextIOWrapper(whole, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    rows = 0
    for number, row in enumerate(sheet, start=1):
        cells = [
            cell if place in left_alone else without_personal_numbers(cell)
            for place, cell in enumerate(row)
        ]
        writer.writerow(map(neutral, cells) if cells else [""])
        rows += number > headings.row and any(map(str.strip, cells))
    kept.flush()
    return whole.getvalue(), rows


def _place_source(source: RegisterSource, texts: Sequence[str]) -> None:
    """Say which municipality a source is of, where a title or a name does."""
    said = [
        code
        for code, name in named_places(source.origin).items()
        if any(is_named(code, name, text) for text in texts)
    ]
    if len(said) == 1:
        if source.origin == OWN:
            ensure_places(said, by=SYSTEM)
        there = Municipality.objects.filter(origin=source.origin, code=said[0])
        source.municipality = there.first()
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
        raise AlreadyBegun()
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
        raise AlreadyBegun()
    for kept in _files(incoming):
        drop_reference(kept)
    with removing():
        incoming.delete()


def _files(incoming: RegisterImport) -> QuerySet[FileReference]:
    return FileReference.objects.select_related("file").filter(
        owner_kind=RegisterImport._meta.label, owner_uuid=incoming.uuid
    )


def file_of(incoming: RegisterImport) -> FileReference:
    """Return the file that an import was read from.

    Raises:
        FileGone: its time is over.
    """
    found = _files(incoming).first()
    if found is None:
        raise FileGone()
    return found


def opened(incoming: RegisterImport) -> OpenedSheet:
    return open_sheet(read_file(file_of(incoming)), incoming.file_name)


def samples_of(incoming: RegisterImport, *, rows: int = 3) -> dict[str, list[str]]:
    """Return the first values of each column, by heading, to tell what it holds."""
    with opened(incoming) as sheet:
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
