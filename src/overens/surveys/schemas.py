"""The shape of a file of answers: JSON, CSV, Excel, OpenDocument or SPSS into rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from overens.common.sheets import read_sheet, sav_rows
from overens.errors import Unreadable
from overens.surveys.rules import Row
from overens.surveys.rules.spss import Coding

# How an SPSS file begins.
SAV = (b"$FL2", b"$FL3")


def read_answers_file(
    data: bytes, file_name: str, coding: Coding
) -> tuple[list[str], list[Row]]:
    """Return the headings and rows of a file of answers.

    Args:
        data: the file. JSON by its name, SPSS by its first letters, else a sheet of any
            of the usual kinds.
        file_name: what it is called.
        coding: what the variables of an SPSS file are.

    Returns:
        Headings as written, and rows numbered as the reader counts them: the headings
        are row 1 of a sheet, the first entry is row 1 of a JSON file.

    Raises:
        Unreadable: the file cannot be read; the sentence says what to do.
    """
    if file_name.lower().endswith(".json"):
        return _rows_of_json(data)
    if data.startswith(SAV):
        cells = [coding.cells(row) for row in sav_rows(data, file_name)]
        headings = list(dict.fromkeys(name for row in cells for name in row))
        return headings, [Row(number, row) for number, row in enumerate(cells, 1)]
    rows = read_sheet(data, file_name)
    headings = rows[0]
    return headings, [
        Row(number, _under(headings, cells)) for number, cells in enumerate(rows[1:], 2)
    ]


def _under(headings: list[str], cells: list[str]) -> dict[str, object]:
    """Return cells by heading; under "" the first that stands under none."""
    pairs = list(zip(headings, cells, strict=True))
    found: dict[str, object] = {name: cell for name, cell in pairs if name.strip()}
    astray = (cell for name, cell in pairs if not name.strip() and cell.strip())
    return {"": next(astray, "")} | found


def _rows_of_json(data: bytes) -> tuple[list[str], list[Row]]:
    """Read what ``export_answers --format json`` writes, or a bare list of rows."""
    try:
        document: Any = json.loads(data)
        entries = document["rows"] if isinstance(document, dict) else document
        rows = [Row(number, _cells(entry)) for number, entry in enumerate(entries, 1)]
    except (ValueError, LookupError, TypeError, RecursionError) as fault:
        raise Unreadable() from fault
    headings = list(dict.fromkeys(name for row in rows for name in row.cells))
    return headings, rows


def _cells(entry: Any) -> Mapping[str, object]:
    answers = entry.get("answers", {}) if isinstance(entry, dict) else None
    if not isinstance(answers, dict):
        raise TypeError("A row and its answers are tables.")
    return {**{key: entry[key] for key in entry if key != "answers"}, **answers}
