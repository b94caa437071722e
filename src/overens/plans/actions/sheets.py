"""Measures in from a sheet: a preview, then an import that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from overens.common.audit import Actor
from overens.common.imports import Journal, stored_values
from overens.common.models import ImportRun
from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken
from overens.plans.actions.measures import (
    MeasureFields,
    apply_changes,
    unsaved_measure,
)
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.names import Names, plain
from overens.plans.rules.sheet import (
    Column,
    NoRows,
    NoSuchCommitment,
    NoSuchPrinciple,
    NoSuchUnit,
    NumberTwice,
    UnitInSeveral,
    UnitWithoutBody,
    find_columns,
    read_amount,
    read_day,
    read_milestones,
)

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)

# The heading row is row 1, as a spreadsheet counts.
FIRST_ROW = 2

# Derived from the texts beside them; an undo has to bring them back too.
_ALONG = {
    "baseline": "baseline_number",
    "target": "target_number",
    "now": "now_number",
}

Sheet = Sequence[Sequence[str]]


@dataclass(frozen=True)
class CellFault:
    """What is wrong in one cell: its column, None for the whole row, and the rule."""

    column: Column | None
    broken: RuleBroken


@dataclass
class SheetRow:
    """One row of the sheet and what would become, or became, of it."""

    row: int
    number: str
    title: str
    outcome: str = UNCHANGED
    faults: list[CellFault] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    fields: MeasureFields = field(default_factory=MeasureFields)
    measure: Measure | None = None


@dataclass(frozen=True)
class SheetResult:
    """What a sheet comes to; ``run`` is set once it has been saved."""

    rows: tuple[SheetRow, ...]
    unknown_headings: tuple[str, ...]
    run: ImportRun | None = None

    def count(self, outcome: str) -> int:
        """Return how many rows have an outcome: new, changed, unchanged, refused."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each outcome."""
        return {outcome: self.count(outcome) for outcome in OUTCOMES}


class _DryRun(Exception):
    """Takes everything back after a preview."""


def preview_sheet(plan: ActionPlan, sheet: Sheet) -> SheetResult:
    """Return what a sheet would do, row by row; nothing is kept.

    The rows go through the very same code as when they are saved, and are taken back.

    Raises:
        HeadingsMissing: no heading is known.
        NoRows: there is nothing below the headings.
    """
    result: SheetResult | None = None
    try:
        with transaction.atomic():
            result = _take_in(plan, sheet, Journal())
            raise _DryRun
    except _DryRun:
        pass
    assert result is not None
    return result


@transaction.atomic
def import_sheet(
    *, plan: ActionPlan, sheet: Sheet, data: bytes, by: Actor, file_name: str = ""
) -> SheetResult:
    """Bring a sheet's measures into a plan: one import, one audit line, one undo.

    A row with a fault is refused whole; the others are taken in.

    Args:
        plan: the plan.
        sheet: rows of cells as texts, the headings first.
        data: the bytes that came in, for the digest.
        by: who imports.
        file_name: what the file is called, if it was one.

    Raises:
        HeadingsMissing, NoRows: as ``preview_sheet``.
    """
    journal = Journal()
    result = _take_in(plan, sheet, journal)
    run = journal.finish(
        kind="plans.import_plan",
        by=by,
        data=data,
        file_name=file_name,
        space=plan.space.slug,
        summary={"plan": plan.slug, **result.counts},
    )
    return SheetResult(result.rows, result.unknown_headings, run)


def _take_in(plan: ActionPlan, sheet: Sheet, journal: Journal) -> SheetResult:
    if not sheet:
        raise NoRows()
    columns, unknown = find_columns(sheet[0])
    there = {
        plain(measure.number): measure
        for measure in Measure.objects.filter(plan=plan).with_sides()
    }
    reader = _Reader(plan, columns)
    rows: list[SheetRow] = []
    numbers: dict[str, int] = {}
    for place, cells in enumerate(sheet[1:], FIRST_ROW):
        if not any(cell.strip() for cell in cells):
            continue
        row = reader.read(place, cells, there)
        if row.number:
            first = numbers.setdefault(plain(row.number), place)
            if first != place:
                column = next(each for each in columns.values() if each.key == "number")
                broken = NumberTwice(number=row.number, row=first)
                row.faults.append(CellFault(column, broken))
        _settle(plan, row, journal)
        rows.append(row)
    if not rows:
        raise NoRows()
    return SheetResult(tuple(rows), tuple(unknown))


def _settle(plan: ActionPlan, row: SheetRow, journal: Journal) -> None:
    """Save one row in a savepoint of its own, or refuse it with its faults."""
    if not row.faults:
        try:
            with transaction.atomic():
                _save(plan, row, journal)
        except RuleBroken as broken:
            row.faults.append(CellFault(None, broken))
    if row.faults:
        row.outcome = REFUSED


def _save(plan: ActionPlan, row: SheetRow, journal: Journal) -> None:
    if row.measure is None:
        measure = unsaved_measure(plan, **row.fields)
        measure.save()
        journal.made(measure)
        row.outcome, row.number = NEW, measure.number
        return
    measure = row.measure
    names = {*row.fields, *(_ALONG[name] for name in _ALONG if name in row.fields)}
    before = stored_values(measure, *names)
    row.changed = apply_changes(measure, row.fields)
    if not row.changed:
        return
    measure.save()
    after = stored_values(measure, *names)
    journal.changed(
        measure, {name: before[name] for name in names if before[name] != after[name]}
    )
    row.outcome = CHANGED


class _Reader:
    """Reads rows into fields; a column that is not in the sheet is left alone."""

    def __init__(self, plan: ActionPlan, columns: dict[int, Column]) -> None:
        self.columns = columns
        self.names = Names(plan)
        self.readers: dict[str, Callable[[str, dict[str, Any]], Any]] = {
            "plain": lambda cell, fields: cell,
            "day": lambda cell, fields: read_day(cell),
            "amount": lambda cell, fields: read_amount(cell),
            "milestones": lambda cell, fields: read_milestones(cell),
            "organisation": lambda cell, fields: self._organisation(cell),
            "public": self._public,
            "unit": self._unit,
            "principle": lambda cell, fields: self._principle(cell),
            "commitment": lambda cell, fields: self._commitment(cell),
        }

    def read(
        self, place: int, cells: Sequence[str], there: dict[str, Measure]
    ) -> SheetRow:
        """Return a row's fields and faults, and the measure that has its number."""
        by_key = {
            column.key: (column, cells[at].strip() if at < len(cells) else "")
            for at, column in self.columns.items()
        }
        number = by_key["number"][1] if "number" in by_key else ""
        title = next(
            (
                by_key[f"title.{language}"][1]
                for language in LANGUAGES
                if by_key.get(f"title.{language}", (None, ""))[1]
            ),
            "",
        )
        row = SheetRow(place, number, title, measure=there.get(plain(number)))
        fields: dict[str, Any] = {}
        for column, cell in by_key.values():
            try:
                self._read_cell(column, cell, fields, row.measure)
            except RuleBroken as broken:
                row.faults.append(CellFault(column, broken))
        row.fields = MeasureFields(**fields)  # type: ignore[typeddict-item]
        return row

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
        fields[column.field] = self.readers[column.kind](cell, fields)

    def _organisation(self, cell: str) -> Any:
        if not cell:
            return None
        found = self.names.organisation(cell)
        if found is None:
            raise self.names.not_found(cell)
        return found

    def _public(self, cell: str, fields: dict[str, Any]) -> Any:
        """Return the body; a unit may be named instead, when one body has it."""
        found = self.names.organisation(cell) if cell else None
        if found is not None or not cell:
            return found
        units = self.names.units_called(cell)
        if not units:
            raise self.names.not_found(cell)
        if len(units) > 1:
            bodies = ", ".join(sorted(str(unit.body) for unit in units))
            raise UnitInSeveral(name=cell, bodies=bodies)
        fields["public_unit"] = units[0]
        return units[0].body

    def _unit(self, cell: str, fields: dict[str, Any]) -> Any:
        if not cell:
            return fields.get("public_unit")
        body = fields.get("public_body")
        if body is None:
            raise UnitWithoutBody()
        unit = self.names.unit(body, cell)
        if unit is None:
            raise NoSuchUnit(body=str(body), name=cell)
        return unit

    def _principle(self, cell: str) -> Any:
        found = self.names.principle(cell) if cell else None
        if cell and found is None:
            raise NoSuchPrinciple(name=cell)
        return found

    def _commitment(self, cell: str) -> Any:
        found = self.names.commitment(cell) if cell else None
        if cell and found is None:
            raise NoSuchCommitment(name=cell)
        return found
