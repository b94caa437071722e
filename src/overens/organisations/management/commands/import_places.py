"""``overens import_places``: municipalities with their shapes, and areas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.models import ORIGINS, OWN
from overens.organisations.actions import (
    bring_in_sweden,
    import_areas,
    import_municipalities,
)
from overens.organisations.queries.files import toml_of
from overens.organisations.rules import CLASSIFICATIONS


class Command(HouseCommand):
    """Write municipalities and areas; those that are there are changed."""

    help = (
        "Bring in Sweden's municipalities (--sweden) or those of a TOML file, and "
        "areas. The file has [county] code, "
        "[[municipality]] code, name, people, path, label; [areas], [icnptso] "
        "key = { sv, en }."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the file and the world."""
        parser.add_argument("file", type=Path, nargs="?", help="TOML")
        parser.add_argument(
            "--sweden",
            action="store_true",
            help="Sweden's municipalities, and areas where there are none",
        )
        parser.add_argument(
            "--county", help="with --sweden: the code of one county, such as 13"
        )
        parser.add_argument(
            "--world", choices=list(ORIGINS), default=OWN, help="origin of the places"
        )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        """Bring in both, or nothing, and say how many."""
        if options["sweden"] is (options["file"] is not None):
            raise CommandError("Write either a file or --sweden.")
        if options["sweden"]:
            if options["world"] != OWN:
                raise CommandError("Sweden's municipalities are of the own world.")
            made = bring_in_sweden(county=options["county"], by=operator())
            self.stdout.write(
                f"municipalities {made.municipalities}, areas {made.areas}"
            )
            return
        if options["county"]:
            raise CommandError("--county goes with --sweden.")
        found = toml_of(options["file"])
        places = found.get("municipality", [])
        if places:
            import_municipalities(
                places,
                county=found.get("county", {}).get("code", places[0]["code"][:2]),
                origin=options["world"],
                by=operator(),
            )
        areas = 0
        for classification in CLASSIFICATIONS:
            texts = found.get(classification, {})
            if texts:
                import_areas(texts, classification=classification, by=operator())
            areas += len(texts)
        self.stdout.write(f"municipalities {len(places)}, areas {areas}")
