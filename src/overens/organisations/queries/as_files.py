"""The register as files: exactly what a search shows, in its order, all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overens.common.formats import language_or_active
from overens.common.origins import origin_sentence, publisher_in
from overens.common.sheets import About, Cell, Column, Sheet, csv_lines, xlsx_pieces
from overens.common.streams import json_document, streamed
from overens.organisations.models import Organisation
from overens.organisations.queries.listing import shown_rows
from overens.organisations.queries.search import Search, all_found
from overens.organisations.rules import FORMS, KINDS, LEVELS, STATUSES
from overens.organisations.rules.visibility import EVERYONE, NARROWABLE

AT_A_TIME = 1_000
BETWEEN = "; "


@dataclass(frozen=True)
class FileKind:
    """One kind of file: what it is called, and its media type."""

    label: Any
    media_type: str


FILES = {
    "csv": FileKind(gettext_lazy("All of these as CSV"), "text/csv; charset=utf-8"),
    "xlsx": FileKind(
        gettext_lazy("All of these in Excel"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": FileKind(gettext_lazy("All of these as JSON"), "application/json"),
}


def _columns() -> tuple[Column, ...]:
    return (
        Column("id", _("Identifier"), _("SE-ON- and the number, or our own.")),
        Column("name", _("Name")),
        Column("found_by", _("Found by"), _("Another name that the words matched.")),
        Column("org_number", _("Organisation number")),
        Column("kind", _("Kind of organisation")),
        Column("form", _("Legal form")),
        Column("level", _("Level")),
        Column("status", _("Status")),
        Column("municipalities", _("Municipalities")),
        Column("areas", _("Areas")),
        Column("about", _("What it does")),
        Column("website", _("Web address")),
        Column("withheld", _("Not shown here"), _("Facts that not everyone sees.")),
        Column("last_confirmed", _("Last confirmed")),
        Column("origin", _("Origin"), _("own, source or made up")),
    )


def register_rows(search: Search, reader: str) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each that is found; lists as lists, words by their keys."""
    ids, words = all_found(search)
    language = language_or_active()
    for start in range(0, len(ids), AT_A_TIME):
        for row in shown_rows(ids[start : start + AT_A_TIME], words, reader):
            yield _row(row, language)


def _row(row: Organisation, language: str) -> tuple[Any, ...]:
    areas = getattr(row, "public_areas", ())
    return (
        row.public_id,
        row.name,
        row.found_by.name if row.found_by else "",
        row.org_number,
        row.kind,
        row.form,
        row.level,
        row.status,
        [place.name for place in row.municipalities.all()],
        [area.name.in_language(language) for area in areas],
        row.about.in_language(language) if row.about else "",
        row.website,
        sorted(row.withheld),
        row.last_confirmed,
        row.origin,
    )


_WORDS = {"kind": KINDS, "form": FORMS, "level": LEVELS, "status": STATUSES}


def _cells(columns: Sequence[Column], row: Sequence[Any]) -> list[Cell]:
    """Return a row as a sheet has it: words instead of keys, lists in one cell."""
    cells: list[Cell] = []
    for column, value in zip(columns, row, strict=True):
        words = _WORDS.get(column.key)
        if column.key == "withheld":
            cells.append(BETWEEN.join(_(NARROWABLE[group]) for group in value))
        elif words and value:
            cells.append(_(words[value]))
        else:
            cells.append(BETWEEN.join(value) if isinstance(value, list) else value)
    return cells


def register_file(
    search: Search, ending: str, *, publisher: str = "", reader: str = EVERYONE
) -> Iterator[bytes]:
    """Return what a search finds as a file, piece by piece.

    Args:
        search: words and filters; the order is that of the pages.
        ending: a key of ``FILES``.
        publisher: who stands behind it.
        reader: who gets it (``reader_in``).

    CSV and Excel carry no formula that is alive (``common.sheets``).
    """
    columns = _columns()
    rows = register_rows(search, reader)
    if ending == "json":
        return streamed(_json(search, columns, rows))
    cells = (_cells(columns, row) for row in rows)
    if ending == "csv":
        return streamed(csv_lines(columns, cells))
    about = About(
        title=_("Organisations"),
        language=language_or_active(),
        date=search.day,
        publisher=publisher_in(search.world, publisher),
        origin_note=origin_sentence(search.world),
    )
    return streamed(xlsx_pieces([Sheet(_("Organisations"), columns, cells)], about))


def _json(
    search: Search, columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]
) -> Iterator[bytes]:
    head = {"origin": search.world, "as_of": search.day.isoformat()}
    keys = [column.key for column in columns]
    yield from json_document(
        head,
        "organisations",
        (dict(zip(keys, _plain(row), strict=True)) for row in rows),
    )


def _plain(row: Sequence[Any]) -> list[Any]:
    return [each.isoformat() if isinstance(each, date) else each for each in row]
