"""The writer for documents: one fixed SVG with its own colours and font.

Typst and Word know nothing of a page's style sheet; drawn with classes, the same
chart would come out black. The font is Source Sans 3, which the PDF writer brings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from overens.common.charts import document_counted, document_pictured, words
from overens.common.charts.base import Chart
from overens.common.charts.canvas import Canvas
from overens.common.charts.colours import QUIET
from overens.common.charts.counted import Bars, StackedScale, StatusBar
from overens.common.charts.pictured import AreaMap, SeatChart, Timeline, YearWheel
from overens.common.charts.tables import table

WRITERS: dict[type[Chart], Callable[[Any, Canvas], None]] = {
    Bars: document_counted.bars,
    StackedScale: document_counted.scale,
    StatusBar: document_counted.status,
    Timeline: document_pictured.timeline,
    AreaMap: document_pictured.area_map,
    SeatChart: document_pictured.seat_chart,
    YearWheel: document_pictured.year_wheel,
}


def to_document_svg(chart: Chart) -> str:
    """Return the drawing for a document, without title, notes and table.

    Args:
        chart: any chart.

    Returns:
        A whole SVG, 640 units wide and as high as it needs, everything in it escaped.
    """
    with override(chart.language):
        canvas = Canvas()
        if chart.is_empty:
            canvas.text(words.nothing_yet(), 0, 18, colour=QUIET)
        else:
            WRITERS[type(chart)](chart, canvas)
        return canvas.finished(chart.title, told(chart))


def told(chart: Chart) -> str:
    """Return what a chart shows, in words: its description and every figure.

    This is the text that stands for the picture in a PDF and in Word.
    """
    with override(chart.language):
        if chart.is_empty:
            return f"{chart.title}. {words.nothing_yet()}"
        shown = table(chart)
        rows = "; ".join(
            f"{row[0]}: "
            + ", ".join(
                f"{heading.lower()} {cell}" if len(row) > 2 else cell
                for heading, cell in zip(shown.headings[1:], row[1:], strict=True)
                if cell != "–"
            )
            for row in shown.rows
        )
        parts = (chart.title, chart.description, rows)
        return " ".join(
            part if part.endswith((".", "?", "!")) else f"{part}."
            for part in parts
            if part
        )
