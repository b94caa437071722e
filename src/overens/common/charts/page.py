"""The writer for pages: fluid SVG and lists, with classes where colours would be.

Nothing here has a ``style`` attribute, a ``<style>`` or a script: it passes the
strictest Content-Security-Policy. Colours, dark mode and print are in ``chart.css``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, override

from overens.common.charts import page_counted, page_pictured, words
from overens.common.charts.base import Chart, Table, check_address
from overens.common.charts.counted import Bars, StackedScale, StatusBar
from overens.common.charts.pictured import AreaMap, SeatChart, Timeline, YearWheel
from overens.common.charts.svg import Ids, tag, together
from overens.common.charts.tables import table

# A table with so many columns of numbers is read across.
CROSS_FROM = 5

WRITERS: dict[type[Chart], Callable[[Any, Ids], SafeString]] = {
    Bars: page_counted.bars,
    StackedScale: page_counted.scale,
    StatusBar: page_counted.status,
    Timeline: page_pictured.timeline,
    AreaMap: page_pictured.area_map,
    SeatChart: page_pictured.seat_chart,
    YearWheel: page_pictured.year_wheel,
}


def to_page_svg(chart: Chart, *, key: str = "") -> SafeString:
    """Return the drawing for a page, without title, notes and table.

    Args:
        chart: any chart.
        key: tells apart two places on one page where the same chart stands; the ids
            in the drawing are made from the chart and the key.

    Returns:
        A fragment of HTML in the chart's language, everything in it escaped.
    """
    with override(chart.language):
        return _drawn(chart, Ids.of(chart, key))


def to_page_figure(
    chart: Chart,
    *,
    key: str = "",
    heading: int = 3,
    open_table: bool = False,
    with_table: bool = True,
    csv: str = "",
) -> SafeString:
    """Return the whole figure: finding, drawing, base and source, table.

    Args:
        chart: any chart.
        key: as for ``to_page_svg``.
        heading: the level of the heading that says the finding, 2 to 6.
        open_table: show the table at once, as in print.
        with_table: off where the same figures stand in a table beside it.
        csv: the address of the same figures as CSV, if there is one.

    Raises:
        ValueError: the heading has no such level.
    """
    if not 2 <= heading <= 6:
        raise ValueError("A chart's heading has level 2 to 6.")
    check_address(csv)
    with override(chart.language):
        ids = Ids.of(chart, key)
        title = ids.new()
        return tag(
            "figure",
            tag(
                "div",
                tag(
                    f"h{heading}",
                    chart.title,
                    id=title,
                    class_="ds-heading chartcard__heading",
                    data_size="xs",
                ),
                tag("p", chart.description, class_="sub") if chart.description else "",
                _drawn(chart, ids),
                _notes(chart, csv),
                class_="ds-card__block",
            ),
            _table_box(chart, open_table) if with_table else "",
            class_="ds-card chartcard",
            lang=chart.language,
            aria_labelledby=title,
        )


def _notes(chart: Chart, csv: str) -> str:
    """Base, how to read it, source, and the way to the same figures as CSV."""
    said = " ".join(words.notes(chart))
    if not said and not csv:
        return ""
    link = (
        tag(
            "a",
            gettext("Fetch as CSV"),
            tag("span", f": {chart.title}", class_="ds-sr-only"),
            class_="ds-link",
            href=csv,
        )
        if csv
        else ""
    )
    return tag("figcaption", tag("span", said), link, class_="chartcard__note")


def _table_box(chart: Chart, open_table: bool) -> str:
    """The table, folded away until asked for."""
    if chart.is_empty:
        return ""
    return tag(
        "details",
        tag("summary", gettext("Show the numbers in a table")),
        tag(
            "div",
            tag(
                "div",
                table_markup(table(chart)),
                class_="scroll",
                role="region",
                tabindex=0,
                aria_label=f"{gettext('Table:')} {chart.title}",
            ),
        ),
        class_="ds-details",
        open="open" if open_table else None,
    )


def table_markup(shown: Table) -> SafeString:
    """Return a table as HTML: caption, headings that say what they head, rows.

    On a phone each row becomes a block whose cells name their column. A cross table
    keeps its columns, which are to be compared across; a line over it says that it
    can be drawn aside, so it stands in a region that scrolls.
    """

    def cell(name: str, place: int, text: str, role: str) -> SafeString:
        scope = {"columnheader": "col", "rowheader": "row"}.get(role)
        return tag(
            name,
            text,
            role=role,
            scope=scope,
            class_="number" if place in shown.numbers else None,
            data_label=shown.headings[place] if role == "cell" else None,
        )

    foreign = {(row, place): code for row, place, code in shown.languages}

    def said(number: int, place: int, text: str) -> str:
        code = foreign.get((number, place))
        return tag("span", text, lang=code) if code else text

    head = tag(
        "tr",
        *(
            cell("th", place, text, "columnheader")
            for place, text in enumerate(shown.headings)
        ),
        role="row",
    )
    rows = [
        tag(
            "tr",
            *(
                cell("th", place, said(number, place, text), "rowheader")
                if place == 0
                else cell("td", place, said(number, place, text), "cell")
                for place, text in enumerate(row)
            ),
            role="row",
        )
        for number, row in enumerate(shown.rows)
    ]
    is_cross = len(shown.numbers) >= CROSS_FROM
    drawn = tag(
        "table",
        tag("caption", shown.caption) if shown.caption else "",
        tag("thead", head, role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        class_="ds-table",
        role="table",
        data_stack=None if is_cross else "rows",
    )
    hint = gettext("Scroll sideways to see the whole table.")
    return together(tag("p", hint, class_="scroll__hint"), drawn) if is_cross else drawn


def _drawn(chart: Chart, ids: Ids) -> SafeString:
    kind = type(chart)
    inside = (
        tag("p", words.nothing_yet(), class_="drawing__empty")
        if chart.is_empty
        else WRITERS[kind](chart, ids)
    )
    return tag("div", inside, class_="drawing", lang=chart.language)
