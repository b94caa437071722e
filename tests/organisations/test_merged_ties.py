"""Two ties to one organisation become one when rows are merged, where they meet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from overens.common.audit import operator
from overens.organisations.actions import merge_into, part_again, relate
from overens.organisations.queries.structure import relations_around, tree_around
from overens.organisations.rules import days_overlap
from overens.organisations.rules.structure import joined
from tests import make
from tests.organisations.test_merging import dump, two

BY = operator()
D = [date(2000 + year, 1, 1) for year in range(8)]


@pytest.mark.parametrize(
    ("standing", "merged", "left"),
    [
        # Equal; the one within the other; overlapping; open at either end.
        ([(D[0], D[2])], (D[0], D[2]), [(D[0], D[2])]),
        ([(D[0], D[6])], (D[2], D[3]), [(D[0], D[6])]),
        ([(D[0], D[3])], (D[2], D[5]), [(D[0], D[5])]),
        ([(D[2], D[3])], (None, D[2]), [(None, D[3])]),
        ([(D[2], D[3])], (D[3], None), [(D[2], None)]),
        # Over what lies between two.
        (
            [(D[0], D[2]), (D[4], D[5])],
            (D[1], D[6]),
            [(D[0], D[4] - timedelta(days=1)), (D[4], D[6])],
        ),
        # None in common: both stand.
        ([(D[0], D[2])], (D[3], None), [(D[0], D[2]), (D[3], None)]),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_ties_to_the_same_one_become_one_where_they_meet(
    db, client, standing, merged, left, is_above
):
    one, into = two()
    other = make.make_organisation("Paraplyet")

    def tie(mine, days):
        lower, upper = (other, mine) if is_above else (mine, other)
        relate(
            lower=lower,
            upper=upper,
            kind="member",
            first_day=days[0],
            last_day=days[1],
            by=BY,
        )

    for days in standing:
        tie(into, days)
    tie(one, merged)
    before = dump()
    merge_into(organisation=one, into=into, by=BY)

    ties = into.downward if is_above else into.upward
    found = ties.order_by("first_day").values_list("first_day", "last_day")
    assert sorted(found, key=str) == sorted(left, key=str)
    for day in (*D, D[2] + timedelta(days=40)):
        around = relations_around(into, day)
        assert len(around.above_now) + len(around.below_now) <= 1
        assert around.below <= 1
        assert len(tree_around(other, relations_around(other, day), day)) == 1
    part_again(organisation=one, by=BY)
    assert dump() == before


DAYS = some.tuples(
    some.none() | some.integers(0, 60), some.none() | some.integers(0, 60)
).filter(lambda days: None in days or days[0] <= days[1])


def on_calendar(days):
    return tuple(n if n is None else D[0] + timedelta(days=n) for n in days)


def days_in(spans):
    every = [D[0] + timedelta(days=n) for n in range(-2, 63)]
    return [
        day
        for first, last in spans
        for day in every
        if (first is None or first <= day) and (last is None or day <= last)
    ]


@given(some.lists(DAYS, max_size=4), DAYS)
def test_joined_spans_cover_what_was_covered_and_no_day_twice(spans, new):
    held = []
    for span in map(on_calendar, spans):
        if not any(days_overlap(span, one) for one in held):
            held.append(span)
    span = on_calendar(new)
    found = joined(held, span)

    if found is None:
        assert not any(days_overlap(one, span) for one in held)
    else:
        assert set(days_in(found)) == set(days_in([*held, span]))
        assert len(days_in(found)) == len(set(days_in(found)))
        for was, now in zip(held, found, strict=True):
            assert set(days_in([was])) <= set(days_in([now]))
