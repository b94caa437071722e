"""Intervals for a part of a small, finite group."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.stats import finite, finite_interval, logical_bounds, mean_bounds

pytestmark = pytest.mark.pure

# Table of docs/rules/surveys.md: (population, answered, yes), interval at 95 %.
KNOWN = [
    ((20, 13, 9), (10, 16)),
    ((20, 13, 0), (0, 3)),
    ((20, 13, 2), (2, 6)),
    ((20, 13, 13), (17, 20)),
    ((20, 8, 1), (1, 8)),
    ((80, 16, 8), (22, 58)),
    ((42, 42, 21), (21, 21)),
    ((20, 20, 9), (9, 9)),
]


@st.composite
def samples(draw, largest=40):
    """Yes, answered and population that can occur."""
    population = draw(st.integers(0, largest))
    answered = draw(st.integers(0, population))
    return draw(st.integers(0, answered)), answered, population


LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


def chance(seen, answered, population, truth):
    """P(X = seen), hypergeometric, as a fraction."""
    ways = comb(truth, seen) * comb(population - truth, answered - seen)
    return Fraction(ways, comb(population, answered))


@pytest.mark.parametrize(("sample", "interval"), KNOWN)
def test_the_interval_is_the_published_one(sample, interval):
    population, answered, yes = sample
    assert finite_interval(yes, answered, population) == interval


def test_at_ninety_per_cent_it_is_narrower():
    assert finite_interval(9, 13, 20, level=0.90) == (11, 16)
    assert finite_interval(0, 13, 20, level=0.90) == (0, 2)


def test_the_chances_behind_nine_of_thirteen_are_as_published():
    def at_least_nine(truth):
        return float(sum(chance(x, 13, 20, truth) for x in range(9, 14)))

    assert at_least_nine(10) == pytest.approx(0.0286, abs=5e-5)
    assert at_least_nine(9) == pytest.approx(0.0043, abs=5e-5)


def coverage(answered, population, truth, level):
    """The chance that the interval holds the truth, all samples counted."""
    held = Fraction(0)
    lowest = max(0, answered - (population - truth))
    for yes in range(lowest, min(answered, truth) + 1):
        low, high = finite_interval(yes, answered, population, level)
        if low <= truth <= high:
            held += chance(yes, answered, population, truth)
    return held


def test_it_covers_the_truth_at_least_ninety_five_times_in_a_hundred():
    least = min(coverage(13, 20, truth, 0.95) for truth in range(21))

    assert float(least) == pytest.approx(0.9555, abs=5e-5)


def test_its_coverage_is_never_below_the_level_in_any_group_of_up_to_forty():
    """Every group, every number of answers, every truth: whole numbers, no draws."""
    for population in range(1, 41):
        for answered in range(population + 1):
            intervals = [
                finite_interval(yes, answered, population)
                for yes in range(answered + 1)
            ]
            needed = 95 * comb(population, answered)
            for truth in range(population + 1):
                held = sum(
                    comb(truth, yes) * comb(population - truth, answered - yes)
                    for yes, (low, high) in enumerate(intervals)
                    if low <= truth <= high
                )
                assert 100 * held >= needed, (population, answered, truth)


@given(samples(largest=30), LEVELS, st.data())
def test_it_covers_the_truth_at_every_level(sample, level, data):
    _, answered, population = sample
    truth = data.draw(st.integers(0, population))
    assert coverage(answered, population, truth, level) >= Fraction(str(level))


@given(samples(), LEVELS)
def test_it_is_the_inversion_of_the_test_by_its_definition(sample, level):
    yes, answered, population = sample
    tail = (1 - Fraction(str(level))) / 2
    low, high = logical_bounds(*sample)
    kept = [
        truth
        for truth in range(low, high + 1)
        if sum(chance(x, answered, population, truth) for x in range(yes, answered + 1))
        > tail
        and sum(chance(x, answered, population, truth) for x in range(yes + 1)) > tail
    ]
    assert finite_interval(*sample, level=level) == (kept[0], kept[-1])
    assert kept == list(range(kept[0], kept[-1] + 1))


@given(samples(), LEVELS)
def test_it_stays_within_the_logical_bounds_and_holds_what_was_seen(sample, level):
    yes, answered, population = sample
    low, high = finite_interval(*sample, level=level)
    least, most = logical_bounds(*sample)

    assert least <= low <= high <= most
    assert yes <= most and population - (answered - yes) >= low


@given(samples(), LEVELS)
def test_yes_and_no_are_mirrors(sample, level):
    yes, answered, population = sample
    low, high = finite_interval(yes, answered, population, level)

    assert finite_interval(answered - yes, answered, population, level) == (
        population - high,
        population - low,
    )


@given(st.integers(0, 300), st.data())
def test_a_census_leaves_nothing_to_guess(population, data):
    yes = data.draw(st.integers(0, population))
    assert finite_interval(yes, population, population) == (yes, yes)
    assert logical_bounds(yes, population, population) == (yes, yes)


@given(samples())
def test_a_surer_interval_is_never_narrower(sample):
    widths = []
    for level in (0.5, 0.8, 0.95, 0.999):
        low, high = finite_interval(*sample, level=level)
        widths.append(high - low)
    assert widths == sorted(widths)


@given(samples())
def test_nobody_answering_says_nothing(sample):
    population = sample[2]
    assert finite_interval(0, 0, population) == (0, population)


def test_a_large_group_is_reckoned_exactly_too():
    low, high = finite_interval(500, 1_000, 2_000)
    assert (low, high) == (2_000 - high, high)
    assert (low, high) == (956, 1_044)


@given(samples(largest=200), LEVELS)
def test_a_group_reckoned_in_floating_point_has_the_same_interval(sample, level):
    whole = finite_interval(*sample, level=level)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finite, "WHOLE_NUMBERS_UP_TO", 0)
        finite._lowest.cache_clear()
        assert finite_interval(*sample, level=level) == whole
    finite._lowest.cache_clear()


def test_a_group_as_large_as_a_region_does_not_keep_anyone_waiting():
    began = perf_counter()
    low, high = finite_interval(30_000, 60_000, 263_498)
    # A fifth of a second where nothing else runs; whole numbers took half a minute.
    assert perf_counter() - began < 2
    assert (low, high) == (263_498 - high, high)
    # As worked out in whole numbers.
    assert finite_interval(12, 1_500, 5_000) == (24, 64)


@pytest.mark.parametrize(
    ("yes", "answered", "population", "bounds"),
    [
        (9, 13, 20, (9, 16)),
        (0, 13, 20, (0, 7)),
        (4, 13, 20, (4, 11)),
        (2, 13, 20, (2, 9)),
    ],
)
def test_the_logical_bounds_assume_nothing(yes, answered, population, bounds):
    assert logical_bounds(yes, answered, population) == bounds


def test_the_bounds_of_a_mean_assume_nothing():
    assert [str(x) for x in mean_bounds(22, 8, 13, 1, 5)] == ["2.08", "3.62"]
    assert [str(x) for x in mean_bounds(22, 8, 20, 1, 5)] == ["1.70", "4.10"]


@pytest.mark.parametrize(
    "arguments",
    [
        (14, 13, 20),
        (9, 21, 20),
        (-1, 13, 20),
        (9, 13, -20),
        (9.0, 13, 20),
        (True, 13, 20),
        ("9", 13, 20),
    ],
)
def test_impossible_counts_are_refused_with_a_sentence(arguments):
    for function in (finite_interval, logical_bounds):
        with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
            function(*arguments)


@pytest.mark.parametrize("level", [0, 1, 0.0, 1.0, -0.5, 95, True, float("nan"), "0.9"])
def test_an_impossible_level_is_refused_with_a_sentence(level):
    with pytest.raises(ValueError, match=r"between 0 and 1"):
        finite_interval(9, 13, 20, level=level)


@pytest.mark.parametrize(
    "arguments",
    [
        (22, 8, 0, 1, 5),
        (22, 9, 8, 1, 5),
        (41, 8, 20, 1, 5),
        (7, 8, 20, 1, 5),
        (22, 8, 20, 5, 1),
    ],
)
def test_an_impossible_sum_of_grades_is_refused_with_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        mean_bounds(*arguments)
