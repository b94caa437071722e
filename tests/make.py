"""Makes rows for tests: the least that holds, with room for what a test needs."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from overens.accounts.models import Person, RoleGrant, Space
from overens.compacts.models import Compact, CompactVersion, Party
from overens.organisations.models import Authority, Organisation, Unit

ALL_COLUMNS = [
    "organisations",
    "governance",
    "compacts",
    "surveys",
    "plans",
    "followups",
]


def make_space(slug: str = "strandland", **fields: Any) -> Space:
    """Return a space with all parts on."""
    fields.setdefault("name", {"sv": "Överenskommelsen", "en": "The compact"})
    fields.setdefault("place", {"sv": "i Strandland", "en": "in Strandland"})
    fields.setdefault("languages", ["sv", "en"])
    fields.setdefault("columns", ALL_COLUMNS)
    fields.setdefault("origin", "made up")
    fields.setdefault("contact_email", "kansliet@example.org")
    space, _ = Space.objects.get_or_create(slug=slug, defaults=fields)
    return space


def make_person(name: str, role: str = "", space: Space | None = None) -> Person:
    """Return a person, with a role when one is named."""
    person = Person.objects.create_user(f"{name}@example.org", name=name.capitalize())
    if role:
        RoleGrant.objects.create(person=person, role=role, space=space)
    return person


def make_organisation(
    name: str = "Strandlands Brukarråd", **fields: Any
) -> Organisation:
    """Return a civil-society organisation."""
    fields.setdefault("slug", slugify(name) or "organisation")
    fields.setdefault("kind", "civil")
    fields.setdefault("origin", "made up")
    fields.setdefault("status", "active")
    return Organisation.objects.create(name=name, **fields)


def make_unit(name: str = "Regionstyrelsen", **fields: Any) -> Unit:
    """Return a unit of Region Strandland."""
    body = fields.pop("body", None) or (
        Organisation.objects.filter(slug="region-strandland").first()
        or make_organisation(
            "Region Strandland", slug="region-strandland", kind="public"
        )
    )
    fields.setdefault("slug", slugify(name))
    fields.setdefault("kind", "committee")
    return Unit.objects.create(body=body, name={"sv": name, "en": name}, **fields)


def make_authority(
    person: Person, organisation: Organisation, **fields: Any
) -> Authority:
    """Return a person's right to speak for an organisation."""
    return Authority.objects.create(person=person, organisation=organisation, **fields)


def make_compact(space: Space | None = None, **fields: Any) -> Compact:
    """Return a compact with two parties and one version in force."""
    space = space or make_space()
    fields.setdefault("slug", space.slug)
    fields.setdefault("name", {"sv": "Överenskommelsen", "en": "The compact"})
    fields.setdefault("status", "in force")
    fields.setdefault("origin", space.origin)
    compact = Compact.objects.create(space=space, **fields)
    for place, (key, name, side) in enumerate(
        [("region", "Regionen", "public"), ("civil", "Idéburen sektor", "civil")]
    ):
        Party.objects.create(
            compact=compact,
            key=key,
            name={"sv": name, "en": name},
            side=side,
            place=place,
        )
    CompactVersion.objects.create(
        compact=compact, number=1, title=compact.name, is_current=True
    )
    return compact
