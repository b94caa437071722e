"""Shares are rounded half up from whole counts, as a reader does by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.stats import half_up, percent, share

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("count", "base", "expected"),
    [
        (13, 13, 100),
        (10, 13, 77),
        (6, 13, 46),
        (8, 13, 62),  # printed as 61.5 in 2020, the only one with a decimal
        (11, 13, 85),  # printed as 84 in 2020: cut off, not rounded
        (9, 13, 69),
        (4, 13, 31),
        (0, 13, 0),
        (1, 8, 13),  # 12.5: half is rounded up
        (1, 200, 1),  # 0.5
    ],
)
def test_per_cent_is_rounded_half_up(count, base, expected):
    assert percent(count, base) == expected


def test_a_share_has_four_decimals():
    assert share(9, 13) == 0.6923
    assert share(11, 13) == 0.8462
    assert share(13, 20) == 0.65
    assert share(1, 20_000) == 0.0001  # 0.00005: half is rounded up


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 6))
def test_half_up_agrees_with_decimal_arithmetic(numerator, denominator, decimals):
    exact = Decimal(numerator) / Decimal(denominator)
    step = Decimal(1).scaleb(-decimals)
    # 28 digits decide every half here: the quotient of two numbers below 10**6 either
    # is a half exactly or differs from it by more than 10**-13.
    assert half_up(numerator, denominator, decimals) == exact.quantize(
        step, rounding=ROUND_HALF_UP
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: share(3, 2),
        lambda: share(-1, 2),
        lambda: share(0, 0),
        lambda: percent(1, 0),
        lambda: percent(True, 2),
        lambda: percent(1.0, 2),
        lambda: half_up(1, 0),
        lambda: half_up(1, 2, -1),
    ],
)
def test_impossible_counts_are_refused_with_a_sentence(call):
    with pytest.raises(ValueError, match=r"must be|cannot be"):
        call()
