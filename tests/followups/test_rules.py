from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.followups.rules import Agreement, NoSuchYear, agreement_of, as_of

pytestmark = pytest.mark.pure


def test_a_year_that_is_over_is_counted_as_of_its_last_day():
    assert as_of(2020, today=date(2026, 11, 22)) == date(2020, 12, 31)


def test_a_year_under_way_is_counted_as_of_today():
    assert as_of(2026, today=date(2026, 11, 22)) == date(2026, 11, 22)


@pytest.mark.parametrize("year", [2027, 1999])
def test_a_year_that_has_not_been_or_was_before_compacts_is_refused(year):
    with pytest.raises(NoSuchYear):
        as_of(year, today=date(2026, 11, 22))


def test_the_sides_words_are_compared_never_averaged():
    pairs = [
        ("on plan", "on plan"),
        ("on plan", "late"),
        (None, "late"),
        ("done", None),
        (None, None),
    ]

    assert agreement_of(pairs) == Agreement(
        same=1, different=1, one_silent=2, both_silent=1
    )


STATES = st.sampled_from([None, "on plan", "late", "done"])


@given(st.lists(st.tuples(STATES, STATES)))
def test_every_measure_is_counted_exactly_once(pairs):
    assert agreement_of(pairs).measures == len(pairs)
