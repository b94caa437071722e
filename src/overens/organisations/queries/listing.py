"""The list of organisations: what is searched by, what is found, and how it spreads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, QuerySet

from overens.accounts.models import Space
from overens.organisations.models import (
    Area,
    Municipality,
    Organisation,
    OrganisationList,
    OrganisationQuerySet,
)
from overens.organisations.rules import AREAS, SIGNATORY

A_PAGE = 25


@dataclass(frozen=True)
class Search:
    """What a list is searched by; an empty value is no filter.

    Attributes:
        world: origin of what is searched: own, source or made up.
        words: all of them, in a present, other or former name.
        municipality: a municipality's code.
        area: key of one of the public areas.
        kind: civil or public.
        level: local, district, national, umbrella or unique.
        signatory_of: slug of a compact that has been signed.
        day: the day that marks have to hold.
    """

    world: str
    day: date
    words: str = ""
    municipality: str = ""
    area: str = ""
    kind: str = ""
    level: str = ""
    signatory_of: str = ""


def matching(search: Search, *, anywhere: bool = False) -> OrganisationQuerySet:
    """Return the organisations that match; ``anywhere`` lets go of the municipality."""
    rows: OrganisationQuerySet = Organisation.objects.in_world(search.world).listed()
    if search.words:
        rows = rows.named(search.words)
    if search.municipality and not anywhere:
        rows = rows.active_in(search.municipality)
    if search.area:
        rows = rows.working_with(AREAS, search.area)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.level:
        rows = rows.filter(level=search.level)
    if search.signatory_of:
        rows = rows.marked(SIGNATORY, search.signatory_of, search.day)
    return rows


@dataclass(frozen=True)
class Found:
    """One page of what was found, and who of them on it has signed."""

    page: Page[Organisation]
    signatories: frozenset[int]


def found(search: Search, number: str | int, *, compact: str = "") -> Found:
    """Return one page of the list, with what its rows show read along.

    Args:
        number: the page; one that is not there gives the nearest.
        compact: slug of the compact whose signatories are pointed out.

    Five queries, however many organisations there are.
    """
    public = Area.objects.filter(classification=AREAS)
    rows = matching(search).prefetch_related(
        "municipalities", Prefetch("areas", queryset=public, to_attr="public_areas")
    )
    page = Paginator(rows, A_PAGE).get_page(number)
    here = [organisation.pk for organisation in page.object_list]
    signed = (
        Organisation.objects.filter(pk__in=here).marked(SIGNATORY, compact, search.day)
        if compact and here
        else Organisation.objects.none()
    )
    return Found(page, frozenset(signed.values_list("pk", flat=True)))


def lists_of(space: Space) -> QuerySet[OrganisationList]:
    """Return a space's saved lists, newest first, each with its ``count``."""
    rows = OrganisationList.objects.filter(space=space)
    return rows.annotate(count=Count("rows")).order_by("-id")


@dataclass(frozen=True)
class Choices:
    """What one can filter by in a world: its municipalities, and the areas."""

    municipalities: Sequence[Municipality]
    areas: Sequence[Area]


def choices_in(world: str) -> Choices:
    """Return the municipalities of a world and the public areas (two queries)."""
    return Choices(
        list(Municipality.objects.filter(origin=world)),
        list(Area.objects.filter(classification=AREAS)),
    )


def area_counts(search: Search) -> dict[str, int]:
    """Return how many that match are active in each municipality, by code.

    One organisation counts in each of its municipalities. The municipality itself is
    no filter here: the map shows them all.
    """
    counted = (
        Municipality.objects.filter(origin=search.world)
        .filter(organisations__in=matching(search, anywhere=True).values("pk"))
        .annotate(count=Count("organisations"))
    )
    return {place.code: place.count for place in counted}
