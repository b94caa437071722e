"""What our own sheets are made of: columns with a meaning, rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | float | Decimal | bool | Date | datetime | None


@dataclass(frozen=True)
class Column:
    """One column.

    Args:
        key: its name for programs, the same in every language.
        heading: its name for people, in the file's language.
        description: what stands in it, for the column dictionary.
        width: how wide, in characters; by its content when 0.
    """

    key: str
    heading: str
    description: str = ""
    width: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class About:
    """What the first sheet of a workbook says about the whole.

    Args:
        title: what the file holds.
        language: ``sv`` or ``en``.
        date: the day it says it was made; the only day that gets into its bytes.
        publisher: who stands behind it.
        origin_note: where its facts come from.
        notes: more to know before the figures are used.
    """

    title: str
    language: str
    date: Date
    publisher: str = ""
    origin_note: str = ""
    notes: tuple[str, ...] = ()


def written(cell: Cell) -> str:
    """Return a cell as text: days as 2026-12-15, true and false, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, Date):
        return cell.isoformat()
    return str(cell)


def check_width(row: Sequence[Cell], columns: Sequence[Column]) -> None:
    """Refuse a row that does not have one cell for each column.

    Raises:
        ValueError: it has more or fewer.
    """
    if len(row) != len(columns):
        raise ValueError(
            f"A row has {len(row)} cells where the sheet has {len(columns)} columns."
        )
