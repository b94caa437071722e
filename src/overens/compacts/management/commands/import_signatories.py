"""``overens import_signatories COMPACT FILE``: a sheet of who has signed."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.common.files import Original
from overens.common.sheets import STANDARD
from overens.compacts.actions import SignatoryImport, import_signatories
from overens.compacts.models import Compact
from overens.compacts.queries.files import cells_of_file
from overens.compacts.queries.signatories import (
    OUTCOMES,
    SAME,
    reason_of,
    version_to_sign,
)
from overens.compacts.rules import NoSuchCompact, NoSuchVersion


class Command(HouseCommand):
    """Record the signatures of a sheet; each refusal is named by row and column."""

    help = "Bring in a sheet of signatories (CSV, .xlsx or .ods) with headings."

    def create_parser(
        self, prog_name: str, subcommand: str, **options: Any
    ) -> CommandParser:
        """Return the parser; ``--version`` is the compact's, not the program's."""
        return super().create_parser(
            prog_name, subcommand, conflict_handler="resolve", **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the compact, the file and which version was signed."""
        parser.add_argument("compact", help="slug of the compact")
        parser.add_argument("file", type=Path, help="CSV, .xlsx or .ods")
        parser.add_argument(
            "--version",
            dest="number",
            type=int,
            help="number of the version; the one in force when left out",
        )
        parser.add_argument(
            "--similar-is-same",
            action="store_true",
            help="take a name that resembles one in the register for the same",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would do, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Read, bring in or preview, and say what became of each row.

        Exit 1 when rows were refused; the others are in.
        """
        path: Path = options["file"]
        compact = Compact.objects.filter(slug=options["compact"]).first()
        if compact is None:
            raise NoSuchCompact(slug=options["compact"])
        version = version_to_sign(compact, options["number"])
        if version is None:
            raise NoSuchVersion(compact=str(compact), number=options["number"] or 1)
        original = Original(read_bytes(path), path.name)
        cells = cells_of_file(original.data, original.name, limits=STANDARD)
        same = dict.fromkeys(range(1, len(cells) + 1), SAME)
        brought = import_signatories(
            version=version,
            cells=cells,
            choices=same if options["similar_is_same"] else {},
            original=original,
            by=operator(),
            dry_run=options["dry_run"],
        )
        refused = [row for row in brought.plan.rows if row.outcome == "refused"]
        said = " ".join(reason_of(row) for row in refused)
        if options["json"]:
            error = {"error": said} if refused else {}
            self.print_json({**_document(brought), **error})
        else:
            self._say(brought, dry_run=options["dry_run"])
        if refused:
            self.stderr.write(said)
            raise SystemExit(1)

    def _say(self, brought: SignatoryImport, *, dry_run: bool) -> None:
        counts = brought.plan.counts
        said = ", ".join(f"{outcome} {counts[outcome]}" for outcome in OUTCOMES)
        self.stdout.write(f"{'would be: ' if dry_run else ''}{said}")
        for row in brought.plan.undecided:
            self.stdout.write(f"{row.number}: {reason_of(row)}")
        if brought.run is not None:
            self.stdout.write(f"import {brought.run.uuid}")


def _document(brought: SignatoryImport) -> dict[str, Any]:
    return {
        **brought.plan.counts,
        "rows": [
            {
                "row": row.number,
                "outcome": row.outcome,
                "reason": reason_of(row),
                "organisation": row.organisation.name if row.organisation else row.name,
            }
            for row in brought.plan.rows
        ],
        "import": str(brought.run.uuid) if brought.run else None,
    }
