"""Reads sheets, pasted tables and Word texts that people send in.

Whatever the bytes are, the caller gets rows or a sentence that says what to do. The
bytes are opened in a process of their own (``opening``), limited in memory and time.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import IO, Any, Self

from overens.common.sheets import faults
from overens.errors import Unreadable

_FAULTS: dict[str, type[Unreadable]] = {
    "kind": faults.SheetKindUnknown,
    "locked": faults.SheetLocked,
    "damaged": faults.SheetDamaged,
    "long": faults.SheetTooLong,
    "wide": faults.SheetTooWide,
    "cell": faults.CellTooLong,
    "quote_open": faults.QuoteOpen,
    "quote_astray": faults.QuoteAstray,
    "letters": faults.LettersUnreadable,
}

# A file from outside is opened without our keys and addresses within reach.
_KEPT_FROM_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name in {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}
}

# The lowest level of heading that Word and we know.
_DEEPEST = 9


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for.

    Args:
        rows: rows; Halland's and Skåne's registers together are far below.
        columns: columns in a row.
        cell: characters in a cell; Excel's own limit is 32,767.
        file: bytes of the file.
        unpacked: bytes of a package's parts together when unpacked.
        memory: bytes of memory while it is read; 300,000 rows of 13 columns take
            less than 800 MB.
        seconds: seconds of work.
    """

    rows: int = 300_000
    columns: int = 400
    cell: int = 100_000
    file: int = 100 * 1_000_000
    unpacked: int = 800 * 1_000_000
    memory: int = 1_200 * 1_000_000
    seconds: int = 60


STANDARD = Limits()
# What somebody sends in by a page: ten times the largest plan and list of signatories
# known, at a third of the memory. An operator's command takes more.
BY_PAGE = Limits(
    rows=10_000,
    columns=100,
    file=20 * 1_000_000,
    unpacked=100 * 1_000_000,
    memory=400 * 1_000_000,
    seconds=15,
)


def read_sheet(
    data: bytes, filename: str = "", *, limits: Limits = STANDARD
) -> list[list[str]]:
    """Return the rows of a sheet as texts.

    Args:
        data: the file: CSV in any of the usual ways (UTF-8, UTF-16, Windows; comma,
            semicolon, tab), .xlsx or .ods. What it is called decides nothing.
        filename: its name, kept among the fault's facts; it decides nothing.
        limits: how much it may ask for.

    Returns:
        Rows from the file's first, each as wide as the widest, so that ``rows[4][2]``
        is row 5, column C. Empty rows at the end are left out. Of a workbook the
        first visible sheet that holds anything, save the sheet *Om* (*About*) that
        our own exports begin with. Days are ``2026-12-15``; whole numbers have no
        point.

    Raises:
        SheetUnreadable: one of the faults in ``faults``; the sentence says what to
            do, and in which row.
    """
    rows = _opened("sheet", data, filename, limits)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise faults.SheetEmpty(file=filename)
    wide = max(len(row) for row in rows)
    return [row + [""] * (wide - len(row)) for row in rows]


def read_book(
    data: bytes, filename: str = "", *, limits: Limits = STANDARD
) -> dict[str, list[list[str]]]:
    """Return the rows of every visible sheet of a workbook, by the sheet's name.

    Args:
        data: the file, .xlsx or .ods.
        filename: its name, kept among the fault's facts; it decides nothing.
        limits: how much it may ask for, all sheets together.

    Raises:
        SheetUnreadable: as for ``read_sheet``.
    """
    book: dict[str, list[list[str]]] = {}
    for name, *cells in _opened("book", data, filename, limits):
        book.setdefault(name, []).append(cells)
    if not book:
        raise faults.SheetEmpty(file=filename)
    return book


def read_pasted(text: str, *, limits: Limits = STANDARD) -> list[list[str]]:
    """Return the rows of a table copied from Excel, Word or a page, as ``read_sheet``.

    Raises:
        SheetUnreadable: as for ``read_sheet``.
    """
    data = text.encode("utf-8", "replace")
    try:
        return read_sheet(data, limits=limits)
    except (faults.QuoteOpen, faults.QuoteAstray):
        # Word and web pages copy quotation marks as they stand, Excel doubles them.
        # Where each line then has as many cells as the first, they are only letters.
        rows = [line.split("\t") for line in text.splitlines() if line.strip()]
        if len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
            return rows
        raise


def as_pasted(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text that ``read_pasted`` reads back: tabs between the cells."""
    return "\n".join("\t".join(_in_quotes(cell) for cell in row) for row in rows)


def _in_quotes(cell: str) -> str:
    if any(mark in cell for mark in '\t\n\r"'):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    return cell


def read_docx_headings(
    data: bytes, filename: str = "", *, limits: Limits = STANDARD
) -> list[tuple[int, str]]:
    """Return the paragraphs of a Word file, each with its heading level.

    Args:
        data: the .docx file.
        filename: its name, kept among the fault's facts; it decides nothing.
        limits: how much it may ask for.

    Returns:
        (level, text) in order: level 1 to 9 for headings, whatever language Word
        names its styles in, 0 for running text. A paragraph with the style *Title*
        is level 1, and the headings below it then count from 2, as in Markdown.
        Items of lists begin with "- ". Empty paragraphs are left out.

    Raises:
        WordUnreadable: it is no Word file, is locked or is damaged.
    """
    try:
        rows = _opened("word", data, filename, limits)
    except faults.SheetTooLarge:
        raise
    except faults.SheetUnreadable as fault:
        raise faults.WordUnreadable(file=filename) from fault
    levels = [(int(level), text) for level, text in rows]
    has_title = any(level < 0 for level, _text in levels)
    return [
        (_level(level, below_title=has_title), text.strip()) for level, text in levels
    ]


def _level(level: int, *, below_title: bool) -> int:
    if level < 0:
        return 1
    return min(level + 1, _DEEPEST) if level and below_title else level


class OpenedSheet:
    """The rows of a sheet that was read, on disk: gone through a few at a time.

    A register of 260,000 rows is not held in memory. Use it in a ``with``.
    """

    def __init__(self, lines: IO[bytes], rows: int) -> None:
        self._lines = lines
        self._rows = rows

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def __len__(self) -> int:
        """Return how many rows there are, empty ones with them."""
        return self._rows

    def __iter__(self) -> Iterator[list[str]]:
        """Yield the rows from the first, each as wide as it is written."""
        self._lines.seek(0)
        for line in self._lines:
            if line.startswith(b"{"):
                return
            yield from json.loads(line)

    def head(self, rows: int) -> list[list[str]]:
        """Return the first rows."""
        return list(islice(iter(self), rows))


def open_sheet(
    data: bytes, filename: str = "", *, limits: Limits = STANDARD
) -> OpenedSheet:
    """Return a sheet that was read to its end, to be gone through; as ``read_sheet``.

    Raises:
        SheetUnreadable: as for ``read_sheet``, before any row is given.
    """
    sheet = _spooled("sheet", data, filename, limits)
    if not any(any(cell.strip() for cell in row) for row in sheet):
        sheet.__exit__()
        raise faults.SheetEmpty(file=filename)
    return sheet


def _opened(kind: str, data: bytes, filename: str, limits: Limits) -> list[list[str]]:
    """Return all rows at once; see ``_spooled``."""
    with _spooled(kind, data, filename, limits) as rows:
        return list(rows)


def _spooled(kind: str, data: bytes, filename: str, limits: Limits) -> OpenedSheet:
    """Have the file opened by a process of its own, which writes rows to a file.

    Raises:
        SheetUnreadable: what that process said, or that it was ended by a limit.
    """
    if len(data) > limits.file:
        most = limits.file // 1_000_000
        raise faults.SheetTooLarge(file=filename, limit=most)
    command = [sys.executable, "-P", "-X", "utf8", "-m"]
    command += ["overens.common.sheets.opening", kind, json.dumps(asdict(limits))]
    lines = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the sheet
    try:
        _run(command, data, lines, seconds=limits.seconds * 2)
        last = _outcome(lines)
        if "fault" in last:
            facts = {key: value for key, value in last.items() if key != "fault"}
            raise _FAULTS[last["fault"]](file=filename, **facts)
        if "done" not in last:
            # The process was ended: by a limit, or by the reader's own abort.
            raise faults.SheetDamaged(file=filename)
    except Unreadable:
        lines.close()
        raise
    return OpenedSheet(lines, int(last["done"]))


def _run(command: list[str], data: bytes, into: IO[bytes], *, seconds: int) -> None:
    """Give a program bytes and keep what it says; end it when its time is over.

    It may write no file itself: what it says is copied from a pipe.
    """
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        with subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_KEPT_FROM_ENVIRONMENT,
        ) as program:
            clock = threading.Timer(seconds, program.kill)
            clock.start()
            try:
                assert program.stdout is not None
                shutil.copyfileobj(program.stdout, into, 1_000_000)
            finally:
                clock.cancel()
                program.kill()


# The last word is shorter than this; rows before it do not matter.
_LAST_WORD = 2_000


def _outcome(lines: IO[bytes]) -> dict[str, Any]:
    """The object on the last line; nothing when the process was ended before it."""
    end = lines.seek(0, os.SEEK_END)
    lines.seek(max(0, end - _LAST_WORD))
    written = lines.read().splitlines()
    if not written or not written[-1].startswith(b"{"):
        return {}
    try:
        outcome: dict[str, Any] = json.loads(written[-1])
    except ValueError:
        return {}
    return outcome
