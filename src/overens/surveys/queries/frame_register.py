"""Whom a survey can ask out of the register: units, a saved list, the signatories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from overens.accounts.models import Space
from overens.common.texts import LANGUAGES, LocalText
from overens.compacts.models import Signature
from overens.organisations.models import (
    ContactRole,
    Organisation,
    OrganisationList,
    OrganisationListRow,
    Unit,
)
from overens.organisations.rules import LEGS, UNIT_KINDS
from overens.surveys.queries.framing import Asked

SIGNATORIES = "signatories"


@dataclass(frozen=True)
class Source:
    """Somewhere to choose from: its key in the address, and its name."""

    key: str
    name: str


@dataclass(frozen=True)
class Candidate:
    """One that can be ticked.

    Attributes:
        key: of the box.
        about: what kind it is, and where it is reached.
    """

    key: str
    about: str
    asked: Asked


def sources_of(space: Space) -> list[Source]:
    """Return where there is somebody to choose. 3 queries."""
    bodies = (
        Organisation.objects.filter(merged_into=None)
        .annotate(count=Count("units", filter=Q(units__origin=space.origin)))
        .filter(count__gt=0)
        .order_by("sort_name")
    )
    found = [
        Source(
            f"units-{body.uuid}",
            gettext("Committees and other units: %(body)s") % {"body": body.name},
        )
        for body in bodies
    ]
    if _signatures(space).exists():
        found.append(Source(SIGNATORIES, gettext("The signatories of the compact")))
    found += [
        Source(f"list-{each.uuid}", gettext("List: %(name)s") % {"name": each.name})
        for each in OrganisationList.objects.filter(space=space).order_by("-id")
    ]
    return found


def candidates_in(space: Space, source: str) -> list[Candidate]:
    """Return those of a source, in its own order; ``source`` is one of the space's.

    2 queries.
    """
    kind, _dash, uuid = source.partition("-")
    if kind == "units":
        units = Unit.objects.filter(body__uuid=uuid, origin=space.origin)
        return _units(units.order_by("id"))
    if kind == "list":
        rows = OrganisationListRow.objects.filter(
            list__uuid=uuid, list__space=space, taken_out=""
        )
        return _organisations(
            [row.organisation for row in rows.select_related("organisation")], {}
        )
    signatures = list(_signatures(space).select_related("organisation"))
    return _organisations(
        [each.organisation for each in signatures],
        {
            each.organisation_id: each.contact_email
            for each in signatures
            if each.contact_email
        },
    )


def _signatures(space: Space) -> QuerySet[Signature]:
    return (
        Signature.objects.as_of(timezone.localdate(None, space.zone))
        .filter(version__compact__space=space)
        .order_by("organisation__sort_name", "-version__number")
    )


def _units(units: QuerySet[Unit]) -> list[Candidate]:
    """Return units; those with the same contact have the same one to answer."""
    names: dict[str, str] = {}
    found = []
    for unit in units:
        address = unit.contact_email
        role = str(unit.contact_role) or str(unit.name)
        # Two secretaries may have the same title, so the first unit tells them apart.
        called = role if role == str(unit.name) else f"{role}, {unit.name}"
        name = names.setdefault(address, called) if address else str(unit.name)
        found.append(
            Candidate(
                key=str(unit.uuid),
                about=_about(gettext(UNIT_KINDS[unit.kind]), address),
                asked=Asked(name, address, unit.name, _leg(unit.leg), unit.uuid),
            )
        )
    return found


def _organisations(
    organisations: Sequence[Organisation], addresses: dict[int, str]
) -> list[Candidate]:
    """Return organisations, each once, reached as told or by their first contact."""
    once = {each.pk: each for each in organisations}
    contacts: dict[int, str] = {}
    for contact in (
        ContactRole.objects.filter(organisation__in=once)
        .exclude(email="")
        .order_by("id")
    ):
        contacts.setdefault(contact.organisation_id, contact.email)
    found = []
    for pk, each in once.items():
        address = addresses.get(pk) or contacts.get(pk, "")
        found.append(
            Candidate(
                key=str(each.uuid),
                about=_about("", address),
                asked=Asked(
                    each.name,
                    address,
                    LocalText(sv=each.name),
                    register=each.uuid,
                ),
            )
        )
    return found


def _about(kind: str, address: str) -> str:
    reached = address or gettext("no e-mail address")
    return f"{kind} · {reached}" if kind else reached


def _leg(key: str) -> LocalText:
    """Return a leg's name in every language; empty where there is none."""
    if not key:
        return LocalText()
    names = {}
    for language in LANGUAGES:
        with override(language):
            names[language] = gettext(LEGS[key]).capitalize()
    return LocalText(names)
