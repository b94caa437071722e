"""``overens import_plan COMPACT FILE``: a sheet of measures into a compact's plan."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import translation

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.common.explain import explain
from overens.common.sheets import read_sheet
from overens.errors import RuleBroken, gettext_noop
from overens.plans.actions import make_plan
from overens.plans.actions.reading import OUTCOMES, SheetRow
from overens.plans.actions.sheets import SheetResult, import_sheet, preview_sheet
from overens.plans.models import ActionPlan


class NoSuchCompact(RuleBroken):
    """No compact has the slug."""

    sentence = gettext_noop("There is no compact called %(slug)s.")


class NoSuchPlan(RuleBroken):
    """The compact has no such plan."""

    sentence = gettext_noop("%(compact)s has no plan called %(slug)s.")


class Command(HouseCommand):
    """Import measures; each fault is named by row and column."""

    help = "Bring a sheet of measures (CSV or Excel, as exported) into a plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the compact, the file and which plan."""
        parser.add_argument("compact", help="slug of the compact")
        parser.add_argument("file", type=Path, help="CSV, .xlsx or .ods")
        parser.add_argument(
            "--plan", default="", help="slug; the plan that runs today when left out"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would do, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Read, import or preview, and say what became of each row.

        Exit 1 when rows were refused; the others are in.
        """
        path: Path = options["file"]
        data = read_bytes(path)
        space = Space.objects.filter(slug=options["compact"]).first()
        if space is None:
            raise NoSuchCompact(slug=options["compact"])
        sheet = read_sheet(data, path.name)
        dry_run = options["dry_run"]
        with transaction.atomic():
            plan = _plan_of(space, options["plan"])
            if dry_run:
                result = preview_sheet(plan, sheet)
                # A plan that was made to look at the sheet goes with the preview.
                transaction.set_rollback(True)
            else:
                result = import_sheet(
                    plan=plan,
                    sheet=sheet,
                    data=data,
                    by=operator(),
                    file_name=path.name,
                )
        if options["json"]:
            self.print_json(_document(result))
        else:
            self._say(result, dry_run=dry_run)
        if result.count("refused"):
            raise SystemExit(1)

    def _say(self, result: SheetResult, *, dry_run: bool) -> None:
        counts = ", ".join(f"{outcome} {result.count(outcome)}" for outcome in OUTCOMES)
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{counts}")
        if result.run is not None:
            self.stdout.write(f"import {result.run.uuid}")
        for row in result.rows:
            for line in _faults(row):
                self.stderr.write(f"row {row.row}, {line}")


def _plan_of(space: Space, slug: str) -> ActionPlan:
    """Return the plan to import into.

    The one asked for; else the one that runs today, else the latest; a compact
    without any gets the plan of this year.
    """
    plans = ActionPlan.objects.of(space)
    if slug:
        asked = plans.filter(slug=slug).first()
        if asked is None:
            raise NoSuchPlan(compact=space.slug, slug=slug)
        return asked
    today = day_in(space)
    found = (
        plans.filter(pk__in=ActionPlan.objects.running_on(today).values("pk")).first()
        or plans.first()
    )
    if found is not None:
        return found
    titles = {}
    for language in ("sv", "en"):
        with translation.override(language):
            titles[language] = translation.gettext("Action plan %(year)s") % {
                "year": today.year
            }
    return make_plan(space=space, by=operator(), title=titles, year=today.year)


def _faults(row: SheetRow) -> list[str]:
    language = (translation.get_language() or "sv")[:2]
    return [
        f"{fault.column.heading(language)}: {explain(fault.broken)}"
        if fault.column
        else explain(fault.broken)
        for fault in row.faults
    ]


def _document(result: SheetResult) -> dict[str, Any]:
    return {
        **result.counts,
        "import": str(result.run.uuid) if result.run else None,
        "unknown_headings": list(result.unknown_headings),
        "rows": [
            {
                "row": row.row,
                "outcome": row.outcome,
                "reason": " ".join(_faults(row)),
                "number": row.number,
                "title": row.title,
                "changed": row.changed,
            }
            for row in result.rows
        ],
    }
