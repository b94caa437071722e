"""Writes workbooks: a sheet about the file first, then the data, nothing alive.

Texts are written as texts and never as formulas or links, whatever they look like;
numbers as numbers, so that they can be summed. The same facts give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, TypeGuard

from overens.common.sheets.cells import About, Cell, Sheet, check_width, written

# Excel's own limits.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
LONGEST_NAME = 31

# Characters; a column is as wide as what stands in it, between these.
NARROWEST, WIDEST = 8, 60
LOOKED_AT = 200

# Whole numbers larger than this lose their last figures in Excel.
EXACT = 10**15

# Bytes read at a time of a workbook that was made on disk.
PIECE = 64_000

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


def write_xlsx(sheets: Sequence[Sheet], about: About) -> bytes:
    """Return a workbook.

    Args:
        sheets: the data, one sheet each; names are made to fit Excel's rules.
        about: what the first sheet, *Om* or *About*, says; it also lists every
            column with its description.

    Raises:
        ValueError: a row has more or fewer cells than there are columns, or a sheet
            more rows than Excel holds.
    """
    kept = io.BytesIO()
    _write_book(kept, sheets, about, {"in_memory": True})
    return kept.getvalue()


def xlsx_pieces(sheets: Sequence[Sheet], about: About) -> Iterator[bytes]:
    """Yield a workbook piece by piece, for rows too many to hold; see ``write_xlsx``.

    It is made on disk, each row written before the next is read: the memory that it
    takes does not grow with the rows.
    """
    with TemporaryFile() as made:
        with TemporaryDirectory() as folder:
            _write_book(
                made, sheets, about, {"constant_memory": True, "tmpdir": folder}
            )
        # Nothing is left on the disk where nobody fetches the rest.
        made.seek(0)
        while piece := made.read(PIECE):
            yield piece


def _write_book(
    to: Any, sheets: Sequence[Sheet], about: About, how: dict[str, Any]
) -> None:
    # The library is loaded by who writes a workbook, not by every web process.
    import xlsxwriter

    book = xlsxwriter.Workbook(
        to,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            **how,
        },
    )
    book.set_properties(
        {
            "title": about.title,
            "author": about.publisher,
            "comments": about.origin_note,
            "created": datetime.combine(about.date, time()),
        }
    )
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {
                "bold": True,
                "bg_color": "#E3ECEC",
                "bottom": 2,
                "bottom_color": "#155E63",
                "text_wrap": True,
                "valign": "top",
            }
        ),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    words = _words(about.language)
    names = _names([words["about"], *(sheet.name for sheet in sheets)])
    first = book.add_worksheet(names[0])
    cut = sum(
        _write_sheet(book.add_worksheet(name), sheet, looks)
        for name, sheet in zip(names[1:], sheets, strict=True)
    )
    if cut:
        about = replace(about, notes=(*about.notes, _cut_note(about.language, cut)))
    _write_about(first, sheets, names[1:], about, words, looks)
    book.close()


def _words(language: str) -> dict[str, str]:
    """The fixed words of the first sheet."""
    from django.utils.translation import override, pgettext

    with override(language):
        return {
            "about": pgettext("sheet", "About"),
            "date": pgettext("sheet", "Date"),
            "publisher": pgettext("sheet", "Publisher"),
            "origin": pgettext("sheet", "Origin"),
            "sheet": pgettext("sheet", "Sheet"),
            "column": pgettext("sheet", "Column"),
            "key": pgettext("sheet", "Key"),
            "meaning": pgettext("sheet", "Meaning"),
        }


def _cut_note(language: str, count: int) -> str:
    """What the first sheet says when a text was longer than Excel's cells."""
    from django.utils.translation import ngettext, override

    with override(language):
        return ngettext(
            "%(count)s text is longer than a cell in Excel can be and ends with “…” "
            "here. It is whole in the CSV file.",
            "%(count)s texts are longer than a cell in Excel can be and end with “…” "
            "here. They are whole in the CSV file.",
            count,
        ) % {"count": count}


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: short, without its signs, each only once."""
    taken: set[str] = {"history"}  # Excel keeps this one for itself
    names = []
    for name in wanted:
        clean = _NOT_IN_NAMES.sub(" ", _writable(name)).strip().strip("'") or "–"
        made = clean[:LONGEST_NAME]
        count = 2
        while made.casefold() in taken:
            made = f"{clean[: LONGEST_NAME - 4]} {count}"
            count += 1
        taken.add(made.casefold())
        names.append(made)
    return names


def _writable(text: str) -> str:
    """The text as UTF-8 can hold it, no longer than a cell; what is cut ends in …"""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _write_about(
    page: Any,
    sheets: Sequence[Sheet],
    names: Sequence[str],
    about: About,
    words: dict[str, str],
    looks: dict[str, Any],
) -> None:
    page.write_string(0, 0, _writable(about.title), looks["title"])
    facts = [
        (words["date"], about.date.isoformat()),
        (words["publisher"], about.publisher),
        (words["origin"], about.origin_note),
    ]
    at = 2
    for label, value in facts:
        if value:
            page.write_string(at, 0, label, looks["bold"])
            page.write_string(at, 1, _writable(value))
            at += 1
    for note in about.notes:
        page.write_string(at, 1, _writable(note))
        at += 1
    at += 1
    for place, word in enumerate(("sheet", "column", "key", "meaning")):
        page.write_string(at, place, words[word], looks["head"])
    for name, sheet in zip(names, sheets, strict=True):
        for column in sheet.columns:
            at += 1
            for place, text in enumerate(
                (name, column.heading, column.key, column.description)
            ):
                page.write_string(at, place, _writable(text), looks["wrap"])
    for place, width in enumerate((24, 32, 24, 70)):
        page.set_column(place, place, width)


def _write_sheet(page: Any, sheet: Sheet, looks: dict[str, Any]) -> int:
    """Write one sheet; return how many texts were too long for their cells."""
    cut = 0
    widths = [len(column.heading) for column in sheet.columns]
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, _writable(column.heading), looks["head"])
    at = 0
    for at, row in enumerate(sheet.rows, 1):
        if at >= MOST_ROWS:
            raise ValueError(f"A sheet holds at most {MOST_ROWS - 1} rows.")
        check_width(row, sheet.columns)
        for place, cell in enumerate(row):
            length = _write_cell(page, at, place, cell)
            cut += length > LONGEST_CELL
            if at <= LOOKED_AT:
                widths[place] = max(widths[place], length)
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, at, len(sheet.columns) - 1)
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        shown = column.width or min(max(width + 2, NARROWEST), WIDEST)
        page.set_column(place, place, shown)
    return cut


def _is_number(cell: Cell) -> TypeGuard[int | float | Decimal]:
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def _write_cell(page: Any, row: int, column: int, cell: Cell) -> int:
    """Write one cell as number or text; return how many characters it holds."""
    if cell is None or cell == "":
        return 0
    text = written(cell)
    # What Excel cannot hold exactly, or at all (nan), it is given as text.
    if _is_number(cell) and abs(float(cell)) < EXACT:
        page.write_number(row, column, float(cell))
    else:
        page.write_string(row, column, _writable(text))
    return len(text)
