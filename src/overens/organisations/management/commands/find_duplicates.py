"""``overens find_duplicates``: which rows may be one organisation, and why."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from overens.common.commands import HouseCommand
from overens.organisations.models import SourceRecord
from overens.organisations.queries.likeness import (
    RECORD,
    register_cards,
    standing_of,
)
from overens.organisations.rules.likeness import (
    ASKED_FROM,
    LINKED,
    REASONS,
    Likeness,
    pairs_of,
)


def score(text: str) -> int:
    """Return a score as it was typed, 0 to 100; ``0.8`` is a share of it."""
    try:
        value = float(text)
    except ValueError as fault:
        raise ArgumentTypeError("a score is a number from 0 to 100") from fault
    value = value * 100 if 0 < value < 1 else value
    if not 0 <= value <= 100:
        raise ArgumentTypeError("a score is a number from 0 to 100")
    return round(value)


class Command(HouseCommand):
    """Say which pairs the rule links, and which a person is to look at."""

    help = "Pairs of the register that may be one organisation, the likest first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read from which score on."""
        parser.add_argument(
            "--min-score",
            type=score,
            default=ASKED_FROM,
            help=f"0 to 100; {ASKED_FROM} unless said",
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Find and print; nothing is written."""
        pairs = _pairs(options["min_score"])
        if options["json"]:
            self.print_json({"pairs": pairs})
            return
        for pair in pairs:
            reasons = ", ".join(_(REASONS.get(each, each)) for each in pair["reasons"])
            self.stdout.write(
                f"{pair['score']}\t{pair['decision']}\t{pair['a']}\t{pair['b']}\t{reasons}"
            )


def _pairs(least: int) -> list[dict[str, Any]]:
    """Return the pairs, the likest first.

    Rows that stand on one organisation are linked, however like they are by now.
    """
    likenesses = {
        (found.a, found.b): found for found in pairs_of(register_cards(), least=least)
    }
    for one, other, reasons in _standing_together():
        found = (
            likenesses.get((one, other))
            or likenesses.pop((other, one), None)
            or Likeness(one, other, 100, reasons, LINKED)
        )
        likenesses[(one, other)] = found._replace(decision=LINKED)
    standing = standing_of({key for pair in likenesses for key in pair})
    ordered = sorted(
        likenesses.values(), key=lambda found: (-found.score, found.a, found.b)
    )
    return [
        {
            "a": standing[found.a].said,
            "b": standing[found.b].said,
            "score": found.score,
            "reasons": list(found.reasons),
            "decision": found.decision,
        }
        for found in ordered
    ]


def _standing_together() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the pairs of rows that stand on one organisation: keys, and why."""
    rows = SourceRecord.objects.there().order_by("organisation", "pk")
    wanted = rows.values_list("organisation", "pk", "reasons").iterator()
    for _organisation, some in groupby(wanted, key=itemgetter(0)):
        for one, other in combinations(some, 2):
            why = other[2] or one[2]
            yield f"{RECORD}{one[1]}", f"{RECORD}{other[1]}", tuple(why)
