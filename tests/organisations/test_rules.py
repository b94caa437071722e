"""The register's rules alone (docs/rules/organisations.md)."""

from __future__ import annotations

import doctest
from dataclasses import dataclass
from datetime import date
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.organisations.rules import (
    DaysOutOfOrder,
    EvidenceMissing,
    LooksLikePersonalNumber,
    MonthOutOfRange,
    NameMissing,
    NameTooLong,
    NotAnOrganisationNumber,
    UnitRing,
    UnknownWord,
    check_answers_to,
    check_days,
    check_evidence,
    check_month,
    check_name,
    check_org_number,
    check_words,
    days_overlap,
    district_finding,
    folded,
    map_breaks,
    map_size,
    slug_of,
    sort_name,
    tree,
)

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 22)
FOUR = {"9901": "99", "9902": "99", "9903": "99", "9905": "99"}


@pytest.mark.parametrize("name", ["checks", "district", "mapping", "names", "sheet"])
def test_the_examples_in_the_rules_hold(name):
    module = import_module(f"overens.organisations.rules.{name}")
    assert doctest.testmod(module).failed == 0


# --- O1: the district rule ----------------------------------------------------------


@pytest.mark.parametrize(
    ("branches", "places", "is_district", "reasons"),
    [
        (0, {}, False, ()),
        (0, dict(list(FOUR.items())[:2]), False, ()),
        (0, dict(list(FOUR.items())[:3]), True, ("municipalities",)),
        (1, {"9901": "99"}, True, ("branches",)),
        (4, FOUR, True, ("branches", "municipalities")),
        # Three municipalities, but of two counties.
        (0, {"9901": "99", "9902": "99", "1380": "13"}, False, ()),
    ],
)
def test_local_branches_or_three_of_a_countys_municipalities_make_a_district(
    branches, places, is_district, reasons
):
    found = district_finding(branches=branches, municipalities=places, as_of=TODAY)

    assert (found.is_district, found.reasons) == (is_district, reasons)
    assert found.as_of == TODAY


def test_the_county_where_most_are_is_the_one_that_counts():
    places = {"1380": "13", **FOUR}

    found = district_finding(branches=0, municipalities=places, as_of=TODAY)

    assert (found.county, found.municipalities) == ("99", 4)


# --- O2: organisation numbers -------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["8999999991", "899999-9991", " 16899999-9991 ", "SE899999999101"]
)
def test_a_number_is_kept_as_ten_figures_however_it_is_written(typed):
    assert check_org_number(typed) == "8999999991"


def test_no_number_is_no_fault():
    assert check_org_number("  ") == ""


@pytest.mark.parametrize("typed", ["121212-1212", "1212121212", "19121212-1212"])
def test_a_personal_number_is_refused_even_when_its_check_figure_is_right(typed):
    with pytest.raises(LooksLikePersonalNumber):
        check_org_number(typed)


def test_a_mistyped_personal_number_is_refused_as_one_and_not_shown_back():
    with pytest.raises(LooksLikePersonalNumber) as refused:
        check_org_number("121212-1213")
    assert "1212" not in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["899999-9992", "12345", "åtta", "899999999", "١" * 10]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotAnOrganisationNumber):
        check_org_number(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_ten_figures_nothing_or_a_sentence(typed):
    try:
        kept = check_org_number(typed)
    except (NotAnOrganisationNumber, LooksLikePersonalNumber):
        return
    assert kept == "" or (len(kept) == 10 and kept.isdigit() and kept[2] not in "01")


# --- names --------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_a_slug_can_always_stand_in_an_address(name):
    slug = slug_of(name)
    assert slug
    assert slug.strip("-") == slug
    assert slug == folded(slug)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_swedish_letters_come_last_in_their_order():
    names = ["Östra", "ZEBRA", "Älg", "Åsa", "arbetar", "É"]

    assert sorted(names, key=sort_name) == [
        "arbetar",
        "É",
        "ZEBRA",
        "Åsa",
        "Älg",
        "Östra",
    ]


@pytest.mark.parametrize(
    ("name", "fault"), [("  ", NameMissing), ("a" * 201, NameTooLong)]
)
def test_a_name_has_a_length(name, fault):
    with pytest.raises(fault):
        check_name(name)
    assert check_name("  Två   ord ") == "Två ord"


# --- days, words, units -------------------------------------------------------------

EARLY, LATE = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((None, None), (None, None), True),
        ((EARLY, LATE), (LATE, None), True),
        ((EARLY, LATE), (date(2026, 7, 1), None), False),
        ((None, EARLY), (LATE, None), False),
        ((LATE, None), (None, EARLY), False),
    ],
)
def test_days_overlap_when_they_share_one(one, other, overlap):
    assert days_overlap(one, other) is overlap
    assert days_overlap(other, one) is overlap


def test_what_cannot_be_is_refused_with_its_field():
    with pytest.raises(DaysOutOfOrder):
        check_days(LATE, EARLY)
    with pytest.raises(MonthOutOfRange):
        check_month(13)
    with pytest.raises(EvidenceMissing):
        check_evidence("  ")
    with pytest.raises(UnknownWord) as refused:
        check_words(["sv", "xx"], ["sv", "en"], field="languages")
    assert refused.value.field == "languages"
    assert "sv, en" in str(refused.value)


def test_words_are_kept_once_in_the_lists_order():
    assert check_words(["en", "sv", "en"], ["sv", "en"], field="languages") == [
        "sv",
        "en",
    ]


@dataclass
class Row:
    id: int


def test_units_stand_under_whom_they_answer_to_and_a_ring_hides_nobody_else():
    rows = [Row(1), Row(2), Row(3), Row(4)]

    grown = tree(rows, {1: None, 2: 1, 3: 2, 4: 99})

    assert [branch.row.id for branch in grown] == [1, 4]
    assert grown[0].below[0].below[0].row.id == 3


@pytest.mark.parametrize("to", [1, 2, 3])
def test_a_unit_never_comes_to_answer_to_itself(to):
    with pytest.raises(UnitRing):
        check_answers_to(1, to, {1: None, 2: 1, 3: 2}, name="Styrelsen")
    check_answers_to(3, 1, {1: None, 2: 1, 3: 2}, name="Nämnden")


# --- the map ------------------------------------------------------------------------


@given(st.lists(st.integers(0, 10_000), max_size=8))
def test_a_map_has_one_to_three_rising_breaks(counts):
    breaks = map_breaks(counts)
    assert 1 <= len(breaks) <= 3
    assert list(breaks) == sorted(set(breaks))
    assert breaks[0] >= 1


def test_a_map_holds_all_its_outlines():
    assert map_size(["M0 0 10 5Z", "M3 40 4 2Z"]) == (18.0, 48.0)
