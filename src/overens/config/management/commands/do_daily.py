"""``overens do_daily``: everything periodic; says what it did, skipped, and why."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from overens.common.commands import HouseCommand
from overens.common.daily import StepResult, take_steps


class Command(HouseCommand):
    """Take every registered step; a second time the same day changes nothing."""

    help = "Do everything periodic; say what was done, what was passed over, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the form of the answer."""
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Take the steps; exit 1 when one of them could not be taken to its end."""
        # No day: when it is past midnight in one space it may not be in another.
        results = take_steps()
        if options["json"]:
            self.print_json(_document(timezone.localdate(), results))
        else:
            self._say(results)
        failed = [result for result in results if result.fault]
        if failed:
            raise CommandError(
                "; ".join(f"{result.name}: {result.fault}" for result in failed),
                returncode=1,
            )

    def _say(self, results: list[StepResult]) -> None:
        for result in results:
            self.stdout.write(
                f"{result.name}: {result.did} done, {result.skipped} skipped"
            )
            for line in result.lines:
                mark = "+" if line.did else "-"
                why = f": {line.why}" if line.why else ""
                self.stdout.write(f"  {mark} {line.what}{why}")


def _document(today: date, results: list[StepResult]) -> dict[str, Any]:
    return {
        "day": today.isoformat(),
        "steps": [
            {
                "name": result.name,
                "did": result.did,
                "skipped": result.skipped,
                "fault": result.fault,
                "lines": [asdict(line) for line in result.lines],
            }
            for result in results
        ],
    }
