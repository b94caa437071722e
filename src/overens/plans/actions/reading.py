"""Reads the rows of a sheet of measures: their cells, and which measure each means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken
from overens.plans.actions.measures import MeasureFields
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.names import Names, plain
from overens.plans.rules import next_number
from overens.plans.rules.sheet import (
    Column,
    MeasureWithdrawn,
    NoSuchCommitment,
    NoSuchPrinciple,
    NoSuchUnit,
    NumberTwice,
    TitleInSeveral,
    UnitInSeveral,
    UnitWithoutBody,
    column_of,
    read_amount,
    read_day,
    read_milestones,
)

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)

# The heading row is row 1, as a spreadsheet counts.
FIRST_ROW = 2

# Below this share of common letters, two titles hardly name the same measure.
LIKE_ENOUGH = 0.5

Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True)
class CellFault:
    """What is wrong in one cell: its column, None for the whole row, and the rule."""

    column: Column | None
    broken: RuleBroken


@dataclass(frozen=True)
class CellChange:
    """What stood in a measure's cell, and what stands there after the import."""

    column: Column
    before: str
    after: str

    @property
    def clears(self) -> bool:
        """Whether an empty cell takes away what stood there."""
        return bool(self.before) and not self.after


@dataclass
class SheetRow:
    """One row of the sheet and what would become, or became, of it.

    ``was_called`` is the title that the row's number has in the plan, when that is so
    unlike the row's own that another measure may be meant.
    """

    row: int
    number: str
    title: str
    outcome: str = UNCHANGED
    faults: list[CellFault] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    was_called: str = ""
    fields: MeasureFields = field(default_factory=MeasureFields)
    measure: Measure | None = None


def read_rows(
    plan: ActionPlan, columns: dict[int, Column], sheet: Sheet
) -> list[SheetRow]:
    """Return the rows below the headings, each with its fields, faults and measure.

    A row means the measure that has its number. One without number means the measure
    that has its title; where there is none it is given the next number, never one that
    stands in another row, whether or not that row can be taken in.
    """
    measures = list(Measure.objects.filter(plan=plan).with_sides())
    for measure in measures:
        measure.plan = plan
    reader = _Reader(plan, columns)
    rows = [
        (reader.row(place, cells), cells)
        for place, cells in enumerate(sheet[1:], FIRST_ROW)
        if any(cell.strip() for cell in cells)
    ]
    _find_by_number([row for row, _cells in rows], measures)
    _find_by_title([row for row, _cells in rows], measures)
    for row, cells in rows:
        reader.read(row, cells)
    _give_numbers([row for row, _cells in rows], measures)
    return [row for row, _cells in rows]


def _find_by_number(rows: Iterable[SheetRow], measures: Iterable[Measure]) -> None:
    there = {plain(measure.number): measure for measure in measures}
    seen: dict[str, int] = {}
    for row in rows:
        if not row.number:
            continue
        first = seen.setdefault(plain(row.number), row.row)
        if first != row.row:
            broken = NumberTwice(number=row.number, row=first)
            row.faults.append(CellFault(column_of("number"), broken))
        row.measure = there.get(plain(row.number))
        if row.measure is None:
            continue
        if row.measure.withdrawn_at is not None:
            withdrawn = MeasureWithdrawn(number=row.number)
            row.faults.append(CellFault(column_of("number"), withdrawn))
        row.was_called = _other_title(row, row.measure)


def _other_title(row: SheetRow, measure: Measure) -> str:
    """Return the measure's title when it is much unlike the row's."""
    titles = [title for title in LocalText(measure.title).values() if title]
    if not row.title or not titles:
        return ""
    alike = max(
        SequenceMatcher(None, plain(row.title), plain(title)).ratio()
        for title in titles
    )
    return "" if alike >= LIKE_ENOUGH else str(measure.title)


def _find_by_title(rows: Sequence[SheetRow], measures: Iterable[Measure]) -> None:
    """Find the measures of the rows without number, so that none is doubled."""
    claimed = {row.measure.pk for row in rows if row.measure is not None}
    called: dict[str, list[Measure]] = defaultdict(list)
    for measure in measures:
        if measure.withdrawn_at is None and measure.pk not in claimed:
            for title in {plain(title) for title in measure.title.values() if title}:
                called[title].append(measure)
    without = [row for row in rows if not row.number and row.title]
    asked = Counter(plain(row.title) for row in without)
    for row in without:
        title = plain(row.title)
        if len(called[title]) > asked[title]:
            numbers = ", ".join(measure.number for measure in called[title])
            broken = TitleInSeveral(title=row.title, numbers=numbers)
            row.faults.append(CellFault(column_of("title"), broken))
        elif called[title]:
            # Several rows and several measures of one title are paired in order.
            row.measure = called[title].pop(0)
            row.number = row.measure.number
        asked[title] -= 1


def _give_numbers(rows: Sequence[SheetRow], measures: Iterable[Measure]) -> None:
    taken = [measure.number for measure in measures]
    taken += [row.number for row in rows if row.number]
    for row in rows:
        if row.measure is None and not row.number and not row.faults:
            row.fields["number"] = row.number = next_number(taken)
            taken.append(row.number)


class _Reader:
    """Reads rows into fields; a column that is not in the sheet is left alone."""

    def __init__(self, plan: ActionPlan, columns: dict[int, Column]) -> None:
        self.columns = columns
        self.names = Names(plan)
        self.readers: dict[
            str, Callable[[str, dict[str, Any], Measure | None], Any]
        ] = {
            "plain": lambda cell, fields, measure: cell,
            "day": lambda cell, fields, measure: read_day(cell),
            "amount": lambda cell, fields, measure: read_amount(cell),
            "milestones": lambda cell, fields, measure: read_milestones(cell),
            "organisation": self._organisation,
            "public": self._public,
            "unit": self._unit,
            "principle": self._principle,
            "commitment": self._commitment,
        }

    def row(self, place: int, cells: Sequence[str]) -> SheetRow:
        """Return a row's place, number and title; its other cells are read later."""
        by_key = self._by_key(cells)
        titles = (
            by_key[key][1]
            for key in (f"title.{language}" for language in LANGUAGES)
            if key in by_key and by_key[key][1]
        )
        number = by_key["number"][1] if "number" in by_key else ""
        return SheetRow(place, number, next(titles, ""))

    def _by_key(self, cells: Sequence[str]) -> dict[str, tuple[Column, str]]:
        return {
            column.key: (column, cells[at].strip() if at < len(cells) else "")
            for at, column in self.columns.items()
        }

    def read(self, row: SheetRow, cells: Sequence[str]) -> None:
        """Read a row's cells into its fields, and note what is wrong in which."""
        fields: dict[str, Any] = {}
        for column, cell in self._by_key(cells).values():
            try:
                self._read_cell(column, cell, fields, row.measure)
            except RuleBroken as broken:
                row.faults.append(CellFault(column, broken))
        row.fields = MeasureFields(**fields)  # type: ignore[typeddict-item]

    def _read_cell(
        self,
        column: Column,
        cell: str,
        fields: dict[str, Any],
        measure: Measure | None,
    ) -> None:
        if column.kind == "text":
            language = column.key.partition(".")[2]
            kept = fields.setdefault(
                column.field,
                LocalText(getattr(measure, column.field) if measure else {}),
            )
            fields[column.field] = LocalText({**kept, language: cell})
            return
        if column.key == "number" and not cell:
            return
        fields[column.field] = self.readers[column.kind](cell, fields, measure)

    # What the measure holds is given to each look-up: a cell that still says it keeps
    # it, whoever else has the name by now.

    def _organisation(
        self, cell: str, fields: dict[str, Any], measure: Measure | None
    ) -> Any:
        if not cell:
            return None
        present = measure.civil_organisation if measure else None
        found = self.names.organisation(cell, side="civil", present=present)
        if found is None:
            raise self.names.not_found(cell)
        return found

    def _public(
        self, cell: str, fields: dict[str, Any], measure: Measure | None
    ) -> Any:
        """Return the body; a unit may be named instead, when one body has it."""
        if not cell:
            return None
        present = measure.public_body if measure else None
        found = self.names.organisation(cell, side="public", present=present)
        if found is not None:
            return found
        units = self.names.units_called(cell)
        if measure is not None and measure.public_unit in units:
            units = [measure.public_unit]
        if not units:
            raise self.names.not_found(cell)
        if len(units) > 1:
            bodies = ", ".join(sorted(str(unit.body) for unit in units))
            raise UnitInSeveral(name=cell, bodies=bodies)
        fields["public_unit"] = units[0]
        return units[0].body

    def _unit(self, cell: str, fields: dict[str, Any], measure: Measure | None) -> Any:
        if not cell:
            return fields.get("public_unit")
        body = fields.get("public_body")
        if body is None:
            raise UnitWithoutBody()
        present = measure.public_unit if measure else None
        unit = self.names.unit(body, cell, present=present)
        if unit is None:
            raise NoSuchUnit(body=str(body), name=cell)
        return unit

    def _principle(
        self, cell: str, fields: dict[str, Any], measure: Measure | None
    ) -> Any:
        present = measure.principle if measure else None
        found = self.names.principle(cell, present=present) if cell else None
        if cell and found is None:
            raise NoSuchPrinciple(name=cell)
        return found

    def _commitment(
        self, cell: str, fields: dict[str, Any], measure: Measure | None
    ) -> Any:
        present = measure.commitment if measure else None
        found = self.names.commitment(cell, present=present) if cell else None
        if cell and found is None:
            raise NoSuchCommitment(name=cell)
        return found
