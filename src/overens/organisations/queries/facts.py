"""What the register says of an organisation, field by field, as values and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overens.common.dates import PartialDate
from overens.common.texts import LocalText
from overens.organisations.models import (
    Area,
    Municipality,
    Organisation,
)
from overens.organisations.queries.visibility import narrowed_in_words
from overens.organisations.rules import (
    AREAS,
    FIELD_GROUPS,
    FORMS,
    ICNPTSO,
    SOURCES,
    STATUSES,
)
from overens.organisations.rules.freshness import Age, age_of
from overens.organisations.rules.visibility import CONTACTS, FIELDS_OF

# The fields that are shown to be confirmed or put right, by group, in order.
SHOWN: Mapping[str, Sequence[str]] = {
    "identity": ("name", "form", "org_number", "status"),
    "activity": ("about", "areas", "municipalities"),
    "contact": (CONTACTS, "website", "annual_meeting_month"),
}
LABELS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "form": gettext_lazy("Legal form"),
    "org_number": gettext_lazy("Organisation number"),
    "status": gettext_lazy("Status"),
    "about": gettext_lazy("What it does"),
    "areas": gettext_lazy("Areas"),
    "municipalities": gettext_lazy("Active in"),
    CONTACTS: gettext_lazy("Contact"),
    "website": gettext_lazy("Web address"),
    "annual_meeting_month": gettext_lazy("Month of the annual meeting"),
}


def value_of(organisation: Organisation, name: str) -> Any:
    """Return a field's value as ``actions.cleaned`` gives values; keys sorted."""
    if name == "municipalities":
        return sorted(organisation.municipalities.values_list("code", flat=True))
    if name in ("areas", "icnptso"):
        rows = organisation.areas.filter(
            classification=AREAS if name == "areas" else ICNPTSO
        )
        return sorted(rows.values_list("key", flat=True))
    return getattr(organisation, name)


def contacts_of(organisation: Organisation) -> list[dict[str, Any]]:
    """Return the contacts as ``actions.set_contact_roles`` takes them, in order."""
    rows = organisation.contacts.order_by("id")
    return [
        {"role": dict(row.role), "email": row.email, "public": row.public}
        for row in rows
    ]


def values_of(organisation: Organisation, names: Iterable[str]) -> dict[str, Any]:
    """Return stored values by field, as plain values that can be kept and put back."""
    return {
        name: contacts_of(organisation)
        if name == CONTACTS
        else plain(value_of(organisation, name))
        for name in names
    }


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, (date, PartialDate)):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


class Words:
    """Says values in the reader's words; reads places and areas once (two queries)."""

    def __init__(self, world: str) -> None:
        """Read the names of a world's municipalities, and of the public areas."""
        places = Municipality.objects.filter(origin=world)
        self._places = dict(places.values_list("code", "name"))
        areas = Area.objects.filter(classification=AREAS)
        self._areas = {area.key: str(area.name) for area in areas}

    def of(self, field: str, value: Any) -> str:
        """Return a field's plain value in words; empty where there is none."""
        if not value:
            return ""
        if field == "municipalities":
            return ", ".join(self._places.get(code, code) for code in value)
        if field == "areas":
            return ", ".join(self._areas.get(key, key) for key in value)
        if field == CONTACTS:
            # An address that is kept from the public is shown to nobody here.
            shown = [row for row in value if row.get("public", True)]
            return ", ".join(filter(None, map(_contact, shown)))
        if field == "about":
            return str(LocalText(value))
        if field == "annual_meeting_month":
            return str(MONTHS[value])
        labels = {"form": FORMS, "status": STATUSES}.get(field)
        if not labels or value not in labels:
            return str(value)
        said = _(labels[value])
        return said[:1].upper() + said[1:]


def _contact(row: Mapping[str, Any]) -> str:
    parts = (str(LocalText(row.get("role") or {})), row.get("email") or "")
    return ": ".join(part for part in parts if part)


@dataclass(frozen=True)
class Said:
    """Where a group of fields comes from, in words, and how old that is."""

    text: str
    day: PartialDate
    age: Age | None


def said_of(organisation: Organisation, group: str, today: date) -> Said | None:
    """Return where a group of fields comes from; None where nothing says."""
    kept = organisation.field_sources.get(group) or {}
    source = SOURCES.get(kept.get("source", ""))
    if source is None:
        return None
    day = kept.get("day", "")
    return Said(_(source), PartialDate.parse(day), age_of(day, today))


@dataclass(frozen=True)
class FactGroup:
    """One group of fields, where it comes from, and how old that is.

    Attributes:
        rows: (label, value in words, whom it is shown to) each; an empty value is not
            known, and whom is empty where everyone sees it.
        said: who says so, of which day; None where nothing says.
    """

    heading: str
    rows: tuple[tuple[str | Promise, str, str], ...]
    said: Said | None


def facts_of(organisation: Organisation, words: Words, today: date) -> list[FactGroup]:
    """Return what is to be confirmed of an organisation, group by group."""
    groups = []
    narrowed = narrowed_in_words(organisation)
    steps = {
        name: narrowed.get(group, "")
        for group, names in FIELDS_OF.items()
        for name in names or (group,)
    }
    for key, fields in SHOWN.items():
        values = values_of(organisation, fields)
        heading = _(FIELD_GROUPS[key])
        rows = [
            (LABELS[name], words.of(name, values[name]), steps.get(name, ""))
            for name in fields
        ]
        groups.append(
            FactGroup(
                heading=heading[:1].upper() + heading[1:],
                rows=tuple(rows),
                said=said_of(organisation, key, today),
            )
        )
    return groups
