"""Which roles a person holds, read once a request; who holds one in a space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from overens.accounts.models import Person, RoleGrant, Space
from overens.accounts.rules import (
    ADMIN,
    DEEDS,
    MANAGE_PEOPLE,
    ROLES,
    SECRETARIAT,
    Grant,
    may,
    may_in_world,
    roles_in,
)

_KEPT = "_grants_read"


def as_rule(grant: RoleGrant) -> Grant:
    """Return a stored grant as the rules see it."""
    space = grant.space
    return Grant(
        role=grant.role,
        space=space.slug if space else None,
        first=grant.first_day,
        last=grant.last_day,
        world=space.origin if space else None,
    )


def grants_of(person: Person) -> tuple[Grant, ...]:
    """Return all roles that a person holds or has held.

    One query; kept on the object, of which a request has one.
    """
    kept: tuple[Grant, ...] | None = getattr(person, _KEPT, None)
    if kept is None:
        found = RoleGrant.objects.filter(person=person).select_related("space")
        kept = tuple(as_rule(grant) for grant in found.order_by("id"))
        setattr(person, _KEPT, kept)
    return kept


def forget_grants(person: Person) -> None:
    """Read the person's roles anew next time; actions that change them call this."""
    if hasattr(person, _KEPT):
        delattr(person, _KEPT)


def roles_of(person: Person, space: Space, day: date) -> frozenset[str]:
    """Return the roles that a person has in a space on a day."""
    if not person.is_active:
        return frozenset()
    return roles_in(grants_of(person), space=space.slug, day=day)


def has_right(person: Person, deed: str, space: Space, day: date) -> bool:
    """Tell whether a person may do a deed (``rules.DEEDS``) in a space on a day."""
    return person.is_active and may(grants_of(person), deed, space=space.slug, day=day)


def has_right_in_world(person: Person, deed: str, world: str, day: date) -> bool:
    """Tell whether a person may do a deed in any space of a world (an origin)."""
    return person.is_active and may_in_world(
        grants_of(person), deed, world=world, day=day
    )


def role_giving(deed: str, person: Person, space: Space, day: date) -> str:
    """Return the role by which a person may do a deed there, in the order of ``ROLES``.

    Empty where no role gives it: the audit log names no role that is not held.
    """
    held = roles_of(person, space, day) & DEEDS[deed]
    return next((role for role in ROLES if role in held), "")


def is_secretariat(person: Person, space: Space, day: date) -> bool:
    """Tell whether a person is of the space's secretariat on a day."""
    return SECRETARIAT in roles_of(person, space, day)


def is_admin(person: Person, day: date) -> bool:
    """Tell whether a person administers the installation on a day."""
    return person.is_active and any(
        grant.role == ADMIN and grant.space is None and grant.holds_on(day)
        for grant in grants_of(person)
    )


def spaces_managed_by(person: Person, day: date) -> list[Space]:
    """Return the spaces whose people a person may manage on a day."""
    return [
        space
        for space in Space.objects.order_by("slug")
        if has_right(person, MANAGE_PEOPLE, space, day)
    ]


def others_with(grant: RoleGrant, day: date) -> int:
    """Return how many people besides the grant's hold its role, there, on a day."""
    held = RoleGrant.objects.on(day).filter(
        role=grant.role, space=grant.space_id, person__is_active=True
    )
    others = held.exclude(person=grant.person_id)
    return others.values("person").distinct().count()


@dataclass(frozen=True)
class PersonRow:
    """A role held in a space, as the list of people shows it."""

    grant: RoleGrant
    person: Person
    holds: bool
    is_coming: bool


def people_of(space: Space, day: date) -> Sequence[PersonRow]:
    """Return every role in a space, those held on the day first, then coming, ended."""
    found = RoleGrant.objects.filter(space=space).select_related("person")
    rows = [
        PersonRow(
            grant=grant,
            person=grant.person,
            holds=as_rule_without_space(grant).holds_on(day),
            is_coming=bool(grant.first_day and grant.first_day > day),
        )
        for grant in found.order_by("person__name", "person__email", "id")
    ]
    return sorted(rows, key=lambda row: (not row.holds, not row.is_coming))


def as_rule_without_space(grant: RoleGrant) -> Grant:
    """Return a grant's role and days, without reading its space."""
    return Grant(grant.role, first=grant.first_day, last=grant.last_day)


def day_in(space: Space) -> date:
    """Return today by the space's own clock; for doors only."""
    return timezone.localdate(timezone=space.zone)
