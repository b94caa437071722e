"""The demonstration's days, register and handbook, and what may not be in its files."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from overens.config.demonstration.reading import (
    fill_years,
    read_csv,
    read_day,
    read_text,
    read_toml,
)
from overens.organisations.queries import area_texts
from overens.organisations.rules import FORMS, LEGS, LEVELS, STATUSES, UNIT_KINDS
from tests.config.demonstration_files import (
    DAYS,
    FILES,
    FOLDER,
    HANDBOOK,
    TODAY,
    organisations,
    pairs,
    strandland,
    texts,
)

pytestmark = pytest.mark.pure


def read_raw(name: str) -> dict[str, Any]:
    """Return a file of the demonstration with its days as they are written."""
    found: dict[str, Any] = tomllib.loads((FOLDER / name).read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("N-1-05-14", "2025-05-14"),
        ("N-05-14", "2026-05-14"),
        ("N+1-03-31", "2027-03-31"),
        ("N-5-11", "2021-11"),
        ("N", "2026"),
        ("T-32", "2026-10-21"),
        ("T+30", "2026-12-22"),
        ("N~0", "2026-01-01"),
        ("N>100", "2026-12-31"),
        ("2017-02", "2017-02"),
        ("", ""),
    ],
)
def test_a_day_is_read_as_the_readme_says(written: str, meant: str) -> None:
    assert str(read_day(written, today=TODAY)) == meant


@pytest.mark.parametrize("written", ["N~101", "N-1-13", "N-1-5-1", "tomorrow"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_day(written, today=TODAY)


# Words that tie a text to a part of the year, though its day moves with the loading.
SEASONS = re.compile(
    r"\b(i|till|före|efter|inför|under|på) (januari|februari|mars|april|maj|juni|juli|"
    r"augusti|september|oktober|november|december|våren|sommaren|hösten|vintern|vår|"
    r"somras|höst|höstas|vintras|våras)\b|\b[Hh]östforum\b",
)


def test_nothing_told_on_a_moving_day_names_a_month_or_a_season() -> None:
    # Loaded in March, a report of "N~84" is of March: it cannot tell of September.
    told = [
        (report["day"], report.get("text", ""), report.get("difference", ""))
        for report in read_raw("strandland/reports.toml")["report"]
    ] + [
        (meeting["day"], meeting["title"]["sv"], meeting.get("notes", {}).get("sv", ""))
        for meeting in read_raw("strandland/governance.toml")["meeting"]
    ]
    moving = [one for one in told if re.search(r"[~>]|^T", one[0])]
    assert len(moving) > 20
    assert [one for one in moving if SEASONS.search(" ".join(one[1:]))] == []


@pytest.mark.parametrize("today", DAYS)
def test_days_along_the_year_keep_their_order_on_their_side_of_today(
    today: date,
) -> None:
    past = [read_day(f"N~{share}", today=today).earliest for share in range(101)]
    ahead = [read_day(f"N>{share}", today=today).earliest for share in range(101)]

    assert past == sorted(past, key=str)
    assert ahead == sorted(ahead, key=str)
    assert all(day and day.year == today.year and day <= today for day in past)
    assert all(day and day.year == today.year and day >= today for day in ahead)


def test_years_are_filled_into_texts() -> None:
    assert fill_years("RS {N-6}-0412, {N} och {N+1}", today=TODAY) == (
        "RS 2020-0412, 2026 och 2027"
    )


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_with_no_relative_day_left(name: str, today: date) -> None:
    if name.endswith(".md"):
        found: Any = read_text(name, today=today)
    elif name.endswith(".csv"):
        found = read_csv(name, today=today)
    else:
        found = read_toml(name, today=today)

    assert found
    left = [
        text
        for text in texts(found)
        if "{N" in text or re.match(r"^(N[-+~>]|T[+-]\d)", text)
    ]
    assert left == []


@pytest.mark.parametrize("name", FILES)
def test_no_file_reaches_or_identifies_anybody(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")

    for address in re.findall(r"[\w.+-]+@[\w.-]+", text):
        assert re.search(r"@example\.org\.?$", address), address
    for link in re.findall(r"https?://([\w.-]+)", text):
        assert link == "example.org"
    # Telephone numbers, and numbers that an organisation or a person could have.
    assert not re.search(r"\b0\d{1,3}[-–/ ]\d{2,3}[ -]?\d{2}[ -]?\d{2}\b", text)
    assert not re.search(r"\b\d{6}-\d{4}\b", text)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_every_published_text_is_there_in_english_too(name: str) -> None:
    for pair in pairs(read_toml(name, today=TODAY)):
        assert pair["sv"].strip(), pair
        assert pair.get("en", "").strip(), pair["sv"]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_every_file_says_where_it_comes_from(name: str) -> None:
    found = read_toml(name, today=TODAY)
    if name.endswith("lookups.toml"):
        return
    origin = found.get("origin") or found["survey"]["origin"]
    sources = {"source", "reconstructed"}
    assert origin in ({"made up"} if name.startswith("strandland") else sources)


def test_the_county_has_six_municipalities_that_share_their_borders() -> None:
    place = strandland("place")
    shapes = place["municipality"]
    assert [one["code"] for one in shapes] == [f"990{n}" for n in range(1, 7)]
    assert sum(one["people"] for one in shapes) == place["county"]["people"] == 214000

    points = {
        one["code"]: {
            tuple(map(float, pair))
            for part in re.findall(r"M([^MZ]+)Z", one["path"])
            for pair in zip(*[iter(part.split())] * 2, strict=True)
        }
        for one in shapes
    }
    everything = [point for shape in points.values() for point in shape]
    assert all(0 <= x <= 350 and 0 <= y <= 310 for x, y in everything)
    neighbours = {
        (a, b)
        for a in points
        for b in points
        if a < b and len(points[a] & points[b]) > 1
    }
    assert neighbours == {
        ("9901", "9902"), ("9901", "9903"), ("9901", "9905"), ("9902", "9903"),
        ("9902", "9904"), ("9903", "9904"), ("9903", "9905"), ("9904", "9905"),
    }  # fmt: skip
    assert not any(points["9906"] & points[code] for code in points if code != "9906")


def test_there_are_120_organisations_and_an_umbrella_of_46() -> None:
    found = organisations()
    assert len(found) == 120
    members = [
        one["name"]
        for one in found.values()
        if "foreningsradet-i-strandland" in one.get("member_of", [])
    ]
    assert len(members) == 46
    assert {one["municipalities"][0] for one in found.values()} == {
        f"990{n}" for n in range(1, 7)
    }
    assert set(STATUSES) == {one["status"] for one in found.values()}


def test_every_key_of_the_register_is_known() -> None:
    lookups = strandland("lookups") | area_texts()
    codes = {one["code"] for one in strandland("place")["municipality"]}
    found = organisations()
    for one in found.values():
        assert one["form"] in FORMS
        assert one["level"] in LEVELS
        assert one["seat"] in one["municipalities"]
        assert set(one["municipalities"]) <= codes
        for key in ("areas", "icnptso", "roles", "languages", "target_groups"):
            assert set(one[key]) <= set(lookups[key]), one["slug"]
        assert one["members_band"] in lookups["members"]
        assert one["source"] in lookups["sources"]
        assert set(one.get("member_of", [])) <= set(found)
        assert (one.get("parent") or "seniorerna-strandland") in found
        month = str(one.get("annual_meeting_month", ""))
        assert month == "" or 1 <= int(month) <= 12
    names = [one["name"] for one in found.values()]
    assert len(set(names)) == len(names)


def test_the_public_side_is_one_tree_with_two_missing_contacts() -> None:
    public = strandland("public")
    units = {unit["slug"]: unit for unit in public["unit"]}
    bodies = {body["slug"] for body in public["body"]}
    assert len(units) == len(public["unit"])
    for unit in units.values():
        assert unit["kind"] in UNIT_KINDS
        assert unit["leg"] in LEGS
        assert unit["body"] in bodies
        if "answers_to" in unit:
            assert units[unit["answers_to"]]["body"] == unit["body"]
    without = [unit["slug"] for unit in units.values() if "contact" not in unit]
    assert without == ["ambulans-och-akutforvaltningen", "tandvardsforvaltningen"]
    assert all(body["form"] in FORMS for body in public["body"])


def test_the_handbook_has_a_page_a_task_that_links_to_what_there_is() -> None:
    pages = sorted(path.name for path in HANDBOOK.glob("[0-9]*.md"))
    # Numbered from 1 without a hole, ten at the least.
    assert [int(name[:2]) for name in pages] == list(range(1, len(pages) + 1))
    assert len(pages) >= 10
    index = (HANDBOOK / "index.md").read_text(encoding="utf-8")
    for name in pages:
        text = (HANDBOOK / name).read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert 150 <= len(text.split()) <= 400, name
        assert f"({name})" in index
        linked = set(re.findall(r"\]\(([\w-]+\.md)\)", text))
        assert linked <= set(pages)
        assert "!" not in text
