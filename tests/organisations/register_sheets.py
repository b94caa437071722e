"""Sheets of a source, and the register as it stands, for tests of the import."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.core import serializers

from overens.common.audit import operator
from overens.organisations.actions import import_areas, import_municipalities
from overens.organisations.actions.importing import (
    RowPlan,
    add_source,
    read_import,
    write_import,
)
from overens.organisations.models import RegisterImport

BY = operator()
DAY = date(2026, 11, 22)
HALLAND = {
    "1315": "Hylte",
    "1380": "Halmstad",
    "1381": "Laholm",
    "1382": "Falkenberg",
    "1383": "Varberg",
    "1384": "Kungsbacka",
}
AREA_WORDS = {
    "sport": {"sv": "Idrott", "en": "Sport"},
    "culture": {"sv": "Kultur", "en": "Culture"},
    "children-youth": {"sv": "Barn- och ungdomsverksamhet", "en": "Children and youth"},
}
HEAD = "Post;Namn;Org.nr;Kommun;Ort;Verksamhet;Hemsida;E-post\n"
ONE = (
    "1;Åleds IF;849999-9996;Halmstad;Åled;Idrott;"
    "aleds-if.example.org;info@aled.example.org\n"
)
TWO = "2;Hylte Hembygdsförening;;1315;Torup;Kultur;;eva.ek@example.org\n"


def make_places() -> None:
    """Give the register Halland's municipalities and some areas."""
    rows = [{"code": code, "name": name} for code, name in HALLAND.items()]
    import_municipalities(rows, county="13", by=BY)
    import_areas(AREA_WORDS, classification="areas", by=BY)


def bring_in(
    text: str | bytes, source: str = "Listan", **options: Any
) -> RegisterImport:
    """Read and write a sheet; return the import."""
    incoming = read_sheet_of(text, source, **options)
    return write_import(incoming, by=BY)


def read_sheet_of(
    text: str | bytes, source: str = "Listan", **options: Any
) -> RegisterImport:
    """Read a sheet, to be looked over."""
    data = text if isinstance(text, bytes) else text.encode()
    options = {"day": DAY, "file_name": "listan.csv", **options}
    return read_import(
        source=add_source(name=source, by=BY), data=data, by=BY, **options
    )


def reported(
    text: str | bytes, source: str = "Listan", **options: Any
) -> list[RowPlan]:
    """Read and write a sheet; return what became of each row."""
    heard: list[RowPlan] = []
    write_import(read_sheet_of(text, source, **options), by=BY, told=heard.extend)
    return heard


# What tells when something was done, not what stands.
_NOT_COMPARED = {
    "common.AuditLine",
    "common.ImportRun",
    "organisations.RegisterImport",
    # A log for the search: it only grows.
    "organisations.SearchChange",
}
_STAMPS = {"changed"}


def as_it_stands() -> dict[str, Any]:
    """Return every stored row of the register and what hangs on it, but for stamps."""
    found: dict[str, Any] = {}
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label != "organisations" or label in _NOT_COMPARED:
            continue
        rows = serializers.serialize("python", model._base_manager.order_by("pk"))
        for row in rows:
            for stamp in _STAMPS:
                row["fields"].pop(stamp, None)
            for name, value in row["fields"].items():
                if isinstance(value, list) and all(isinstance(v, int) for v in value):
                    row["fields"][name] = sorted(value)
        found[label] = rows
    return found
