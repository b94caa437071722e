"""``overens followup_report COMPACT YEAR``: the yearly follow-up as a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.compacts.models import Compact
from overens.errors import RuleBroken, gettext_noop
from overens.followups.actions import begin_followup, count_followup
from overens.followups.queries import corrected_report, report_file

FORMATS = ("json", "pdf", "docx", "html")


class NoSuchCompact(RuleBroken):
    """No compact has that slug."""

    sentence = gettext_noop("There is no compact called “%(slug)s”. Known: %(known)s.")


class Command(HouseCommand):
    """Count a draft anew, and write it in one form."""

    help = "The yearly follow-up of a compact, as JSON, PDF, Word or HTML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read compact, year, form and file."""
        parser.add_argument("compact")
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=FORMATS, default="json")
        parser.add_argument("--out", type=Path)
        parser.add_argument("--json", action="store_true", help="as --format json")

    def handle(self, **options: Any) -> None:
        """Write the report to the file, or to stdout."""
        slug, year, language = options["compact"], options["year"], options["language"]
        compact = Compact.objects.select_related("space").filter(slug=slug).first()
        if compact is None:
            known = ", ".join(Compact.objects.values_list("slug", flat=True))
            raise NoSuchCompact(slug=slug, known=known or "–")
        by = operator()
        followup = begin_followup(
            space=compact.space, year=year, by=by, origin=compact.origin
        )
        if followup.status != "published":
            followup = count_followup(followup=followup, by=by)
        report = corrected_report(followup, language)
        if report is None:
            raise AssertionError("A follow-up is counted when it is begun.")
        ending = "json" if options["json"] else options["format"]
        data, _media_type = report_file(report, ending)
        if options["out"]:
            options["out"].write_bytes(data)
        elif ending in ("json", "html"):
            self.stdout.write(data.decode(), ending="")
        else:
            sys.stdout.buffer.write(data)
