"""Charts: one object of facts per kind, drawn for the page and for documents.

::

    Bars            plain horizontal bars, one answer each
    StackedScale    a scale as parts of a hundred per cent, worst to best
    StatusBar       how many there are of each status
    Timeline        what happened in order, holes drawn as holes
    AreaMap         areas shaded by class
    SeatChart       a group round its table
    YearWheel       a year as a wheel of months

    to_page_svg(chart)       fluid drawing for a page
    to_page_figure(chart)    the same with finding, notes and table
    to_document_svg(chart)   fixed drawing with its own colours, for PDF and Word
    table(chart)             the figures in rows
"""

from __future__ import annotations

from overens.common.charts.base import TONES, Chart, Table, Tone
from overens.common.charts.counted import (
    Bar,
    Bars,
    ScaleGroup,
    StackedScale,
    StatusBar,
    StatusSegment,
)
from overens.common.charts.document import to_document_svg
from overens.common.charts.page import table_markup, to_page_figure, to_page_svg
from overens.common.charts.pictured import (
    Area,
    AreaMap,
    SeatChart,
    SeatParty,
    Timeline,
    TimelinePoint,
    WheelItem,
    YearWheel,
)
from overens.common.charts.tables import table
from overens.common.charts.words import notes

__all__ = [
    "TONES",
    "Area",
    "AreaMap",
    "Bar",
    "Bars",
    "Chart",
    "ScaleGroup",
    "SeatChart",
    "SeatParty",
    "StackedScale",
    "StatusBar",
    "StatusSegment",
    "Table",
    "Timeline",
    "TimelinePoint",
    "Tone",
    "WheelItem",
    "YearWheel",
    "notes",
    "table",
    "table_markup",
    "to_document_svg",
    "to_page_figure",
    "to_page_svg",
]
