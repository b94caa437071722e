"""Timeline, map, group and year, drawn for documents."""

from __future__ import annotations

from overens.common.charts import colours, words
from overens.common.charts.canvas import LINE, SERIF, SIZE, SMALL, WIDTH, Canvas
from overens.common.charts.geometry import on_circle, ring_part, seat_size, seats
from overens.common.charts.map_labels import label_fits, labelled
from overens.common.charts.measure import text_width
from overens.common.charts.page_pictured import (
    BUNCH,
    DOT,
    LARGEST_SEAT,
    ROUND,
    SEATS_AT,
    WHEEL,
    WHEEL_INNER,
    WHEEL_MONTHS,
    WHEEL_OUTER,
    in_month,
    wheel_bunches,
    wheel_dots,
)
from overens.common.charts.pictured import AreaMap, SeatChart, Timeline, YearWheel
from overens.common.formats import hole, number

WHEN = 130.0
RAIL = 146.0
WHAT = 172.0
LARGEST_MAP = 380.0


def timeline(chart: Timeline, canvas: Canvas) -> None:
    """Draw a timeline downwards: day, ring, what happened."""
    y = 4.0
    rings: list[tuple[float, bool]] = []
    for point in chart.points:
        rings.append((y + 9, point.hole))
        after_when = canvas.paragraph(
            point.when or hole(), 0, y + 14, WHEN, colour=colours.QUIET
        )
        after = canvas.paragraph(point.label, WHAT, y + 14, WIDTH - WHAT, weight=600)
        if point.detail:
            after = canvas.paragraph(
                point.detail,
                WHAT,
                after - 1,
                WIDTH - WHAT,
                size=SMALL,
                colour=colours.QUIET,
            )
        y = max(after, after_when) - SIZE * LINE + 24
    for (top, _), (bottom, is_hole) in zip(rings, rings[1:], strict=False):
        canvas.shape(
            "line",
            x1=RAIL,
            x2=RAIL,
            y1=top + 9,
            y2=bottom - 9,
            stroke=colours.RULE,
            stroke_width=2,
            stroke_dasharray="2 4" if is_hole else None,
        )
    for middle, is_hole in rings:
        canvas.shape(
            "circle",
            cx=RAIL,
            cy=middle,
            r=6,
            fill=colours.PAPER if is_hole else colours.TEAL,
            stroke=colours.QUIET if is_hole else colours.TEAL,
            stroke_width=1.5,
            stroke_dasharray="3 2.5" if is_hole else None,
        )


def area_map(chart: AreaMap, canvas: Canvas) -> None:
    """Draw a map: number and name in each area, the classes to the right."""
    width, height = chart.size
    grown = min(LARGEST_MAP / width, LARGEST_MAP / height)
    shades = colours.map_shades(len(chart.breaks) + 1)
    for area in chart.areas:
        fill = (
            canvas.hatch()
            if area.value is None
            else colours.MAP[shades[chart.class_of(area.value)]]
        )
        canvas.shape(
            "path",
            d=area.path,
            transform=f"scale({grown:.4f})",
            fill=fill,
            stroke=colours.PAPER,
            stroke_width=2.5 / grown,
            stroke_linejoin="round",
        )
    for area in labelled(chart, grown):
        x, y = area.at[0] * grown, area.at[1] * grown
        fill = (
            colours.PAPER
            if area.value is None
            else colours.MAP[shades[chart.class_of(area.value)]]
        )
        ink = colours.text_on(fill)
        figure = "–" if area.value is None else number(area.value)
        canvas.text(figure, x, y, size=16, weight=700, colour=ink, anchor="middle")
        if not label_fits(area):
            # The name goes on over open ground: a patch of paper behind it.
            wide = text_width(area.name, SMALL) + 6
            canvas.shape(
                "rect",
                x=x - wide / 2,
                y=y + 4,
                width=wide,
                height=SMALL + 3,
                rx=2,
                fill=colours.PAPER,
                fill_opacity=0.85,
            )
            ink = colours.INK
        canvas.text(area.name, x, y + 15, size=SMALL, colour=ink, anchor="middle")
    canvas.reach(height * grown)
    left = LARGEST_MAP + 30
    y = 10.0
    for shade, name in zip(shades, words.class_names(chart), strict=True):
        y = canvas.legend([(colours.MAP[shade], "none", (), name)], y, x=left, to=WIDTH)
    if any(area.value is None for area in chart.areas):
        canvas.legend([(canvas.hatch(), "none", (), words.not_known())], y, x=left)


def seat_chart(chart: SeatChart, canvas: Canvas) -> None:
    """Draw a group: one dot a seat round the table, the parties to the right."""
    middle = (ROUND / 2, ROUND / 2)
    canvas.shape("circle", cx=middle[0], cy=middle[1], r=58, fill=colours.TRACK)
    canvas.text(
        number(chart.total),
        middle[0],
        middle[1] + 12,
        size=34,
        weight=600,
        anchor="middle",
        family=SERIF,
        colour=colours.TEAL,
    )
    size = seat_size(chart.total, SEATS_AT, LARGEST_SEAT)
    places = iter(seats(chart.total, middle, SEATS_AT))
    y = max(10.0, ROUND / 2 - 16 * len(chart.parties))
    for place, party in chart.coloured:
        colour = colours.PARTIES[place - 1]
        for is_taken in [True] * party.seats + [False] * party.vacant:
            x_seat, y_seat = next(places)
            canvas.shape(
                "circle",
                cx=x_seat,
                cy=y_seat,
                r=size - (0 if is_taken else 1),
                fill=colour if is_taken else colours.PAPER,
                stroke=None if is_taken else colour,
                stroke_width=None if is_taken else 1.75,
                stroke_dasharray=None if is_taken else "3.5 3",
            )
        canvas.shape("rect", x=ROUND + 30, y=y, width=16, height=16, rx=3, fill=colour)
        y = canvas.paragraph(
            f"{party.label}: {words.seats(party)}",
            ROUND + 52,
            y + 13,
            WIDTH - ROUND - 52,
        )
    canvas.reach(ROUND)


def year_wheel(chart: YearWheel, canvas: Canvas) -> None:
    """Draw a year: the wheel to the left, the numbered list to the right."""
    middle = (WHEEL / 2, WHEEL / 2)
    for month in range(1, 13):
        turns = ((month - 1) / 12, month / 12)
        for inner, outer, fill in (
            (WHEEL_MONTHS, WHEEL_OUTER, colours.TRACK),
            (WHEEL_INNER, WHEEL_MONTHS, colours.MAP[0]),
        ):
            canvas.shape(
                "path",
                d=ring_part(middle, inner, outer, turns),
                fill=fill,
                stroke=colours.PAPER,
                stroke_width=2,
            )
        x, y = on_circle(middle, (WHEEL_INNER + WHEEL_MONTHS) / 2, (month - 0.5) / 12)
        canvas.text(words.short_month(month), x, y + 4.5, size=SMALL, anchor="middle")
    canvas.text(
        str(chart.year),
        middle[0],
        middle[1] + 10,
        size=30,
        weight=600,
        anchor="middle",
        family=SERIF,
        colour=colours.TEAL,
    )
    dots = wheel_dots(chart)
    for month_, (x, y) in wheel_bunches(chart).items():
        count = in_month(chart)[month_]
        canvas.shape("circle", cx=x, cy=y, r=BUNCH, fill=colours.TEAL)
        for text, down, size in (
            (number(count), 1.5, SIZE),
            (words.things(count), 14.0, SMALL),
        ):
            canvas.text(
                text,
                x,
                y + down,
                size=size,
                weight=600,
                anchor="middle",
                colour=colours.PAPER,
            )
    y = 16.0
    left = WHEEL + 20
    for place, item in chart.numbered:
        fill = colours.TONES[item.tone]
        # The same dot on the wheel and, a little smaller, before its line in the list.
        spots: list[tuple[float, float, float]] = [(left + 9, y + 5, 8.5)]
        if place in dots:
            spots.append((*dots[place], DOT))
        for x, y_at, radius in spots:
            canvas.shape("circle", cx=x, cy=y_at, r=radius, fill=fill)
            canvas.text(
                str(place),
                x,
                y_at + 4,
                size=radius + 1.5,
                weight=600,
                anchor="middle",
                colour=colours.text_on(fill),
            )
        when = item.when or words.month(item.month)
        line = f"{item.label} ({when})"
        y = canvas.paragraph(line, left + 26, y + 10, WIDTH - left - 26, size=13)
    canvas.reach(WHEEL)
