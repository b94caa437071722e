"""``overens load_demo``: the demonstration's two worlds, into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from overens.common.commands import HouseCommand
from overens.config.demonstration.loading import (
    has_demonstration,
    load_demonstration,
)
from overens.config.demonstration.loading.collecting import answer_surveys


class Command(HouseCommand):
    """Load Källorna and Strandland; refuse a database with real data in it."""

    help = "Load the demonstration: the sources' compacts and fictional Strandland."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read whether a loaded demonstration is left alone."""
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there is anything in the database",
        )

    def handle(self, *, if_empty: bool, **options: Any) -> None:
        """Migrate, load in one transaction, saying what was loaded; then answer."""
        call_command("migrate", verbosity=0)
        if if_empty and has_demonstration():
            return
        for line in load_demonstration():
            self.stdout.write(line)
        answer_surveys()
