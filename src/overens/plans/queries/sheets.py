"""A plan's measures as a sheet of texts, in the columns that the import reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from overens.common.texts import LocalText
from overens.plans.models import Measure
from overens.plans.queries.rows import MeasureRow
from overens.plans.rules.sheet import (
    COLUMNS,
    SHOWN_ONLY,
    Column,
    write_amount,
    write_milestones,
)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


_WRITERS: dict[str, Callable[[Any], str]] = {
    "plain": str,
    "day": _day,
    "amount": write_amount,
    "milestones": write_milestones,
    "organisation": lambda row: row.name if row else "",
    "public": lambda row: row.name if row else "",
    "unit": lambda row: LocalText(row.name).in_language("sv") if row else "",
    "principle": lambda row: LocalText(row.name).in_language("sv") if row else "",
    "commitment": lambda row: row.key if row else "",
}


def cell_of(measure: Measure, column: Column) -> str:
    """Return what stands in a measure's cell of a column."""
    value = getattr(measure, column.field)
    if column.kind == "text":
        return str(LocalText(value).get(column.key.partition(".")[2], ""))
    return _WRITERS[column.kind](value)


def _shown(row: MeasureRow, column: Column) -> str:
    if column.key == "status":
        return row.word
    if column.key == "updated":
        return _day(row.updated)
    return row.measure.origin


def sheet_of(rows: Iterable[MeasureRow], language: str) -> list[list[str]]:
    """Return headings and rows; status, latest report and origin stand last."""
    headings = [column.heading(language) for column in (*COLUMNS, *SHOWN_ONLY)]
    return [
        headings,
        *(
            [
                *(cell_of(row.measure, column) for column in COLUMNS),
                *(_shown(row, column) for column in SHOWN_ONLY),
            ]
            for row in rows
        ),
    ]
