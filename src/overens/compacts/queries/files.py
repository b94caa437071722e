"""A compact's text and a sheet as people have them in files, made ready to be read."""

from __future__ import annotations

from overens.common.sheets import (
    BY_PAGE,
    Limits,
    read_docx_headings,
    read_pasted,
    read_sheet,
)
from overens.compacts.rules import decode_text

# What a .docx file begins with: a package.
_PACKAGE = b"PK\x03\x04"


def text_of_file(data: bytes, filename: str = "", *, limits: Limits = BY_PAGE) -> str:
    """Return a compact's text from a file: Word headings become ``#``.

    Args:
        data: the file: .docx, or a text file in UTF-8, UTF-16 or Windows-1252.
        filename: its name, for the sentence when it cannot be read.
        limits: how much it may ask for; what a page takes, unless told.

    Raises:
        WordUnreadable: it is a package but no Word file.
        NotText: it is a file of another kind.
    """
    if not data.startswith(_PACKAGE):
        return decode_text(data)
    parts = []
    for level, words in read_docx_headings(data, filename, limits=limits):
        parts.append(f"{'#' * min(level, 6)} {words}" if level else words)
    # Items of one list stay together; everything else is a paragraph of its own.
    text = ""
    for before, part in zip(["", *parts], parts, strict=False):
        in_list = before.startswith("- ") and part.startswith("- ")
        text += ("\n" if in_list else "\n\n" if text else "") + part
    return text


def cells_of_file(
    data: bytes, filename: str = "", *, limits: Limits = BY_PAGE
) -> list[list[str]]:
    """Return a sheet's cells from a CSV, .xlsx or .ods file, as ``text_of_file``.

    Raises:
        SheetUnreadable: it cannot be read; the sentence says what to do.
    """
    return read_sheet(data, filename, limits=limits)


def cells_of_text(text: str) -> list[list[str]]:
    """Return the cells of a table pasted from Excel or a page.

    Raises:
        SheetUnreadable: it cannot be read; the sentence says what to do.
    """
    return read_pasted(text, limits=BY_PAGE)
