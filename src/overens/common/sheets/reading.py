"""Reads sheets, pasted tables and Word texts that people send in.

Whatever the bytes are, the caller gets rows or a sentence that says what to do. The
bytes are opened in a process of their own (``opening``), limited in memory and time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Any

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


def _opened(kind: str, data: bytes, filename: str, limits: Limits) -> list[list[str]]:
    """Have the file opened by a process of its own.

    Raises:
        SheetUnreadable: what that process said, or that it was ended by a limit.
    """
    if len(data) > limits.file:
        most = limits.file // 1_000_000
        raise faults.SheetTooLarge(file=filename, limit=most)
    command = [sys.executable, "-P", "-X", "utf8", "-m"]
    command += ["overens.common.sheets.opening", kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds * 2,
            check=False,
            env=_KEPT_FROM_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as fault:
        raise faults.SheetDamaged(file=filename) from fault
    lines = done.stdout.splitlines()
    last = _outcome(lines)
    if "fault" in last:
        facts = {key: value for key, value in last.items() if key != "fault"}
        raise _FAULTS[last["fault"]](file=filename, **facts)
    if "done" not in last:
        # The process was ended: by a limit, or by the reader's own abort.
        raise faults.SheetDamaged(file=filename)
    return [row for line in lines[:-1] for row in json.loads(line)]


def _outcome(lines: list[bytes]) -> dict[str, Any]:
    """The object on the last line; nothing when the process was ended before it."""
    if not lines or not lines[-1].startswith(b"{"):
        return {}
    try:
        outcome: dict[str, Any] = json.loads(lines[-1])
    except ValueError:
        return {}
    return outcome
