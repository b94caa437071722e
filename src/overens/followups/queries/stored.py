"""Writes a report as plain JSON and reads it back, charts and tables included."""

from __future__ import annotations

from overens.common import charts
from overens.common.stored_values import Stored
from overens.followups.queries import shapes

_REPORTS = Stored(
    "A report",
    (
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
    ),
)

to_stored = _REPORTS.to_stored
from_stored = _REPORTS.from_stored
