"""``overens export_register --format csv --out FILE``: the register as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from overens.common.commands import HouseCommand, NotWritten
from overens.common.models import ORIGINS
from overens.opendata.queries import (
    ORGANISATIONS,
    asked_of_world,
    row_counts,
    set_file,
)

# The contract's word for each form: the ending of the file on the page of open data.
ENDINGS = {
    "csv": "csv",
    "xlsx": "xlsx",
    "json": "json",
    "hsds": "hsds.json",
    "geojson": "geojson",
}


class Command(HouseCommand):
    """Write the register's organisations, the same rows as on the open data page."""

    help = "Write the register's organisations to a file: only what is public."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read which form, and where to."""
        parser.add_argument(
            "--format", choices=list(ENDINGS), required=True, dest="form"
        )
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--world",
            choices=list(ORIGINS),
            default="",
            help="whose register; the own one, where there is any, unless said",
        )

    def handle(self, *, form: str, out: Path, world: str, **options: Any) -> None:
        """Write it piece by piece, and say how many organisations there are."""
        asked = asked_of_world(world)
        pieces = set_file(ORGANISATIONS, asked, ENDINGS[form])
        is_new = not out.exists()
        try:
            with out.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
        except OSError as fault:
            if is_new and out.is_file():
                out.unlink()  # half a file would be taken for the whole
            why = (fault.strerror or str(fault)).lower()
            raise NotWritten(path=str(out), why=why) from fault
        count = row_counts([ORGANISATIONS], asked)[ORGANISATIONS.key]
        self.stdout.write(f"organisations {count}")
