"""The effective number of answers when persons answer for several units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.stats import effective_n

pytestmark = pytest.mark.pure


def test_eight_persons_behind_thirteen_units_are_worth_six_or_seven():
    assert effective_n([3, 2, 2, 2, 1, 1, 1, 1]) == pytest.approx(169 / 25)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_it_lies_between_one_and_the_number_of_persons(sizes):
    assert 1 - 1e-12 <= effective_n(sizes) <= len(sizes) + 1e-12


@given(st.integers(1, 50), st.integers(1, 30))
def test_it_is_the_number_of_persons_when_all_answer_for_as_many(size, persons):
    assert effective_n([size] * persons) == pytest.approx(persons)


@pytest.mark.parametrize("sizes", [[], [0], [2, -1], [1.5]])
def test_impossible_sizes_are_refused_with_a_sentence(sizes):
    with pytest.raises(ValueError, match=r"must be"):
        effective_n(sizes)
