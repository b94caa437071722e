"""The register as HSDS 3.0 (Open Referral): organisations for other directories.

One JSON document: a list of organisations, each with its identifiers, contacts by role,
places and terms inside it (the standard's ``organization_package``). What the standard
has no field for (age, level, whom it is for, origin) stands among the attributes, which
it leaves open. See ``docs/decisions/0009-open-referral.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid5

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from overens.common.formats import language_or_active
from overens.opendata.queries.columns import page_of
from overens.opendata.queries.places_on_earth import middle_of
from overens.opendata.queries.register import Judged, judged, listed
from overens.opendata.queries.sets import CHUNK, Asked
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
    Relation,
)
from overens.organisations.rules import AREAS, CLASSIFICATIONS, SPELT

SCHEME = "SE-ON"  # org-id.guide's list of Swedish organisation numbers


def referral_rows(asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield each organisation as HSDS 3.0 has it, in the language of the reader.

    Some eight queries for a thousand organisations; none of them is held longer.
    """
    rows = (
        listed(asked)
        .select_related("based_in")
        .prefetch_related(
            "municipalities",
            "areas",
            Prefetch(
                "names", OrganisationName.objects.exclude(kind=SPELT).order_by("id")
            ),
            Prefetch(
                "contacts", ContactRole.objects.filter(public=True).order_by("id")
            ),
            Prefetch(
                "upward",
                # Of what the upper one is, nothing is asked here: without knowing how
                # many there are, SQLite would begin with them, once for each row.
                Relation.objects.on(asked.day)
                .filter(kind="branch")
                .select_related("upper")
                .order_by("first_day", "id"),
            ),
        )
        .order_by("sort_name", "id")
    )
    for row in judged(asked, rows.iterator(chunk_size=CHUNK)):
        yield _organisation(row)


def _organisation(row: Judged) -> dict[str, Any]:
    shown = row.organisation
    areas = [area for area in shown.areas.all() if area.classification == AREAS]
    places = list(shown.municipalities.all())
    contacts = list(shown.contacts.all())
    names = [other.name for other in shown.names.all()]
    parents = [
        relation.upper
        for relation in shown.upward.all()
        if relation.upper.merged_into_id is None
    ]
    address = next((contact.email for contact in contacts if contact.email), "")
    found = {
        "id": str(shown.uuid),
        "name": shown.name,
        "alternate_name": "; ".join(names),
        "description": str(shown.about) or _in_short(areas, places),
        "email": address,
        "website": shown.website,
        "year_incorporated": getattr(shown.founded, "year", None),
        "legal_status": shown.get_form_display() if shown.form else "",
        "uri": page_of(shown),
        "parent_organization_id": str(parents[0].uuid) if parents else "",
        "organization_identifiers": [_identifier(shown)],
        "contacts": [_contact(contact) for contact in contacts],
        "locations": [_location(place, shown) for place in places],
        "attributes": list(_attributes(row)),
    }
    # The standard has no empty values: what is not known is not there.
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def _in_short(areas: list[Area], places: list[Municipality]) -> str:
    """Return what stands for a description where there is none: areas and places."""
    words = {
        "areas": ", ".join(str(area.name) for area in areas),
        "places": ", ".join(place.name for place in places),
    }
    if areas and places:
        return _("Works with: %(areas)s. Active in: %(places)s.") % words
    if areas:
        return _("Works with: %(areas)s.") % words
    if places:
        return _("Active in: %(places)s.") % words
    return _("What it does is not in the register.")


def _own_id(shown: Organisation, *what: str) -> str:
    """Return an identifier that is the same in every file, of a part of a row."""
    return str(uuid5(shown.uuid, ":".join(what)))


def _identifier(shown: Organisation) -> dict[str, str]:
    facts = {
        "id": _own_id(shown, "identifier"),
        "identifier": shown.org_number or shown.public_id,
    }
    if shown.org_number:
        return facts | {
            "identifier_scheme": SCHEME,
            "identifier_type": _("organisation number"),
        }
    return facts | {"identifier_type": _("identifier of this register")}


def _contact(contact: ContactRole) -> dict[str, str]:
    """Return a contact: a role and its address. The name of a person is never there."""
    facts = {
        "id": str(contact.uuid),
        "title": str(contact.role),
        "email": contact.email,
    }
    return {key: value for key, value in facts.items() if value}


def _location(place: Municipality, shown: Organisation) -> dict[str, Any]:
    """Return a municipality of activity; its point is the middle, no address."""
    facts: dict[str, Any] = {
        "id": _own_id(shown, "place", place.code),
        "location_type": "physical",
        "name": place.name,
        "external_identifier": place.code,
        "external_identifier_type": _("municipality code"),
    }
    middle = middle_of(place)
    if middle is None:
        return facts
    return facts | {
        "description": _("The point is the middle of the municipality, no address."),
        "longitude": middle[0],
        "latitude": middle[1],
    }


def _attributes(row: Judged) -> Iterator[dict[str, Any]]:
    shown = row.organisation
    language = language_or_active()
    for area in shown.areas.all():
        yield {
            "id": _own_id(shown, area.classification, area.key),
            "link_type": "area",
            "taxonomy_term_id": f"{area.classification}:{area.key}",
            "taxonomy_term": _term(area, language),
        }
    district = row.district and row.district.is_district
    facts: Mapping[str, Any] = {
        "level": [shown.level],
        "district": [] if district is None else ["true" if district else "false"],
        "status": [shown.status],
        "role": shown.roles,
        "target_group": shown.target_groups,
        "language": shown.languages,
        "members": [shown.members_band],
        "last_confirmed": [shown.last_confirmed and shown.last_confirmed.isoformat()],
        "source": [
            f"{group}: {said.get('source', '')} {said.get('day', '')}".rstrip()
            for group, said in sorted(shown.field_sources.items())
        ],
        "withheld": sorted(shown.withheld),
        "origin": [shown.origin],
    }
    for kind, values in facts.items():
        for value in values:
            if value:
                yield {
                    "id": _own_id(shown, kind, value),
                    "link_type": kind,
                    "value": value,
                }


def _term(area: Area, language: str) -> dict[str, Any]:
    taxonomy = _(CLASSIFICATIONS[area.classification])
    return {
        "id": f"{area.classification}:{area.key}",
        "code": area.key,
        "name": str(area.name),
        # The standard demands one, and the lists explain no more than by their names.
        "description": f"{taxonomy}: {area.name}",
        "language": language,
        "taxonomy_id": area.classification,
    }
