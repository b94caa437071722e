"""Many rows at once: municipalities, areas, organisations with all that hangs on them.

All rows or none. An import of organisations is one audit line with a digest, and a
journal by which ``common.imports.undo_import`` takes it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from overens.accounts.rules import check_address
from overens.common.audit import Actor, write_line
from overens.common.imports import Journal
from overens.common.models import OWN, ImportRun, check_fits
from overens.common.texts import LocalText, local
from overens.errors import RuleBroken
from overens.organisations.actions.cleaning import (
    MANY,
    cleaned,
    day_of,
    other_names_of,
    sources_of,
)
from overens.organisations.actions.units import add_unit
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
    Relation,
    Unit,
)
from overens.organisations.rules import (
    AREAS,
    CLASSIFICATIONS,
    ICNPTSO,
    OrganisationNumberTaken,
    RowsRefused,
    SlugTaken,
    SlugTwice,
    UnknownArea,
    UnknownMunicipality,
    UnknownOrganisation,
    check_given_slug,
    check_word,
    slug_of,
    sort_name,
)

_FIELDS = (
    "form",
    "org_number",
    "level",
    "level_note",
    "status",
    "about",
    "access_needs",
    "roles",
    "languages",
    "target_groups",
    "members_band",
    "annual_meeting_month",
    "website",
    "founded",
    "dissolved_on",
    *MANY,
)


@dataclass(frozen=True)
class Imported:
    """What an import of organisations made."""

    run: ImportRun
    organisations: dict[str, Organisation]


@transaction.atomic
def import_municipalities(
    rows: Sequence[Mapping[str, Any]], *, county: str, by: Actor, origin: str = OWN
) -> list[Municipality]:
    """Write municipalities: ``code``, ``name``, ``people``, ``path``, ``label`` each.

    Those that are there are changed. ``name`` is a text or ``{"sv": …}``; ``label`` is
    ``{"x": …, "y": …}`` in the units of ``path``.
    """
    for row in rows:
        label = row.get("label") or {}
        Municipality.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": local(row["name"]).in_language("sv"),
                "county": county,
                "people": row.get("people"),
                "path": row.get("path", ""),
                "label_x": label.get("x", 0),
                "label_y": label.get("y", 0),
                "origin": origin,
            },
        )
    codes = [row["code"] for row in rows]
    write_line("organisations.import_municipalities", by=by, facts={"codes": codes})
    return list(Municipality.objects.filter(code__in=codes))


@transaction.atomic
def import_areas(
    texts: Mapping[str, Mapping[str, str]], *, classification: str, by: Actor
) -> list[Area]:
    """Write the areas of a classification, text by key, in the order given.

    Raises:
        UnknownWord: there is no such classification.
    """
    check_word(classification, CLASSIFICATIONS, field="classification")
    for place, (key, name) in enumerate(texts.items()):
        Area.objects.update_or_create(
            classification=classification,
            key=key,
            defaults={"name": local(name), "place": place},
        )
    facts = {"classification": classification, "areas": len(texts)}
    write_line("organisations.import_areas", by=by, facts=facts)
    return list(Area.objects.filter(classification=classification))


@dataclass
class _Known:
    """What rows may point to, read once."""

    municipalities: dict[str, Municipality]
    areas: dict[tuple[str, str], Area]
    organisations: dict[str, Organisation]
    before: frozenset[str]
    slugs: set[str]
    numbers: dict[str, str]

    @classmethod
    def read(cls, origin: str) -> _Known:
        there = Organisation.objects.all()
        return cls(
            municipalities={row.code: row for row in Municipality.objects.all()},
            areas={(row.classification, row.key): row for row in Area.objects.all()},
            organisations={row.slug: row for row in there if row.origin == origin},
            before=frozenset(row.slug for row in there),
            slugs={row.slug for row in there},
            numbers={row.org_number: row.name for row in there if row.org_number},
        )


@dataclass
class _Read:
    """One row, judged: the organisation to make, and what is to hang on it."""

    organisation: Organisation
    municipalities: list[Municipality]
    areas: list[Area]
    names: list[OrganisationName]
    contacts: list[ContactRole]
    branch_of: list[str] = field(default_factory=list)
    member_of: list[str] = field(default_factory=list)


@transaction.atomic
def import_organisations(
    rows: Iterable[Mapping[str, Any]],
    *,
    by: Actor,
    kind: str = "civil",
    origin: str = OWN,
    source: str = "",
    space: str = "",
    file_name: str = "",
) -> Imported:
    """Add organisations in bulk, all or none.

    Args:
        rows: as in ``organisations.toml`` of the demonstration: ``name`` (text, or by
            language), and where known ``slug``, ``form``, ``level``, ``status``,
            ``about``, ``access_needs``, ``roles``, ``languages``, ``target_groups``,
            ``members_band``, ``annual_meeting_month``, ``website``, ``founded``,
            ``dissolved_on``, ``seat``, ``municipalities`` (codes), ``areas`` and
            ``icnptso`` (keys), ``contact`` (``role``, ``email``), ``other_names``
            (``name``, ``kind``, ``from``, ``to``), ``parent``, ``member_of`` (slugs),
            ``last_confirmed``, ``source``. A sheet's becomes one by ``row_of_sheet``.
        kind: ``civil``, or ``public`` for public bodies, whose ``kind`` (region,
            municipality, state) is their form.
        source: for rows that name none.

    Raises:
        RowsRefused: some rows cannot be taken; its ``faults`` say which and why.
    """
    rows = [dict(row) for row in rows]
    known = _Known.read(origin)
    read: list[_Read] = []
    faults: list[tuple[int, RuleBroken]] = []
    for number, row in enumerate(rows, start=1):
        try:
            read.append(_row(row, known, kind=kind, origin=origin, source=source))
        except RuleBroken as broken:
            faults.append((number, broken))
    made = {one.organisation.slug: one.organisation for one in read}
    there = known.organisations | made
    for number, one in enumerate(read, start=1):
        for slug in (*one.branch_of, *one.member_of):
            if slug not in there:
                faults.append((number, UnknownOrganisation(slug=slug)))
    if faults:
        raise RowsRefused(sorted(faults, key=lambda fault: fault[0]))
    journal = Journal()
    _write(read, there, journal)
    run = journal.finish(
        kind="organisations.import_organisations",
        by=by,
        data=json.dumps(rows, sort_keys=True, default=str).encode(),
        file_name=file_name,
        space=space,
        summary={"new": len(made)},
    )
    return Imported(run, made)


def _day(text: Any) -> date | None:
    """Return the earliest day that a text can mean; None for an empty one."""
    return day_of(text).earliest


def _row(
    row: Mapping[str, Any], known: _Known, *, kind: str, origin: str, source: str
) -> _Read:
    """Judge one row; the slugs and numbers that it takes are taken for the next."""
    texts = local(row.get("name") or "")
    given = {name: row[name] for name in _FIELDS if row.get(name) not in (None, "")}
    # A sheet's word; in code a seat is a place in a group.
    given["based_in"] = row.get("based_in") or row.get("seat", "")
    if kind == "public" and "form" not in given:
        given["form"] = row.get("kind", "")
    kept = cleaned({"name": texts.in_language("sv"), **given})
    name, number = kept["name"], kept.get("org_number", "")
    slug = row.get("slug") or ""
    slug = check_given_slug(slug) if slug else slug_of(name, known.slugs)
    if slug in known.slugs:
        raise (SlugTaken(slug=slug) if slug in known.before else SlugTwice(slug=slug))
    if number in known.numbers:
        raise OrganisationNumberTaken(name=known.numbers[number])
    confirmed = _day(row.get("last_confirmed"))
    said = row.get("source") or source
    others = other_names_of(row.get("other_names") or ())
    if texts.get("en") and texts["en"] != name:
        others.append({"name": texts["en"], "kind": "other"})
    organisation = Organisation(
        slug=slug,
        kind=kind,
        origin=origin,
        last_confirmed=confirmed,
        sort_name=sort_name(name),
        field_sources=sources_of(kept, said, confirmed) if said else {},
        based_in=_one(known.municipalities, kept.pop("based_in", "")),
        **{key: value for key, value in kept.items() if key not in MANY},
    )
    organisation.search_terms = organisation.terms(each["name"] for each in others)
    made = _Read(
        organisation=organisation,
        municipalities=[
            found
            for code in kept.get("municipalities", ())
            if (found := _one(known.municipalities, code))
        ],
        areas=[
            _area(known, classification, key)
            for column, classification in (("areas", AREAS), ("icnptso", ICNPTSO))
            for key in kept.get(column, ())
        ],
        names=[_name(organisation, other) for other in others],
        contacts=[
            _contact(organisation, contact)
            for contact in (row.get("contact"), *row.get("contacts", ()))
            if contact
        ],
        branch_of=[row["parent"]] if row.get("parent") else [],
        member_of=list(row.get("member_of") or ()),
    )
    for new in (organisation, *made.names, *made.contacts):
        check_fits(new)
    known.slugs.add(slug)
    if number:
        known.numbers[number] = name
    return made


def _one(known: Mapping[str, Municipality], code: str) -> Municipality | None:
    if code and code not in known:
        raise UnknownMunicipality(code=code)
    return known.get(code)


def _area(known: _Known, classification: str, key: str) -> Area:
    found = known.areas.get((classification, key))
    if found is None:
        raise UnknownArea(key=key)
    return found


def _name(organisation: Organisation, other: Mapping[str, Any]) -> OrganisationName:
    return OrganisationName(
        organisation=organisation,
        name=other["name"],
        kind=other["kind"],
        first_day=day_of(other.get("from")),
        last_day=day_of(other.get("to")),
    )


def _contact(organisation: Organisation, contact: Mapping[str, Any]) -> ContactRole:
    email = contact.get("email", "")
    return ContactRole(
        organisation=organisation,
        role=local(contact["role"]) if contact.get("role") else LocalText(),
        email=check_address(email) if email else "",
        public=contact.get("public", True),
    )


def _write(
    read: Sequence[_Read], there: Mapping[str, Organisation], journal: Journal
) -> None:
    """Write all rows, one statement a table, and note what undoing takes away."""
    Organisation.objects.bulk_create([one.organisation for one in read])
    for one in read:
        journal.made(one.organisation)
    in_place = Organisation.municipalities.through
    in_place.objects.bulk_create(
        in_place(organisation_id=one.organisation.pk, municipality_id=place.pk)
        for one in read
        for place in one.municipalities
    )
    in_area = Organisation.areas.through
    in_area.objects.bulk_create(
        in_area(organisation_id=one.organisation.pk, area_id=area.pk)
        for one in read
        for area in one.areas
    )
    # Names and contacts go with their organisation when an import is undone.
    OrganisationName.objects.bulk_create(name for one in read for name in one.names)
    ContactRole.objects.bulk_create(row for one in read for row in one.contacts)
    relations = Relation.objects.bulk_create(
        Relation(lower=one.organisation, upper=there[slug], kind=kind)
        for one in read
        for kind, slugs in (("branch", one.branch_of), ("member", one.member_of))
        for slug in slugs
    )
    for relation in relations:
        journal.made(relation)


@transaction.atomic
def import_units(
    rows: Sequence[Mapping[str, Any]], *, bodies: Mapping[str, Organisation], by: Actor
) -> dict[str, Unit]:
    """Add units in the order given, as in ``public.toml``; return them by slug.

    Args:
        rows: ``body`` (slug), ``name``, ``kind`` and where known ``slug``, ``leg``,
            ``answers_to`` (slug of a row before), ``contact`` (``role``, ``email``).
        bodies: the public bodies, by slug.

    Raises:
        RowsRefused: a row cannot be taken; its ``faults`` say which and why.
    """
    made: dict[str, Unit] = {}
    for number, row in enumerate(rows, start=1):
        contact = row.get("contact") or {}
        above = row.get("answers_to", "")
        try:
            for slug, known in ((row["body"], bodies), (above, made)):
                if slug and slug not in known:
                    raise UnknownOrganisation(slug=slug)
            unit = add_unit(
                body=bodies[row["body"]],
                slug=row.get("slug", ""),
                name=row["name"],
                kind=row["kind"],
                answers_to=made.get(above),
                leg=row.get("leg", ""),
                contact_role=contact.get("role", ""),
                contact_email=contact.get("email", ""),
                by=by,
            )
        except RuleBroken as broken:
            raise RowsRefused([(number, broken)]) from broken
        made[unit.slug] = unit
    return made
