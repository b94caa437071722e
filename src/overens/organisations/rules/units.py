"""The tree of a public body's units: who answers to whom. Pure Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from overens.organisations.rules.checks import UnitRing

Row = TypeVar("Row")


@dataclass(frozen=True)
class Branch(Generic[Row]):
    """A unit and those that answer to it."""

    row: Row
    below: tuple[Branch[Row], ...]


def tree(rows: Sequence[Row], above: Mapping[int, int | None]) -> list[Branch[Row]]:
    """Return units as a tree, in their own order at every level.

    Args:
        rows: the units; each has a number ``id``.
        above: the number of the unit that each answers to; None at the top, and so
            is one whose unit above is not among the rows.
    """
    known = {_number(row) for row in rows}
    below: dict[int | None, list[Row]] = {}
    for row in rows:
        number = above.get(_number(row))
        below.setdefault(number if number in known else None, []).append(row)

    def grown(number: int | None, seen: frozenset[int]) -> Iterator[Branch[Row]]:
        for row in below.get(number, ()):
            own = _number(row)
            if own not in seen:
                yield Branch(row, tuple(grown(own, seen | {own})))

    return list(grown(None, frozenset()))


def _number(row: object) -> int:
    return int(row.id)  # type: ignore[attr-defined]


def check_answers_to(
    unit: int, to: int | None, above: Mapping[int, int | None], *, name: str
) -> None:
    """Refuse a unit that would come to answer to itself, by whatever way.

    Args:
        unit: its number.
        to: the number of the unit that it is to answer to.
        above: who answers to whom now.
        name: the unit's, for the sentence.

    Raises:
        UnitRing: it would.
    """
    step, seen = to, set()
    while step is not None and step not in seen:
        if step == unit:
            raise UnitRing(unit=name)
        seen.add(step)
        step = above.get(step)
