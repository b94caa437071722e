"""What became different: a few quotes for each way of knowing, the rest on demand."""

from __future__ import annotations

from datetime import date

import pytest

from overens.followups.queries import Difference, told_apart

pytestmark = pytest.mark.pure


def difference(number: int, how_known: str) -> Difference:
    return Difference(
        measure=f"Å-{number:02}",
        url="/",
        by="En förening",
        day=date(2026, 3, number + 1),
        what="Fler kommer.",
        for_whom="",
        how_known=how_known,
        language="sv",
    )


def test_three_are_quoted_a_way_and_those_who_do_not_know_are_counted():
    told = [difference(n, "vi har räknat") for n in range(5)]
    unknown = [difference(n, "vi vet inte") for n in range(4)]

    apart = told_apart([*unknown, *told], "sv")

    assert apart.ways == (("vi har räknat", tuple(told[:3])),)
    assert apart.unknown == 4
    assert apart.has_more


def test_nothing_is_folded_away_when_all_is_quoted():
    apart = told_apart([difference(1, "vi har räknat")], "sv")

    assert not apart.has_more
    assert apart.unknown == 0
