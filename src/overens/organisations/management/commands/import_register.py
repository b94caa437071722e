"""``overens import_register FILE --source NAME``: rows of a source come in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.common.explain import explain
from overens.common.models import ORIGINS, OWN
from overens.errors import RuleBroken, Unreadable, gettext_noop
from overens.organisations.actions.importing import (
    GONE,
    OUTCOMES,
    RowPlan,
    add_source,
    forget_import,
    planned,
    read_import,
    write_import,
)
from overens.organisations.queries.importing import plan_in_words, slugs_of
from overens.organisations.rules import SOURCES


class MappingUnreadable(Unreadable):
    """A file of a mapping that is none."""

    sentence = gettext_noop(
        "%(path)s is not a mapping. Write JSON that says what each column holds, such "
        'as {"Förening": "name", "Org.nr": "org_number"}.'
    )


def mapping_in(path: Path | None) -> dict[str, str]:
    """Return what a file says that columns hold, by heading.

    Raises:
        MappingUnreadable, NoSuchFile: it says nothing that can be read.
    """
    if path is None:
        return {}
    try:
        found = json.loads(read_bytes(path))
    except ValueError as fault:
        raise MappingUnreadable(path=str(path)) from fault
    if not isinstance(found, dict) or not all(
        isinstance(held, str) for held in found.values()
    ):
        raise MappingUnreadable(path=str(path))
    return found


class Command(HouseCommand):
    """Bring the rows of a source in; each is new, changed, unchanged or refused."""

    help = "Bring in the rows of a municipality's register or another list."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the file, its source, and how it is to be taken."""
        parser.add_argument("file", type=Path, help="CSV, .xlsx or .ods")
        parser.add_argument("--source", required=True, metavar="NAME")
        parser.add_argument(
            "--kind", choices=list(SOURCES), default="municipality", help="of a new one"
        )
        parser.add_argument("--world", choices=list(ORIGINS), default=OWN)
        parser.add_argument(
            "--mapping", type=Path, help="JSON: what each column holds, by heading"
        )
        parser.add_argument(
            "--partial",
            action="store_true",
            help="the file holds only some of the source's rows: none is gone",
        )
        parser.add_argument(
            "--repair", action="store_true", help="put double-encoded letters right"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would do, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Read, then write or only say; exit 1 when the file cannot be taken."""
        by = operator()
        source = add_source(
            name=options["source"],
            kind=options["kind"],
            origin=options["world"],
            by=by,
        )
        incoming = read_import(
            source=source,
            data=read_bytes(options["file"]),
            file_name=options["file"].name,
            day=timezone.localdate(),
            by=by,
            mapping=mapping_in(options["mapping"]),
            is_complete=not options["partial"],
            repairs=options["repair"],
        )
        report = _Report(whole=options["json"])
        try:
            if options["dry_run"]:
                report.hear(planned(incoming))
            else:
                incoming = write_import(incoming, by=by, told=report.hear)
        except RuleBroken:
            forget_import(incoming)
            raise
        if options["dry_run"]:
            forget_import(incoming)
        counts = {name: report.counts[name] for name in OUTCOMES}
        if options["json"]:
            self.print_json(
                {
                    **counts,
                    "gone": incoming.counts.get(GONE, 0),
                    "import": "" if options["dry_run"] else str(incoming.uuid),
                    "rows": report.rows(),
                }
            )
            return
        for row, name, why in report.refused:
            self.stderr.write(f"{row}\t{name}\t{why}")
        self.stdout.write(", ".join(f"{name} {n}" for name, n in counts.items()))
        if incoming.counts.get(GONE):
            self.stdout.write(
                _("gone from the source %(n)s") % {"n": incoming.counts[GONE]}
            )
        if not options["dry_run"]:
            self.stdout.write(f"import {incoming.uuid}")


class _Report:
    """What became of the rows, in the reader's words, as they are written."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.counts: Counter[str] = Counter()
        self.refused: list[tuple[int, str, str]] = []
        self._rows: list[tuple[int, str, str, int | None]] = []

    def hear(self, plans: Iterable[RowPlan]) -> None:
        """Note what became of some rows."""
        for plan in plans:
            self.counts[plan.outcome] += 1
            why = plan_in_words(plan)
            if plan.fault is not None:
                self.refused.append((plan.row, plan.name, explain(plan.fault)))
            if self.whole:
                organisation = plan.organisation
                self._rows.append((plan.row, plan.outcome, why, organisation))

    def rows(self) -> list[dict[str, Any]]:
        """Return every row as the contract has it."""
        slugs = slugs_of({row[3] for row in self._rows if row[3]})
        return [
            {
                "row": row,
                "outcome": outcome,
                "reason": why,
                "organisation": slugs.get(organisation or 0, ""),
            }
            for row, outcome, why, organisation in self._rows
        ]
