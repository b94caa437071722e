"""Rows from sheets: .xlsx and .ods, and texts with delimiters."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from overens.common.sheets.opening.fault import Fault
from overens.common.sheets.opening.package import checked_package

# Our own exports begin with a sheet about the file; what is to be read comes after.
ABOUT_SHEETS = {"om", "about"}

DELIMITERS = ";,\t|"
# Rows that the delimiter is judged by, and characters at most.
LOOKED_AT = 40
SAMPLE = 200_000
# Bytes that are decoded at a time.
PIECE = 1_000_000

# What our own CSV writer put an apostrophe before, so that Excel would not reckon.
_NEUTRALISED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet_rows(data: bytes, limits: dict[str, int]) -> Iterable[list[str]]:
    """Return the rows of whatever kind of sheet this is.

    Raises:
        Fault: it is none, or something is wrong with it.
    """
    if data.startswith(b"PK\x03\x04"):
        return workbook_rows(data, limits)
    if data.startswith(_OLD_OFFICE):
        raise Fault("locked")
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        raise Fault("kind")
    return text_rows(data, limits)


def workbook_rows(data: bytes, limits: dict[str, int]) -> list[list[str]]:
    """Return the rows of the first sheet that holds any, from .xlsx or .ods."""
    return next((rows for _name, rows in _sheets(data, limits)), [])


def book_rows(data: bytes, limits: dict[str, int]) -> Iterator[list[str]]:
    """Yield the rows of every sheet that holds any, each after its sheet's name.

    Raises:
        Fault: it is no workbook, something is wrong with it, or all of its sheets
            together have more rows than one may have.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise Fault("locked" if data.startswith(_OLD_OFFICE) else "kind")
    left = limits["rows"]
    for name, rows in _sheets(data, limits):
        left -= len(rows)
        if left < 0:
            raise Fault("long", limit=limits["rows"])
        for row in rows:
            yield [name, *row]


def _sheets(
    data: bytes, limits: dict[str, int]
) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the visible sheets that hold anything, save the one about the file."""
    with checked_package(data, limits["unpacked"]) as package:
        names = set(package.namelist())
    if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
        raise Fault("kind")
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.visible is not SheetVisibleEnum.Visible:
                continue
            if about.name.strip().casefold() in ABOUT_SHEETS:
                continue
            sheet = book.get_sheet_by_name(about.name)
            if sheet.end is None:
                continue
            last_row, last_column = sheet.end
            if last_row >= limits["rows"]:
                raise Fault("long", limit=limits["rows"])
            if last_column >= limits["columns"]:
                raise Fault("wide", row=1, limit=limits["columns"])
            rows = sheet.to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                yield about.name, [[as_text(cell) for cell in row] for row in rows]
    except (CalamineError, ValueError, OSError, IndexError) as fault:
        raise Fault("damaged") from fault


def as_text(cell: Any) -> str:
    """Return a cell as text: whole numbers without a point, days as 2026-12-15."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        # Excel knows only floats: an organisation number is 5561234567.0 there.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        at_midnight = cell.time() == time()
        return (
            cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell)


def encoding_of(data: bytes) -> str:
    """Return the way that a file's letters are written, having read all of them.

    UTF-8 with or without mark, UTF-16, and Windows' Western European. A file that is
    nearly UTF-8 is a broken one, and is not read as something else with every å wrong.

    Raises:
        Fault: ``letters`` with the row, or ``kind``.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _readable_as(data, "utf-16")
    if b"\x00" in data[:2_000]:
        # Text in two bytes a letter has its noughts in every other place.
        even, odd = data[:2_000:2].count(0), data[1:2_000:2].count(0)
        if min(even, odd) * 10 > max(even, odd):
            raise Fault("kind")
        if max(even, odd) * 5 < len(data[:2_000:2]):
            # A nought among ordinary letters is a broken file, not two bytes a letter.
            row = data[: data.index(b"\x00")].count(b"\n") + 1
            raise Fault("letters", row=row)
        return _readable_as(data, "utf-16-le" if odd > even else "utf-16-be")
    bad_at = _unreadable_at(data, "utf-8-sig")
    if bad_at is None:
        return "utf-8-sig"
    nearly = data.decode("utf-8", "replace")
    bad = nearly.count("\ufffd")
    good = sum(ord(letter) > 0x7F for letter in nearly) - bad
    if good >= bad:
        raise Fault("letters", row=data[:bad_at].count(b"\n") + 1)
    return _readable_as(data, "cp1252")


def _readable_as(data: bytes, encoding: str) -> str:
    bad_at = _unreadable_at(data, encoding)
    if bad_at is not None:
        raise Fault("letters", row=data[:bad_at].count(b"\n") + 1)
    return encoding


def _unreadable_at(data: bytes, encoding: str) -> int | None:
    """Return at which byte an encoding does not hold; None where it does.

    A piece at a time: as one text the file would take four times its size.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, max(len(data), 1), PIECE):
        kept = len(decoder.getstate()[0])
        piece = data[start : start + PIECE]
        try:
            decoder.decode(piece, final=start + PIECE >= len(data))
        except UnicodeDecodeError as fault:
            return start - kept + fault.start
    return None


def text_rows(data: bytes, limits: dict[str, int]) -> Iterator[list[str]]:
    """Yield the rows of a text with delimiters, strict about quotation marks.

    Raises:
        Fault: ``quote_open``, ``quote_astray``, ``cell``, ``long`` with the row; or
            its letters are not readable.
    """
    encoding = encoding_of(data)
    text = _text_of(data, encoding)
    # Excel's own hint to itself is no row of the sheet.
    hint = re.fullmatch(r"sep=(.)\r?\n?", text.readline(10))
    if not hint:
        text = _text_of(data, encoding)
    csv.field_size_limit(limits["cell"])
    chosen = hint[1] if hint else delimiter_of(_text_of(data, encoding).read(SAMPLE))
    number = 0
    reader = csv.reader(text, delimiter=chosen, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            if number > limits["rows"]:
                raise Fault("long", limit=limits["rows"])
            yield [_as_written(cell) if cell[:1] == "'" else cell for cell in row]
    except csv.Error as fault:
        said = str(fault)
        if "limit" in said:
            raise Fault("cell", row=number + 1, limit=limits["cell"]) from fault
        name = "quote_open" if "end of data" in said else "quote_astray"
        raise Fault(name, row=number + 1) from fault


def _text_of(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _as_written(cell: str) -> str:
    """The cell without the apostrophe that our own writer put before a formula."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def delimiter_of(start: str) -> str:
    """Return what parts the cells: the sign that gives most rows the same width."""
    best, best_score = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        widths: Counter[int] = Counter()
        try:
            for _, row in zip(range(LOOKED_AT), reader, strict=False):
                if any(row):
                    widths[len(row)] += 1
        except csv.Error:
            pass
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        score = (rows / widths.total(), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best
