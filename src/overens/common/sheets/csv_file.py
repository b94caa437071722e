"""Writes CSV that Excel opens rightly and cannot be made to reckon with.

UTF-8 with the mark that Excel knows it by, RFC 4180 (comma, CRLF, quotation marks
doubled), and an apostrophe before whatever a spreadsheet would take for a formula.
``read_sheet`` takes that apostrophe away again, so that text comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from overens.common.sheets.cells import Cell, Column, check_width, written

MARK = "\ufeff"

# A cell that begins so is a formula to some spreadsheet; one that begins with the
# apostrophe and then so would be taken for one of ours.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")

_PARTING = re.compile('[,;\t|"\r\n]')


def neutral(text: str) -> str:
    """Return the text with an apostrophe first when it could be a formula.

    >>> neutral("=1+1"), neutral("Hej")
    ("'=1+1", 'Hej')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def csv_lines(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    delimiter: str = ",",
    keys: bool = False,
) -> Iterator[bytes]:
    """Yield a CSV file line by line, for answers too large to hold.

    Args:
        columns: what stands in each column.
        rows: one cell for each column.
        delimiter: ``,`` as the standard says, or ``;``.
        keys: head the columns with their keys, for programs, not their headings.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """
    headings = [neutral(column.key if keys else column.heading) for column in columns]
    yield MARK.encode() + _line(headings, delimiter)
    for row in rows:
        check_width(row, columns)
        yield _line([_cell(cell) for cell in row], delimiter)


def write_csv(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    delimiter: str = ",",
    keys: bool = False,
) -> bytes:
    """Return a CSV file; see ``csv_lines``."""
    return b"".join(csv_lines(columns, rows, delimiter=delimiter, keys=keys))


def _line(cells: Sequence[str], delimiter: str) -> bytes:
    """One row as bytes; a row of one empty cell is quoted, or it would be none."""
    line = delimiter.join(_quoted(cell) for cell in cells) or '""'
    # Halves of surrogate pairs cannot be written; nothing else is lost.
    return f"{line}\r\n".encode("utf-8", "replace")


def _quoted(text: str) -> str:
    """The cell, quoted when it holds anything that parts cells in any reader's eyes."""
    if not _PARTING.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _cell(cell: Cell) -> str:
    # A number of ours may begin with a minus; it is no formula.
    is_number = isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)
    return written(cell) if is_number else neutral(written(cell).replace("\x00", ""))
