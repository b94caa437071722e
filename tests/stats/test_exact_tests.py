"""Exact tests, held against published values and against scipy's."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations, product
from math import prod
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from overens.stats import (
    DRAWN,
    EXACT,
    fisher_p,
    fisher_test,
    holm,
    kendall_tau,
    kendall_test,
    mcnemar_p,
    permutation_p,
    permutation_test,
    ranks,
    share_difference,
    sign_flip_test,
    spread,
)

pytestmark = pytest.mark.pure


def test_several_p_are_corrected_as_holm_has_it():
    """The three of his own kind of example, and what a p is never made."""
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx(
        [0.05, 0.08, 0.09, 0.09, 0.09]
    )
    assert holm([]) == []
    assert holm([0.7, 0.9]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_corrected_p_keep_their_order_and_lie_between_p_and_bonferronis(ps):
    corrected = holm(ps)
    for p, found in zip(ps, corrected, strict=True):
        assert p <= found <= min(1.0, len(ps) * p)
    assert min(corrected) == min(1.0, len(ps) * min(ps))
    by_p = [found for _p, found in sorted(zip(ps, corrected, strict=True))]
    assert by_p == sorted(by_p)


@given(st.lists(st.integers(-4, 4), max_size=9))
def test_sign_flips_are_counted_out(changes):
    ways = [
        sum(sign * abs(change) for sign, change in zip(signs, changes, strict=True))
        for signs in product((-1, 1), repeat=len(changes))
    ]
    as_much = sum(abs(way) >= abs(sum(changes)) for way in ways)
    found = sign_flip_test(changes)
    assert found.p == pytest.approx(as_much / len(ways))
    assert found.least <= found.p


def test_sign_flips_of_very_many_units_are_drawn_and_nearly_the_same():
    changes = [1] * 640 + [-1] * 560 + [2] * 20
    found = sign_flip_test(changes)
    assert (found.method, found.least) == (DRAWN, None)
    # Of so many the sum is as good as normal: 120 of a deviation of 35.8.
    assert found.p == pytest.approx(0.0008, abs=0.0008)
    assert sign_flip_test([1, -1] * 50_000).p == 1.0


def test_sign_flips_of_changes_of_one_step_are_mcnemars():
    for up, down in ((5, 1), (0, 0), (3, 3), (8, 2)):
        changes = [1] * up + [-1] * down + [0] * 4
        assert sign_flip_test(changes).p == pytest.approx(mcnemar_p(up, down))


@st.composite
def tables(draw, most=6, rows=4, columns=4):
    height, width = draw(st.integers(2, rows)), draw(st.integers(2, columns))
    row = st.lists(st.integers(0, most), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=height, max_size=height))


GRADES = st.lists(st.integers(1, 5), min_size=1, max_size=6)


def test_fishers_tea_and_other_published_tables():
    assert fisher_p([[3, 1], [1, 3]]) == pytest.approx(34 / 70)
    assert fisher_p([[6, 6], [7, 1]]) == pytest.approx(0.158, abs=5e-4)
    assert fisher_p([[9, 4], [12, 2]]) == pytest.approx(0.385, abs=5e-4)


@given(tables(rows=2, columns=2, most=30))
def test_a_table_of_four_has_scipys_p(table):
    from scipy.stats import fisher_exact

    assert fisher_p(table) == pytest.approx(fisher_exact(table)[1], rel=1e-7)


@given(tables(rows=3, columns=3, most=3))
@examples(max_examples=40)
def test_a_larger_table_is_counted_as_all_deals_of_its_answers_would_be(table):
    """By brute force: every table with the same totals, written out."""
    heights = [sum(row) for row in table]
    widths = [sum(column) for column in zip(*table, strict=True)]

    def weight(cells):
        return Fraction(1, prod(prod(range(1, cell + 1)) for cell in cells))

    found = {}
    for cells in _filled(heights, widths):
        found[cells] = weight(cells)
    seen = weight([cell for row in table for cell in row])
    as_odd = sum(chance for chance in found.values() if chance <= seen)
    assert fisher_p(table) == pytest.approx(float(as_odd / sum(found.values())))


def _filled(heights, widths):
    """Every table with these totals, cell after cell."""
    if not heights:
        return [()] if not any(widths) else []
    return [
        row + rest
        for row in _row(heights[0], widths)
        for rest in _filled(
            heights[1:], [w - r for w, r in zip(widths, row, strict=True)]
        )
    ]


def _row(height, widths):
    if not widths:
        return [()] if height == 0 else []
    return [
        (first, *rest)
        for first in range(min(height, widths[0]) + 1)
        for rest in _row(height - first, widths[1:])
    ]


@given(tables(most=4, rows=3))
@examples(max_examples=40)
def test_turning_a_table_or_moving_its_rows_changes_nothing(table):
    turned = [list(column) for column in zip(*table, strict=True)]
    assert fisher_p(turned) == pytest.approx(fisher_p(table))
    assert fisher_p(table[::-1]) == pytest.approx(fisher_p(table))


def test_a_table_without_two_rows_and_columns_in_use_says_nothing():
    assert fisher_p([[3, 4]]) == fisher_p([[3, 0], [5, 0]]) == fisher_p([[0]]) == 1.0


def test_a_large_table_of_four_is_reckoned_and_a_larger_one_is_drawn():
    from scipy.stats import fisher_exact

    table = [[52_000, 48_500], [50_100, 49_400]]
    assert fisher_p(table) == pytest.approx(fisher_exact(table)[1], rel=1e-5)
    wide = fisher_test([[300, 280, 310], [260, 330, 300], [290, 300, 330]])
    assert wide.method == DRAWN
    # Pearson's test holds well at a thousand answers.
    from scipy.stats import chi2_contingency

    with_chi2 = chi2_contingency(
        [[300, 280, 310], [260, 330, 300], [290, 300, 330]]
    ).pvalue
    assert wide.p == pytest.approx(with_chi2, abs=0.02)


def test_drawing_comes_close_to_counting_and_always_to_the_same(monkeypatch):
    table = [[4, 1, 0], [2, 5, 1], [0, 3, 4]]
    first, second = [1, 2, 3, 3, 2], [3, 3, 3, 4, 5, 5]
    x, y = [1, 1, 2, 2, 3, 3, 2, 4], [1, 2, 3, 3, 3, 4, 3, 4]
    counted = (
        fisher_test(table),
        permutation_test(first, second),
        kendall_test(x, y)[1],
    )
    assert {tested.method for tested in counted} == {EXACT}
    monkeypatch.setattr(spread, "MOST_STEPS", 0)
    drawn = (fisher_test(table), permutation_test(first, second), kendall_test(x, y)[1])
    assert {tested.method for tested in drawn} == {DRAWN}
    for exactly, roughly in zip(counted, drawn, strict=True):
        assert roughly.p == pytest.approx(exactly.p, abs=0.01)
    assert drawn[0] == fisher_test(table)
    monkeypatch.setattr(ranks, "MOST_CELLS", 0)
    monkeypatch.setattr(ranks, "DRAWS", 1_999)
    monkeypatch.setattr(spread, "DRAWS", 1_999)
    assert kendall_test(x, y)[1].p == pytest.approx(counted[2].p, abs=0.02)


def test_the_smallest_p_that_could_be_had_is_told():
    assert permutation_test([1, 2], [3, 3, 3, 3, 3, 4]).least == pytest.approx(1 / 28)
    assert fisher_test([[3, 1], [1, 3]]).least == pytest.approx(2 / 70)


@pytest.mark.parametrize("table", [[], [[]], [[1, 2], [3]], [[1, -1]], [[1.0, 2]]])
def test_what_is_no_table_is_refused_with_a_sentence(table):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        fisher_p(table)


def test_two_negative_grades_on_one_side_as_worked_out():
    assert permutation_p([1, 2], [3, 3, 3, 3, 3, 4]) == pytest.approx(1 / 28)
    assert permutation_p([1, 2, 3, 3], [3, 3, 3, 4]) == pytest.approx(20 / 70)


@given(GRADES, GRADES)
@examples(max_examples=60)
def test_the_permutation_test_is_every_way_to_deal_the_grades(a, b):
    together, seen = (
        a + b,
        abs(Fraction(mean(map(Fraction, a))) - mean(map(Fraction, b))),
    )
    ways = list(combinations(range(len(together)), len(a)))
    odd = 0
    for chosen in ways:
        ours = [Fraction(together[n]) for n in chosen]
        theirs = [Fraction(g) for n, g in enumerate(together) if n not in chosen]
        odd += abs(mean(ours) - mean(theirs)) >= seen
    assert permutation_p(a, b) == pytest.approx(odd / len(ways))


@given(GRADES, GRADES, st.sampled_from([0.5, 2, Fraction(1, 3)]))
def test_the_size_of_a_step_does_not_matter(a, b, step):
    grown = [[grade * step for grade in group] for group in (a, b)]
    assert permutation_p(*grown) == pytest.approx(permutation_p(a, b))


def test_large_groups_are_drawn_and_agree_with_students_test():
    from scipy.stats import ttest_ind

    a, b = [n % 5 + 1 for n in range(600)], [(n % 9) // 2 + 1 for n in range(630)]
    tested = permutation_test(a, b)
    assert tested.method == DRAWN
    assert tested.p == pytest.approx(ttest_ind(a, b).pvalue, abs=0.02)


@pytest.mark.parametrize("both", [([], [1]), ([1], []), (["x"], [1])])
def test_impossible_groups_are_refused_with_a_sentence(both):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        permutation_p(*both)


def test_kendall_with_ties_as_worked_out():
    tau, p = kendall_tau([1, 1, 2, 2, 3, 3, 2, 4], [1, 2, 3, 3, 3, 3, 3, 4])
    assert tau == pytest.approx(0.8355, abs=5e-5)
    assert p == pytest.approx(2 / 336)


@given(st.permutations(range(7)))
@examples(max_examples=30)
def test_kendall_without_ties_has_scipys_tau_and_exact_p(y):
    from scipy.stats import kendalltau

    theirs = kendalltau(range(7), y, method="exact")
    assert kendall_tau(range(7), y) == pytest.approx((theirs[0], theirs[1]))


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), min_size=2, max_size=6)
)
@examples(max_examples=60)
def test_kendall_with_ties_is_every_order_counted(pairs):
    from scipy.stats import kendalltau

    x, y = zip(*pairs, strict=True)
    tau, p = kendall_tau(x, y)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert (tau, p) == (0.0, 1.0)
        return
    assert tau == pytest.approx(kendalltau(x, y)[0])

    def agree(other):
        return sum(
            ((x[i] > x[j]) - (x[i] < x[j]))
            * ((other[i] > other[j]) - (other[i] < other[j]))
            for i, j in combinations(range(len(x)), 2)
        )

    orders = [abs(agree(order)) >= abs(agree(y)) for order in permutations(y)]
    assert p == pytest.approx(sum(orders) / len(orders))


def test_kendall_of_a_hundred_different_values_is_counted():
    from scipy.stats import kendalltau

    y = [41 * n % 101 for n in range(1, 101)]
    tau, tested = kendall_test(range(100), y)
    assert tested.method == EXACT
    theirs = kendalltau(range(100), y, method="exact")
    assert (tau, tested.p) == pytest.approx((theirs[0], theirs[1]))


@pytest.mark.parametrize("both", [([1], [1]), ([1, 2], [1]), ([], [])])
def test_impossible_orders_are_refused_with_a_sentence(both):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        kendall_tau(*both)


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_scipys_binomial_test(b, c):
    from scipy.stats import binomtest

    assert mcnemar_p(5, 1) == 0.21875
    expected = binomtest(b, b + c).pvalue if b + c else 1.0
    assert mcnemar_p(b, c) == pytest.approx(expected)
    assert mcnemar_p(b, c) == mcnemar_p(c, b)


def test_the_change_of_a_share_is_as_published():
    # Newcombe (1998), table II, method 10, without correction for continuity.
    for counts, (low, high) in {
        (48, 80, 56, 70): (-0.3339, -0.0524),
        (3, 10, 9, 10): (-0.8090, -0.1705),
        (0, 29, 5, 56): (-0.1926, 0.0381),
        (0, 10, 10, 10): (-1.0, -0.6075),
    }.items():
        found = share_difference(*counts)
        assert (-found.high, -found.low) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_change_of_a_share_is_statsmodels_own_recipe_from_scipys_wilson(
    before, after, data
):
    from scipy.stats import binomtest

    x, y = data.draw(st.integers(0, before)), data.draw(st.integers(0, after))
    first = binomtest(x, before).proportion_ci(method="wilson")
    second = binomtest(y, after).proportion_ci(method="wilson")
    p, q = x / before, y / after
    found = share_difference(x, before, y, after)
    assert found.low == pytest.approx(
        q - p - ((q - second.low) ** 2 + (first.high - p) ** 2) ** 0.5
    )
    assert found.high == pytest.approx(
        q - p + ((second.high - q) ** 2 + (p - first.low) ** 2) ** 0.5
    )
    assert -1 <= found.low <= found.difference <= found.high <= 1


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (3, 2, 1, 2), (1, 2, -1, 2)])
def test_impossible_shares_are_refused_with_a_sentence(counts):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        share_difference(*counts)
