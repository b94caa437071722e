"""An organisation's page: what it is, whom it belongs to, and what the rule says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from overens.common.models import SOURCE
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
    Relation,
)
from overens.organisations.queries.places import PROFILE_PARTS, ProfilePart
from overens.organisations.rules import (
    AREAS,
    ICNPTSO,
    RELATIONS,
    RELATIONS_BELOW,
    SPELT,
    DistrictFinding,
    district_finding,
)


@dataclass(frozen=True)
class Related:
    """Another organisation and how it belongs together with this one.

    Attributes:
        other: the other organisation.
        relation: kind and days.
        is_above: whether this one belongs to the other, rather than the reverse.
        holds: whether it does so on the day of the page.
    """

    other: Organisation
    relation: Relation
    is_above: bool
    holds: bool

    @property
    def word(self) -> str:
        """How they belong together, from where this organisation stands."""
        words = RELATIONS if self.is_above else RELATIONS_BELOW
        return _(words.get(self.relation.kind, self.relation.kind))


@dataclass(frozen=True)
class Said:
    """Where a group of fields comes from, and of which day."""

    source: str
    day: str


@dataclass(frozen=True)
class Profile:
    """What the page shows, read in seven queries at most, besides the slot's parts."""

    organisation: Organisation
    municipalities: Sequence[Municipality]
    areas: Sequence[Area]
    icnptso: Sequence[Area]
    names: Sequence[OrganisationName]
    contacts: Sequence[ContactRole]
    related: Sequence[Related]
    district: DistrictFinding | None
    parts: Sequence[ProfilePart]

    def said(self, group: str) -> Said | None:
        """Return source and day of a group of fields; None where nothing says."""
        said = self.organisation.field_sources.get(group)
        return Said(said.get("source", ""), said.get("day", "")) if said else None

    @property
    def above(self) -> list[Related]:
        """What this organisation belongs to, what holds now first."""
        return [row for row in self.related if row.is_above]

    @property
    def below(self) -> list[Related]:
        """What belongs to this organisation, what holds now first."""
        return [row for row in self.related if not row.is_above]


def profile_of(organisation: Organisation, day: date) -> Profile:
    """Return an organisation's page as of a day."""
    municipalities = list(organisation.municipalities.all())
    areas = list(organisation.areas.all())
    related = _related(organisation, day)
    parts: list[ProfilePart] = PROFILE_PARTS(organisation, day)
    return Profile(
        organisation=organisation,
        municipalities=municipalities,
        areas=[area for area in areas if area.classification == AREAS],
        icnptso=[area for area in areas if area.classification == ICNPTSO],
        names=list(organisation.names.exclude(kind=SPELT)),
        contacts=list(organisation.contacts.filter(public=True).order_by("id")),
        related=related,
        district=(
            None
            if organisation.is_public
            else _finding(organisation, municipalities, related, day)
        ),
        parts=[part for part in parts if part.rows or part.empty],
    )


def _related(organisation: Organisation, day: date) -> list[Related]:
    """Return relations both ways in one query, those that hold first, then by name."""
    relations = (
        Relation.objects.filter(Q(lower=organisation) | Q(upper=organisation))
        .select_related("lower", "upper")
        .order_by("id")
    )
    rows = [
        Related(
            other=relation.upper if is_above else relation.lower,
            relation=relation,
            is_above=is_above,
            holds=relation.holds_on(day),
        )
        for relation in relations
        for is_above in [relation.lower_id == organisation.pk]
    ]
    return sorted(rows, key=lambda row: (not row.holds, row.other.sort_name))


def _finding(
    organisation: Organisation,
    municipalities: Iterable[Municipality],
    related: Iterable[Related],
    day: date,
) -> DistrictFinding:
    branches = sum(
        not row.is_above
        and row.holds
        and row.relation.kind == "branch"
        and row.other.status != "dissolved"
        for row in related
    )
    return district_finding(
        branches=branches,
        municipalities={place.code: place.county for place in municipalities},
        as_of=day,
        only_named=organisation.origin == SOURCE,
    )
