"""What is public of a compact, as data: one shape for pages, files and the API."""

from __future__ import annotations

from overens.opendata.queries.catalogue import DATA_SETS, set_of, sets_of
from overens.opendata.queries.columns import DataColumn
from overens.opendata.queries.files import (
    DICTIONARY,
    FILES,
    XLSX,
    column_facts,
    everything,
    forms_of,
    json_rows,
    set_facts,
    set_file,
    sheet_cell,
    space_facts,
)
from overens.opendata.queries.register import ORGANISATIONS
from overens.opendata.queries.sets import Asked, DataSet, row_counts
from overens.opendata.queries.terms import Licence, licence_of
from overens.opendata.queries.worlds import asked_of_world

__all__ = [
    "DATA_SETS",
    "DICTIONARY",
    "FILES",
    "ORGANISATIONS",
    "XLSX",
    "Asked",
    "DataColumn",
    "DataSet",
    "Licence",
    "asked_of_world",
    "column_facts",
    "everything",
    "forms_of",
    "json_rows",
    "licence_of",
    "row_counts",
    "set_facts",
    "set_file",
    "set_of",
    "sets_of",
    "sheet_cell",
    "space_facts",
]
