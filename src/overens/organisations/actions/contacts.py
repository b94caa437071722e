"""Other names of an organisation, and how to reach the roles in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from overens.accounts.rules import check_address
from overens.common.audit import Actor, write_line
from overens.common.dates import PartialDate
from overens.common.texts import LocalText, local
from overens.organisations.actions.cleaning import day_of
from overens.organisations.actions.searching import refresh_search
from overens.organisations.models import ContactRole, Organisation, OrganisationName
from overens.organisations.rules import (
    NAME_KINDS,
    NameThere,
    check_name,
    check_word,
    folded,
)


@transaction.atomic
def add_other_name(
    *,
    organisation: Organisation,
    name: str,
    by: Actor,
    kind: str = "former",
    first_day: PartialDate | str | None = None,
    last_day: PartialDate | str | None = None,
) -> OrganisationName:
    """Add a name that an organisation had, or is also known by.

    Raises:
        NameMissing, NameTooLong, UnknownWord, DayNotRead: see the rules.
        NameThere: it is called so already.
    """
    names = [organisation.name, *organisation.names.values_list("name", flat=True)]
    if folded(name) in {folded(each) for each in names}:
        raise NameThere(name=" ".join(name.split()))
    other = OrganisationName.objects.create(
        organisation=organisation,
        name=check_name(name),
        kind=check_word(kind, NAME_KINDS, field="kind"),
        first_day=day_of(first_day),
        last_day=day_of(last_day),
    )
    refresh_search(organisation)
    write_line(
        "organisations.add_other_name",
        by=by,
        about=organisation,
        facts={"name": other.name, "kind": kind},
    )
    return other


@transaction.atomic
def add_contact_role(
    *,
    organisation: Organisation,
    role: Mapping[str, str] | str,
    by: Actor,
    email: str = "",
    public: bool = True,
) -> ContactRole:
    """Add how to reach a role in an organisation; never a private person.

    Raises:
        AddressNotWhole: the address lacks a part.
    """
    contact = ContactRole.objects.create(
        organisation=organisation,
        role=local(role) if role else LocalText(),
        email=check_address(email) if email else "",
        public=public,
    )
    write_line("organisations.add_contact_role", by=by, about=organisation)
    return contact


@transaction.atomic
def set_contact_roles(
    *, organisation: Organisation, contacts: Iterable[Mapping[str, Any]], by: Actor
) -> list[ContactRole]:
    """Write all contacts of an organisation anew, in order; one audit line.

    Args:
        contacts: ``role`` (text by language), ``email``, ``public`` each.

    Raises:
        AddressNotWhole: an address lacks a part.
    """
    rows = [
        ContactRole(
            organisation=organisation,
            role=local(contact["role"]) if contact.get("role") else LocalText(),
            email=check_address(contact["email"]) if contact.get("email") else "",
            public=contact.get("public", True),
        )
        for contact in contacts
        if contact.get("role") or contact.get("email")
    ]
    there = ContactRole.objects.filter(organisation=organisation).order_by("id")
    before = [(dict(row.role), row.email, row.public) for row in there]
    if before == [(dict(row.role), row.email, row.public) for row in rows]:
        return list(there)
    there.delete()
    for row in rows:
        row.save()
    write_line(
        "organisations.set_contact_roles",
        by=by,
        about=organisation,
        facts={"contacts": len(rows)},
    )
    return rows
