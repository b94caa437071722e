"""Search the register: ranked ids, how many, counts of every filter, what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from overens.organisations.models import (
    Organisation,
    OrganisationMark,
    OrganisationQuerySet,
)
from overens.organisations.queries.search.bits import places_in, union
from overens.organisations.queries.search.databases import terms_of_ids
from overens.organisations.queries.search.holding import LENGTHS, Held, held_now
from overens.organisations.queries.search.meaning import readings
from overens.organisations.rules import (
    AREAS,
    INVITED,
    SIGNATORY,
    Question,
    confirmed_band,
    has_terms,
    question_of,
    typed_words,
)

# Up to so many hits are ranked by their own terms; of more, tier after tier is asked
# for until the page is full.
FEW = 200
# Up to so many, those in Swedish order are fetched by their ids.
SOME = 2_000
# How far down a list can be gone; after that, a filter or a word more helps better.
FURTHEST = 10_000
# Filters whose values stand in what is held by the same name.
_GROUPS = ("municipality", "area", "form", "level", "kind")


@dataclass(frozen=True)
class Search:
    """What a list is searched by; an empty value is no filter.

    Attributes:
        world: origin of what is searched: own, source or made up.
        day: the day that marks have to hold, and that years are counted from.
        words: all of them, in names or in what is said (rules O25 and O26).
        municipality: a municipality's code.
        area: key of one of the public areas.
        kind: civil or public.
        level: local, district, national, umbrella or unique.
        form: a legal form.
        confirmed: when last: within a year, older, never (rule O29).
        signatory_of: slug of a compact that has been signed.
        never_invited: only those that nobody has invited to anything.
    """

    world: str
    day: date
    words: str = ""
    municipality: str = ""
    area: str = ""
    kind: str = ""
    level: str = ""
    form: str = ""
    confirmed: str = ""
    signatory_of: str = ""
    never_invited: bool = False


@dataclass(frozen=True)
class Hit:
    """One organisation found: its id and how well it answers, 0 to 100."""

    id: int
    score: float


@dataclass(frozen=True)
class Answer:
    """What a search gives.

    Attributes:
        hits: those asked for, the best first; in Swedish order where nothing is typed.
        count: how many there are in all.
        facets: by filter, then by value: how many there would be with that value and
            the other filters as they are. Values without any are left out.
        meant: the words that are answered instead of those typed; empty as typed.
        signatories: ids among the hits that have signed, by the compact's slug.
    """

    hits: tuple[Hit, ...]
    count: int
    facets: Mapping[str, Mapping[str, int]]
    meant: str = ""
    signatories: Mapping[str, frozenset[int]] | None = None

    @property
    def ids(self) -> list[int]:
        """The ids of the hits, in order."""
        return [hit.id for hit in self.hits]


def search(asked: Search, *, first: int = 0, most: int = 20) -> Answer:
    """Return one page of what is found, with counts (at most seven queries).

    Args:
        asked: words and filters.
        first: how many of the best are passed over.
        most: how many are wanted.
    """
    held = held_now()
    question, found, meant = _found(asked, held)
    sets = _filters(held, asked)
    narrowed = found
    for bits in sets.values():
        narrowed &= bits
    count = narrowed.bit_count()
    if question is None:
        ids = _in_order(asked, held, narrowed, count)[first : first + most]
        hits = tuple(Hit(pk, 0.0) for pk in ids)
    else:
        hits = tuple(_ranked(question, held, narrowed, first, most))
    signed = held.marked(SIGNATORY, asked.day)
    here = held.found(hit.id for hit in hits)
    return Answer(
        hits,
        count,
        _facets(held, asked, found, sets, signed),
        meant,
        {
            key: frozenset(held.ids[place] for place in places_in(bits & here))
            for key, bits in signed.items()
        },
    )


def all_ids(asked: Search) -> list[int]:
    """Return every id that is found, in the order of the pages."""
    return all_found(asked)[0]


def all_found(asked: Search) -> tuple[list[int], str]:
    """Return every id that is found, and the words that found them."""
    held = held_now()
    question, narrowed, meant = _found(asked, held)
    for bits in _filters(held, asked).values():
        narrowed &= bits
    count = narrowed.bit_count()
    words = meant or asked.words
    if question is None:
        return list(_in_order(asked, held, narrowed, count)), words
    return [hit.id for hit in _ranked(question, held, narrowed, 0, count)], words


def any_invited() -> bool:
    """Tell whether anybody is noted as invited to something."""
    return any(mark.kind == INVITED for mark in held_now().marks)


def municipality_counts(asked: Search) -> Mapping[str, int]:
    """Return how many are found in each municipality, by code (rule O28)."""
    held = held_now()
    _question, found, _meant = _found(asked, held)
    return _facets(held, asked, found, _filters(held, asked), {})["municipality"]


def matching(asked: Search) -> OrganisationQuerySet:
    """Return the same as a query, in Swedish order, misspelt words not put right.

    Who is found by an earlier name leads on from there; merged rows do not.
    """
    rows = Organisation.objects.in_world(asked.world).listed().named(asked.words)
    if asked.municipality:
        rows = rows.active_in(asked.municipality)
    if asked.area:
        rows = rows.working_with(AREAS, asked.area)
    for name in ("kind", "level", "form"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.confirmed:
        rows = rows.confirmed_in(asked.confirmed, asked.day)
    if asked.signatory_of:
        rows = rows.marked(SIGNATORY, asked.signatory_of, asked.day)
    if asked.never_invited:
        invited = OrganisationMark.objects.filter(kind=INVITED)
        rows = rows.exclude(pk__in=invited.values("organisation"))
    return rows


# --- what is found --------------------------------------------------------------------


def _found(asked: Search, held: Held) -> tuple[Question | None, int, str]:
    """Return the question, all that it finds in the world, and what was meant."""
    listed = held.having("world", asked.world) & held.having("listed")
    if not asked.words.strip():
        return None, listed, ""
    words = typed_words(asked.words)
    if not words:
        return question_of(()), 0, ""
    question = question_of(words)
    found = held.finding(question.hits) & listed
    if found:
        return question, found, ""
    for meant in readings(words, held, listed):
        other = question_of(meant)
        found = held.finding(other.hits) & listed
        if found:
            return other, found, " ".join(meant)
    return question, 0, ""


def _filters(held: Held, asked: Search) -> dict[str, int]:
    """Return the organisations of each filter in use, whatever the words."""
    sets = {
        group: held.having(group, value)
        for group in _GROUPS
        if (value := getattr(asked, group))
    }
    if asked.confirmed:
        sets["confirmed"] = _bands(held, asked.day).get(asked.confirmed, 0)
    if asked.signatory_of:
        signed = held.marked(SIGNATORY, asked.day)
        sets["signatory"] = signed.get(asked.signatory_of, 0)
    if asked.never_invited:
        everyone = held.having("world", asked.world)
        sets["invited"] = everyone & ~_ever_invited(held)
    return sets


def _bands(held: Held, today: date) -> dict[str, int]:
    """Return those last confirmed within a year, earlier, never."""
    bands: dict[str, int] = {}
    for month in held.values("confirmed"):
        when = (int(month) - 1) if month else 0
        day = date(when // 12, when % 12 + 1, 1) if month else None
        band = confirmed_band(day, today)
        bands[band] = bands.get(band, 0) | held.having("confirmed", month)
    return bands


def _ever_invited(held: Held) -> int:
    places = {mark.place for mark in held.marks if mark.kind == INVITED}
    return union(1 << place for place in places)


def _facets(
    held: Held,
    asked: Search,
    found: int,
    sets: Mapping[str, int],
    signed: Mapping[str, int],
) -> dict[str, dict[str, int]]:
    """Return counts by filter and value, each with its own filter let go (O28)."""

    def without(group: str) -> int:
        left = found
        for name, bits in sets.items():
            if name != group:
                left &= bits
        return left

    groups: dict[str, Mapping[str, int]] = {
        group: {value: held.having(group, value) for value in held.values(group)}
        for group in _GROUPS
    }
    groups["confirmed"] = _bands(held, asked.day)
    groups["signatory"] = signed
    if any(mark.kind == INVITED for mark in held.marks):
        groups["invited"] = {"never": held.having("listed") & ~_ever_invited(held)}
    facets: dict[str, dict[str, int]] = {}
    for group, values in groups.items():
        among = without(group)
        counts = [(value, (among & bits).bit_count()) for value, bits in values.items()]
        counts.sort(key=lambda pair: (-pair[1], pair[0]))
        facets[group] = {value: count for value, count in counts if count}
    return facets


# --- in which order -------------------------------------------------------------------


def _in_order(asked: Search, held: Held, bits: int, count: int) -> QuerySet[Any, int]:
    """Return the ids in Swedish order, to be sliced."""
    rows = Organisation.objects.order_by("sort_name", "id")
    if count <= SOME:
        ids = [held.ids[place] for place in places_in(bits)]
        return rows.filter(pk__in=ids).values_list("pk", flat=True)
    return matching(asked).order_by("sort_name", "id").values_list("pk", flat=True)


def _tiers(question: Question, held: Held, among: int) -> Iterator[int]:
    """Yield the tiers of what is found, the best first; what is left last."""
    if among.bit_count() <= FEW:
        terms = terms_of_ids([held.ids[place] for place in places_in(among)])
        for tier in question.tiers:
            yield held.found(pk for pk, has in terms.items() if has_terms(has, tier))
    else:
        for tier in question.tiers:
            yield held.finding(tier)
    yield among


def _ranked(
    question: Question, held: Held, among: int, first: int, most: int
) -> Iterator[Hit]:
    """Yield the hits of a page: by tier, then short names first (rule O26)."""
    left = among
    if not left or most <= 0:
        return
    lengths = [held.having("length", str(step)) for step in range(LENGTHS)]
    for number, tier in enumerate(_tiers(question, held, among)):
        here = tier & left
        left ^= here
        in_tier = here.bit_count()
        if first >= in_tier:
            first -= in_tier
            continue
        for step, of_length in enumerate(lengths):
            alike = here & of_length
            count = alike.bit_count()
            if first >= count:
                first -= count
                continue
            for place in places_in(alike):
                if first:
                    first -= 1
                    continue
                yield Hit(held.ids[place], 100.0 - 20 * number - step / 4)
                most -= 1
                if not most:
                    return
