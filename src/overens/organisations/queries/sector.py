"""What the register knows of the sector as a whole: how many, what, where, how fresh.

Reckoned by the database, in six questions however many organisations there are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.cache import cache as kept
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils import timezone

from overens.common.texts import LocalText
from overens.organisations.models import Organisation, OrganisationQuerySet
from overens.organisations.rules import (
    AREAS,
    ICNPTSO,
    LONGER_AGO,
    NEVER,
    WITHIN_A_YEAR,
    WITHIN_TWO,
    years_before,
)

# A register up to this size is counted each time it is asked for, a larger one once in
# a while: counting 263,000 takes seconds.
COUNTED_EACH_TIME = 5_000
KEPT_FOR = 15 * 60  # seconds


@dataclass(frozen=True)
class Spread:
    """How many there are of each kind, and how many it is known of.

    Attributes:
        known: of how many organisations anything is known: the base.
        counts: how many by key. Where one organisation can have several, it counts in
            each, and they sum to more than ``known``.
    """

    known: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Sector:
    """The civil-society organisations of a world, counted.

    Attributes:
        counted_at: when.
        statuses: how many of each status, dissolved too.
        public: how many public bodies there are beside them.
        forms: by legal form.
        areas, icnptso: by area, in each classification.
        places: by code of a municipality where they are active.
        fresh: by how long ago they were last confirmed.
        founded: by year.

    All but ``statuses`` and ``public`` are of those that are not dissolved.
    """

    counted_at: datetime
    statuses: Mapping[str, int]
    public: int
    forms: Spread
    areas: Spread
    icnptso: Spread
    places: Spread
    fresh: Spread
    founded: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many there are that are not dissolved: the base of all that is shown."""
        return sum(n for key, n in self.statuses.items() if key != "dissolved")


def sector_of(world: str, day: date) -> Sector:
    """Return what is counted of a world; of a large one, as of some minutes ago."""
    key = f"organisations.sector:{world.replace(' ', '-')}:{day}"
    found: Sector | None = kept.get(key)
    if found is None:
        found = _counted(world, day)
        if found.n > COUNTED_EACH_TIME:
            kept.set(key, found, KEPT_FOR)
    return found


def _base(world: str) -> OrganisationQuerySet:
    rows = Organisation.objects.in_world(world).listed().civil().order_by()
    return rows.exclude(status="dissolved")


def _counted(world: str, day: date) -> Sector:
    statuses: dict[str, int] = {}
    public = 0
    everyone = Organisation.objects.in_world(world).listed().order_by()
    for kind, status, n in everyone.values_list("kind", "status").annotate(
        n=Count("pk")
    ):
        if kind == "civil":
            statuses[status] = n
        else:
            public += n
    base = _base(world)
    forms = dict(base.values_list("form").annotate(n=Count("pk")))
    return Sector(
        counted_at=timezone.now(),
        statuses=statuses,
        public=public,
        forms=Spread(
            sum(n for key, n in forms.items() if key),
            {key: n for key, n in forms.items() if key},
        ),
        founded=_founded(base),
        **_known(base, day),
    )


def _known(base: OrganisationQuerySet, day: date) -> dict[str, Spread]:
    """Return areas, places and age: each with the number that it is known of."""
    areas = Organisation.areas.through._default_manager.all()
    places = Organisation.municipalities.through._default_manager.all()
    of_this = {"organisation": OuterRef("pk")}
    works = Q(Exists(areas.filter(**of_this, area__classification=AREAS)))
    coded = Q(Exists(areas.filter(**of_this, area__classification=ICNPTSO)))
    year, two = years_before(day, 1), years_before(day, 2)
    said: dict[str, Any] = base.aggregate(
        areas=Count("pk", filter=works),
        icnptso=Count("pk", filter=coded),
        places=Count("pk", filter=Exists(places.filter(**of_this))),
        all=Count("pk"),
        never=Count("pk", filter=Q(last_confirmed=None)),
        year=Count("pk", filter=Q(last_confirmed__gt=year)),
        two=Count("pk", filter=Q(last_confirmed__gt=two, last_confirmed__lte=year)),
        longer=Count("pk", filter=Q(last_confirmed__lte=two)),
    )
    by_area: dict[str, dict[str, int]] = {AREAS: {}, ICNPTSO: {}}
    for classification, key, n in (
        base.exclude(areas=None)
        .values_list("areas__classification", "areas__key")
        .annotate(n=Count("pk"))
    ):
        by_area.setdefault(classification, {})[key] = n
    by_place = dict(
        base.filter(municipalities__isnull=False)
        .values_list("municipalities__code")
        .annotate(n=Count("pk"))
    )
    bands = zip(
        (WITHIN_A_YEAR, WITHIN_TWO, LONGER_AGO, NEVER),
        ("year", "two", "longer", "never"),
        strict=True,
    )
    return {
        "areas": Spread(said["areas"], by_area[AREAS]),
        "icnptso": Spread(said["icnptso"], by_area[ICNPTSO]),
        "places": Spread(said["places"], by_place),
        "fresh": Spread(said["all"], {band: said[name] for band, name in bands}),
    }


def _founded(base: OrganisationQuerySet) -> dict[int, int]:
    years = (
        base.exclude(founded="")
        .annotate(year=Substr("founded", 1, 4))
        .values_list("year")
        .annotate(n=Count("pk"))
    )
    return {int(year): n for year, n in years if str(year).isdigit()}


def years_of_founding(world: str) -> int:
    """Return in how many different years those that are there were founded."""
    years = _base(world).exclude(founded="").annotate(year=Substr("founded", 1, 4))
    return years.values("year").distinct().count()


@dataclass(frozen=True)
class PublishedFigure:
    """A number that somebody else has published, quoted, and why it is not like ours.

    Attributes:
        is_about: the source says "nearly" or "about".
    """

    year: int
    count: int
    place: LocalText
    who: LocalText
    what: LocalText
    caveat: LocalText
    is_about: bool = False


@cache
def published_figures() -> Sequence[PublishedFigure]:
    """Return what others have published, in the order shown."""
    text = files("overens.organisations").joinpath("published_figures.toml")
    rows = tomllib.loads(text.read_text(encoding="utf-8"))["figure"]
    texts = ("place", "who", "what", "caveat")
    return tuple(
        PublishedFigure(**{**row, **{name: LocalText(row[name]) for name in texts}})
        for row in rows
    )
