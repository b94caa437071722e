"""``overens export_register --format csv --out FILE``: the register as one file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
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


def _write(pieces: Iterable[bytes], out: Path) -> None:
    """Write a file whole or not at all: half of it would be taken for the whole.

    Until all is written it stands beside, and what was there before stays.
    """
    if out.exists() and not out.is_file():  # a pipe, a terminal
        with out.open("wb") as file:
            file.writelines(pieces)
        return
    out = out.resolve()  # a link goes on leading there
    with NamedTemporaryFile(
        dir=out.parent, prefix=f".{out.name}.", delete=False
    ) as beside:
        made = Path(beside.name)
        try:
            beside.writelines(pieces)
            beside.flush()
            made.chmod(_mode_of(out))
            made.replace(out)
        except BaseException:
            made.unlink()
            raise


def _mode_of(out: Path) -> int:
    """Return who may read the file: as before, else as any new file."""
    if out.exists():
        return out.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


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
        try:
            _write(pieces, out)
        except OSError as fault:
            why = (fault.strerror or str(fault)).lower()
            raise NotWritten(path=str(out), why=why) from fault
        count = row_counts([ORGANISATIONS], asked)[ORGANISATIONS.key]
        self.stdout.write(f"organisations {count}")
