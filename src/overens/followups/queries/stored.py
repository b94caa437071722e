"""Writes a report as plain JSON and reads it back, charts and tables included.

What is published has to look the same in ten years, whatever the rows say by then; so
the report itself is kept, not a recipe for it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from overens.common import charts
from overens.followups.queries import shapes

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        shapes.Report,
        shapes.Section,
        shapes.Figure,
        shapes.Difference,
        shapes.Source,
        shapes.Taken,
        shapes.Named,
        charts.Table,
        charts.Bars,
        charts.Bar,
        charts.StackedScale,
        charts.ScaleGroup,
        charts.StatusBar,
        charts.StatusSegment,
        charts.SeatChart,
        charts.SeatParty,
    )
}


def to_stored(value: Any) -> Any:
    """Return a report, or a part of one, as plain JSON.

    Raises:
        TypeError: a part is of a kind that could not be read back.
    """
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        if kind not in _KINDS:
            raise TypeError(f"A report cannot keep a {kind}.")
        return {"is": kind} | {
            field.name: to_stored(getattr(value, field.name))
            for field in fields(value)
            if field.init
        }
    if isinstance(value, (tuple, list)):
        return [to_stored(each) for each in value]
    if isinstance(value, date):
        return {"is": "date", "day": value.isoformat()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"A report cannot keep a {type(value).__name__}.")


def from_stored(value: Any) -> Any:
    """Return what ``to_stored`` wrote; lists come back as tuples."""
    if isinstance(value, list):
        return tuple(from_stored(each) for each in value)
    if not isinstance(value, dict):
        return value
    if value["is"] == "date":
        return date.fromisoformat(value["day"])
    kind = _KINDS[value["is"]]
    known = {field.name for field in fields(kind) if field.init}
    return kind(
        **{name: from_stored(each) for name, each in value.items() if name in known}
    )
