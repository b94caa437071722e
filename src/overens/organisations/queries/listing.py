"""The list of organisations: what is searched by, what is found, and how it spreads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from overens.accounts.models import Space
from overens.common.models import OWN
from overens.organisations.models import (
    Area,
    Municipality,
    Organisation,
    OrganisationList,
)
from overens.organisations.queries.search import FURTHEST, Search, any_invited, search
from overens.organisations.rules import AREAS, is_called, typed_words
from overens.organisations.rules.coming_in.words import area_of, word_key
from overens.organisations.rules.visibility import EVERYONE

A_PAGE = 25


@dataclass(frozen=True)
class Found:
    """One page of what was found.

    Attributes:
        page: its organisations, each with its places and areas read along, and
            ``found_by`` where another name than the present one was what matched.
        count: how many there are in all; the pages go no further than ``FURTHEST``.
        facets: by filter and value, how many (``queries.search``).
        meant: the words that are answered instead of those typed.
        signatories: who of them on the page has signed the compact.
    """

    page: Page[Organisation]
    count: int
    facets: Mapping[str, Mapping[str, int]]
    meant: str
    signatories: frozenset[int]


def found(
    asked: Search, number: str | int, *, compact: str = "", reader: str = EVERYONE
) -> Found:
    """Return one page of the list, with what its rows show read along.

    Args:
        number: the page; one that is not there gives the nearest.
        compact: slug of the compact whose signatories are pointed out.
        reader: who sees it (``reader_in``).

    Eleven queries at most, however many organisations there are.
    """
    wanted = int(number) if str(number).isdecimal() and len(str(number)) < 9 else 1
    first = (min(max(wanted, 1), FURTHEST // A_PAGE) - 1) * A_PAGE
    answer = search(asked, first=first, most=A_PAGE)
    if not answer.hits and answer.count:
        first = (min(answer.count, FURTHEST) - 1) // A_PAGE * A_PAGE
        answer = search(asked, first=first, most=A_PAGE)
    reach = range(min(answer.count, FURTHEST))
    page: Page[Any] = Paginator(reach, A_PAGE).get_page(first // A_PAGE + 1)
    page.object_list = shown_rows(answer.ids, answer.meant or asked.words, reader)
    signed = (answer.signatories or {}).get(compact, frozenset())
    return Found(page, answer.count, answer.facets, answer.meant, signed)


def shown_rows(
    ids: Sequence[int], words: str, reader: str = EVERYONE
) -> list[Organisation]:
    """Return organisations in the order of their ids here, as rows show them.

    Args:
        words: that found them.
        reader: who sees the rows (``reader_in``); what is withheld is not there.
    """
    public = Area.objects.filter(classification=AREAS)
    beside: list[Any] = [
        # Without its shape, some kilobytes for each organisation in it.
        Prefetch("municipalities", Municipality.objects.defer("path")),
        Prefetch("areas", queryset=public, to_attr="public_areas"),
    ]
    if words:
        beside.append("names")
    rows = Organisation.objects.defer("search_terms").prefetch_related(*beside)
    by_id = rows.in_bulk(list(ids))
    typed = typed_words(words)
    there = [by_id[pk] for pk in ids if pk in by_id]
    for row in there:
        if typed and not is_called(row.name, typed):
            others = (other for other in row.names.all())
            row.found_by = next((o for o in others if is_called(o.name, typed)), None)
    return [row.shown_to(reader) for row in there]


def lists_of(space: Space) -> QuerySet[OrganisationList]:
    """Return a space's saved lists, newest first, each with its ``count``.

    Those taken out are not counted, as the list itself does not count them.
    """
    rows = OrganisationList.objects.filter(space=space)
    standing = Count("rows", filter=Q(rows__taken_out=""))
    return rows.annotate(count=standing).order_by("-id")


def register_world() -> str:
    """Return the world that is meant where none is named.

    Own where there are own organisations, else that of the front page's space.
    """
    if Organisation.objects.in_world(OWN).exists():
        return OWN
    front = Space.objects.filter(slug=settings.FRONT_SPACE).first()
    space = front or Space.objects.order_by("id").first()
    return space.origin if space else OWN


def area_meant(words: str) -> str:
    """Return the key of the public area that a key, a name or a word means."""
    known = {}
    for area in Area.objects.filter(classification=AREAS):
        for said in (area.key, *area.name.values()):
            known[word_key(said)] = area.key
    key = area_of(words, known)
    return key if key in known.values() else ""


@dataclass(frozen=True)
class Choices:
    """What one can filter by in a world: its municipalities, and the areas.

    Attributes:
        has_invited: whether anybody is noted as invited to something.
    """

    municipalities: Sequence[Municipality]
    areas: Sequence[Area]
    has_invited: bool = False


def choices_in(world: str) -> Choices:
    """Return the municipalities of a world and the public areas (three queries)."""
    return Choices(
        list(Municipality.objects.filter(origin=world)),
        list(Area.objects.filter(classification=AREAS)),
        any_invited(),
    )
