"""Pages of open data: the list, one data set, the dictionary, and the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, islice
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import day_in, space_in_view
from overens.common.formats import language_or_active
from overens.common.sheets import Cell
from overens.opendata.queries import (
    DICTIONARY,
    XLSX,
    Asked,
    DataSet,
    everything,
    forms_of,
    licence_of,
    row_counts,
    set_file,
    set_of,
    sets_of,
    sheet_cell,
)
from overens.opendata.rules import COLUMN_KINDS, PARTS, NoSuchDataSet

# A key of this kind tells a reader nothing after its first part.
_UUID = re.compile(r"\b([0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")

# Rows looked in for examples of what stands in the columns.
ROWS_LOOKED_IN = 20


def asked_of(request: HttpRequest) -> Asked:
    """Return what is asked for: ``?compact=``, else the front page's space.

    Sets ``request.space``, which the page's frame shows.

    Raises:
        Http404: a compact that there is not, or no compact at all.
    """
    space = space_in_view(request)
    if space is None:
        raise Http404
    request.space = space  # type: ignore[attr-defined]
    return Asked(space, day_in(space))


def _address(route: str, asked: Asked, *args: str) -> str:
    """Return an address that keeps asking for the same compact."""
    url = reverse(f"opendata:{route}", args=args)
    front = asked.space.slug == settings.FRONT_SPACE
    return url if front else f"{url}?compact={asked.space.slug}"


def _files(found: DataSet, asked: Asked) -> list[dict[str, str]]:
    return [
        {
            "label": kind.label,
            "format": ending,
            "url": _address("dataset_file", asked, found.key, ending),
        }
        for ending, kind in forms_of(found).items()
    ]


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """List all that can be had of a compact, and how to take it all along."""
    asked = asked_of(request)
    sets = sets_of(asked)
    counts = row_counts(sets, asked)
    rows = [
        {
            "set": each,
            "count": counts[each.key],
            "url": _address("dataset", asked, each.key),
            "files": _files(each, asked),
        }
        for each in sets
    ]
    order = list(PARTS)
    rows.sort(key=lambda row: order.index(row["set"].part))  # type: ignore[attr-defined]
    context = {
        "title": _("Open data"),
        "parts": [
            {"key": part, "heading": _(PARTS[part]), "rows": list(of_part)}
            for part, of_part in groupby(
                rows,
                key=lambda row: row["set"].part,  # type: ignore[attr-defined]
            )
        ],
        "rows_in_all": sum(counts.values()),
        "sets_in_all": len(sets),
        "licence": licence_of(asked),
        "dictionary_url": _address("dictionary", asked),
        "everything_url": _address("everything", asked),
        "base_url": settings.BASE_URL,
        "slug": asked.space.slug,
    }
    return render(request, "opendata/open_data.html", context)


def _breadcrumbs(asked: Asked, title: str) -> list[tuple[str, str]]:
    return [(_("Open data"), _address("open_data", asked)), (title, "")]


def _columns(found: DataSet, asked: Asked) -> list[dict[str, Any]]:
    own = next(iter(asked.space.languages), settings.LANGUAGE_CODE)
    return [
        {
            "key": column.key,
            "heading": column.heading,
            "description": column.description,
            "kind": _(COLUMN_KINDS[column.kind]),
            "holds_keys": column.holds_keys(),
            # People write in the language that the site has first.
            "language": column.language or (own if column.is_typed else ""),
            "meanings": column.meanings,
        }
        for column in found.columns
    ]


def _examples(found: DataSet, asked: Asked) -> list[Cell]:
    """Return, for each column, what stands in it in the first row that has anything."""
    rows = list(islice(found.rows(asked), ROWS_LOOKED_IN))
    return [
        sheet_cell(next((row[n] for row in rows if row[n] not in (None, ())), None))
        for n in range(len(found.columns))
    ]


def _shortened(example: Cell) -> Cell:
    """Return a key of 36 signs by its first eight; anything else as it is."""
    return _UUID.sub(r"\1…", example) if isinstance(example, str) else example


def _set_asked(asked: Asked, key: str) -> DataSet:
    try:
        return set_of(asked, key, list_at=_address("open_data", asked))
    except NoSuchDataSet as missing:
        raise Http404 from missing


@require_safe
def dataset(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a data set holds, and what its columns mean, with examples."""
    asked = asked_of(request)
    found = _set_asked(asked, key)
    columns = _columns(found, asked)
    for column, example in zip(columns, _examples(found, asked), strict=True):
        column["example"] = _shortened(example)
    context = {
        "title": str(found.title),
        "lead": str(found.description),
        "breadcrumbs": _breadcrumbs(asked, str(found.title)),
        "set": found,
        "count": row_counts([found], asked)[found.key],
        "columns": columns,
        "downloads": _files(found, asked),
        "licence": licence_of(asked),
        "address": f"{settings.BASE_URL}{_api(found, asked)}",
    }
    return render(request, "opendata/dataset.html", context)


def _api(found: DataSet, asked: Asked) -> str:
    return f"{reverse('api:dataset', args=[found.key])}?compact={asked.space.slug}"


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """Show every column of every data set."""
    asked = asked_of(request)
    context = {
        "title": str(DICTIONARY.title),
        "lead": str(DICTIONARY.description),
        "breadcrumbs": _breadcrumbs(asked, str(DICTIONARY.title)),
        "sets": [
            {
                "key": each.key,
                "title": each.title,
                "url": _address("dataset", asked, each.key),
                "columns": _columns(each, asked),
            }
            for each in sets_of(asked)
        ],
        "downloads": _files(DICTIONARY, asked),
    }
    return render(request, "opendata/dictionary.html", context)


def _file(data: Iterable[bytes], media_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Open data is open to other sites' pages too.
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def dataset_file(request: HttpRequest, key: str, ending: str) -> StreamingHttpResponse:
    """Give a data set as CSV, Excel or JSON; the register as GeoJSON and HSDS too."""
    asked = asked_of(request)
    found = DICTIONARY if key == DICTIONARY.key else _set_asked(asked, key)
    forms = forms_of(found)
    if ending not in forms:
        raise Http404
    return _file(
        set_file(found, asked, ending),
        forms[ending].media_type,
        f"{asked.space.slug}-{key}-{language_or_active()}.{ending}",
    )


@require_safe
def everything_file(request: HttpRequest) -> StreamingHttpResponse:
    """Give all that is public as one workbook."""
    asked = asked_of(request)
    name = f"{asked.space.slug}-{_('everything')}-{asked.day.isoformat()}.xlsx"
    return _file(everything(asked), XLSX, name)
