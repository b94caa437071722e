"""The mean of a finite group from a part of it."""

from __future__ import annotations

from itertools import combinations
from statistics import mean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.stats import finite_mean
from overens.stats.means import student_quantile

pytestmark = pytest.mark.pure


def test_eight_grades_of_twenty_as_worked_out():
    found = finite_mean(22, 66, 8, 20)
    assert found.mean == 2.75
    assert found.error == pytest.approx(0.2428, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((2.18, 3.32), abs=5e-3)


@given(
    st.sampled_from([0.6, 0.9, 0.95, 0.975, 0.995, 0.9999]),
    st.one_of(st.integers(1, 60), st.integers(390, 100_000)),
)
def test_students_quantile_is_scipys(chance, freedom):
    from scipy.stats import t

    assert student_quantile(chance, freedom) == pytest.approx(
        t.ppf(chance, freedom), rel=1e-7
    )


@given(st.lists(st.integers(1, 5), min_size=2, max_size=40))
def test_nothing_is_left_to_guess_when_everybody_has_answered(grades):
    n = len(grades)
    found = finite_mean(sum(grades), sum(g * g for g in grades), n, n)
    assert found.low == found.high == pytest.approx(mean(grades))


@given(st.lists(st.integers(1, 5), min_size=4, max_size=7), st.integers(2, 3))
def test_the_squared_error_is_right_on_average_over_all_draws(grades, size):
    """Over every sample that could be drawn: unbiased, as Cochran shows."""
    samples = list(combinations(grades, size))
    errors = [
        finite_mean(sum(s), sum(g * g for g in s), size, len(grades)).error ** 2
        for s in samples
    ]
    truth = variance([float(g) for g in grades]) / size * (1 - size / len(grades))
    assert mean(errors) == pytest.approx(truth, abs=1e-12)


@pytest.mark.parametrize(
    "arguments", [(5, 25, 1, 20), (22, 66, 8, 7), (22, 60, 8, 20), (22, -1, 8, 20)]
)
def test_impossible_grades_are_refused_with_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        finite_mean(*arguments)


def test_an_impossible_level_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="between 0 and 1"):
        finite_mean(22, 66, 8, 20, level=95)  # type: ignore[arg-type]
