"""What each kind of chart shows, refuses and withholds."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from xml.etree import ElementTree

import pytest

from overens.common.charts import (
    TONES,
    Area,
    AreaMap,
    Bar,
    Bars,
    ScaleGroup,
    SeatChart,
    SeatParty,
    StatusBar,
    StatusSegment,
    Table,
    TimelinePoint,
    WheelItem,
    YearWheel,
    colours,
    table,
    table_markup,
    to_document_svg,
    to_page_figure,
    to_page_svg,
)
from overens.common.charts.marks import MARKS
from overens.common.charts.measure import text_width, wrapped
from tests.common.drawings import (
    ALL,
    BARS,
    MAP,
    SCALE,
    SEATS,
    STATUS,
    TIMELINE,
    WHEEL,
)

pytestmark = pytest.mark.pure

every_chart = pytest.mark.parametrize("chart", ALL, ids=lambda c: type(c).__name__)

SVG = "{http://www.w3.org/2000/svg}"


def as_xml(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{markup}</div>")


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


# --- what is withheld ---------------------------------------------------------


def test_a_withheld_figure_is_nowhere():
    chart = Bars(title="x", n=40, rows=(Bar("Ja", 38), Bar("Nej", suppressed=True)))

    for markup in (to_page_figure(chart), to_document_svg(chart)):
        assert "Visas inte" in markup
    assert table(chart).rows[1] == ("Nej", "Visas inte", "–", "–")


def test_beside_a_withheld_cell_no_total_tells_it():
    row = table(SCALE).rows[3]
    assert row == (
        "Med dolda celler",
        "2",
        "Visas inte",
        "Visas inte",
        "4",
        "0",
        "–",
        "1",
    )
    drawn = as_xml(to_page_svg(replace(SCALE, groups=SCALE.groups[3:])))
    assert "svar" not in words(drawn).replace("för få svar", "")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: replace(BARS, rows=(Bar("Ja", 14),)), "14 times of 13"),
        (lambda: replace(BARS, rows=(Bar("Ja", -1),)), "from nought"),
        (lambda: replace(BARS, rows=(Bar("Ja", 3, suppressed=True),)), "withheld"),
        (lambda: replace(BARS, rows=(Bar("Ja"),)), "either a count"),
        (lambda: replace(BARS, rows=(Bar("Ja", 9, interval=(10, 21)),)), "frame"),
        (
            lambda: replace(BARS, rows=(Bar("Ja", interval=(1, 2), suppressed=True),)),
            "so is its interval",
        ),
        (lambda: replace(SCALE, levels=("a",)), "two to seven"),
        (
            lambda: replace(SCALE, groups=(ScaleGroup("x", (1, 2)),)),
            "one count for each",
        ),
        (
            lambda: replace(
                SCALE, groups=(ScaleGroup("x", (1,) * 5, suppressed=True),)
            ),
            "carries no figures",
        ),
        (lambda: replace(MAP, breaks=(10, 10)), "larger than the one before"),
        (lambda: SeatChart(title="x", parties=(SeatParty("a", 61),)), "60 seats"),
        (
            lambda: YearWheel(title="x", year=2026, items=(WheelItem(13, "a"),)),
            "month 1 to 12",
        ),
        (lambda: replace(BARS, title=" "), "has a title"),
    ],
)
def test_facts_that_do_not_hold_together_are_refused(wrong, sentence):
    with pytest.raises(ValueError, match=sentence):
        wrong()


# --- the kinds ---------------------------------------------------------


def test_a_hole_in_a_timeline_is_drawn_as_a_hole():
    on_page = to_page_svg(TIMELINE)
    in_document = to_document_svg(TIMELINE)

    assert on_page.count('data-state="hole"') == 1
    assert "Framgår inte av källan" in on_page
    assert "stroke-dasharray" in in_document
    assert "Framgår inte av källan" in in_document


def test_a_map_writes_name_and_number_in_each_area_and_lists_them_below():
    drawing = as_xml(to_page_svg(MAP))
    in_areas = [text.text for text in drawing.iter("text")]
    listed = [words(item) for item in drawing.findall(".//ul[@class='maplist']/li")]

    assert in_areas == ["12", "Alvik", "21", "Näsby", "–", "Hamra"]
    assert listed == ["Alvik 12", "Hamra Uppgift saknas", "Näsby 21"]
    assert "Färre än 10" in words(drawing)
    assert "10–14" in words(drawing)
    assert "20 eller fler" in words(drawing)


def test_a_status_is_told_by_mark_word_and_number():
    drawing = as_xml(to_page_svg(STATUS))
    legend = drawing.find(".//ul[@class='legend legend--statuses']")

    assert words(legend[0]) == "Klar 4"
    assert legend[0].find("a").get("href") == "?status=done"
    assert all(item.find(".//path") is not None for item in legend)


def test_every_seat_has_its_place_and_empty_ones_are_rings():
    drawing = as_xml(to_page_svg(SEATS))
    seats = [c for c in drawing.iter("circle") if "seat" in c.get("class", "")]

    assert len(seats) == SEATS.total == 14
    assert sum("seat--vacant" in seat.get("class") for seat in seats) == 1
    assert "Idéburen sektor: 8 platser, varav 1 vakant" in words(drawing)


def test_a_year_is_numbered_by_month_on_the_wheel_and_in_the_list():
    rows = table(WHEEL).rows

    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert [row[1] for row in rows] == ["15 januari", "mars", "mars", "oktober"]


def test_a_chart_speaks_its_own_language_whatever_is_active():
    english = replace(BARS, language="en")

    assert "9 of 13" in to_page_svg(english)
    assert "Base: 13" in to_page_figure(english)
    assert "9 av 13" in to_page_svg(BARS)
    assert "Bas: 13 nämnder." in to_page_figure(BARS)


@pytest.mark.parametrize("levels", range(2, 8))
def test_every_text_on_a_colour_can_be_read(levels):
    for shade in colours.shades(levels):
        fill = colours.SCALE[shade]
        assert colours.contrast(fill, colours.text_on(fill)) >= 4.5


def test_every_text_on_a_tone_or_a_map_can_be_read():
    for fill in (*colours.TONES.values(), *colours.MAP, *colours.PARTIES):
        assert colours.contrast(fill, colours.text_on(fill)) >= 4.5
    assert colours.contrast(colours.QUIET, colours.PAPER) >= 4.5


def test_a_long_label_breaks_and_a_word_without_end_is_cut():
    lines = wrapped("Samverkan genom " + "x" * 200, 14, 200)

    assert len(lines) > 3
    assert all(text_width(line, 14) <= 200 for line in lines)
    assert wrapped("", 14, 200) == [""]


def test_a_chart_of_five_bars_costs_next_to_nothing():
    """A loose ceiling of 20 ms; ``make bench`` gives the figure itself."""
    chart = Bars(title="x", n=40, rows=tuple(Bar(f"Svar {n}", n) for n in range(5)))
    to_page_svg(chart)
    began = process_time()
    for _ in range(20):
        to_page_svg(chart)

    assert (process_time() - began) / 20 < 0.02


def test_timeline_points_link_where_told():
    chart = replace(TIMELINE, points=(TimelinePoint("a", "2020", href="/beslut/1/"),))

    assert 'href="/beslut/1/"' in to_page_svg(chart)


def test_map_classes_follow_the_breaks():
    assert [AreaMap.class_of(MAP, value) for value in (0, 9, 10, 15, 20, 99)] == [
        0, 0, 1, 2, 3, 3,
    ]  # fmt: skip


def test_a_table_turns_into_blocks_on_a_phone_or_says_that_it_can_be_drawn_aside():
    short = as_xml(table_markup(table(BARS)))
    cross = as_xml(
        table_markup(Table(headings=tuple("ABCDEF"), rows=(), numbers=(1, 2, 3, 4, 5)))
    )

    assert short.find("table").get("data-stack")
    assert short.find(".//td").get("data-label") == "Antal"
    assert {cell.get("role") for cell in short.iter("td")} == {"cell"}
    assert cross.find("table").get("data-stack") is None
    assert "hela tabellen" in cross.find("p").text


def test_a_full_month_of_a_year_is_one_dot_with_its_number():
    items = tuple(WheelItem(12, f"Sak {n}") for n in range(12))
    full = replace(WHEEL, items=(*items, WheelItem(3, "Ett möte")))
    drawing = as_xml(to_page_svg(full))
    dots = list(drawing.iter("circle"))

    assert len(dots) == 2
    assert "12 st" in words(drawing).replace("12st", "12 st")
    assert to_document_svg(full).count("<circle") == 2 + len(full.items)


def test_each_status_says_its_number_however_few_it_has():
    segments = (
        StatusSegment("Enligt plan", 96, "info"),
        StatusSegment("Pausad", 1, "quiet"),
        StatusSegment("Överförd", 3, "moved"),
    )
    chart = StatusBar(title="Så går det", segments=segments)
    drawn = as_xml(to_page_svg(chart)).find(".//svg[@role='img']")

    assert [t.text for t in drawn.iter("text")] == ["96", "1", "3"]


def test_every_tone_has_a_mark_of_its_own():
    assert set(MARKS) == set(TONES) == set(colours.TONES)
    assert len(set(MARKS.values())) == len(MARKS)
    assert len(set(colours.TONES.values())) == len(TONES)


def test_no_name_on_a_map_is_cut_by_its_edge():
    edge = Area("Sandhamra", 3, "M0 0L20 0L20 40Z", (10, 20))
    chart = replace(MAP, areas=(edge,))
    texts = as_xml(to_page_svg(chart)).iter("text")
    name = next(text for text in texts if text.text == "Sandhamra")

    assert float(name.get("x")) >= text_width("Sandhamra", 13, bold=True) / 2
    assert "mt0" in name.get("class"), "the name does not fit on its area"


def test_labels_on_a_map_never_cover_each_other_and_the_list_has_every_area():
    areas = tuple(
        Area(f"Kommun {n}", n, f"M{n * 10} 0 {n * 10 + 9} 0 {n * 10} 9Z", (n * 10, 50))
        for n in range(30)
    )
    chart = AreaMap(title="Karta", size=(350, 100), areas=areas, breaks=(10, 20))

    drawing = as_xml(to_page_svg(chart))

    names = [text for text in drawing.iter("text") if "Kommun" in (text.text or "")]
    places = sorted(float(name.get("x")) for name in names)
    assert "Kommun 29" in [name.text for name in names]  # the largest figure goes first
    assert 3 <= len(names) < 8
    assert all(b - a > 50 for a, b in zip(places, places[1:], strict=False))
    assert len(drawing.findall(".//ul[@class='maplist']/li")) == 30
