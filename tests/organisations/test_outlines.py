"""Outlines made flat and small, and fitted to the page; the file of Sweden."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from overens.organisations.queries import area_texts, counties, municipalities_of
from overens.organisations.rules import (
    MOST_BYTES,
    OutlineNotRead,
    drawn,
    map_fit,
    map_size,
    rings_of,
)
from overens.organisations.rules.outlines import flat, label_of

pytestmark = pytest.mark.pure

HALLAND = {
    "1315": "Hylte",
    "1380": "Halmstad",
    "1381": "Laholm",
    "1382": "Falkenberg",
    "1383": "Varberg",
    "1384": "Kungsbacka",
}


def points(path: str) -> set[tuple[str, str]]:
    return set(re.findall(r"(-?[\d.]+) (-?[\d.]+)", path))


def test_a_place_lies_where_sweref_99_tm_puts_it_within_half_a_per_cent():
    # Halmstad's town hall: about E 369 km, N 6284 km by SWEREF 99 TM.
    x, y = flat(12.858, 56.674)
    gothenburg = flat(11.967, 57.707)

    assert abs((x - flat(15, 56.674)[0]) / 10 - (369 - 500)) < 1.5
    # 126.4 km apart along the earth.
    apart = ((x - gothenburg[0]) ** 2 + (y - gothenburg[1]) ** 2) ** 0.5 / 10
    assert abs(apart - 126.4) < 1


def test_neighbours_still_share_their_border_when_it_is_made_coarser():
    def wavy(step: int) -> list[list[float]]:
        return [[15.5 + (0.004 if i % 2 else 0), 58 + i / 100] for i in range(step)]

    border = wavy(60)
    west = [[15, 58], *border, [15, 58.59], [15, 58]]
    east = [[16, 58], [16, 58.59], *reversed(border), [16, 58]]
    shapes = {
        code: rings_of({"type": "Polygon", "coordinates": [ring]})
        for code, ring in (("0101", west), ("0201", east))
    }

    made = drawn(shapes, {"0101": "01", "0201": "02"}, most=150)

    assert all(len(path) <= 150 for path, _label in made.values())
    shared = points(made["0101"][0]) & points(made["0201"][0])
    assert len(shared) == len(points(made["0101"][0])) - 2


def test_small_islands_go_first_and_the_largest_land_always_stays():
    def square(x: float, size: float) -> list[list[list[float]]]:
        y = 60
        corners = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
        return [corners]

    many = {
        "type": "MultiPolygon",
        "coordinates": [
            square(15, 0.5),
            *(square(16 + i / 50, 0.01) for i in range(9)),
        ],
    }

    ((path, _label),) = drawn(
        {"0101": rings_of(many)}, {"0101": "01"}, most=60
    ).values()

    assert path.count("M") == 1
    assert len(points(path)) == 4


def test_a_hole_is_drawn_as_a_hole():
    outer = [[15, 60], [16, 60], [16, 61], [15, 61], [15, 60]]
    inner = [[15.4, 60.4], [15.6, 60.4], [15.6, 60.6], [15.4, 60.6], [15.4, 60.4]]

    def turns(ring):
        return sum(
            x * down - across * y
            for (x, y), (across, down) in pairwise([*ring, ring[0]])
        )

    for hole in (inner, inner[::-1]):
        one, other = rings_of({"type": "Polygon", "coordinates": [outer, hole]})
        assert turns(one) > 0 > turns(other)


def test_a_name_stands_on_the_land_also_of_a_crooked_shape():
    # A horseshoe, open to the right: its middle is water.
    ring = [
        (0, 0),
        (90, 0),
        (90, 20),
        (30, 20),
        (30, 80),
        (90, 80),
        (90, 100),
        (0, 100),
    ]

    x, y = label_of([ring])

    assert 0 < x < 30 or y < 20 or y > 80


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": [15, 60]},
        {"type": ["Polygon"], "coordinates": []},
        {"type": "Polygon", "coordinates": [[[500000, 6500000], [1, 1], [2, 2]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 60]]]},
        {"type": "Polygon", "coordinates": 7},
    ],
)
def test_what_is_no_outline_by_wgs_84_is_refused(geometry):
    with pytest.raises(OutlineNotRead):
        rings_of(geometry)


def test_swedens_file_has_every_municipality_once_with_an_outline():
    rows = municipalities_of()

    assert len({row["code"] for row in rows}) == len(rows) == 290
    assert len(counties()) == 21
    assert Counter(row["county"] for row in rows).keys() == counties().keys()
    assert all(row["code"].startswith(row["county"]) for row in rows)
    assert all(re.fullmatch(r"(M[\d ]+Z)+", row["path"]) for row in rows)
    assert min(len(points(row["path"])) for row in rows) >= 4


def test_halland_has_its_six_municipalities():
    found = {row["code"]: row["name"] for row in municipalities_of(["13"])}

    assert found == HALLAND
    assert counties()["13"] == "Hallands län"


def test_the_outlines_of_a_county_are_small():
    sizes = Counter()
    for row in municipalities_of():
        sizes[row["county"]] += len(row["path"])

    assert max(sizes.values()) <= MOST_BYTES
    assert sum(sizes.values()) < 120_000


def test_each_swedish_name_stands_in_its_own_municipality():
    def is_in(x, y, path):
        inside = False
        for part in re.findall(r"M([^Z]+)Z", path):
            numbers = list(map(float, part.split()))
            ring = list(zip(numbers[0::2], numbers[1::2], strict=True))
            for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
                if (y1 > y) is not (y2 > y):
                    inside ^= x < x1 + (x2 - x1) * (y - y1) / (y2 - y1)
        return inside

    outside = [
        row["name"]
        for row in municipalities_of()
        if not is_in(row["label"]["x"] + 0.5, row["label"]["y"] + 0.5, row["path"])
    ]

    assert outside == []


def test_no_made_up_municipality_has_a_swedish_code():
    assert not any(row["code"].startswith("99") for row in municipalities_of())
    assert "99" not in counties()


@pytest.mark.parametrize("county", ["13", "14", "25"])
def test_a_county_is_fitted_to_the_page(county):
    paths = [row["path"] for row in municipalities_of([county])]
    fit = map_fit(paths)

    width, height = map_size(map(fit.outline, paths))

    assert width <= 350.1
    assert height <= 480.1
    assert max(width / 350, height / 480) > 0.99


def test_there_are_twenty_public_areas_with_words_in_both_languages():
    lists = area_texts()

    assert {name: len(texts) for name, texts in lists.items()} == {
        "areas": 20,
        "icnptso": 20,
    }
    for texts in lists.values():
        assert all(text["sv"] and text["en"] for text in texts.values())
