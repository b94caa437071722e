"""Nobody stands above itself, on any day: held against a reckoning by hand."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from overens.organisations.rules import days_shared, would_ring

DAYS = [date(2020, 1, day) for day in range(1, 7)]


@st.composite
def spans(draw):
    first = draw(st.one_of(st.none(), st.sampled_from(DAYS)))
    last = draw(st.one_of(st.none(), st.sampled_from(DAYS)))
    return (last, first) if first and last and last < first else (first, last)


def holds(span, day):
    return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])


@given(
    ties=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), spans()), max_size=9
    ).map(lambda rows: [row for row in rows if row[0] != row[1]]),
    lower=st.integers(0, 4),
    upper=st.integers(0, 4),
    span=spans(),
)
def test_a_tie_makes_a_ring_just_when_on_some_day_it_closes_one(
    ties, lower, upper, span
):
    def closes(day):
        held = [tie for tie in ties if holds(tie[2], day)]
        found, todo = set(), [upper]
        while todo:
            one = todo.pop()
            if one not in found:
                found.add(one)
                todo += [over for low, over, _days in held if low == one]
        return lower in found

    edges = [*DAYS, date(2019, 1, 1), date(2021, 1, 1)]
    by_hand = any(holds(span, day) and closes(day) for day in edges)

    found = would_ring(
        lower, upper, span, lambda level: [tie for tie in ties if tie[0] in level]
    )

    assert found == by_hand


@given(one=spans(), other=spans())
def test_the_days_two_spans_share_are_those_in_both(one, other):
    shared = days_shared(one, other)
    for day in [*DAYS, date(2019, 1, 1), date(2021, 1, 1)]:
        in_both = holds(one, day) and holds(other, day)
        assert in_both == (shared is not None and holds(shared, day))
