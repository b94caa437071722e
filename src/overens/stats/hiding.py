"""Which figures to withhold so that nobody can work out those that must not be seen.

A reader adds and subtracts: in a table whose totals are published, one hidden cell is
no hidden cell. What a reader can still infer is a range: the least and the most that a
cell can be in any table of whole numbers, 0 or more, that agrees with everything
published. Here ranges are worked out, and the cheapest cells to hide are chosen, by
integer programmes (HiGHS, through scipy, loaded only when somebody asks).

A *cell* is a number from 0 up; everything published is a sum of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

# A programme that is not done by then is given up, and what was asked is refused: a
# table that small groups make so hard is not worth making somebody wait.
MOST_SECONDS = 20.0


class CannotHide(ValueError):
    """No choice of figures to withhold leaves every protected one wide enough."""


class Sum(NamedTuple):
    """That some cells together are from ``low`` to ``high``; alike when exact."""

    cells: tuple[int, ...]
    low: int
    high: int


class Choice(NamedTuple):
    """A figure that may be published or hidden: which cells it adds up, to what."""

    cells: tuple[int, ...]
    total: int


class Protected(NamedTuple):
    """A sum of cells whose range must stay at least so wide."""

    cells: tuple[int, ...]
    width: int


@dataclass(frozen=True)
class Problem:
    """What is known, what might be told, and what must stay hidden.

    Attributes:
        size: how many cells there are.
        known: what a reader has already, or can find out elsewhere.
        choices: what is to be published as far as it goes, in reading order.
        must_go: numbers of the choices that are hidden whatever happens.
        protected: what nobody may work out.
        is_flat: whether cells lie in one row or in rows and columns, so that a table of
            fractions that fits always has one of whole numbers beside it.
    """

    size: int
    known: tuple[Sum, ...]
    choices: tuple[Choice, ...]
    must_go: frozenset[int]
    protected: tuple[Protected, ...]
    is_flat: bool = True

    def published(self, hidden: frozenset[int]) -> list[Sum]:
        """Return all that a reader has when these choices are hidden."""
        return [
            *self.known,
            *(
                Sum(choice.cells, choice.total, choice.total)
                for number, choice in enumerate(self.choices)
                if number not in hidden
            ),
        ]


class Range(NamedTuple):
    """The least and the most that a figure can be, with a table that shows each."""

    low: int
    high: int
    lowest: tuple[int, ...]
    highest: tuple[int, ...]


def ranges(
    size: int, published: Sequence[Sum], wanted: Sequence[Sequence[int]]
) -> list[Range]:
    """Return between what each wanted sum of cells must lie.

    Args:
        size: how many cells there are; each is a whole number, 0 or more.
        published: all that a reader has.
        wanted: the sums of cells asked about.

    Raises:
        ValueError: no table agrees with what is published, or one may grow for ever.
        CannotHide: it took too long to find out.
    """
    reader = _Reader(size, published)
    return [reader.range_of(cells) for cells in wanted]


class _Reader:
    """Somebody who has all that is published, and asks how far each figure can go."""

    def __init__(self, size: int, published: Sequence[Sum]) -> None:
        from scipy.sparse import lil_array

        matrix = lil_array((max(len(published), 1), size))
        for number, each in enumerate(published):
            for cell in each.cells:
                matrix[number, cell] = 1
        low = [each.low for each in published] or [0]
        high = [each.high for each in published] or [0]
        self.size = size
        self.told = (matrix.tocsr(), low, high)
        self.seen: list[tuple[int, ...]] = []

    def range_of(self, cells: Sequence[int]) -> Range:
        """Return the range of a sum of cells."""
        lowest, highest = self._end(cells, 1), self._end(cells, -1)
        return Range(_sum(lowest, cells), _sum(highest, cells), lowest, highest)

    def is_narrower(self, cells: Sequence[int], width: int) -> bool:
        """Say whether a sum's range is too narrow; tables seen before may tell."""
        if self.seen:
            sums = [_sum(table, cells) for table in self.seen]
            if max(sums) - min(sums) >= width:
                return False
        found = self.range_of(cells)
        return found.high - found.low < width

    def _end(self, cells: Sequence[int], sign: int) -> tuple[int, ...]:
        import numpy

        aim = numpy.zeros(self.size)
        aim[list(cells)] = sign
        solved = _solve(aim, [self.told], numpy.ones(self.size))
        if solved is None:
            raise ValueError("No table agrees with all that is published.")
        self.seen.append(tuple(int(round(value)) for value in solved))
        return self.seen[-1]


def _sum(table: Sequence[int], cells: Sequence[int]) -> int:
    return sum(table[cell] for cell in cells)


def choose(problem: Problem) -> frozenset[int]:
    """Return the choices to hide: the least sum of counts that protects enough.

    Of several with the same sum those with the fewest figures, and of these the one
    that comes first in reading order.

    Raises:
        CannotHide: hiding every choice would not be enough, or it took too long.
        ValueError: what is known and told does not hold together.

    A protected figure enters the programme only once its range has been seen to be too
    narrow; most never are. Whatever the programme says, the ranges are worked out anew
    before it is believed.

    Source: Fischetti & Salazar-González (2001), Management Science 47(7), 1008-1027.
    """
    if _narrow(problem, frozenset(range(len(problem.choices)))):
        raise CannotHide(
            "Even with every cell hidden, the totals say too much of a protected one."
        )
    active: set[int] = set()
    cuts: list[frozenset[int]] = []
    while True:
        hidden = _cheapest(problem, sorted(active), cuts)
        narrow = _narrow(problem, hidden)
        if not narrow:
            return hidden
        if set(narrow) <= active:
            # Rounding let the programme cheat: these cells alone are not enough.
            cuts.append(hidden)
        active |= set(narrow)


def _narrow(problem: Problem, hidden: frozenset[int]) -> list[int]:
    """Return the protected figures whose range is too narrow."""
    reader = _Reader(problem.size, problem.published(hidden))
    return [
        number
        for number, each in enumerate(problem.protected)
        if reader.is_narrower(each.cells, each.width)
    ]


def _cheapest(
    problem: Problem, active: Sequence[int], cuts: Sequence[frozenset[int]]
) -> frozenset[int]:
    """Return the first of the cheapest choices that protect the active figures."""
    if not active and not cuts:
        return problem.must_go
    programme = _Programme(problem, active, cuts)
    best = programme.solve({})
    if best is None:
        raise CannotHide("No choice of cells to hide protects every cell.")
    most = programme.cost(best)
    fixed = dict.fromkeys(problem.must_go, 1)
    for number in range(len(problem.choices)):
        left = best - {n for n, is_hidden in fixed.items() if is_hidden}
        if not left:
            break
        if number in fixed:
            continue
        if number not in best and programme.price(number) <= programme.cost(left):
            other = programme.solve({**fixed, number: 1}, most)
            best = other or best
        fixed[number] = int(number in best)
    return best


class _Programme:
    """The integer programme: which choices to hide, and two tables for each figure.

    Of each active figure it holds a table where it is low and one where it is high,
    both agreeing with all that is told; only a hidden choice may differ from its count.
    """

    def __init__(
        self, problem: Problem, active: Sequence[int], cuts: Sequence[frozenset[int]]
    ) -> None:
        from scipy.sparse import lil_array

        self.problem = problem
        self.active = active
        choices, size = len(problem.choices), problem.size
        self.width = choices + 2 * size * len(active)
        tables = 2 * len(active)
        height = tables * (len(problem.known) + 2 * len(problem.choices))
        height += len(active) + len(cuts)
        matrix = lil_array((height, self.width))
        low: list[float] = []
        high: list[float] = []
        for table in range(tables):
            begin = choices + table * size
            for known in problem.known:
                for cell in known.cells:
                    matrix[len(low), begin + cell] = 1
                low.append(known.low)
                high.append(known.high)
            for number, choice in enumerate(problem.choices):
                down, up = self._room(choice)
                for sign, room in ((1, up), (-1, down)):
                    for cell in choice.cells:
                        matrix[len(low), begin + cell] = sign
                    matrix[len(low), number] = -room
                    low.append(-float("inf"))
                    high.append(sign * choice.total)
        for place, figure in enumerate(active):
            begin = choices + 2 * place * size
            for cell in problem.protected[figure].cells:
                matrix[len(low), begin + size + cell] = 1
                matrix[len(low), begin + cell] = -1
            low.append(problem.protected[figure].width)
            high.append(float("inf"))
        for cut in cuts:
            for number in range(choices):
                if number not in cut:
                    matrix[len(low), number] = 1
            low.append(1)
            high.append(float("inf"))
        self.constraints = (matrix.tocsr(), low, high)

    def _room(self, choice: Choice) -> tuple[int, int]:
        """Return how far down and up a hidden figure needs to go.

        In rows and columns one table becomes another by moving one at a time round a
        ring; so many moves widen a figure's range by as many, and no cell by more.
        """
        if self.problem.is_flat:
            most = max(each.width for each in self.problem.protected)
            return min(choice.total, most), most
        most = max((known.high for known in self.problem.known), default=0)
        return choice.total, max(most - choice.total, 0)

    def price(self, number: int) -> int:
        """Return what hiding a choice costs: its count first, then that it is one."""
        return self.problem.choices[number].total * (len(self.problem.choices) + 1) + 1

    def cost(self, numbers: frozenset[int]) -> int:
        """Return what hiding these costs together."""
        return sum(self.price(number) for number in numbers)

    def solve(
        self, fixed: dict[int, int], most: int | None = None
    ) -> frozenset[int] | None:
        """Return the cheapest choices to hide, or None where there are none.

        Args:
            fixed: choices that are decided: 1 hidden, 0 told.
            most: what they may cost.
        """
        import numpy

        choices = len(self.problem.choices)
        price = numpy.zeros(self.width)
        price[:choices] = [self.price(number) for number in range(choices)]
        lower = numpy.zeros(self.width)
        upper = numpy.full(self.width, float("inf"))
        upper[:choices] = 1
        for number in self.problem.must_go:
            lower[number] = 1
        for number, is_hidden in fixed.items():
            lower[number] = upper[number] = is_hidden
        whole = numpy.zeros(self.width)
        whole[:choices] = 1
        if not self.problem.is_flat:
            whole[:] = 1
        constraints = [self.constraints]
        if most is not None:
            constraints.append((price[None, :], [-float("inf")], [most + 0.5]))
        solved = _solve(price, constraints, whole, (lower, upper))
        if solved is None:
            return None
        return frozenset(n for n in range(choices) if solved[n] > 0.5)


def _solve(
    aim: Any,
    constraints: Sequence[tuple[Any, Any, Any]],
    whole: Any,
    bounds: Any = None,
) -> Any:
    """Return the cheapest values, or None where none fit."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    lower, upper = bounds or (0, float("inf"))
    solved = milp(
        aim,
        constraints=[LinearConstraint(*each) for each in constraints],
        integrality=whole,
        bounds=Bounds(lower, upper),
        options={"mip_rel_gap": 0.0, "time_limit": MOST_SECONDS},
    )
    if solved.status == 2:
        return None
    if solved.status == 3:
        raise ValueError("Too little is known to say how large a cell may be.")
    if solved.status != 0:
        raise CannotHide("It took too long to find out which cells to hide.")
    return solved.x
