"""Sheets: CSV and Excel out, whatever people have in.

::

    write_csv(columns, rows)          CSV for Excel and programs, formula-safe
    csv_lines(columns, rows)          the same line by line
    write_xlsx(sheets, about)         a workbook with a sheet about itself
    xlsx_pieces(sheets, about)        the same made on disk, for hundreds of thousands
    sav_pieces(variables, rows)       an SPSS file, made by a process of its own
    sav_rows(data, filename)          and read
    read_sheet(data, filename)        CSV, .xlsx, .ods → rows of texts
    read_book(data, filename)         the same of every sheet of a workbook
    open_sheet(data, filename)        the same on disk, for hundreds of thousands
    read_pasted(text)                 a table copied from Excel → the same
    as_pasted(rows)                   and back
    read_docx_headings(data)          .docx → (level, text)

A page reads with ``limits=BY_PAGE``; a command has the server's own room.
"""

from __future__ import annotations

from overens.common.sheets.cells import About, Cell, Column, Sheet
from overens.common.sheets.csv_file import csv_lines, neutral, write_csv
from overens.common.sheets.faults import SheetUnreadable, WordUnreadable
from overens.common.sheets.reading import (
    BY_PAGE,
    STANDARD,
    Limits,
    OpenedSheet,
    as_pasted,
    open_sheet,
    read_book,
    read_docx_headings,
    read_pasted,
    read_sheet,
)
from overens.common.sheets.sav_file import sav_pieces, sav_rows
from overens.common.sheets.xlsx_file import write_xlsx, xlsx_pieces

__all__ = [
    "BY_PAGE",
    "STANDARD",
    "About",
    "Cell",
    "Column",
    "Limits",
    "OpenedSheet",
    "Sheet",
    "SheetUnreadable",
    "WordUnreadable",
    "as_pasted",
    "csv_lines",
    "neutral",
    "open_sheet",
    "read_book",
    "read_docx_headings",
    "read_pasted",
    "read_sheet",
    "sav_pieces",
    "sav_rows",
    "write_csv",
    "write_xlsx",
    "xlsx_pieces",
]
