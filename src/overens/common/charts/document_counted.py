"""Charts of counts, drawn for documents."""

from __future__ import annotations

from collections.abc import Iterable

from overens.common.charts import colours, words
from overens.common.charts.canvas import LINE, SIZE, SMALL, WIDTH, Canvas
from overens.common.charts.counted import (
    Bar,
    Bars,
    ScaleGroup,
    StackedScale,
    StatusBar,
)
from overens.common.charts.geometry import apart, bar_parts, parts, starts
from overens.common.charts.marks import MARKS
from overens.common.charts.measure import text_width, wrapped
from overens.common.formats import number

GAP = 8.0
LABEL = 200.0
BAR = 24.0
BAR_WITH_INTERVAL = 38.0
SCALE = 30.0
ABOVE = 20.0
LABELLED_FROM = 10.0


def bars(chart: Bars, canvas: Canvas) -> None:
    """Draw plain bars: label to the left, figure at the bar's end."""
    if not chart.drawn:
        canvas.paragraph(words.withheld(), 0, 16.5, WIDTH)
        canvas.reach(BAR)
        return
    label = min(LABEL, max(_widest(row.label for row in chart.drawn), 60.0)) + 14
    full = WIDTH - label
    y = 0.0
    for row in chart.drawn:
        length = bar_parts([row.count or 0], chart.base_of(row) or chart.longest)[0]
        height = BAR_WITH_INTERVAL if row.interval else BAR
        lines = len(wrapped(row.label, SIZE, label - 14))
        tall = max(height, lines * SIZE * LINE + 2)
        canvas.paragraph(row.label, 0, y + 16.5, label - 14)
        _bar(chart, row, canvas, (label, y, full, length))
        canvas.reach(y + tall)
        y += tall + GAP


def _widest(labels: Iterable[str]) -> float:
    return max((text_width(label, SIZE) for label in labels), default=0.0)


def _bar(
    chart: Bars, row: Bar, canvas: Canvas, place: tuple[float, float, float, float]
) -> None:
    left, y, full, length = place
    figure = words.bar_figure(chart, row)
    if row.suppressed:
        canvas.shape(
            "rect", x=left, y=y, width=full, height=BAR, rx=2, fill=canvas.hatch()
        )
        _on_ground(canvas, figure, left + GAP, y)
        return
    canvas.shape("rect", x=left, y=y, width=full, height=BAR, rx=2, fill=colours.TRACK)
    end = full * length / 100
    if row.count:
        canvas.shape(
            "rect", x=left, y=y, width=end, height=BAR, rx=2, fill=colours.TEAL
        )
    inside = text_width(figure, SIZE, bold=True) + 2 * GAP <= end
    canvas.text(
        figure,
        left + end + (-GAP if inside else GAP),
        y + 17,
        weight=600,
        colour=colours.PAPER if inside else colours.INK,
        anchor="end" if inside else None,
    )
    if row.interval and chart.frame:
        low, high = (left + full * bound / chart.frame for bound in row.interval)
        under = y + BAR + 7
        for x1, y1, x2, y2 in (
            (low, under, high, under),
            (low, under - 4, low, under + 4),
            (high, under - 4, high, under + 4),
        ):
            canvas.shape(
                "line",
                x1=x1,
                y1=y1,
                x2=x2,
                y2=y2,
                stroke=colours.INK,
                stroke_width=1.5,
            )


def _on_ground(canvas: Canvas, text: str, x: float, y: float) -> None:
    """A text on hatch, with calm ground behind it."""
    canvas.shape(
        "rect",
        x=x - 4,
        y=y + 3,
        width=text_width(text, SIZE, bold=True) + 8,
        height=BAR - 6,
        rx=2,
        fill=colours.PAPER,
    )
    canvas.text(text, x, y + 17, weight=600)


def scale(chart: StackedScale, canvas: Canvas) -> None:
    """Draw a scale: its words, then one bar a group, worst to the left."""
    fills = [colours.SCALE[shade] for shade in colours.shades(len(chart.levels))]
    entries: list[tuple[str, str, tuple[str, ...], str]] = [
        (fill, "none", (), level)
        for fill, level in zip(fills, chart.levels, strict=True)
    ]
    if any(group.dont_know for group in chart.groups):
        entries.append((canvas.hatch(), "none", (), words.dont_know(chart)))
    y = canvas.legend(entries, 0) + 4
    counted = [words.answers(g.total) for g in chart.groups if g.is_whole]
    right = max((text_width(text, SMALL) for text in counted), default=0.0) + 12
    widest = _widest(group.label for group in chart.groups)
    label = min(LABEL, max(widest * 1.04, 40.0)) + 14
    for group in chart.groups:
        y = _scale_row(chart, group, canvas, (label, y, WIDTH - label - right), fills)


def _scale_row(
    chart: StackedScale,
    group: ScaleGroup,
    canvas: Canvas,
    place: tuple[float, float, float],
    fills: list[str],
) -> float:
    left, y, full = place
    canvas.paragraph(group.label, 0, y + 19, left - 14, weight=600)
    lines = len(wrapped(group.label, SIZE, left - 14, bold=True))
    tall = max(SCALE, lines * SIZE * LINE + 6)
    canvas.reach(y + tall)
    if not group.is_whole:
        canvas.shape(
            "rect", x=left, y=y, width=full, height=SCALE, rx=2, fill=canvas.hatch()
        )
        _on_ground(canvas, words.withheld(), left + GAP, y + (SCALE - BAR) / 2)
        return y + tall + GAP
    counts = [count or 0 for count in group.counts]
    canvas.text(
        words.answers(group.total),
        WIDTH,
        y + 19,
        size=SMALL,
        colour=colours.QUIET,
        anchor="end",
    )
    small: list[str] = []
    for level, fill, count, x, width in zip(
        chart.levels, fills, counts, starts(counts), parts(counts), strict=True
    ):
        if not count:
            continue
        figure = words.cell_figure(group, count)
        _part(canvas, (left + full * x / 100, y, full * width / 100), fill)
        if width >= LABELLED_FROM:
            canvas.text(
                figure,
                left + full * (x + width / 2) / 100,
                y + 20,
                weight=600,
                colour=colours.text_on(fill),
                anchor="middle",
            )
        else:
            small.append(f"{level}: {figure}")
    under = y + SCALE
    if group.dont_know:
        part = full * group.dont_know / (group.dont_know + group.total)
        canvas.shape(
            "rect", x=left, y=under + 5, width=part, height=8, fill=canvas.hatch()
        )
        canvas.shape(
            "rect",
            x=left,
            y=under + 5,
            width=part,
            height=8,
            fill="none",
            stroke=colours.QUIET,
            stroke_width=0.75,
        )
        small.append(words.outside_words(chart, group))
        under += 13
    if small:
        under = (
            canvas.paragraph(
                "; ".join(small),
                left,
                under + 15,
                full,
                size=SMALL,
                colour=colours.QUIET,
            )
            - SMALL * LINE
            + 4
        )
    return max(y + tall, under) + GAP + 2


def _part(canvas: Canvas, place: tuple[float, float, float], fill: str) -> None:
    """One part of a bar, with a thin white gap to its neighbours."""
    x, y, width = place
    canvas.shape(
        "rect",
        x=x,
        y=y,
        width=width,
        height=SCALE,
        fill=fill,
        stroke=colours.PAPER,
        stroke_width=1.5,
    )


def status(chart: StatusBar, canvas: Canvas) -> None:
    """Draw statuses as one bar, and under it each with mark, word and number."""
    counts = [segment.count for segment in chart.segments]
    shown = [
        (segment, WIDTH * x / 100, WIDTH * width / 100)
        for segment, x, width in zip(
            chart.segments, starts(counts), parts(counts), strict=True
        )
        if segment.count
    ]
    inside = [
        text_width(number(segment.count), SIZE, bold=True) + GAP <= width
        for segment, _x, width in shown
    ]
    above = [
        (100 * (x + width / 2) / WIDTH, text_width(number(segment.count), SIZE))
        for (segment, x, width), within in zip(shown, inside, strict=True)
        if not within
    ]
    clear = iter(apart(above, whole=WIDTH, gap=GAP / 2))
    top = 0.0 if all(inside) else ABOVE
    for (segment, x, width), within in zip(shown, inside, strict=True):
        fill = colours.TONES[segment.tone]
        _part(canvas, (x, top, width), fill)
        if not within and not next(clear):
            continue  # The legend has its number.
        canvas.text(
            number(segment.count),
            x + width / 2,
            top + 20 if within else top - 5,
            weight=600,
            colour=colours.text_on(fill) if within else colours.INK,
            anchor="middle",
        )
    canvas.legend(
        [
            (
                colours.TONES[segment.tone],
                colours.text_on(colours.TONES[segment.tone]),
                MARKS[segment.wears],
                f"{segment.label} {number(segment.count)}",
            )
            for segment in chart.segments
        ],
        top + SCALE + 12,
    )
