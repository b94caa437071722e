"""Who somebody that reads the register is, to what each group of facts is shown."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from overens.accounts.models import Person
from overens.accounts.queries import grants_of, has_right_in_world
from overens.accounts.rules import EDIT_REGISTER
from overens.organisations.models import Authority, Organisation
from overens.organisations.queries.speaking import speaks_for
from overens.organisations.rules.visibility import (
    EVERYONE,
    NARROWABLE,
    PARTIES,
    VISIBILITIES,
    WITHIN,
)


def reader_in(reader: object, world: str, day: date) -> str:
    """Return who somebody is in the register of a world: a key of ``VISIBILITIES``.

    The secretariat of any space there is within; whoever has a role in a space there,
    or speaks for an organisation of it, is a party that has signed in (O61). No query
    where nobody is signed in, else two at most; the roles are read once a request.
    """
    if not isinstance(reader, Person) or not reader.is_active:
        return EVERYONE
    if has_right_in_world(reader, EDIT_REGISTER, world, day):
        return WITHIN
    if any(grant.world == world and grant.holds_on(day) for grant in grants_of(reader)):
        return PARTIES
    held = Authority.objects.on(day).filter(person=reader)
    return PARTIES if held.filter(organisation__origin=world).exists() else EVERYONE


def reader_of(reader: object, organisation: Organisation, day: date) -> str:
    """Return who somebody is to an organisation: who speaks for it is within.

    No query where everybody sees all of it.
    """
    if not organisation.visibility:
        return EVERYONE
    if isinstance(reader, Person) and speaks_for(reader, organisation, day):
        return WITHIN
    return reader_in(reader, organisation.origin, day)


def narrowed_in_words(organisation: Organisation) -> dict[str, str]:
    """Return whom each narrowed group is shown to, in words, by group."""
    return {
        group: _(VISIBILITIES[step])
        for group, step in organisation.visibility.items()
        if group in NARROWABLE
    }
