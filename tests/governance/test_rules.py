"""Groups judged, assignments counted, decisions put in order. No database."""

from __future__ import annotations

from datetime import date

import pytest

from overens.common.dates import PartialDate
from overens.governance.rules import (
    DaysOutOfOrder,
    SeatFact,
    TermEndsBeforeItBegins,
    TextTooLong,
    TrailFact,
    assignment_state,
    check_order,
    check_term,
    check_text,
    group_warnings,
    latest_day,
    trail_order,
)

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 22)
day = PartialDate.parse


def seats(**counts: int) -> list[SeatFact]:
    """Return so many ordinary seats of each side."""
    sectors = {"region": "public", "board": "public", "civil": "civil"}
    return [
        SeatFact(party, "member", sectors.get(party, ""))
        for party, count in counts.items()
        for _ in range(count)
    ]


def keys(found, *, parity=False, most=None, exact=None) -> list[str]:
    warnings = group_warnings(
        found, parity=parity, most_seats=most, exact_seats=exact, today=TODAY
    )
    return [warning.key for warning in warnings]


def test_five_against_five_is_balanced_and_four_against_eight_is_not():
    assert keys(seats(region=5, civil=5), parity=True) == []
    assert keys(seats(region=4, civil=8), parity=True) == ["parity"]


def test_two_public_sides_together_balance_civil_society():
    assert keys(seats(region=1, board=1, civil=2), parity=True) == []


def test_sides_without_a_sector_are_balanced_one_by_one():
    assert keys(seats(one=2, two=2), parity=True) == []
    assert keys(seats(one=2, two=3), parity=True) == ["parity"]


def test_a_group_of_four_and_eight_without_a_rule_of_balance_has_no_warning():
    assert keys(seats(region=4, civil=8)) == []


def test_the_fifteenth_seat_of_at_most_fourteen_is_warned_of():
    assert keys(seats(region=7, civil=7), most=14) == []
    assert keys(seats(region=7, civil=8), most=14) == ["too many"]


@pytest.mark.parametrize(("count", "expected"), [(1, ["size"]), (2, []), (3, ["size"])])
def test_a_group_of_exactly_two(count, expected):
    assert keys(seats(region=count), exact=2) == expected


def test_substitutes_and_co_opted_are_not_counted():
    found = [*seats(region=2), SeatFact("civil", "substitute", "civil")]
    found.append(SeatFact("civil", "co-opted", "civil"))

    assert keys(found, exact=2) == []


def test_a_term_that_ran_out_yesterday_is_warned_of_and_still_counted():
    found = [SeatFact("region", "chair", last_day=date(2026, 11, 21))]

    assert keys(found, exact=1) == ["expired"]


def test_a_seat_that_was_left_is_neither_counted_nor_warned_of():
    left = SeatFact(
        "civil", "member", "civil", None, date(2025, 1, 1), date(2025, 9, 30)
    )

    assert keys([*seats(region=1), left], exact=1) == []


def test_a_group_of_which_no_seat_is_recorded_is_not_judged():
    assert keys([], parity=True, exact=10) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2017", date(2017, 12, 31)),
        ("2017-01", date(2017, 1, 31)),
        ("2016-02", date(2016, 2, 29)),
        ("2017-02-21", date(2017, 2, 21)),
        ("", None),
    ],
)
def test_the_last_day_that_a_partial_date_can_be(text, last):
    assert latest_day(day(text)) == last


@pytest.mark.parametrize(
    ("due", "answered", "expected"),
    [
        # "During January" runs to its last day: 23 days late on 23 February.
        ("2017-01", "2017-02-23", ("late", 23, True)),
        ("2017-01", "2017-01-23", ("in time", None, True)),
        ("2017-01-31", "2017-02", ("late", 1, False)),
        # In 2017: may be before or after January.
        ("2017-01", "2017", ("answered", None, True)),
        ("", "2017-02-23", ("answered", None, True)),
        ("2017-01", "", ("answered", None, True)),
        ("2017", "2017-12-31", ("in time", None, True)),
    ],
)
def test_an_answer_is_in_time_late_or_cannot_be_told(due, answered, expected):
    state = assignment_state(
        due=day(due), answered=day(answered), is_answered=True, today=TODAY
    )

    assert (state.key, state.days, state.exact) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-21", ("overdue", 1)),
        ("2026-11-22", ("waiting", None)),
        ("2026-11", ("waiting", None)),
        ("2026", ("waiting", None)),
        ("2025", ("overdue", 326)),
        ("", ("waiting", None)),
    ],
)
def test_an_assignment_without_an_answer_waits_or_is_overdue(due, expected):
    state = assignment_state(
        due=day(due), answered=PartialDate(), is_answered=False, today=TODAY
    )

    assert (state.key, state.days) == expected


def test_a_decision_without_a_day_stands_by_its_minutes_approval():
    facts = [
        TrailFact(3, day("2019"), place=0),
        TrailFact(2, day(""), (day("2017-02-21"), day("2017-01-23")), follows=1),
        TrailFact(1, day("2016-12-13")),
    ]

    assert trail_order(facts) == [1, 2, 3]


def test_a_decision_of_which_no_day_is_known_stands_after_the_one_it_follows():
    facts = [
        TrailFact(1, day("2016")),
        TrailFact(2, day("2018")),
        TrailFact(3, day(""), follows=1),
    ]

    assert trail_order(facts) == [1, 3, 2]


def test_a_decision_never_stands_before_the_one_it_follows():
    facts = [TrailFact(1, day("2020")), TrailFact(2, day("2019"), follows=1)]

    assert trail_order(facts) == [1, 2]


def test_decisions_that_follow_each_other_in_a_ring_are_all_shown():
    facts = [
        TrailFact(1, day("2016"), follows=3),
        TrailFact(2, day("2017"), follows=1),
        TrailFact(3, day(""), follows=2),
    ]

    assert sorted(trail_order(facts)) == [1, 2, 3]


def test_unknown_days_that_follow_nothing_come_last_in_the_recorders_order():
    facts = [
        TrailFact(1, day(""), place=1),
        TrailFact(2, day(""), place=0),
        TrailFact(3, day("2020")),
    ]

    assert trail_order(facts) == [3, 2, 1]


def test_days_that_may_be_in_order_are_not_refused():
    check_order(day("2017"), day("2017-01-01"))
    check_order(day("2017-05-02"), day("2017"))
    check_order(day(""), day("1999"))
    with pytest.raises(DaysOutOfOrder):
        check_order(day("2017-05-02"), day("2017-04"))


def test_a_term_has_its_first_day_first():
    check_term(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(TermEndsBeforeItBegins):
        check_term(date(2026, 1, 2), date(2026, 1, 1))


def test_a_text_of_more_than_the_longest_is_refused():
    assert check_text("  åäö ") == "åäö"
    with pytest.raises(TextTooLong):
        check_text("å" * 20_001)
