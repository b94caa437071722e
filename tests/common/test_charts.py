"""Charts say the same on every medium, escaped, and within their width."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.common.charts import (
    Area,
    Bar,
    Bars,
    Chart,
    ScaleGroup,
    SeatChart,
    StackedScale,
    StatusBar,
    StatusSegment,
    Timeline,
    YearWheel,
    document,
    page,
    table,
    to_document_svg,
    to_page_figure,
    to_page_svg,
)
from overens.common.charts.geometry import apart, parts, starts
from overens.common.charts.svg import tag
from tests.common.drawings import (
    ALL,
    BARS,
    MAP,
    SCALE,
    SOME_BARS,
    SOME_SCALES,
    hostile,
)

pytestmark = pytest.mark.pure

every_chart = pytest.mark.parametrize("chart", ALL, ids=lambda c: type(c).__name__)

SVG = "{http://www.w3.org/2000/svg}"


def as_xml(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{markup}</div>")


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


# --- what every chart has ---------------------------------------------------------


@every_chart
def test_every_kind_has_a_page_a_document_and_a_table(chart):
    assert type(chart) in page.WRITERS
    assert type(chart) in document.WRITERS
    assert table(chart).rows


def test_no_kind_of_chart_is_left_out():
    assert set(page.WRITERS) == set(document.WRITERS) == set(Chart.__subclasses__())


@every_chart
def test_a_chart_on_a_page_has_heading_description_and_table(chart):
    figure = as_xml(to_page_figure(chart, heading=2))

    assert figure.find("./figure//h2").text == chart.title
    assert figure.find(".//table/caption").text == chart.title
    assert figure.find(".//th[@scope='col']") is not None
    assert figure.find(".//th[@scope='row']") is not None


@every_chart
def test_each_drawn_row_names_itself_to_who_cannot_see_it(chart):
    drawing = as_xml(to_page_svg(chart))
    images = [svg for svg in drawing.iter("svg") if svg.get("role") == "img"]

    for svg in images:
        named, described = svg.get("aria-labelledby").split()
        assert svg.find(f"title[@id='{named}']").text.strip()
        assert svg.find(f"desc[@id='{described}']").text.strip()
    assert images or isinstance(chart, Timeline), "a timeline is a list of words"
    for svg in drawing.iter("svg"):
        assert svg.get("role") == "img" or svg.get("aria-hidden") == "true"


@every_chart
def test_ids_are_given_once_even_when_the_chart_stands_twice(chart):
    other = BARS if chart is SCALE else SCALE
    markup = to_page_figure(chart) + to_page_figure(chart, key="2") + to_page_svg(other)
    ids = re.findall(r'\sid="([^"]+)"', markup)

    assert len(set(ids)) == len(ids)


@every_chart
def test_the_same_chart_is_drawn_the_same_each_time(chart):
    assert to_page_svg(chart) == to_page_svg(replace(chart))
    assert to_document_svg(chart) == to_document_svg(replace(chart))


# --- escaping and Content-Security-Policy ---------------------------------


@every_chart
def test_a_page_drawing_passes_the_strictest_policy(chart):
    for drawn in (chart, hostile(chart)):
        root = as_xml(to_page_figure(drawn))
        for element in root.iter():
            assert element.tag not in {"script", "style", "foreignObject", "image"}
            for name in element.attrib:
                assert name != "style"
                assert not name.startswith("on")


@every_chart
def test_markup_in_any_text_comes_out_as_text(chart):
    drawn = hostile(chart)

    for markup in (
        to_page_svg(drawn),
        to_page_figure(drawn),
        to_document_svg(drawn),
    ):
        root = as_xml(markup)
        assert "<script>" not in markup
        assert 'alert("1")' in words(root) or "alert(" in words(root)
        assert root.find(".//script") is None


def test_an_element_cannot_be_given_style_or_script():
    with pytest.raises(ValueError, match="style"):
        tag("rect", style="fill:red")
    with pytest.raises(ValueError, match="onclick"):
        tag("rect", onclick="x")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//example.org", "data:text/html,x", " /x", "x"]
)
def test_a_link_that_is_no_page_is_refused(href):
    with pytest.raises(ValueError, match="links to a page"):
        StatusBar(title="x", segments=(StatusSegment("a", 1, "info", href),))


def test_an_outline_that_is_no_path_is_refused():
    with pytest.raises(ValueError, match="path data"):
        replace(MAP, areas=(Area("Alvik", 1, 'M0 0"/><script>', (1, 1)),))


# --- numbers ---------------------------------------------------------


def widths_of(svg: ElementTree.Element, class_: str) -> list[float]:
    return [
        float(rect.get("width").rstrip("%"))
        for rect in svg.iter("rect")
        if class_ in (rect.get("class") or "").split()
    ]


@given(SOME_SCALES)
def test_the_parts_of_a_scale_fill_the_bar_and_no_more(chart):
    drawing = as_xml(to_page_svg(chart))
    strips = [
        svg
        for svg in drawing.iter("svg")
        if svg.get("height") == "44" and svg.get("role") == "img"
    ]

    if chart.is_empty:
        assert not strips
        return
    for svg, group in zip(strips, chart.groups, strict=True):
        widths = widths_of(svg, "seg")
        assert round(sum(widths), 3) == (100 if group.total else 0)
        for rect in svg.iter("rect"):
            if "seg" in rect.get("class", ""):
                end = float(rect.get("x")[:-1]) + float(rect.get("width")[:-1])
                assert round(end, 3) <= 100


def test_a_scale_of_which_all_is_withheld_says_so_and_is_not_called_empty():
    chart = StackedScale(
        title="Betyg",
        language="sv",
        levels=("1", "2"),
        groups=(ScaleGroup("Alla", (None, None)),),
    )
    said = to_page_svg(chart)
    assert "Visas inte" in said and "inget att visa" not in said


@given(SOME_BARS)
def test_no_bar_is_longer_than_its_base(chart):
    for width in widths_of(as_xml(to_page_svg(chart)), "b1"):
        assert 0 <= width <= 100


@given(SOME_SCALES)
def test_a_document_drawing_stays_within_its_width(chart):
    svg = ElementTree.fromstring(to_document_svg(chart))
    wide = float(svg.get("viewBox").split()[2])

    for rect in svg.iter(f"{SVG}rect"):
        if rect.get("x"):
            assert float(rect.get("x")) + float(rect.get("width")) <= wide + 0.01


def test_parts_add_up_exactly_as_they_are_written():
    for counts in ([1, 1, 1], [2, 3, 1], [0, 0, 7], [1] * 7, [99_999, 1]):
        assert round(sum(parts(counts)) * 1000) == 100_000
        for start, width in zip(starts(counts)[1:], parts(counts), strict=False):
            assert start >= width or start > 0
    assert parts([0, 0]) == [0, 0]


def test_page_document_and_table_agree_on_every_bar():
    on_page = as_xml(to_page_svg(BARS))
    in_document = ElementTree.fromstring(to_document_svg(BARS))
    shown = [row[1] for row in table(BARS).rows]

    for medium in (on_page.iter("text"), in_document.iter(f"{SVG}text")):
        figures = [text.text for text in medium if " av " in text.text]
        assert figures == ["9 av 13", "4 av 13", "0 av 13"]
    assert shown == ["9", "4", "0"]
    assert [row[3] for row in table(BARS).rows] == [
        "69\xa0%",
        "31\xa0%",
        "0\xa0%",
    ]
    assert [row[4] for row in table(BARS).rows] == ["10–16", "4–11", "0–3"]


def test_page_document_and_table_agree_on_a_scale():
    texts = {
        "page": words(as_xml(to_page_svg(SCALE))),
        "document": words(ElementTree.fromstring(to_document_svg(SCALE))),
    }
    row = table(SCALE).rows[0]

    assert row[1:] == (
        "5\xa0(4\xa0%)",
        "15\xa0(13\xa0%)",
        "33\xa0(28\xa0%)",
        "44\xa0(37\xa0%)",
        "21\xa0(18\xa0%)",
        "118",
        "12",
    )
    for medium, text in texts.items():
        for figure in ("4 %", "13 %", "28 %", "37 %", "18 %", "118 svar", "12 av 130"):
            assert figure in text, (medium, figure)


def test_below_thirty_answers_counts_are_shown_and_not_per_cent():
    few = words(as_xml(to_page_svg(replace(SCALE, groups=SCALE.groups[1:2]))))
    assert "%" not in few
    assert "5 av 8" in few

    many = Bars(title="x", n=410, rows=(Bar("Ja", 245),))
    assert "245 av 410 (60 %)" in words(as_xml(to_page_svg(many)))


def test_a_bar_without_anyone_is_shown_as_nought():
    drawing = as_xml(to_page_svg(BARS))

    assert widths_of(drawing, "b1")[-1] == 0
    assert "0 av 13" in words(drawing)


@pytest.mark.parametrize(
    "chart",
    [
        Bars(title="Tom", rows=()),
        Bars(title="Tom", n=0, rows=(Bar("Ja", 0),)),
        StackedScale(title="Tom", levels=("a", "b"), groups=(ScaleGroup("x", (0, 0)),)),
        StatusBar(title="Tom", segments=(StatusSegment("Klar", 0, "success"),)),
        Timeline(title="Tom", points=()),
        replace(MAP, areas=()),
        SeatChart(title="Tom", parties=()),
        YearWheel(title="Tom", year=2026, items=()),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_an_empty_chart_says_so(chart):
    assert "Här finns inget att visa än." in to_page_figure(chart)
    assert "Här finns inget att visa än." in to_document_svg(chart)


def test_a_label_wide_enough_stands_in_its_part_and_a_small_one_beside_it():
    drawing = as_xml(to_page_svg(SCALE))
    first = next(svg for svg in drawing.iter("svg") if svg.get("height") == "44")

    assert "4 %" not in [text.text for text in first.iter("text")]
    assert "Mycket dåligt: 4 %" in words(drawing)


@given(
    labels=st.lists(st.tuples(st.floats(0, 100), st.floats(1, 60)), max_size=12).map(
        sorted
    ),
    whole=st.floats(100, 800),
)
def test_labels_in_a_row_never_run_together(labels, whole):
    shown = [
        (whole * middle / 100, width)
        for (middle, width), is_shown in zip(
            labels, apart(labels, whole=whole, gap=4), strict=True
        )
        if is_shown
    ]
    assert bool(shown) == bool(labels)
    for (left, one), (right, other) in pairwise(shown):
        assert left + one / 2 + 4 <= right - other / 2


def test_on_a_phone_a_bar_says_only_the_numbers_that_have_room():
    counts = {"success": 111, "info": 4, "warning": 2, "neutral": 3}
    bar = StatusBar(
        title="T",
        segments=tuple(
            StatusSegment(tone, count, tone) for tone, count in counts.items()
        ),
    )

    drawn = to_page_svg(bar)

    assert drawn.count("t--roomy") == 2
    assert all(f"<strong>{count}</strong>" in drawn for count in counts.values())
