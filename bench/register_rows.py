"""Fills a register with made rows, to measure on one of any size."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

# The generator's words for areas, as the public list has them.
AREAS = {
    "idrott": "sport",
    "kultur": "culture",
    "barn-unga": "children-youth",
}
FORMS = {
    "ideell-forening": "association",
    "ekonomisk-forening": "cooperative",
    "stiftelse": "foundation",
}
LEVELS = {"lokal": "local", "distrikt": "district", "riks": "national"}


def read_rows(sheet: Path, most: int) -> Iterator[dict[str, str]]:
    """Yield the first rows of a made sheet."""
    with sheet.open(encoding="utf-8", newline="") as file:
        yield from islice(csv.DictReader(file), most)


def fill(rows: Iterator[Mapping[str, str]]) -> None:
    """Write rows into the register, with their places and areas, and build the search.

    Straight into the tables: what an import costs is measured elsewhere.
    """
    from django.db import transaction

    from overens.common.audit import operator
    from overens.common.bulk import insert_rows
    from overens.organisations.actions import search_off
    from overens.organisations.actions.places import bring_in_sweden
    from overens.organisations.models import Area, Municipality, Organisation

    bring_in_sweden(by=operator())
    places = dict(Municipality.objects.values_list("code", "id"))
    areas = dict(Area.objects.filter(classification="areas").values_list("key", "id"))
    given = list(areas.values())
    kept = list(rows)
    numbers: set[str] = set()
    with search_off(), transaction.atomic():
        insert_rows(
            Organisation,
            (_row(at, row, places, numbers) for at, row in enumerate(kept, 1)),
        )
        insert_rows(
            Organisation.municipalities.through,
            (
                {"organisation_id": at, "municipality_id": places[code]}
                for at, row in enumerate(kept, 1)
                for code in dict.fromkeys(
                    [row["municipality_code"], *row["operates_in"].split(";")]
                )
                if code in places
            ),
        )
        insert_rows(
            Organisation.areas.through,
            (
                {"organisation_id": at, "area_id": pk}
                for at, row in enumerate(kept, 1)
                for pk in {
                    areas.get(AREAS.get(word, ""), given[len(word) % len(given)])
                    for word in row["activity_areas"].split(";")
                    if word
                }
            ),
        )


def _row(
    at: int, row: Mapping[str, str], places: Mapping[str, int], numbers: set[str]
) -> dict[str, Any]:
    from django.utils import timezone

    from overens.common.bulk import columns_of
    from overens.organisations.models import Organisation
    from overens.organisations.rules import sort_name

    name = row["name"][:200] or "?"
    number = "".join(figure for figure in row["orgnr"] if figure.isdecimal())
    if len(number) != 10 or number in numbers:
        number = ""
    numbers.add(number)
    made = Organisation(
        id=at,
        created=timezone.now(),
        changed=timezone.now(),
        origin="own",
        slug=f"o-{at}",
        name=name,
        kind="civil",
        org_number=number,
        form=FORMS.get(row["form"], ""),
        level=LEVELS.get(row["level"], ""),
        website=row["website"],
        based_in_id=places.get(row["municipality_code"]),
        locality=row["locality"][:80],
        federation=row["federation"][:120],
        sort_name=sort_name(name),
    )
    made.search_terms = made.terms()
    return columns_of(made)
