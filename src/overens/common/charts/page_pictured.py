"""Timeline, map, group and year, drawn for the page.

A timeline is a list with marks, readable as it stands. Map, group and year have a
view box about as wide as a phone, so that their texts keep their size there, and a
list beside them that says the same in words.
"""

from __future__ import annotations

from collections import Counter

from django.utils.safestring import SafeString

from overens.common.charts import words
from overens.common.charts.colours import map_shades
from overens.common.charts.geometry import on_circle, ring_part, seat_size, seats
from overens.common.charts.map_labels import LABEL, label_fits, label_middle, labelled
from overens.common.charts.page_parts import hatch, swatch, tone_swatch
from overens.common.charts.pictured import (
    Area,
    AreaMap,
    SeatChart,
    Timeline,
    TimelinePoint,
    YearWheel,
)
from overens.common.charts.svg import Ids, short, tag, together
from overens.common.formats import hole, number

# The group's table and the year's wheel, in their own units.
ROUND = 240
SEATS_AT = 92
LARGEST_SEAT = 15
WHEEL = 320
WHEEL_INNER = 62
WHEEL_MONTHS = 100
WHEEL_OUTER = 152
DOT = 11
BUNCH = 23

# So many dots have room in a month; more are one larger dot with their number.
MOST_DOTS = 4


def picture(
    size: tuple[float, float], name: str, told: str, *drawn: str, ids: Ids, kind: str
) -> SafeString:
    """Return a drawing with a view box.

    Args:
        size: its width and height in its own units.
        name: its name for who cannot see it.
        told: what it shows, in words.
        *drawn: its elements.
        ids: gives the ids.
        kind: names its class.
    """
    title, description = ids.new(), ids.new()
    width, height = size
    return tag(
        "svg",
        tag("title", name, id=title),
        tag("desc", told, id=description),
        *drawn,
        class_=f"chart {kind}",
        viewBox=f"0 0 {short(width)} {short(height)}",
        role="img",
        aria_labelledby=f"{title} {description}",
        focusable="false",
    )


def timeline(chart: Timeline, ids: Ids) -> SafeString:
    """Draw a timeline: a list in order, a ring of dashes where nothing is known."""
    return tag("ol", *(_point(point) for point in chart.points), class_="timeline")


def _point(point: TimelinePoint) -> SafeString:
    when = (
        tag("time", point.when, datetime=point.machine_date or None)
        if point.when
        else tag("span", hole(), class_="hole")
    )
    label = (
        tag("a", point.label, class_="ds-link", href=point.href)
        if point.href
        else point.label
    )
    return tag(
        "li",
        tag("p", when, class_="timeline__date"),
        tag(
            "div",
            tag("p", label, class_="timeline__title"),
            tag("p", point.detail, class_="sub") if point.detail else "",
            class_="timeline__what",
        ),
        class_="timeline__item",
        data_state="hole" if point.hole else "done",
    )


def area_map(chart: AreaMap, ids: Ids) -> SafeString:
    """Draw a map: number and name in each area, the classes and a list below."""
    shades = map_shades(len(chart.breaks) + 1)
    pattern = ids.new()
    drawn: list[str] = []
    if any(area.value is None for area in chart.areas):
        drawn.append(hatch(pattern))
    for area in chart.areas:
        shade = None if area.value is None else shades[chart.class_of(area.value)]
        drawn.append(
            tag("path", d=area.path, fill=f"url(#{pattern})")
            if shade is None
            else tag("path", d=area.path, class_=f"m{shade + 1}")
        )
    for area in labelled(chart):
        on = (
            "mt0"
            if area.value is None
            else f"mt{shades[chart.class_of(area.value)] + 1}"
        )
        drawn.append(_area_label(area, on, chart.size[0]))
    told = "; ".join(f"{area.name}: {words.area_figure(area)}" for area in chart.areas)
    legend = [
        tag("li", swatch(f"m{shade + 1}"), tag("span", name))
        for shade, name in zip(shades, words.class_names(chart), strict=True)
    ]
    if any(area.value is None for area in chart.areas):
        missing = ids.new()
        square = swatch("", fill=f"url(#{missing})", before=hatch(missing))
        legend.append(tag("li", square, tag("span", words.not_known())))
    listed = [
        tag(
            "li",
            tag("a", area.name, class_="ds-link", href=area.href)
            if area.href
            else tag("span", area.name),
            " ",
            tag("strong", words.area_figure(area)),
        )
        for area in sorted(chart.areas, key=lambda area: area.name)
    ]
    return together(
        picture(chart.size, chart.title, told, *drawn, ids=ids, kind="kmap"),
        tag("ul", *legend, class_="legend"),
        tag("ul", *listed, class_="maplist"),
    )


def _area_label(area: Area, on: str, width: float) -> SafeString:
    """Number and name in the area; the name on open ground where it is too narrow."""
    x, y = area.at
    figure = "–" if area.value is None else number(area.value)
    beside = not label_fits(area)
    return together(
        tag(
            "text",
            figure,
            x=x,
            y=y,
            text_anchor="middle",
            class_=f"t {on}",
        ),
        tag(
            "text",
            area.name,
            x=label_middle(area, width),
            y=y + LABEL,
            text_anchor="middle",
            class_=f"t s {'mt0' if beside else on}",
        ),
    )


def seat_chart(chart: SeatChart, ids: Ids) -> SafeString:
    """Draw a group: one dot a seat round the table, empty seats as dashed rings."""
    middle = (ROUND / 2, ROUND / 2)
    size = seat_size(chart.total, SEATS_AT, LARGEST_SEAT)
    places = iter(seats(chart.total, middle, SEATS_AT))
    drawn: list[str] = [
        tag("circle", cx=middle[0], cy=middle[1], r=58, class_="bed"),
        tag(
            "text",
            number(chart.total),
            x=middle[0],
            y=middle[1] + 12,
            text_anchor="middle",
            class_="total",
        ),
    ]
    for colour, party in chart.coloured:
        taken = [True] * party.seats + [False] * party.vacant
        for is_taken in taken:
            x, y = next(places)
            kind = "seat" if is_taken else "seat seat--vacant"
            drawn.append(tag("circle", cx=x, cy=y, r=size, class_=f"{kind} p{colour}"))
    told = "; ".join(f"{party.label}: {words.seats(party)}" for party in chart.parties)
    legend = [
        tag(
            "li",
            swatch(f"p{colour}"),
            tag("span", party.label, ": ", words.seats(party)),
        )
        for colour, party in chart.coloured
    ]
    return tag(
        "div",
        picture((ROUND, ROUND), chart.title, told, *drawn, ids=ids, kind="seats"),
        tag("ul", *legend, class_="legend"),
        class_="drawing__side",
    )


def year_wheel(chart: YearWheel, ids: Ids) -> SafeString:
    """Draw a year: numbered dots in their months, and the same as a list by month."""
    middle = (WHEEL / 2, WHEEL / 2)
    drawn: list[str] = []
    for month in range(1, 13):
        turns = ((month - 1) / 12, month / 12)
        drawn.append(
            tag(
                "path",
                d=ring_part(middle, WHEEL_MONTHS, WHEEL_OUTER, turns),
                class_="bed",
            )
        )
        drawn.append(
            tag(
                "path",
                d=ring_part(middle, WHEEL_INNER, WHEEL_MONTHS, turns),
                class_="m1",
            )
        )
        x, y = on_circle(middle, (WHEEL_INNER + WHEEL_MONTHS) / 2, (month - 0.5) / 12)
        drawn.append(
            tag(
                "text",
                words.short_month(month),
                x=x,
                y=y + 5,
                text_anchor="middle",
                class_="t s mt1",
            )
        )
    drawn.append(
        tag(
            "text",
            str(chart.year),
            x=middle[0],
            y=middle[1] + 10,
            text_anchor="middle",
            class_="total",
        )
    )
    for month, (x, y) in wheel_bunches(chart).items():
        count = in_month(chart)[month]
        drawn.append(tag("circle", cx=x, cy=y, r=BUNCH, class_="bunch"))
        for line, down, kind in (
            (number(count), 2, "t on-bunch"),
            (words.things(count), 15, "t s on-bunch"),
        ):
            drawn.append(
                tag("text", line, x=x, y=y + down, text_anchor="middle", class_=kind)
            )
    for place, (x, y) in wheel_dots(chart).items():
        tone = chart.numbered[place - 1][1].tone
        drawn.append(tag("circle", cx=x, cy=y, r=DOT, class_=f"tone-{tone}"))
        drawn.append(
            tag(
                "text",
                str(place),
                x=x,
                y=y + 4.5,
                text_anchor="middle",
                class_=f"t s on-{tone}",
            )
        )
    told = "; ".join(
        f"{item.when or words.month(item.month)}: {item.label}"
        for _place, item in chart.numbered
    )
    return tag(
        "div",
        picture((WHEEL, WHEEL), chart.title, told, *drawn, ids=ids, kind="wheel"),
        tag("ol", *_months(chart), class_="months"),
        class_="drawing__side",
    )


def wheel_dots(chart: YearWheel) -> dict[int, tuple[float, float]]:
    """Return where each numbered item stands on the wheel.

    A month holds up to four dots, two outside and two inside. What is in a fuller
    month has no dot of its own: see ``wheel_bunches``.
    """
    middle = (WHEEL / 2, WHEEL / 2)
    counts = in_month(chart)
    seen: dict[int, int] = {}
    dots = {}
    for place, item in chart.numbered:
        count = counts[item.month]
        if count > MOST_DOTS:
            continue
        slot = seen.get(item.month, 0)
        seen[item.month] = slot + 1
        if count == 1:
            radius, turn = (WHEEL_MONTHS + WHEEL_OUTER) / 2, (item.month - 0.5) / 12
        else:
            radius = WHEEL_OUTER - DOT - 3 if slot < 2 else WHEEL_MONTHS + DOT + 2
            turn = (item.month - (0.71 if slot % 2 == 0 else 0.29)) / 12
        dots[place] = on_circle(middle, radius, turn)
    return dots


def wheel_bunches(chart: YearWheel) -> dict[int, tuple[float, float]]:
    """Return the months too full for a dot each, and where their one dot stands."""
    middle = (WHEEL / 2, WHEEL / 2)
    return {
        month: on_circle(middle, (WHEEL_MONTHS + WHEEL_OUTER) / 2, (month - 0.5) / 12)
        for month, count in in_month(chart).items()
        if count > MOST_DOTS
    }


def in_month(chart: YearWheel) -> Counter[int]:
    """Return how many items each month holds."""
    return Counter(item.month for item in chart.items)


def _months(chart: YearWheel) -> list[SafeString]:
    months = sorted({item.month for item in chart.items})
    listed = []
    for month in months:
        items = [
            tag(
                "li",
                tone_swatch(item.tone),
                tag(
                    "span",
                    f"{place}. ",
                    tag("a", item.label, class_="ds-link", href=item.href)
                    if item.href
                    else item.label,
                    f" ({item.when})" if item.when else "",
                ),
            )
            for place, item in chart.numbered
            if item.month == month
        ]
        listed.append(
            tag(
                "li",
                tag("p", words.month(month), class_="bar__label"),
                tag("ul", *items),
            )
        )
    return listed
