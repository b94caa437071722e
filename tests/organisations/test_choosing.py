"""Whom to ask: the rule alone, held against what it promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.organisations.rules.choosing import (
    DIALOGUE,
    DISTRICT,
    GROUPS,
    INFLUENCE,
    NEVER,
    OTHER,
    PARTNERSHIP,
    SILENT,
    UMBRELLA,
    Candidate,
    NothingAskedFor,
    Wanted,
    changed_since,
    fits,
    marks_of,
    proposal,
    spread_of,
)

TODAY = date(2026, 11, 22)
AREAS, PLACES = ["culture", "public-health", "sport"], ["9901", "9902", "9903"]


def some(values):
    return st.frozensets(st.sampled_from(values), max_size=3)


days = st.one_of(st.none(), st.dates(date(2020, 1, 1), TODAY))
candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 30),
        name=st.text("abcåäö", max_size=3),
        level=st.sampled_from(["local", "district", "umbrella", ""]),
        is_district=st.sampled_from([True, False, None]),
        areas=some(AREAS),
        municipalities=some(PLACES),
        reach=some(PLACES),
        below=st.frozensets(st.integers(1, 30), max_size=4),
        roles=some(["voice", "service"]),
        last_asked=days,
        last_answered=days,
        last_confirmed=days,
    ),
    max_size=12,
    unique_by=lambda each: each.id,
)
questions = st.builds(
    Wanted, some(AREAS), some(PLACES), st.sampled_from(list(INFLUENCE))
).filter(lambda wanted: wanted.areas or wanted.municipalities)


@given(candidates, questions)
def test_everyone_who_fits_is_proposed_once_and_umbrellas_above_them(rows, wanted):
    found = [row.candidate.id for row in proposal(rows, wanted, today=TODAY)]

    direct = {each.id for each in rows if fits(each, wanted)}
    over = {
        each.id for each in rows if each.level == "umbrella" and each.below & direct
    }
    assert sorted(found) == sorted(direct | over)


@given(candidates, questions)
def test_districts_come_before_umbrellas_and_they_before_the_rest(rows, wanted):
    groups = [row.group for row in proposal(rows, wanted, today=TODAY)]

    assert groups == sorted(groups, key=GROUPS.index)


@given(candidates, questions, st.randoms())
def test_the_order_does_not_hang_on_the_order_that_rows_come_in(rows, wanted, chance):
    mixed = list(rows)
    chance.shuffle(mixed)

    assert proposal(mixed, wanted, today=TODAY) == proposal(rows, wanted, today=TODAY)


@given(candidates, questions)
def test_each_has_a_reason(rows, wanted):
    for row in proposal(rows, wanted, today=TODAY):
        assert row.areas or row.municipalities or row.reached or row.members


@given(candidates)
def test_the_spread_counts_each_place_and_names_every_hole(rows):
    found = spread_of(rows, municipalities=PLACES, areas=AREAS)

    for (place, area), count in found.counts.items():
        by_hand = [
            each for each in rows if place in each.works_in and area in each.areas
        ]
        assert count == len(by_hand)
        assert ((place, area) in found.white_spots) == (not by_hand)


def test_without_area_and_municipality_nobody_is_proposed():
    with pytest.raises(NothingAskedFor):
        proposal([], Wanted(), today=TODAY)


def test_a_district_reaches_where_its_local_associations_are():
    row = Candidate(1, is_district=True, reach=frozenset({"9902"}))

    (found,) = proposal([row], Wanted(municipalities=frozenset({"9902"})), today=TODAY)

    assert (found.group, found.municipalities, found.reached) == (
        DISTRICT,
        (),
        ("9902",),
    )


def test_an_umbrella_that_is_a_district_passes_on_all_the_same():
    row = Candidate(1, level="umbrella", is_district=True, areas=frozenset({"sport"}))

    (found,) = proposal([row], Wanted(frozenset({"sport"})), today=TODAY)

    assert found.group == UMBRELLA


@pytest.mark.parametrize(
    ("influence", "first"), [("information", "a"), (DIALOGUE, "b"), (PARTNERSHIP, "b")]
)
def test_who_has_the_role_comes_first_when_it_takes_thinking_together(influence, first):
    sport = frozenset({"sport"})
    rows = [
        Candidate(1, name="a", areas=sport, last_answered=TODAY),
        Candidate(
            2, name="b", areas=sport, roles=frozenset({"voice"}), last_answered=TODAY
        ),
    ]

    found = proposal(rows, Wanted(sport, influence=influence), today=TODAY)

    assert found[0].candidate.name == first
    assert {row.group for row in found} == {OTHER}


@pytest.mark.parametrize(
    ("asked", "answered", "confirmed", "marks"),
    [
        (None, None, None, (NEVER,)),
        (None, None, TODAY, (NEVER,)),
        (TODAY, None, None, ()),
        (TODAY - timedelta(days=61), None, None, (SILENT,)),
        (TODAY - timedelta(days=61), None, TODAY, ()),
        (TODAY, TODAY - timedelta(days=731), None, (SILENT,)),
        (None, TODAY - timedelta(days=730), None, ()),
        (None, TODAY - timedelta(days=731), TODAY, ()),
    ],
)
def test_never_asked_and_long_silent_are_two_things(asked, answered, confirmed, marks):
    one = Candidate(
        1, last_asked=asked, last_answered=answered, last_confirmed=confirmed
    )

    assert marks_of(one, today=TODAY) == marks


def test_a_list_is_held_against_a_fresh_proposal():
    new, gone = changed_since(kept=[1, 2], out=[3], fresh=[4, 3, 2])

    assert (new, gone) == ([4], [1])
