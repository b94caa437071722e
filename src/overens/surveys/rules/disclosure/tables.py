"""What may be shown of two questions crossed, after all that was given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.stats import CannotHide, Choice, Problem, Protected, choose
from overens.surveys.rules.disclosure.ledger import (
    Fact,
    Joint,
    bound_to,
    check_unchanged,
    exactly,
    pairs_in,
)
from overens.surveys.rules.disclosure.questions import (
    LEAST_PERSONS,
    base_of,
    needs_cover,
)
from overens.surveys.rules.questions import Item
from overens.surveys.rules.stands import (
    NO_ANSWER,
    Cell,
    Stand,
    categories,
    counted,
    persons_in,
)

Where = Mapping[str, str]


class TableNotSafe(RuleBroken):
    """Whatever is hidden, the table tells what few persons answered."""

    sentence = gettext_noop(
        "The table cannot be shown: whichever figures were withheld, somebody could "
        "work out what fewer than %(least)s persons answered."
    )


@dataclass(frozen=True)
class ShownTable:
    """What may be shown of two questions crossed; a hidden cell is not there."""

    rows: str
    columns: str
    counts: Mapping[tuple[str, str], int]
    facts: tuple[Fact, ...]

    @property
    def stored(self) -> dict[str, Any]:
        """Return it as it is stored, without its facts."""
        return {
            "rows": self.rows,
            "columns": self.columns,
            "counts": [[*cell, count] for cell, count in self.counts.items()],
        }


def counts_in(stored: Mapping[str, Any], rows: str) -> dict[tuple[str, str], int]:
    """Return the cells that ``ShownTable.stored`` wrote, with ``rows`` lying down."""
    turned = stored["rows"] != rows
    return {
        ((column, row) if turned else (row, column)): count
        for row, column, count in stored["counts"]
    }


def covered_cells(
    stands: Sequence[Stand], rows: Item, columns: Item, least: int
) -> tuple[list[Where], list[Where]]:
    """Return the cells of a cross table that must not be worked out, or not be shown.

    Returns:
        Cells that need cover: few persons, or all of a group that answered alike. And
        cells that are not shown in any case: these, all of a group with few persons
        (even where nobody is), and where one question has no option for an answer.
    """
    found = counted(stands, [rows.key, columns.key])
    sides = (categories(rows), categories(columns))
    small = [
        {value for value in values if 0 < persons_in(stands, item.key, value) < least}
        for item, values in zip((rows, columns), sides, strict=True)
    ]
    groups = [
        {
            value: base_of(
                {at: cell for at, cell in found.items() if at[side] == value}
            )
            for value in values
        }
        for side, values in enumerate(sides)
    ]
    options = [{option.key for option in item.options} for item in (rows, columns)]
    cover: list[Where] = []
    gone: list[Where] = []
    for at in product(*sides):
        cell = found.get(at, Cell(0, 0))
        where = dict(zip((rows.key, columns.key), at, strict=True))
        alike = NO_ANSWER not in at and any(
            cell.units == groups[side][at[side]] for side in (0, 1)
        )
        needs = 0 < cell.persons < least or (cell.units > 0 and alike)
        if needs and at != (NO_ANSWER, NO_ANSWER):
            cover.append(where)
        if needs or any(
            at[side] in small[side] or at[side] not in options[side] for side in (0, 1)
        ):
            gone.append(where)
    return cover, gone


def _width(where: Where, least: int, ledger: Sequence[Fact]) -> int:
    """Return how wide a figure's range must stay.

    How many left a question empty is told with its base; so of those who answered one
    question and not the other it is enough that nobody knows their number. Of a group
    that has fewer units than the threshold nothing can be wider than the group.
    """
    if NO_ANSWER in where.values():
        return 1
    sizes = [
        fact.high - fact.low
        for fact in ledger
        if fact.low < fact.high and fact.where.items() <= where.items()
    ]
    return min([least, *sizes])


def protect_table(
    rows: Item,
    columns: Item,
    items: Sequence[Item],
    stands: Sequence[Stand],
    ledger: Sequence[Fact],
    least: int = LEAST_PERSONS,
) -> ShownTable:
    """Say what may be shown of two questions crossed, after all that was given out.

    Args:
        rows, columns: the questions; ``can_cross`` says yes to both.
        items: all questions of the survey, and the groups of its frame if it has any.
        stands: the answers, laid out.
        ledger: everything given out before, the questions by themselves at least.
        least: persons that must stand behind a figure.

    Raises:
        AnswersChanged: the answers are not those that the ledger is of.
        TableNotSafe: nothing of the table may be shown.
        TooManyTables: too much has been given out to weigh one more.
    """
    check_unchanged(stands, ledger)
    by_key = {item.key: item for item in items}
    bound = bound_to((rows.key, columns.key), ledger)
    joint = Joint({name: categories(by_key[name]) for name in bound})
    cover, gone = covered_cells(stands, rows, columns, least)
    cells = [
        {rows.key: row, columns.key: column}
        for row, column in product(categories(rows), categories(columns))
    ]
    problem = Problem(
        size=len(joint.cells),
        known=joint.known(ledger),
        choices=joint.choices(stands, cells),
        must_go=frozenset(n for n, cell in enumerate(cells) if cell in gone),
        protected=tuple(
            Protected(joint.where(where), _width(where, least, ledger))
            for where in [
                *cover,
                *_covered_before(bound, by_key, stands, ledger, least),
            ]
        ),
        is_flat=len(bound) == 2,
    )
    persons = _behind(cells, stands, least)
    choices = problem.choices
    problem = replace(
        problem, must_go=_not_few(cells, problem.must_go, persons, choices, least)
    )
    while True:
        try:
            hidden = choose(problem)
        except CannotHide as fault:
            raise TableNotSafe(least=least) from fault
        # What was chosen besides may leave another line with few.
        must_go = _not_few(cells, hidden, persons, choices, least)
        if must_go == hidden:
            break
        problem = replace(problem, must_go=must_go)
    told = {
        (cell[rows.key], cell[columns.key]): choice.total
        for n, (cell, choice) in enumerate(zip(cells, problem.choices, strict=True))
        if n not in hidden
    }
    if not any(told.values()):
        raise TableNotSafe(least=least)
    return ShownTable(
        rows.key,
        columns.key,
        told,
        tuple(
            exactly(count, {rows.key: row, columns.key: column})
            for (row, column), count in told.items()
        ),
    )


def _behind(
    cells: Sequence[Where], stands: Sequence[Stand], least: int
) -> list[set[str]]:
    """Return who is behind each cell, as far as ``least`` of them."""
    at = {tuple(cell.values()): n for n, cell in enumerate(cells)}
    names = tuple(cells[0])
    found: list[set[str]] = [set() for _cell in cells]
    for stand in stands:
        behind = found[at[tuple(stand.values[name] for name in names)]]
        if len(behind) < least:
            behind.add(stand.person)
    return found


def _not_few(
    cells: Sequence[Where],
    hidden: frozenset[int],
    persons: Sequence[set[str]],
    choices: Sequence[Choice],
    least: int,
) -> frozenset[int]:
    """Return the cells to hide, so that no line hides few persons together.

    What is hidden of a line adds up to what is left of its total, a figure like any
    other. Of each such line the smallest cell that is shown goes too.
    """
    lines: dict[tuple[str, str], list[int]] = {}
    for n, cell in enumerate(cells):
        for name, value in cell.items():
            lines.setdefault((name, value), []).append(n)
    while True:
        more = set()
        for line in lines.values():
            behind = set().union(*(persons[n] for n in line if n in hidden))
            told = [n for n in line if n not in hidden and choices[n].total]
            if told and 0 < len(behind) < least:
                more.add(min(told, key=lambda n: choices[n].total))
        if not more:
            return hidden
        hidden |= more


def _covered_before(
    bound: Iterable[str],
    by_key: Mapping[str, Item],
    stands: Sequence[Stand],
    ledger: Sequence[Fact],
    least: int,
) -> list[Where]:
    """Return what must not be worked out of the figures given out before."""
    bound = set(bound)
    found: list[Where] = [
        {name: value}
        for name in sorted(bound)
        for value in needs_cover(stands, by_key[name], least)
    ]
    for one, other in pairs_in(ledger):
        if {one, other} <= bound:
            found += covered_cells(stands, by_key[one], by_key[other], least)[0]
    return found
