"""Add an organisation to the register, change it, confirm it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from overens.common.audit import Actor, write_line
from overens.common.dates import PartialDate
from overens.common.models import OWN, Redirect
from overens.organisations.actions.cleaning import (
    MANY,
    areas_of,
    cleaned,
    municipalities_of,
    municipality_of,
    sources_of,
)
from overens.organisations.actions.searching import FOUND_BY, refresh_search
from overens.organisations.models import Organisation, OrganisationName
from overens.organisations.queries.facts import value_of
from overens.organisations.rules import (
    AREAS,
    FIELD_GROUPS,
    ICNPTSO,
    KINDS,
    SOURCES,
    DissolvedDayOfLiving,
    OrganisationNumberTaken,
    SlugTaken,
    check_given_slug,
    check_word,
    slug_of,
)


def _check_number_free(number: str, besides: Organisation | None = None) -> None:
    if not number:
        return
    others = Organisation.objects.filter(org_number=number)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    there = others.first()
    if there is not None:
        raise OrganisationNumberTaken(name=there.name)


def _check_dissolved(status: str, on: PartialDate) -> None:
    """Refuse a day of dissolving for what is not dissolved (rule O4)."""
    if on and status != "dissolved":
        raise DissolvedDayOfLiving()


def _taken_slugs(base: str) -> set[str]:
    slugs = set(
        Organisation.objects.filter(slug__startswith=base).values_list(
            "slug", flat=True
        )
    )
    old = Redirect.objects.filter(
        kind=Organisation._meta.label, old_slug__startswith=base
    )
    return slugs | set(old.values_list("old_slug", flat=True))


def _set_many(organisation: Organisation, fields: Mapping[str, Any]) -> None:
    """Write the municipalities and the areas of each classification given."""
    if "municipalities" in fields:
        organisation.municipalities.set(municipalities_of(fields["municipalities"]))
    for name, classification in (("areas", AREAS), ("icnptso", ICNPTSO)):
        if name in fields:
            others = organisation.areas.exclude(classification=classification)
            organisation.areas.set([*others, *areas_of(classification, fields[name])])


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str,
    by: Actor,
    slug: str = "",
    origin: str = OWN,
    source: str = "",
    last_confirmed: date | None = None,
    **fields: Any,
) -> Organisation:
    """Add an organisation of civil society (``civil``) or a public body (``public``).

    Args:
        name: as it is written.
        kind: a key of ``rules.KINDS``.
        slug: its address; made from the name unless given.
        origin: the world that it belongs to.
        source: a key of ``rules.SOURCES``: where the facts come from.
        last_confirmed: the day that the facts were last confirmed.
        **fields: see ``cleaned``.

    Raises:
        RuleBroken: what stops it, with the field.
    """
    kept = cleaned({"name": name, **fields})
    check_word(kind, KINDS, field="kind")
    _check_dissolved(kept.get("status", ""), kept.get("dissolved_on", PartialDate()))
    number = kept.get("org_number", "")
    _check_number_free(number)
    slug = check_given_slug(slug) if slug else ""
    base = slug or slug_of(kept["name"])
    taken = _taken_slugs(base)
    if slug and slug in taken:
        raise SlugTaken(slug=slug)
    organisation = Organisation(
        slug=slug or slug_of(kept["name"], taken),
        kind=kind,
        origin=origin,
        last_confirmed=last_confirmed,
        field_sources=sources_of(kept, source, last_confirmed) if source else {},
        based_in=municipality_of(kept.pop("based_in", "")),
        **{name: value for name, value in kept.items() if name not in MANY},
    )
    try:
        # A savepoint: two at once may both have found the address or number free.
        with transaction.atomic():
            organisation.save()
    except IntegrityError as fault:
        _check_number_free(number)
        raise SlugTaken(slug=organisation.slug) from fault
    _set_many(organisation, kept)
    write_line("organisations.add_organisation", by=by, about=organisation)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    organisation: Organisation,
    by: Actor,
    source: str = "",
    day: date | None = None,
    slug: str = "",
    **fields: Any,
) -> Organisation:
    """Change fields of an organisation; the former name stays searchable.

    Args:
        source: where the new facts come from; written with ``day`` for the groups of
            the fields that change.
        day: the day of the facts.
        slug: a new address; the old one leads to it.
        **fields: see ``cleaned``; those that are as before are left alone.

    Raises:
        RuleBroken: what stops it, with the field.
    """
    organisation = locked(organisation)
    kept = cleaned(fields)
    if "based_in" in kept:
        kept["based_in"] = municipality_of(kept["based_in"])
    changed = [
        name
        for name, new in kept.items()
        if value_of(organisation, name) != (sorted(new) if name in MANY else new)
    ]
    if {"status", "dissolved_on"} & set(changed):
        _check_dissolved(
            kept.get("status", organisation.status),
            kept.get("dissolved_on", organisation.dissolved_on),
        )
    if "org_number" in changed:
        _check_number_free(kept["org_number"], besides=organisation)
    if slug and slug != organisation.slug:
        _move(organisation, check_given_slug(slug))
        changed.append("slug")
    if not changed:
        return organisation
    before = organisation.name
    for name in changed:
        if name in kept and name not in MANY:
            setattr(organisation, name, kept[name])
    if source:
        organisation.field_sources = {
            **organisation.field_sources,
            **sources_of(changed, source, day),
        }
    # Only what changes here: the row may have been changed otherwise meanwhile.
    written = [name for name in changed if name not in MANY]
    organisation.save(update_fields=[*written, "field_sources"])
    _set_many(organisation, {name: kept[name] for name in changed if name in MANY})
    if "name" in changed:
        OrganisationName.objects.create(
            organisation=organisation, name=before, last_day=PartialDate.of(day)
        )
    if FOUND_BY & set(changed):
        refresh_search(organisation)
    write_line(
        "organisations.change_organisation",
        by=by,
        about=organisation,
        facts={"fields": sorted(changed)},
    )
    return organisation


def with_its_day(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields so that what is said to live on has no day of dissolving (O4)."""
    lives = fields.get("status", "dissolved") != "dissolved"
    return {**fields, "dissolved_on": ""} if lives else dict(fields)


def locked(organisation: Organisation) -> Organisation:
    """Return the row as it is now, locked: two who change it take turns."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _move(organisation: Organisation, slug: str) -> None:
    if slug in _taken_slugs(slug):
        own = Redirect.objects.filter(
            kind=Organisation._meta.label, old_slug=slug, uuid=organisation.uuid
        )
        # Back to an address that it had is no taking of another's.
        if not own.exists():
            raise SlugTaken(slug=slug)
        own.delete()
    Redirect.objects.create(
        kind=Organisation._meta.label,
        old_slug=organisation.slug,
        uuid=organisation.uuid,
    )
    organisation.slug = slug


def put_back(*, organisation: Organisation, values: Mapping[str, Any]) -> None:
    """Write what ``queries.facts.values_of`` gave; the undoing action writes the line.

    Args:
        organisation: locked.
    """
    for name, value in values.items():
        if name not in MANY:
            field: Any = Organisation._meta.get_field(name)
            setattr(organisation, name, field.to_python(value))
    organisation.save(update_fields=[name for name in values if name not in MANY])
    _set_many(organisation, {name: values[name] for name in MANY if name in values})
    refresh_search(organisation)


@transaction.atomic
def confirm_organisation(
    *,
    organisation: Organisation,
    day: date,
    source: str,
    by: Actor,
    status: Callable[[str], str] = str,
) -> Organisation:
    """Note that somebody has said that the facts are right, on a day.

    Args:
        status: gives the organisation's status then, from the one it had.
    """
    organisation = locked(organisation)
    organisation.last_confirmed = day
    organisation.status = status(organisation.status)
    organisation.field_sources = {
        group: {"source": check_word(source, SOURCES, field="source"), "day": str(day)}
        for group in FIELD_GROUPS
    }
    organisation.save(update_fields=["last_confirmed", "field_sources", "status"])
    write_line(
        "organisations.confirm_organisation",
        by=by,
        about=organisation,
        facts={"day": day.isoformat(), "source": source},
    )
    return organisation
