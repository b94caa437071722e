"""``overens search_register WORDS``: find organisations, with counts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from overens.common.commands import HouseCommand
from overens.common.models import ORIGINS
from overens.organisations.models import Municipality, Organisation
from overens.organisations.queries import (
    Search,
    area_meant,
    register_world,
    search,
)
from overens.organisations.rules import UnknownArea, UnknownMunicipality


def search_asked(options: dict[str, Any], words: str) -> Search:
    """Return what a command's options ask for.

    Raises:
        UnknownMunicipality, UnknownArea: the register has no such one.
    """
    world = options["world"] or register_world()
    code, area = options["municipality"], options["area"]
    if code and not Municipality.objects.filter(code=code).exists():
        raise UnknownMunicipality(code=code)
    key = area_meant(area) if area else ""
    if area and not key:
        raise UnknownArea(key=area)
    return Search(world, timezone.localdate(), words, municipality=code, area=key)


def add_filters(parser: CommandParser) -> None:
    """Declare what a search is narrowed down by."""
    parser.add_argument("--municipality", metavar="CODE", default="")
    parser.add_argument(
        "--area", metavar="KEY", default="", help="key of an area, or a word for it"
    )
    parser.add_argument(
        "--world",
        choices=list(ORIGINS),
        default="",
        help="own where there are any, else that of the front page",
    )


class Command(HouseCommand):
    """Search the register as its page does."""

    help = "Search the register: name, word, part of a word, number."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the words and the filters."""
        parser.add_argument("words", nargs="+", metavar="WORDS")
        add_filters(parser)
        parser.add_argument("--limit", type=int, default=20, metavar="N")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Search, and print the best first."""
        asked = search_asked(options, " ".join(options["words"]))
        answer = search(asked, most=max(options["limit"], 0))
        rows = Organisation.objects.defer("search_terms").prefetch_related(
            "municipalities"
        )
        there = rows.in_bulk(answer.ids)
        hits = [
            {
                "id": there[hit.id].public_id,
                "name": there[hit.id].name,
                "municipality": _place_of(there[hit.id]),
                "score": hit.score,
            }
            for hit in answer.hits
            if hit.id in there
        ]
        if answer.meant:
            self.stderr.write(_("Did you mean: %(words)s") % {"words": answer.meant})
        if options["json"]:
            facets = answer.facets
            self.print_json({"count": answer.count, "hits": hits, "facets": facets})
            return
        for each in hits:
            self.stdout.write(f"{each['id']}\t{each['name']}\t{each['municipality']}")
        self.stdout.write(_("%(n)s found") % {"n": answer.count})


def _place_of(organisation: Organisation) -> str:
    """Return the code of where it has its seat, else of the first it is active in."""
    codes = [place.code for place in organisation.municipalities.all()]
    if organisation.based_in_id is not None:
        for place in organisation.municipalities.all():
            if place.pk == organisation.based_in_id:
                return place.code
    return codes[0] if codes else ""
