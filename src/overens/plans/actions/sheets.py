"""Measures in from a sheet: a preview, then an import that can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from overens.common.audit import Actor
from overens.common.files import Original
from overens.common.imports import Journal, stored_values
from overens.common.models import ImportRun
from overens.common.models.base import check_fits
from overens.errors import RuleBroken
from overens.plans.actions.measures import Taken, apply_changes, unsaved_measure
from overens.plans.actions.reading import (
    CHANGED,
    NEW,
    OUTCOMES,
    REFUSED,
    CellChange,
    CellFault,
    Sheet,
    SheetRow,
    read_rows,
)
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.sheets import cell_of
from overens.plans.rules.sheet import COLUMNS, NoRows, column_of, find_columns

# Derived from the texts beside them; an undo has to bring them back too.
_ALONG = {
    "baseline": "baseline_number",
    "target": "target_number",
    "now": "now_number",
}


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
        data: the bytes that came in; kept a while with the import.
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
        original=Original(data, file_name),
        space=plan.space.slug,
        summary={"plan": plan.slug, **result.counts},
    )
    return SheetResult(result.rows, result.unknown_headings, run)


def _take_in(plan: ActionPlan, sheet: Sheet, journal: Journal) -> SheetResult:
    if not sheet:
        raise NoRows()
    columns, unknown = find_columns(sheet[0])
    # Locks the plan: two at once would hand out the same number.
    taken = Taken(plan)
    rows = read_rows(taken.plan, columns, sheet)
    if not rows:
        raise NoRows()
    new = [made for row in rows if (made := _settle(taken, row, journal))]
    for measure in Measure.objects.bulk_create(new):
        journal.made(measure)
    return SheetResult(tuple(rows), tuple(unknown))


def _settle(taken: Taken, row: SheetRow, journal: Journal) -> Measure | None:
    """Save what a row changes, or refuse it with its faults.

    The rules are asked before anything is written, so nothing has to be taken back.

    Returns:
        A new measure, which is left to be saved with the others.
    """
    made = None
    if not row.faults:
        try:
            if row.measure is None:
                made = unsaved_measure(taken.plan, taken, **row.fields)
                check_fits(made)
                row.outcome, row.number = NEW, made.number
            else:
                _change(row.measure, row, taken, journal)
        except RuleBroken as broken:
            row.faults.append(CellFault(column_of(broken.field or ""), broken))
    if row.faults:
        row.outcome = REFUSED
        return None
    return made


def _change(measure: Measure, row: SheetRow, taken: Taken, journal: Journal) -> None:
    names = {*row.fields, *(_ALONG[name] for name in _ALONG if name in row.fields)}
    before = stored_values(measure, *names)
    cells = {column: cell_of(measure, column) for column in COLUMNS}
    row.changed = apply_changes(measure, row.fields, taken)
    if not row.changed:
        return
    measure.save()
    row.changes = [
        CellChange(column, cell, cell_of(measure, column))
        for column, cell in cells.items()
        if column.field in row.changed and cell != cell_of(measure, column)
    ]
    after = stored_values(measure, *names)
    journal.changed(
        measure, {name: before[name] for name in names if before[name] != after[name]}
    )
    row.outcome = CHANGED
