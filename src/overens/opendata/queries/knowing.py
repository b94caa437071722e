"""The sector in figures: what the register's page of it shows, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from overens.opendata.queries.columns import DataColumn, Of, origin_column
from overens.opendata.queries.sets import Asked, DataSet, counted_at_once
from overens.organisations.models import Area, Municipality, SectorCount
from overens.organisations.queries import sector_of, sector_rows, years_of_founding
from overens.organisations.rules import AREAS, FORMS, FRESH_BANDS, ICNPTSO, STATUSES

PART = "organisations"


@dataclass(frozen=True)
class _Figure:
    figure: str
    key: str
    word: str
    count: int
    base: int | None
    origin: str


def _figures(asked: Asked) -> Iterator[_Figure]:
    world = asked.space.origin
    areas = list(Area.objects.all())
    words = {
        name: {each.key: each.name for each in areas if each.classification == name}
        for name in (AREAS, ICNPTSO)
    }
    places = Municipality.objects.filter(origin=world).values_list("code", "name")
    rows = sector_rows(sector_of(world, asked.day), {**words, "places": dict(places)})
    for row in rows:
        yield _Figure(*row, origin=world)


def _count_figures(asked: Asked) -> int:
    """Count the rows without counting what stands in them (two queries)."""
    world = asked.space.origin
    lists = Area.objects.filter(classification__in=(AREAS, ICNPTSO))
    places = Municipality.objects.filter(origin=world)
    stored = sum(counted_at_once([lists, places]))
    words = len(STATUSES) + len(FORMS) + len(FRESH_BANDS)
    return stored + words + years_of_founding(world)


SECTOR = DataSet(
    "sector",
    PART,
    _("The sector in figures"),
    _(
        "How many civil-society organisations there are by status, form, area, "
        "municipality, age of the facts and year of founding; those dissolved are "
        "counted by status only."
    ),
    (
        DataColumn(
            "figure",
            _("Figure"),
            _("What is counted by."),
            "key",
            lambda row: row.figure,
            words={
                "status": _("status"),
                "forms": _("legal form"),
                "areas": _("area of the 2020 survey"),
                "icnptso": _("area of ICNP/TSO"),
                "places": _("municipality of activity"),
                "fresh": _("when last confirmed"),
                "founded": _("year of founding"),
            },
        ),
        DataColumn(
            "key",
            _("Key"),
            _("As it stands at the organisations; for ages, the years it begins at."),
            "key",
            lambda row: row.key,
        ),
        DataColumn(
            "label",
            _("In words"),
            _("In the language of the file."),
            "text",
            lambda row: row.word,
        ),
        DataColumn(
            "count",
            _("Organisations"),
            _("How many."),
            "integer",
            lambda row: row.count,
        ),
        DataColumn(
            "base",
            _("Base"),
            _("Of how many it is known. Empty where there is no base."),
            "integer",
            lambda row: row.base,
        ),
        origin_column(lambda row: row.origin),
    ),
    shaped=_figures,
    counted=_count_figures,
)

count = Of(SectorCount)
SECTOR_COUNTS = DataSet(
    "sector-counts",
    PART,
    _("The sector month by month"),
    _(
        "How many civil-society organisations the register held, by status: the last "
        "count of each month, since counting began."
    ),
    (
        count.id(),
        count.day("month", _("Month"), _("Its first day.")),
        count.day("day", _("Counted on"), _("The last day of the month it was done.")),
        count.integer("active", _("Active"), _("How many.")),
        count.integer("dormant", _("Dormant"), _("How many.")),
        count.integer("dissolved", _("Dissolved"), _("How many.")),
        count.integer("unknown", _("Unknown status"), _("How many.")),
        count.integer(
            "added",
            _("New in the register"),
            _("How many came into the register that month, whenever founded."),
        ),
        count.origin(),
    ),
    lambda asked: [
        SectorCount.objects.filter(origin=asked.space.origin).order_by("month")
    ],
)

SETS = (SECTOR, SECTOR_COUNTS)
