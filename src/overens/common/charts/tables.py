"""The table that says what a chart shows; every chart has one."""

from __future__ import annotations

from functools import singledispatch

from django.utils.translation import override, pgettext

from overens.common.charts import words
from overens.common.charts.base import Chart, Table
from overens.common.charts.counted import Bars, StackedScale, StatusBar
from overens.common.charts.pictured import AreaMap, SeatChart, Timeline, YearWheel
from overens.common.formats import NO_BREAK, hole, number, percent


def table(chart: Chart) -> Table:
    """Return the chart's figures as a table in the chart's language.

    Args:
        chart: any chart.

    Returns:
        A table whose caption is the chart's title. An empty chart gives a table
        without rows.
    """
    with override(chart.language):
        return _table(chart)


@singledispatch
def _table(chart: Chart) -> Table:
    raise NotImplementedError(f"No table is written for {type(chart).__name__}.")


def _share(count: int, base: int | None) -> str:
    return percent(count / base) if base else "–"


@_table.register
def _(chart: Bars) -> Table:
    has_base = chart.n is not None or any(row.base is not None for row in chart.rows)
    has_interval = any(row.interval for row in chart.rows)
    headings = [
        chart.row_heading or pgettext("chart", "Answer"),
        pgettext("chart", "Number"),
    ]
    if has_base:
        headings += [pgettext("chart", "Base"), pgettext("chart", "Share")]
    if has_interval:
        headings.append(
            pgettext("chart", "Likely number of all %(frame)s")
            % {"frame": number(chart.frame or 0)}
        )
    rows = []
    for row in chart.rows:
        base = chart.base_of(row)
        shown = row.count is not None
        cells = [row.label, words.bar_count(row)]
        if has_base:
            cells += [
                number(base) if shown and base is not None else "–",
                _share(row.count or 0, base) if shown else "–",
            ]
        if has_interval:
            cells.append(words.interval_figure(chart, row) or "–")
        rows.append(tuple(cells))
    return Table(
        headings=tuple(headings),
        rows=tuple(rows),
        caption=chart.title,
        numbers=tuple(range(1, len(headings))),
    )


@_table.register
def _(chart: StackedScale) -> Table:
    has_outside = any(group.dont_know for group in chart.groups)
    headings = [
        chart.row_heading or pgettext("chart", "Group"),
        *chart.levels,
        pgettext("chart", "Answers"),
    ]
    if has_outside:
        headings.append(words.dont_know(chart))
    rows = []
    for group in chart.groups:
        if group.suppressed:
            cells = [group.label, words.withheld_cell(), *["–"] * (len(headings) - 2)]
            rows.append(tuple(cells))
            continue
        cells = [group.label]
        for count in group.counts:
            if count is None:
                cells.append(words.withheld_cell())
            elif group.is_whole:
                share = _share(count, group.total)
                cells.append(f"{number(count)}{NO_BREAK}({share})")
            else:
                cells.append(number(count))
        cells.append(number(group.total) if group.is_whole else "–")
        if has_outside:
            cells.append(number(group.dont_know))
        rows.append(tuple(cells))
    return Table(
        headings=tuple(headings),
        rows=tuple(rows),
        caption=chart.title,
        numbers=tuple(range(1, len(headings))),
    )


@_table.register
def _(chart: StatusBar) -> Table:
    return Table(
        headings=(
            chart.row_heading or pgettext("chart", "Status"),
            pgettext("chart", "Number"),
            pgettext("chart", "Share"),
        ),
        rows=tuple(
            (
                segment.label,
                number(segment.count),
                _share(segment.count, chart.total),
            )
            for segment in chart.segments
        ),
        caption=chart.title,
        numbers=(1, 2),
    )


@_table.register
def _(chart: Timeline) -> Table:
    return Table(
        headings=(pgettext("chart", "When"), pgettext("chart", "What")),
        rows=tuple(
            (
                point.when or hole(),
                ". ".join(filter(None, (point.label.rstrip("."), point.detail))),
            )
            for point in chart.points
        ),
        caption=chart.title,
        widths=(3, 8),
    )


@_table.register
def _(chart: AreaMap) -> Table:
    return Table(
        headings=(
            chart.row_heading or pgettext("chart", "Area"),
            pgettext("chart", "Number"),
        ),
        rows=tuple((area.name, words.area_figure(area)) for area in chart.areas),
        caption=chart.title,
        numbers=(1,),
    )


@_table.register
def _(chart: SeatChart) -> Table:
    # "0 vacant" would be said of groups of which nobody knows who sits there.
    tells_vacant = any(party.vacant for party in chart.parties)
    return Table(
        headings=(
            chart.row_heading or pgettext("chart", "Party"),
            pgettext("chart", "Seats"),
            *([pgettext("chart", "Of which vacant")] if tells_vacant else []),
        ),
        rows=tuple(
            (
                party.label,
                number(party.seats + party.vacant),
                *([number(party.vacant)] if tells_vacant else []),
            )
            for party in chart.parties
        ),
        caption=chart.title,
        numbers=(1, 2) if tells_vacant else (1,),
    )


@_table.register
def _(chart: YearWheel) -> Table:
    return Table(
        headings=(
            pgettext("chart", "No."),
            pgettext("chart", "Month"),
            pgettext("chart", "What"),
        ),
        rows=tuple(
            (number(place), item.when or words.month(item.month), item.label)
            for place, item in chart.numbered
        ),
        caption=chart.title,
        widths=(1, 3, 8),
    )
