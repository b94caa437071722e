"""An organisation's page: what it is, whom it belongs to, and what the rule says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from overens.common.models import SOURCE
from overens.organisations.models import (
    Area,
    ContactRole,
    DistrictOverride,
    Municipality,
    Organisation,
    OrganisationName,
)
from overens.organisations.queries.history import Event, history_of
from overens.organisations.queries.places import PROFILE_PARTS, ProfilePart
from overens.organisations.queries.structure import (
    Around,
    Node,
    relations_around,
    tree_around,
)
from overens.organisations.rules import (
    AREAS,
    ICNPTSO,
    SPELT,
    DistrictFinding,
    counts_as_district,
    district_finding,
)


@dataclass(frozen=True)
class Profile:
    """What the page shows: nine queries at most, besides the slot's parts."""

    organisation: Organisation
    municipalities: Sequence[Municipality]
    areas: Sequence[Area]
    icnptso: Sequence[Area]
    names: Sequence[OrganisationName]
    contacts: Sequence[ContactRole]
    around: Around
    tree: Sequence[Node]
    district: DistrictFinding | None
    override: DistrictOverride | None
    merged: Sequence[Organisation]
    history: Sequence[Event]
    parts: Sequence[ProfilePart]

    @property
    def counts(self) -> bool | None:
        """Whether it counts as a district organisation, by rule or by decision."""
        found = self.district.is_district if self.district else None
        return counts_as_district(
            found, self.override.is_district if self.override else None
        )


def profile_of(organisation: Organisation, day: date) -> Profile:
    """Return an organisation's page as of a day.

    Args:
        organisation: as whoever reads may see it (``shown_to``).
    """
    municipalities = list(organisation.municipalities.all())
    areas = list(organisation.areas.all())
    names = list(organisation.names.exclude(kind=SPELT))
    around = relations_around(organisation, day)
    parts: list[ProfilePart] = PROFILE_PARTS(organisation, day)
    civil = not organisation.is_public
    # Rare, so that ``find_organisation`` says along with the row whether to ask.
    has_merged = getattr(organisation, "has_merged", True)
    merged = list(organisation.merged.all()) if has_merged else []
    return Profile(
        organisation=organisation,
        municipalities=municipalities,
        areas=[area for area in areas if area.classification == AREAS],
        icnptso=[area for area in areas if area.classification == ICNPTSO],
        names=names,
        contacts=list(organisation.contacts.filter(public=True).order_by("id")),
        around=around,
        tree=tree_around(organisation, around, day),
        district=_finding(organisation, municipalities, around, day) if civil else None,
        override=(
            organisation.overrides.filter(lifted_on=None).first()
            if civil and getattr(organisation, "is_overridden", True)
            else None
        ),
        merged=merged,
        history=history_of(
            organisation, names=names, followed=around.followed, merged=merged
        ),
        parts=[part for part in parts if part.rows or part.empty],
    )


def _finding(
    organisation: Organisation,
    municipalities: Iterable[Municipality],
    around: Around,
    day: date,
) -> DistrictFinding:
    return district_finding(
        branches=around.branches,
        municipalities={place.code: place.county for place in municipalities},
        as_of=day,
        only_named=organisation.origin == SOURCE,
    )
