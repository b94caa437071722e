"""``overens undo_import IMPORT``: takes an import back, exactly as it was."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.models import ImportRun
from overens.compacts.actions import undo
from overens.compacts.rules import NoSuchImport


class Command(HouseCommand):
    """Undo an import of any kind, named by its uuid."""

    help = "Take an import back: everything is as it was before it, or nothing happens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which import."""
        parser.add_argument("run", metavar="IMPORT", help="its uuid, as printed")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Undo it and say so."""
        try:
            asked = uuid.UUID(options["run"])
        except ValueError as fault:
            raise NoSuchImport(run=options["run"]) from fault
        run = ImportRun.objects.filter(uuid=asked).first()
        if run is None:
            raise NoSuchImport(run=options["run"])
        undo(run, by=operator())
        if options["json"]:
            self.print_json({"import": str(run.uuid), "kind": run.kind, "undone": True})
        else:
            self.stdout.write(f"undone {run.uuid} {run}")
