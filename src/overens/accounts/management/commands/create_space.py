"""``overens create_space``: the room of a new compact, its parts switched on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from overens.accounts.actions import ALL_COLUMNS, create_space
from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.texts import LocalText


class Command(HouseCommand):
    """Make a space."""

    help = (
        "Make the room of a compact; then give somebody the secretariat's role in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Read its address and names."""
        parser.add_argument("slug", help="a to z, figures and hyphens")
        parser.add_argument("--name", required=True, help="in Swedish")
        parser.add_argument("--name-en", default="", help="in English")
        parser.add_argument("--place", default="", help="such as: i Strandland")
        parser.add_argument("--place-en", default="", help="such as: in Strandland")
        parser.add_argument("--contact", default="", metavar="EMAIL")
        parser.add_argument("--huvudman", default="", help="whose records these are")
        parser.add_argument(
            "--columns",
            nargs="+",
            choices=ALL_COLUMNS,
            default=list(ALL_COLUMNS),
            help="the parts of the work that are switched on; all unless said",
        )

    def handle(self, **options: Any) -> None:
        """Make the space and print its address."""
        space = create_space(
            slug=options["slug"],
            name=LocalText(sv=options["name"], en=options["name_en"]),
            place=LocalText(sv=options["place"], en=options["place_en"]),
            contact_email=options["contact"],
            huvudman=options["huvudman"],
            columns=options["columns"],
            by=operator(),
        )
        self.stdout.write(space.slug)
