"""``overens import_areas FILE``: municipalities with outlines of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.explain import explain
from overens.common.models import ORIGINS, OWN
from overens.organisations.actions import import_outlines
from overens.organisations.queries.files import features_of
from overens.organisations.rules import RowsRefused


class Command(HouseCommand):
    """Write municipalities with their outlines; those that are there are changed."""

    help = (
        "Bring in municipalities with their outlines from a GeoJSON file (WGS 84): "
        "properties code, name and county."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the file and the world."""
        parser.add_argument("file", type=Path, help="GeoJSON")
        parser.add_argument(
            "--world", choices=list(ORIGINS), default=OWN, help="origin of the places"
        )

    def handle(self, **options: Any) -> None:
        """Bring in all, or name what is wrong with each, and say how many changed."""
        try:
            written = import_outlines(
                features_of(options["file"]), origin=options["world"], by=operator()
            )
        except RowsRefused as refused:
            for number, fault in refused.faults:
                self.stderr.write(f"{number}\t{fault.field or ''}\t{explain(fault)}")
            self.stderr.write(explain(refused))
            raise SystemExit(1) from refused
        self.stdout.write(f"municipalities {len(written)}")
