"""Charts of counts, drawn for the page.

One ``<svg width="100%">`` a row without a view box: x in per cent, y in pixels. Bars
stretch with the page, text does not shrink; at 390 pixels it is still 16.
"""

from __future__ import annotations

from django.utils.safestring import SafeString

from overens.common.charts import words
from overens.common.charts.colours import shades
from overens.common.charts.counted import (
    Bar,
    Bars,
    ScaleGroup,
    StackedScale,
    StatusBar,
)
from overens.common.charts.geometry import apart, bar_parts, parts, starts
from overens.common.charts.measure import text_width
from overens.common.charts.page_parts import (
    hatch,
    percent_of_width,
    strip,
    swatch,
    tone_swatch,
)
from overens.common.charts.svg import Ids, tag, together
from overens.common.formats import number

# Pixels. The narrowest a drawing gets: a phone of 320 pixels less its margins.
NARROWEST = 256
TEXT = 16
GAP = 8
BAR = 30
BAR_WITH_INTERVAL = 44
SCALE = 44
ABOVE = 22
OUTSIDE = 12
# Pixels. From here on (see chart.css) also labels that crowd on a phone are shown.
ROOMY = 640

# The classes of the seven shades, worst first; a scale of five has k1 to k5.
SHADES = ("k1", "k1b", "k2", "k3", "k4", "k4b", "k5")

# A part takes its own label from this share of the width on.
LABELLED_FROM = 10.0


def bars(chart: Bars, ids: Ids) -> SafeString:
    """Draw plain bars: the answer over its bar, the figure at the bar's end."""
    if not chart.drawn:
        return tag("p", words.withheld())
    lengths = [
        bar_parts([row.count or 0], chart.base_of(row) or chart.longest)[0]
        for row in chart.drawn
    ]
    return tag(
        "ul",
        *(
            tag(
                "li",
                tag("p", row.label, class_="bar__label"),
                _bar(chart, row, length, ids),
                class_="bar",
            )
            for row, length in zip(chart.drawn, lengths, strict=True)
        ),
        class_="drawing__rows",
    )


def _bar(chart: Bars, row: Bar, length: float, ids: Ids) -> SafeString:
    figure = words.bar_figure(chart, row)
    drawn: list[str] = []
    if row.suppressed:
        pattern = ids.new()
        drawn += [
            hatch(pattern),
            tag("rect", width="100%", height=BAR, fill=f"url(#{pattern})"),
            _backed(figure),
        ]
    else:
        drawn += [
            tag("rect", class_="bed", width="100%", height=BAR),
            tag("rect", class_="b1", width=percent_of_width(length), height=BAR),
            _figure_at_end(figure, length),
        ]
    height = BAR
    if row.interval and chart.frame:
        height = BAR_WITH_INTERVAL
        low, high = (100 * bound / chart.frame for bound in row.interval)
        drawn.append(_interval(low, high))
    return strip(height, row.label, words.bar_words(chart, row), *drawn, ids=ids)


def _figure_at_end(figure: str, length: float) -> SafeString:
    """The figure inside the bar's end when it fits there, else beside it."""
    needed = text_width(figure, TEXT, bold=True) + 2 * GAP
    inside = needed <= length / 100 * NARROWEST
    return tag(
        "text",
        figure,
        x=percent_of_width(length),
        dx=-GAP if inside else GAP,
        y=BAR / 2 + 6,
        text_anchor="end" if inside else None,
        class_="t on-b1" if inside else "t",
    )


def _backed(text: str) -> SafeString:
    """A text on hatch, with calm ground behind it."""
    return together(
        tag(
            "rect",
            class_="ground",
            x=GAP,
            y=3,
            width=text_width(text, TEXT, bold=True) + GAP,
            height=BAR - 6,
            rx=3,
        ),
        tag("text", text, x=GAP + GAP / 2, y=BAR / 2 + 6, class_="t"),
    )


def _interval(low: float, high: float) -> SafeString:
    """A line with ends, under the bar; a cross-line where the ends meet."""
    y = BAR + 8
    ends = (
        tag(
            "line",
            x1=percent_of_width(x),
            x2=percent_of_width(x),
            y1=y - 5,
            y2=y + 5,
            class_="interval",
        )
        for x in (low, high)
    )
    return together(
        tag(
            "line",
            x1=percent_of_width(low),
            x2=percent_of_width(high),
            y1=y,
            y2=y,
            class_="interval",
        ),
        *ends,
    )


def scale(chart: StackedScale, ids: Ids) -> SafeString:
    """Draw a scale: its words, then one bar a group, worst to the left."""
    classes = [SHADES[shade] for shade in shades(len(chart.levels))]
    legend = [
        tag("li", swatch(class_), tag("span", level))
        for class_, level in zip(classes, chart.levels, strict=True)
    ]
    if any(group.dont_know for group in chart.groups):
        pattern = ids.new()
        legend.append(
            tag(
                "li",
                swatch("", fill=f"url(#{pattern})", before=hatch(pattern)),
                tag("span", words.dont_know(chart)),
            )
        )
    return together(
        tag("ul", *legend, class_="legend"),
        tag(
            "ul",
            *(_scale_row(chart, group, classes, ids) for group in chart.groups),
            class_="drawing__rows",
        ),
    )


def _scale_row(
    chart: StackedScale, group: ScaleGroup, classes: list[str], ids: Ids
) -> SafeString:
    head = [tag("span", group.label, class_="bar__g")]
    if group.is_whole:
        head.append(tag("span", words.answers(group.total), class_="bar__n"))
    told = words.scale_words(chart, group)
    below: list[str] = []
    if group.is_whole:
        drawn, small = _scale_parts(chart, group, classes)
        if small:
            below.append(tag("p", small, class_="drawing__small"))
    else:
        pattern = ids.new()
        drawn = [
            hatch(pattern),
            tag("rect", width="100%", height=BAR, fill=f"url(#{pattern})"),
            _backed(words.withheld()),
        ]
    height = SCALE if group.is_whole else BAR
    if group.dont_know:
        below.append(_outside(chart, group, ids))
    return tag(
        "li",
        tag("p", *head, class_="bar__h"),
        strip(height, group.label, told, *drawn, ids=ids),
        *below,
        class_="bar",
    )


def _scale_parts(
    chart: StackedScale, group: ScaleGroup, classes: list[str]
) -> tuple[list[str], str]:
    """The parts of one bar, and in words those too narrow for a label."""
    counts = [count or 0 for count in group.counts]
    drawn: list[str] = []
    small: list[str] = []
    for level, class_, count, x, width in zip(
        chart.levels, classes, counts, starts(counts), parts(counts), strict=True
    ):
        if not count:
            continue
        figure = words.cell_figure(group, count)
        drawn.append(
            tag(
                "rect",
                x=percent_of_width(x),
                width=percent_of_width(width),
                height=SCALE,
                class_=f"seg {class_}",
            )
        )
        if width >= LABELLED_FROM:
            drawn.append(
                tag(
                    "text",
                    figure,
                    x=percent_of_width(x + width / 2),
                    y=SCALE / 2 + 6,
                    text_anchor="middle",
                    class_=f"t v{class_[1:]}",
                )
            )
        else:
            small.append(f"{level}: {figure}")
    if not drawn:
        drawn.append(tag("rect", class_="bed", width="100%", height=SCALE))
    return drawn, "; ".join(small)


def _outside(chart: StackedScale, group: ScaleGroup, ids: Ids) -> SafeString:
    """Who stood outside the scale: a thin hatched strip with its own base."""
    told = words.outside_words(chart, group)
    if not group.is_whole:
        return tag("p", told, class_="drawing__small")
    pattern = ids.new()
    width = 100 * group.dont_know / (group.dont_know + group.total)
    return together(
        strip(
            OUTSIDE,
            group.label,
            told,
            hatch(pattern),
            tag(
                "rect",
                width=percent_of_width(width),
                height=OUTSIDE,
                fill=f"url(#{pattern})",
                class_="apart",
            ),
            ids=ids,
            extra="chart--apart",
        ),
        tag("p", told, class_="drawing__small", aria_hidden="true"),
    )


def status(chart: StatusBar, ids: Ids) -> SafeString:
    """Draw statuses as one bar, and under it each with mark, word and number."""
    counts = [segment.count for segment in chart.segments]
    shown = [
        (segment, x, width)
        for segment, x, width in zip(
            chart.segments, starts(counts), parts(counts), strict=True
        )
        if segment.count
    ]
    # Every part says its number: inside where there is room on the narrowest phone,
    # else above, where it is clear of its neighbours. The legend has them all.
    inside = [_has_room(number(segment.count), width) for segment, _x, width in shown]
    above = [
        (x + width / 2, text_width(number(segment.count), TEXT))
        for (segment, x, width), within in zip(shown, inside, strict=True)
        if not within
    ]
    on_a_phone = iter(apart(above, whole=NARROWEST, gap=GAP / 2))
    with_room = iter(apart(above, whole=ROOMY, gap=GAP / 2))
    top = 0 if all(inside) else ABOVE
    drawn: list[str] = []
    for (segment, x, width), within in zip(shown, inside, strict=True):
        drawn.append(
            tag(
                "rect",
                x=percent_of_width(x),
                y=top or None,
                width=percent_of_width(width),
                height=SCALE,
                class_=f"seg tone-{segment.tone}",
            )
        )
        look = f"t on-{segment.tone}"
        if not within:
            is_clear = next(on_a_phone)
            if not next(with_room):
                continue
            look = "t" if is_clear else "t t--roomy"
        drawn.append(
            tag(
                "text",
                number(segment.count),
                x=percent_of_width(x + width / 2),
                y=top + SCALE / 2 + 6 if within else top - 6,
                text_anchor="middle",
                class_=look,
            )
        )
    told = "; ".join(
        f"{segment.label}: {number(segment.count)}" for segment in chart.segments
    )
    legend = []
    for segment in chart.segments:
        entry = together(
            tone_swatch(segment.tone, segment.mark),
            tag("span", segment.label),
            " ",
            tag("strong", number(segment.count)),
        )
        legend.append(
            tag(
                "li",
                tag("a", entry, class_="ds-link", href=segment.href)
                if segment.href
                else entry,
            )
        )
    return together(
        tag(
            "div",
            strip(top + SCALE, chart.title, told, *drawn, ids=ids),
            class_="bar",
        ),
        tag("ul", *legend, class_="legend legend--statuses"),
    )


def _has_room(figure: str, width: float) -> bool:
    """Whether a figure fits in a part of so many per cent on the narrowest phone."""
    return text_width(figure, TEXT, bold=True) + GAP <= width / 100 * NARROWEST
