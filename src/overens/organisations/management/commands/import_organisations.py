"""``overens import_organisations FILE``: organisations in bulk, all or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.explain import explain
from overens.common.models import ORIGINS, OWN
from overens.organisations.actions import import_organisations
from overens.organisations.queries.files import organisations_of
from overens.organisations.rules import KINDS, SOURCES, RowsRefused


class Command(HouseCommand):
    """Add organisations from a sheet or TOML; each fault is named by its row."""

    help = "Add organisations from CSV, .xlsx, .ods or TOML; all rows or none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the file, and what holds for all its rows."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=list(KINDS), default="civil")
        parser.add_argument("--world", choices=list(ORIGINS), default=OWN)
        parser.add_argument(
            "--source",
            choices=list(SOURCES),
            default="",
            help="where the facts come from, for rows that do not say",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would do, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Bring in the rows and print how many; exit 1 when any is refused."""
        rows = organisations_of(options["file"])
        try:
            with transaction.atomic():
                made = import_organisations(
                    rows,
                    kind=options["kind"],
                    origin=options["world"],
                    source=options["source"],
                    file_name=options["file"].name,
                    by=operator(),
                )
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except RowsRefused as refused:
            self._say_faults(refused, len(rows), options)
            raise SystemExit(1) from refused
        run = "" if options["dry_run"] else str(made.run.uuid)
        if options["json"]:
            self.print_json({"rows": len(rows), "new": len(rows), "import": run})
            return
        self.stdout.write(f"new {len(rows)}")
        if run:
            self.stdout.write(f"import {run}")

    def _say_faults(
        self, refused: RowsRefused, rows: int, options: dict[str, Any]
    ) -> None:
        faults = [
            {"row": row, "field": fault.field or "", "reason": explain(fault)}
            for row, fault in refused.faults
        ]
        if options["json"]:
            self.print_json({"rows": rows, "new": 0, "refused": faults})
            return
        for fault in faults:
            self.stderr.write(f"{fault['row']}\t{fault['field']}\t{fault['reason']}")
        self.stderr.write(explain(refused))
