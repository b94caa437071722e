"""Organisations, their names, relations, contacts and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from overens.common.models import SOURCE
from overens.opendata.queries.columns import DataColumn, Of, labels, origin_column
from overens.opendata.queries.sets import Asked, DataSet, Found
from overens.organisations.models import (
    ContactRole,
    Organisation,
    OrganisationName,
    Relation,
    Unit,
)
from overens.organisations.rules import (
    FORMS,
    KINDS,
    LANGUAGES,
    LEGS,
    LEVELS,
    MEMBERS_BANDS,
    NAME_KINDS,
    ROLES,
    SPELT,
    STATUSES,
    TARGET_GROUPS,
    UNIT_KINDS,
    DistrictFinding,
    district_finding,
)
from overens.organisations.rules.visibility import EVERYONE, NARROWABLE

PART = "organisations"


def listed(asked: Asked) -> QuerySet[Organisation]:
    """Return the organisations of a register, those merged into others left out."""
    return Organisation.objects.in_world(asked.space.origin).listed()


def _organisations(asked: Asked) -> Found:
    return [
        listed(asked)
        .select_related("based_in")
        .prefetch_related("municipalities", "areas")
        .order_by("sort_name", "id")
    ]


@dataclass(frozen=True)
class Judged:
    """An organisation and what the district rule says of it; None of a public body."""

    organisation: Organisation
    district: DistrictFinding | None


def judged(asked: Asked, rows: Iterable[Organisation]) -> Iterator[Judged]:
    """Yield the organisations judged by the rule, as their pages judge them."""
    branches = dict(
        Relation.objects.on(asked.day)
        .filter(kind="branch", lower__merged_into=None)
        .exclude(lower__status="dissolved")
        .order_by("upper")
        .values_list("upper")
        .annotate(n=Count("pk"))
    )
    for each in rows:
        finding = district_finding(
            branches=branches.get(each.pk, 0),
            municipalities={m.code: m.county for m in each.municipalities.all()},
            as_of=asked.day,
            only_named=each.origin == SOURCE,
        )
        yield Judged(each.shown_to(EVERYONE), None if each.is_public else finding)


def _codes(organisation: Any) -> list[str]:
    return sorted(each.code for each in organisation.municipalities.all())


def _areas(classification: str) -> Any:
    return lambda organisation: [
        area.key
        for area in organisation.areas.all()
        if area.classification == classification
    ]


def _sources(organisation: Any) -> list[str]:
    """Return "activity: municipality 2026-03-01" for each group of fields."""
    return [
        f"{group}: {said.get('source', '')} {said.get('day', '')}".rstrip()
        for group, said in sorted(organisation.field_sources.items())
    ]


organisation = Of(Organisation, via=lambda row: row.organisation)
ORGANISATIONS = DataSet(
    "organisations",
    PART,
    _("Organisations"),
    _(
        "Civil-society organisations and public bodies in the register, "
        "with what they do, where, and when it was last confirmed."
    ),
    (
        organisation.id(),
        organisation.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        organisation.text("name", _("Name"), _("The name it goes by.")),
        organisation.key(
            "kind",
            _("Sector"),
            _("Civil society or public body."),
            words=labels(KINDS),
        ),
        organisation.key(
            "org_number",
            _("Organisation number"),
            _("Ten digits. Empty for groups without one and for made-up ones."),
        ),
        organisation.key(
            "borrowed_number",
            _("Number of its parent"),
            _("Ten digits, where a branch uses the number of what it belongs to."),
        ),
        DataColumn(
            "org_id",
            _("Identifier"),
            _("SE-ON- and the number, as org-id.guide has it; else one of our own."),
            "key",
            lambda row: row.organisation.public_id,
        ),
        organisation.key(
            "form",
            _("Legal form"),
            _("Its legal form. Empty when not known."),
            words=labels(FORMS),
        ),
        organisation.key(
            "level",
            _("Level"),
            _("Where it works. Empty when not known."),
            words=labels(LEVELS),
        ),
        organisation.text(
            "level_note", _("Why this level"), _("What the level rests on.")
        ),
        DataColumn(
            "district",
            _("District organisation"),
            _("Whether it counts as one by the rule. Empty for public bodies."),
            "boolean",
            lambda row: row.district and row.district.is_district,
        ),
        DataColumn(
            "district_reasons",
            _("Why it counts"),
            _("What the rule rests on."),
            "list",
            lambda row: (
                row.district
                and row.district.is_district is not None
                and row.district.reasons
                or None
            ),
            words={
                "branches": _("has local branches"),
                "municipalities": _("is active in three of a county’s municipalities"),
            },
        ),
        organisation.key(
            "status",
            _("Status"),
            _("Whether it is active."),
            words=labels(STATUSES),
        ),
        *organisation.texts("about", _("What it does"), _("In a few sentences.")),
        organisation.several(
            "roles", _("Roles"), _("What it does for people."), words=labels(ROLES)
        ),
        organisation.several(
            "languages",
            _("Languages"),
            _("Languages that it works in."),
            words=labels(LANGUAGES),
        ),
        organisation.several(
            "target_groups",
            _("Target groups"),
            _("Whom it is for."),
            words=labels(TARGET_GROUPS),
        ),
        *organisation.texts(
            "access_needs",
            _("Needed to take part"),
            _("What it needs to be able to take part, in its own words."),
        ),
        organisation.key(
            "members_band",
            _("Members"),
            _("How many members, in bands. Empty when not known."),
            words=labels(MEMBERS_BANDS),
        ),
        organisation.day("founded", _("Founded"), _("When it was founded.")),
        organisation.day(
            "dissolved_on",
            _("Dissolved"),
            _("When it was dissolved. Empty when it is not, or not known."),
        ),
        organisation.integer(
            "annual_meeting_month",
            _("Month of the annual meeting"),
            _("1 to 12. Empty when not known."),
        ),
        organisation.url("website", _("Web address"), _("Its own site.")),
        organisation.link(
            "based_in",
            _("Based in"),
            _("Code of the municipality where it has its seat."),
            "code",
        ),
        organisation.text("locality", _("Post town"), _("Where its post goes.")),
        organisation.text(
            "federation",
            _("National organisation"),
            _("What it belongs to, as its sources write it."),
        ),
        organisation.integer(
            "last_active_year",
            _("Last known to be active"),
            _("A year. Empty when not known."),
        ),
        organisation.several(
            "municipalities",
            _("Municipalities"),
            _("Codes of the municipalities where it is active."),
            get=_codes,
        ),
        organisation.several(
            "areas",
            _("Areas"),
            _("What it works with, by the list of areas of the 2020 survey."),
            get=_areas("areas"),
        ),
        organisation.several(
            "areas",
            _("Areas, ICNP/TSO"),
            _("What it works with, by the United Nations’ classification."),
            key="areas_icnptso",
            get=_areas("icnptso"),
        ),
        organisation.day(
            "last_confirmed",
            _("Last confirmed"),
            _("When it was last confirmed that the facts hold."),
        ),
        organisation.several(
            "field_sources",
            _("Source of each group of facts"),
            _("Where each group of facts comes from, and as of which day."),
            get=_sources,
        ),
        organisation.several(
            "visibility",
            _("Not shown here"),
            _("Groups of facts that the organisation does not show to everyone."),
            key="withheld",
            words=labels(NARROWABLE),
            get=lambda row: sorted(row.withheld),
        ),
        organisation.page(),
        organisation.origin(),
    ),
    found=_organisations,
    judged=judged,
)

name = Of(OrganisationName)
NAMES = DataSet(
    "organisation-names",
    PART,
    _("Other names"),
    _("Former, short and other names of the organisations."),
    (
        name.id(),
        name.link("organisation", _("Organisation"), _("Its name in addresses.")),
        name.text("name", _("Other name"), _("The other name.")),
        name.key(
            "kind", _("Kind of name"), _("Former, short …"), words=labels(NAME_KINDS)
        ),
        name.day("first_day", _("From"), _("When it began to be used.")),
        name.day("last_day", _("To"), _("When it ceased to be used.")),
        origin_column(lambda row: row.organisation.origin),
    ),
    lambda asked: [
        OrganisationName.objects.filter(organisation__in=listed(asked))
        .exclude(kind=SPELT)
        .select_related("organisation")
        .order_by("organisation__sort_name", "name", "id")
    ],
)

contact = Of(ContactRole)
CONTACTS = DataSet(
    "organisation-contacts",
    PART,
    _("Contacts by role"),
    _(
        "Whom to write to at an organisation: a role and its address, never a "
        "private person. Only those shown on the organisation’s page."
    ),
    (
        contact.id(),
        contact.link("organisation", _("Organisation"), _("Its name in addresses.")),
        *contact.texts("role", _("Role"), _("Chair, registrar …")),
        contact.text("email", _("E-mail"), _("An address of the role.")),
        origin_column(lambda row: row.organisation.origin),
    ),
    lambda asked: [
        ContactRole.objects.filter(organisation__in=listed(asked))
        .shown_to(EVERYONE)
        .select_related("organisation")
        .order_by("organisation__sort_name", "id")
    ],
)

unit = Of(Unit)
UNITS = DataSet(
    "units",
    PART,
    _("Units of public bodies"),
    _(
        "Councils, boards, committees and administrations: whom they answer to and "
        "whom to write to about working together."
    ),
    (
        unit.id(),
        unit.link("body", _("Public body"), _("The organisation it belongs to.")),
        unit.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        *unit.texts("name", _("Name"), _("The name it goes by.")),
        unit.key(
            "kind",
            _("Kind"),
            _("Council, committee, administration …"),
            words=labels(UNIT_KINDS),
        ),
        unit.link("answers_to", _("Answers to"), _("The unit above it.")),
        unit.key(
            "leg",
            _("Leg"),
            _("Which of the region’s legs it belongs to."),
            words=labels(LEGS),
        ),
        *unit.texts(
            "contact_role",
            _("Collaboration contact"),
            _("The role to write to about working together."),
        ),
        unit.text(
            "contact_email",
            _("E-mail"),
            _("The contact’s address. Empty when nobody is named."),
        ),
        unit.origin(),
    ),
    lambda asked: [
        Unit.objects.filter(body__in=listed(asked))
        .select_related("body", "answers_to")
        .order_by("body__sort_name", "id")
    ],
)

SETS = (ORGANISATIONS, NAMES, CONTACTS, UNITS)
