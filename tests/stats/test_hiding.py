"""What has to be withheld of a table, held against writing every table out."""

from __future__ import annotations

import subprocess
import sys
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from overens.stats import CannotHide, feasible_ranges, suppress

pytestmark = pytest.mark.pure


@st.composite
def tables(draw, most=5, rows=3, columns=3):
    height, width = draw(st.integers(2, rows)), draw(st.integers(2, columns))
    row = st.lists(st.integers(0, most), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=height, max_size=height))


def all_tables(heights, widths):
    """Every table of whole numbers with these totals, row after row."""
    if not heights:
        return [()] if not any(widths) else []
    return [
        (row, *rest)
        for row in rows_of(heights[0], widths)
        for rest in all_tables(
            heights[1:], [w - r for w, r in zip(widths, row, strict=True)]
        )
    ]


def rows_of(height, widths):
    if not widths:
        return [()] if height == 0 else []
    return [
        (first, *rest)
        for first in range(min(height, widths[0]) + 1)
        for rest in rows_of(height - first, widths[1:])
    ]


def agreeing_in_totals(table):
    widths = [sum(column) for column in zip(*table, strict=True)]
    return all_tables([sum(row) for row in table], widths)


def inferred(table, hidden, every=None):
    """The ranges of hidden cells, from every table that agrees with the rest."""
    every = every or agreeing_in_totals(table)
    cells = [(r, c) for r in range(len(table)) for c in range(len(table[0]))]
    agreeing = [
        other
        for other in every
        if all(other[r][c] == table[r][c] for r, c in cells if (r, c) not in hidden)
    ]
    return {
        (r, c): (min(t[r][c] for t in agreeing), max(t[r][c] for t in agreeing))
        for r, c in hidden
    }


def by_hand(table, persons, k):
    """The best choice, by trying all; None where none is good enough."""
    cells = [(r, c) for r in range(len(table)) for c in range(len(table[0]))]
    unsafe = {(r, c) for r, c in cells if 0 < persons[r][c] < k}
    every = agreeing_in_totals(table)
    others = [cell for cell in cells if cell not in unsafe]
    found = []
    for more in chain.from_iterable(
        combinations(others, n) for n in range(len(others) + 1)
    ):
        hidden = unsafe | set(more)
        known = inferred(table, hidden, every)
        if all(known[cell][1] - known[cell][0] >= k for cell in unsafe):
            cost = sum(table[r][c] for r, c in hidden)
            found.append((cost, len(hidden), sorted(hidden)))
    return set(min(found)[2]) if found else None


@given(tables(), st.data())
@examples(max_examples=60)
def test_a_range_is_what_all_agreeing_tables_span(table, data):
    cells = [(r, c) for r in range(len(table)) for c in range(len(table[0]))]
    hidden = data.draw(st.sets(st.sampled_from(cells)))
    assert feasible_ranges(table, hidden) == inferred(table, hidden)


@st.composite
def tables_with_persons(draw):
    table = draw(tables())
    persons = [
        [draw(st.integers(1, count)) if count else 0 for count in row] for row in table
    ]
    return table, persons, draw(st.integers(1, 4))


@given(tables_with_persons())
@examples(max_examples=40)
def test_the_cheapest_is_hidden_as_trying_every_choice_would_find(given_table):
    table, persons, k = given_table
    wanted = by_hand(table, persons, k)
    if wanted is None:
        with pytest.raises(CannotHide, match=r"[A-Z].+\.$"):
            suppress(table, persons, k)
        return
    found = suppress(table, persons, k)
    assert found.hidden == wanted
    assert found.ranges == inferred(table, wanted)


def test_legs_by_awareness_as_worked_out():
    """T2 of surveys.md: two hidden cells are none; four leave five tables."""
    table = [[2, 0, 4], [7, 0, 0]]
    assert feasible_ranges(table, {(0, 0), (0, 2)}) == {(0, 0): (2, 2), (0, 2): (4, 4)}
    found = suppress(table, table, 3)
    assert found.ranges == {
        (0, 0): (2, 6),
        (0, 2): (0, 4),
        (1, 0): (3, 7),
        (1, 2): (0, 4),
    }


def test_totals_that_say_too_much_are_refused():
    """T3 of surveys.md: with six cells hidden, two negatives are still at most two."""
    table = [[2, 3, 0], [0, 2, 1]]
    every = {(r, c) for r in range(2) for c in range(3)}
    assert feasible_ranges(table, every)[0, 0] == (0, 2)
    with pytest.raises(CannotHide):
        suppress(table, table, 3)


def test_persons_are_counted_and_not_rows():
    """T12: one secretary over three committees is one person."""
    table = [[3, 6, 8], [7, 9, 5]]
    assert suppress(table, table, 3).hidden == frozenset()
    found = suppress(table, [[1, 6, 8], [7, 9, 5]], 3)
    assert (0, 0) in found.hidden and len(found.hidden) == 4


def test_a_table_with_nothing_unsafe_hides_nothing():
    found = suppress([[5, 6], [7, 8]], [[5, 6], [7, 8]], 5)
    assert (found.hidden, found.ranges) == (frozenset(), {})


def test_a_table_of_many_answers_is_protected_too():
    table = [[4, 20_000, 31_000, 0], [15_000, 3, 900, 12], [7_000, 8_000, 2, 44]]
    found = suppress(table, table, 5)
    assert {(0, 0), (1, 1), (2, 2)} <= found.hidden
    assert all(found.ranges[cell][1] - found.ranges[cell][0] >= 5 for cell in [(0, 0)])


@pytest.mark.parametrize(
    ("table", "persons", "k"),
    [
        ([], [], 3),
        ([[1, 2], [3]], [[1, 2], [3]], 3),
        ([[1, 2]], [[1, 2], [1, 2]], 3),
        ([[1, 2], [3, 4]], [[1, 3], [3, 4]], 3),
        ([[1, 2], [3, 4]], [[0, 2], [3, 4]], 3),
        ([[1, -2], [3, 4]], [[1, 2], [3, 4]], 3),
        ([[1, 2], [3, 4]], [[1, 2], [3, 4]], 0),
    ],
)
def test_impossible_tables_are_refused_with_a_sentence(table, persons, k):
    with pytest.raises(ValueError, match=r"[A-Z].+\.$"):
        suppress(table, persons, k)


def test_a_cell_outside_the_table_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="outside"):
        feasible_ranges([[1, 2], [3, 4]], {(2, 0)})


def test_scipy_is_not_loaded_until_a_table_is_protected():
    """A web process that protects nothing has no memory for it."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, overens.stats, overens.surveys.rules;"
            "print(*sorted({'numpy', 'scipy'} & set(sys.modules)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == ""
