"""What is public of a compact, as data: one shape for pages, files and the API."""

from __future__ import annotations

from overens.opendata.queries.catalogue import DATA_SETS, set_of, sets_of
from overens.opendata.queries.columns import DataColumn
from overens.opendata.queries.files import (
    DICTIONARY,
    FILES,
    XLSX,
    Licence,
    column_facts,
    everything,
    json_rows,
    licence_of,
    set_facts,
    set_file,
    sheet_cell,
    space_facts,
)
from overens.opendata.queries.sets import Asked, DataSet, row_counts

__all__ = [
    "DATA_SETS",
    "DICTIONARY",
    "FILES",
    "XLSX",
    "Asked",
    "DataColumn",
    "DataSet",
    "Licence",
    "column_facts",
    "everything",
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
