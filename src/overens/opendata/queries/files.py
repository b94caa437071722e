"""Data sets as files: CSV, Excel, JSON; the dictionary; everything in one workbook.

The register is also GeoJSON, for maps, and HSDS 3.0, for other directories.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.formats import language_or_active
from overens.common.models import ORIGINS
from overens.common.origins import origin_sentence, publisher_in
from overens.common.sheets import About, Cell, Column, Sheet, csv_lines, xlsx_pieces
from overens.common.sheets.cells import written
from overens.common.streams import json_document, streamed
from overens.opendata.queries.catalogue import sets_of
from overens.opendata.queries.columns import DataColumn, Value, origin_column
from overens.opendata.queries.places_on_earth import geometry_of
from overens.opendata.queries.referral import referral_rows
from overens.opendata.queries.register import ORGANISATIONS
from overens.opendata.queries.sets import Asked, DataSet
from overens.opendata.queries.terms import licence_of
from overens.opendata.rules import COLUMN_KINDS

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"
GEOJSON = "application/geo+json"

BETWEEN = "; "

# --- rows -----------------------------------------------------------------------------


def sheet_cell(value: Value) -> Cell:
    """Return a value as one cell of a sheet."""
    return BETWEEN.join(value) if isinstance(value, tuple) else value


def json_value(value: Value) -> Any:
    """Return a value as JSON has it: days as texts, lists as lists."""
    if isinstance(value, tuple):
        return list(value)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return float(value) if isinstance(value, (float, Decimal)) else written(value)


def json_rows(
    found: DataSet, rows: Iterable[tuple[Value, ...]]
) -> Iterator[dict[str, Any]]:
    """Yield rows as JSON objects by the columns' keys."""
    keys = [column.key for column in found.columns]
    for row in rows:
        yield dict(zip(keys, map(json_value, row), strict=True))


def meanings_of(column: DataColumn) -> str:
    """Return what the keys in a column mean, as one text."""
    return BETWEEN.join(
        f"{key} = {word}" if word else key for key, word in column.meanings
    )


def column_facts(column: DataColumn) -> dict[str, Any]:
    """Return what the dictionary says of a column, as data."""
    return {
        "key": column.key,
        "heading": str(column.heading),
        "description": str(column.description),
        "kind": column.kind,
        "values": dict(column.meanings),
    }


def space_facts(asked: Asked) -> dict[str, Any]:
    """Return what is said of all data sets of a space, as data."""
    licence = licence_of(asked)
    return {
        "compact": asked.space.slug,
        "language": language_or_active(),
        "origin": asked.space.origin,
        "licence": {
            "name": licence.name,
            "url": licence.url,
            "terms": licence.sentence,
        },
        "as_of": asked.day.isoformat(),
    }


def set_facts(found: DataSet, asked: Asked) -> dict[str, Any]:
    """Return what is said of a data set, as data: no rows."""
    return {
        "key": found.key,
        "title": str(found.title),
        "description": str(found.description),
        **space_facts(asked),
        "columns": [column_facts(column) for column in found.columns],
    }


# --- the dictionary -------------------------------------------------------------------


def _dictionary_rows(asked: Asked) -> Iterator[tuple[DataSet, DataColumn, str]]:
    for each in sets_of(asked):
        for column in each.columns:
            yield each, column, asked.space.origin


DICTIONARY = DataSet(
    "dictionary",
    "",
    _("Column dictionary"),
    _("Every column of every data set: what stands in it, and of what kind it is."),
    (
        DataColumn(
            "dataset",
            _("Data set"),
            _("Its name in data."),
            "key",
            lambda row: row[0].key,
        ),
        DataColumn(
            "dataset_title",
            _("Data set, in words"),
            _("In the language of the file."),
            "text",
            lambda row: row[0].title,
        ),
        DataColumn(
            "column", _("Key"), _("Its name in data."), "key", lambda r: r[1].key
        ),
        DataColumn(
            "heading",
            _("Column"),
            _("In the language of the file."),
            "text",
            lambda row: row[1].heading,
        ),
        DataColumn(
            "description",
            _("What stands in it"),
            _("In the language of the file."),
            "text",
            lambda row: row[1].description,
        ),
        DataColumn(
            "kind",
            _("Kind"),
            _("What a program may expect in a cell."),
            "key",
            lambda row: row[1].kind,
            words=dict(COLUMN_KINDS),
        ),
        DataColumn(
            "values",
            _("What the keys mean"),
            _("For columns where only certain keys can stand."),
            "text",
            lambda row: meanings_of(row[1]),
        ),
        origin_column(lambda row: row[2]),
    ),
    shaped=_dictionary_rows,
    counted=lambda asked: sum(len(each.columns) for each in sets_of(asked)),
)


# --- files ----------------------------------------------------------------------------


def _columns(found: DataSet) -> tuple[Column, ...]:
    return tuple(
        Column(
            column.key,
            str(column.heading),
            " ".join(filter(None, (str(column.description), meanings_of(column)))),
        )
        for column in found.columns
    )


def _cells(found: DataSet, asked: Asked) -> Iterator[list[Cell]]:
    for row in found.rows(asked):
        yield [sheet_cell(value) for value in row]


def _sheet(found: DataSet, asked: Asked) -> Sheet:
    return Sheet(str(found.title), _columns(found), _cells(found, asked))


def _about(title: str, asked: Asked) -> About:
    space = asked.space
    return About(
        title=title,
        language=language_or_active(),
        date=asked.day,
        publisher=publisher_in(space.origin, space.huvudman or str(space)),
        origin_note=origin_sentence(space.origin) or str(ORIGINS[space.origin]),
        notes=(licence_of(asked).sentence,),
    )


def _csv(found: DataSet, asked: Asked) -> Iterator[bytes]:
    return csv_lines(_columns(found), _cells(found, asked), keys=True)


def _xlsx(found: DataSet, asked: Asked) -> Iterator[bytes]:
    title = f"{found.title}: {asked.space}"
    yield from xlsx_pieces([_sheet(found, asked)], _about(title, asked))


def _json(found: DataSet, asked: Asked) -> Iterator[bytes]:
    """Yield the document row by row: the facts of the set, the rows, their number."""
    yield from json_document(
        set_facts(found, asked), "rows", json_rows(found, found.rows(asked))
    )


def _geojson(found: DataSet, asked: Asked) -> Iterator[bytes]:
    """Yield a FeatureCollection (RFC 7946): the same rows, each with its place."""
    yield from json_document(
        {
            "type": "FeatureCollection",
            **set_facts(found, asked),
            "precision": gettext(
                "A point is in the middle of a municipality, and no address: the "
                "register holds none. “place_of” says whether the organisation is "
                "active there, or only based there. Without either, and for made-up "
                "places, there is no geometry."
            ),
        },
        "features",
        _features(found, asked),
    )


def _features(found: DataSet, asked: Asked) -> Iterator[dict[str, Any]]:
    getters = [(column.key, column.value) for column in found.columns]
    for row in found.things(asked):
        geometry, place_of = geometry_of(row.organisation)
        facts = {key: json_value(get(row)) for key, get in getters}
        yield {
            "type": "Feature",
            "id": facts["id"],
            "geometry": geometry,
            "properties": facts | {"place_of": place_of or None},
        }


def _hsds(found: DataSet, asked: Asked) -> Iterator[bytes]:
    """Yield a list of organisations as HSDS 3.0 has them."""
    between = "[\n"
    for row in referral_rows(asked):
        yield f"{between}{json.dumps(row, ensure_ascii=False)}".encode()
        between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"


@dataclass(frozen=True)
class FileKind:
    """One form that a data set can be had in; ``write`` yields its bytes."""

    label: str
    media_type: str
    write: Callable[[DataSet, Asked], Iterator[bytes]]


FILES = {
    "csv": FileKind("CSV", CSV, _csv),
    "xlsx": FileKind("Excel", XLSX, _xlsx),
    "json": FileKind("JSON", JSON, _json),
}
# Forms that only one data set has.
_ALSO = {
    ORGANISATIONS.key: {
        "geojson": FileKind("GeoJSON", GEOJSON, _geojson),
        "hsds.json": FileKind("HSDS 3", JSON, _hsds),
    }
}


def forms_of(found: DataSet) -> dict[str, FileKind]:
    """Return the forms that a data set can be had in, by the ending of the file."""
    return FILES | _ALSO.get(found.key, {})


def set_file(found: DataSet, asked: Asked, ending: str) -> Iterator[bytes]:
    """Return a data set in one of the forms of ``forms_of``, piece by piece.

    The rows are read as they are sent, so that a large set is never held whole. The
    first piece is made at once: what cannot be read is a fault before the answer.

    Raises:
        KeyError: there is no such form.
    """
    return streamed(forms_of(found)[ending].write(found, asked))


def everything(asked: Asked) -> Iterator[bytes]:
    """Yield all that is public of a space as one workbook: a sheet a data set.

    The dictionary stands last; the first sheet says what the file is.
    """
    sheets = [_sheet(each, asked) for each in (*sets_of(asked), DICTIONARY)]
    title = gettext("Everything public: %(name)s") % {"name": asked.space}
    return streamed(xlsx_pieces(sheets, _about(title, asked)))
