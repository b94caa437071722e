"""Whom should we ask? What the rule needs, read for as many as there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from overens.common.models import SOURCE
from overens.organisations.models import (
    Area,
    Confirmation,
    DistrictOverride,
    LoggedRequest,
    Municipality,
    Organisation,
    OrganisationList,
    OrganisationListRow,
    OrganisationMark,
    Relation,
)
from overens.organisations.queries.answering import ANSWERED
from overens.organisations.queries.listing import Choices
from overens.organisations.queries.load import RequestLoad, request_loads
from overens.organisations.rules import (
    AREAS,
    CONFIRM,
    INVITED,
    STILL,
    STRUCTURE,
    counts_as_district,
    district_finding,
)
from overens.organisations.rules.choosing import (
    BY_HAND,
    UMBRELLA,
    Candidate,
    Pick,
    Spread,
    Wanted,
    changed_since,
    described,
    fits,
    proposal,
    spread_of,
)

# A query of organisations' numbers.
Keys = QuerySet[Organisation, Any]

# What is dissolved is not asked, nor what rests: those can be added by hand (O50).
NOT_ASKED = ("dissolved", "dormant")
# More columns or rows than this do not fit on a page: the rest is in the file.
MOST_PLACES = 12


@dataclass(frozen=True)
class Asked:
    """A proposed list: who, in order, and how they spread.

    Attributes:
        rows: everyone proposed.
        organisations: by number.
        loads: what those who were asked something of late were asked, by number.
        spread: how many for each place and subject.
        places, areas: the spread's rows and columns.
    """

    rows: Sequence[Pick]
    organisations: Mapping[int, Organisation]
    loads: Mapping[int, RequestLoad]
    spread: Spread
    places: Sequence[Municipality]
    areas: Sequence[Area]


def _askable(world: str) -> QuerySet[Organisation]:
    listed = Organisation.objects.in_world(world).listed().civil()
    return listed.exclude(status__in=NOT_ASKED)


def _fitting(world: str, wanted: Wanted, day: date) -> QuerySet[Organisation]:
    """Return those who fit, by the same rule as ``rules.choosing.fits``."""
    rows = _askable(world)
    if wanted.areas:
        tied = Organisation.areas.through._default_manager.filter(
            area__classification=AREAS, area__key__in=wanted.areas
        )
        rows = rows.filter(pk__in=tied.values("organisation"))
    if wanted.municipalities:
        own = Organisation.municipalities.through._default_manager.filter(
            municipality__code__in=wanted.municipalities
        )
        through = _live_branches(day).filter(
            lower__municipalities__code__in=wanted.municipalities
        )
        rows = rows.filter(
            Q(pk__in=own.values("organisation")) | Q(pk__in=through.values("upper"))
        )
    return rows


def _live_branches(day: date) -> QuerySet[Relation]:
    return (
        Relation.objects.on(day)
        .filter(kind="branch", lower__merged_into=None)
        .exclude(lower__status="dissolved")
    )


def _may_be_asked(world: str, wanted: Wanted, day: date) -> QuerySet[Organisation]:
    """Return those who fit, and the umbrellas above them."""
    direct = _fitting(world, wanted, day)
    over = Relation.objects.on(day).filter(
        kind__in=STRUCTURE, lower__in=direct.values("pk")
    )
    umbrellas = Q(level=UMBRELLA, pk__in=over.values("upper"))
    return _askable(world).filter(Q(pk__in=direct.values("pk")) | umbrellas)


def candidates_of(
    rows: QuerySet[Organisation], day: date
) -> tuple[list[Candidate], dict[int, Organisation]]:
    """Return what the rule needs to know of some organisations (nine queries).

    One more is each later column's own.
    """
    keys = rows.order_by().values("pk")
    found = {row.pk: row for row in rows.prefetch_related("municipalities", "areas")}
    below, reach, branches = _belonging(keys, day)
    decided = dict(
        DistrictOverride.objects.filter(
            organisation__in=keys, lifted_on=None
        ).values_list("organisation", "is_district")
    )
    heard = _heard(keys, day)
    return [
        _candidate(
            row,
            below=frozenset(below[key]),
            reach=frozenset(reach[key]),
            branches=len(branches[key]),
            decided=decided.get(key),
            heard=heard.get(key, _Heard()),
            day=day,
        )
        for key, row in found.items()
    ], found


def _belonging(
    keys: Keys, day: date
) -> tuple[dict[int, set[int]], dict[int, set[str]], dict[int, set[int]]]:
    """Return who belongs to each, and where its local associations are (one query)."""
    below: dict[int, set[int]] = defaultdict(set)
    reach: dict[int, set[str]] = defaultdict(set)
    branches: dict[int, set[int]] = defaultdict(set)
    ties = Relation.objects.on(day).filter(
        upper__in=keys, kind__in=STRUCTURE, lower__merged_into=None
    )
    for upper, lower, kind, status, code in ties.values_list(
        "upper", "lower", "kind", "lower__status", "lower__municipalities__code"
    ):
        below[upper].add(lower)
        if kind == "branch" and status != "dissolved":
            branches[upper].add(lower)
            if code:
                reach[upper].add(code)
    return below, reach, branches


@dataclass
class _Heard:
    """When an organisation was last asked, and when it was last heard from."""

    asked: date | None = None
    answered: date | None = None
    confirmed: date | None = None

    def note(self, name: str, day: date) -> None:
        """Keep the latest of the days of one kind."""
        before = getattr(self, name)
        if before is None or before < day:
            setattr(self, name, day)


def _heard(keys: Keys, today: date) -> dict[int, _Heard]:
    """Return what all columns know of who was asked and answered (three queries).

    What has a day to come is not heard yet. A mark is an answer on its first day (a
    signature, say), or an invitation. The yearly question about the facts is no
    invitation: its answer is only heard.
    """
    heard: dict[int, _Heard] = defaultdict(_Heard)
    asked = LoggedRequest.objects.filter(organisation__in=keys, day__lte=today)
    for key, day in (
        asked.exclude(kind__in=(CONFIRM, STILL))  # no invitation to have a say
        .order_by()
        .values_list("organisation")
        .annotate(latest=Max("day"))
    ):
        heard[key].note("asked", day)
    marks = OrganisationMark.objects.filter(organisation__in=keys, first_day__lte=today)
    for key, kind, first in marks.values_list("organisation", "kind", "first_day"):
        if first is not None:
            heard[key].note("asked" if kind == INVITED else "answered", first)
    for key, day in (
        Confirmation.objects.standing()
        .filter(organisation__in=keys, day__lte=today)
        .order_by()
        .values_list("organisation")
        .annotate(latest=Max("day"))
    ):
        heard[key].note("confirmed", day)
    for one in ANSWERED(keys):
        if one.day <= today:
            heard[one.organisation].note("answered", one.day)
    return heard


def _candidate(
    row: Organisation,
    *,
    below: frozenset[int],
    reach: frozenset[str],
    branches: int,
    decided: bool | None,
    heard: _Heard,
    day: date,
) -> Candidate:
    places = row.municipalities.all()
    finding = district_finding(
        branches=branches,
        municipalities={place.code: place.county for place in places},
        as_of=day,
        only_named=row.origin == SOURCE,
    )
    return Candidate(
        id=row.pk,
        name=row.sort_name,
        level=row.level,
        is_district=counts_as_district(finding.is_district, decided),
        areas=frozenset(
            area.key for area in row.areas.all() if area.classification == AREAS
        ),
        municipalities=frozenset(place.code for place in places),
        reach=reach,
        below=below,
        roles=frozenset(row.roles),
        last_asked=heard.asked,
        last_answered=heard.answered,
        last_confirmed=heard.confirmed,
    )


def whom_to_ask(world: str, wanted: Wanted, day: date, choices: Choices) -> Asked:
    """Return a proposed list, in as many queries however many there are.

    Raises:
        NothingAskedFor: there is neither area nor municipality.
    """
    wanted.check()
    candidates, found = candidates_of(_may_be_asked(world, wanted, day), day)
    rows = proposal(candidates, wanted, today=day)
    direct = [row.candidate for row in rows if fits(row.candidate, wanted)]
    return _asked(rows, direct, found, wanted, day, choices)


def _asked(
    rows: Sequence[Pick],
    counted: Iterable[Candidate],
    found: Mapping[int, Organisation],
    wanted: Wanted,
    day: date,
    choices: Choices,
) -> Asked:
    counted = list(counted)
    areas = [area for area in choices.areas if area.key in wanted.areas]
    active = {place for one in counted for place in one.works_in}
    asked = wanted.municipalities or active
    places = [place for place in choices.municipalities if place.code in asked]
    if not wanted.municipalities and len(choices.municipalities) <= MOST_PLACES:
        places = list(choices.municipalities)
    spread = spread_of(
        counted,
        municipalities=[place.code for place in places],
        areas=[area.key for area in areas],
    )
    loads = request_loads(found, day)
    return Asked(rows, found, loads, spread, places, areas)


def list_to_ask(
    kept: Sequence[OrganisationListRow], wanted: Wanted, day: date, choices: Choices
) -> Asked:
    """Return those who stand on a saved list, with what is known of them today.

    Args:
        kept: its rows, in the list's own order; who was taken out is left out.
    """
    on = [row.organisation_id for row in kept if not row.taken_out]
    candidates, found = candidates_of(Organisation.objects.filter(pk__in=on), day)
    known = {each.id: each for each in candidates}
    rows = [
        described(known[key], wanted, among=on, today=day) for key in on if key in known
    ]
    return _asked(rows, known.values(), found, wanted, day, choices)


@dataclass(frozen=True)
class Loosened:
    """How many there would be without a condition."""

    without_areas: int
    without_municipalities: int


def loosened(world: str, wanted: Wanted, day: date) -> Loosened:
    """Return which condition to let go of, where nobody meets both (two queries)."""

    def count(asked: Wanted) -> int:
        return _fitting(world, asked, day).count()

    both = bool(wanted.areas and wanted.municipalities)
    return Loosened(
        count(replace(wanted, areas=frozenset())) if both else 0,
        count(replace(wanted, municipalities=frozenset())) if both else 0,
    )


@dataclass(frozen=True)
class Changed:
    """What a fresh proposal says of a saved list."""

    new: Sequence[Pick]
    gone: Sequence[Organisation]
    organisations: Mapping[int, Organisation]


def changes_of(
    kept: OrganisationList, wanted: Wanted, day: date, choices: Choices
) -> Changed:
    """Hold a saved list against a fresh proposal for the same question."""
    fresh = whom_to_ask(kept.space.origin, wanted, day, choices)
    rows = list(kept.rows.select_related("organisation").order_by("place"))
    proposed = [row for row in rows if row.how != BY_HAND and not row.taken_out]
    others = [row.organisation_id for row in rows if row not in proposed]
    new, gone = changed_since(
        [row.organisation_id for row in proposed],
        others,
        [row.candidate.id for row in fresh.rows],
    )
    by_key = {row.candidate.id: row for row in fresh.rows}
    there = {row.organisation_id: row.organisation for row in rows}
    return Changed(
        [by_key[key] for key in new],
        [there[key] for key in gone],
        fresh.organisations,
    )
