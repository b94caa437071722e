"""What an import of rows is held against: the register, small enough for 260,000.

Numbers and keys of rules are held in memory as whole numbers; whole organisations are
read for the rows at hand only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from overens.common.models import OWN, Redirect
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.queries.sweden import area_texts, municipalities_of
from overens.organisations.rules import AREAS
from overens.organisations.rules.coming_in import Places, word_key
from overens.organisations.rules.likeness import SHARED_FROM, Card, rule_keys, site_of

# Keys in one query: SQLite takes a bounded number of parameters.
AT_A_TIME = 500


def small(text: str) -> int:
    """Return a text as a whole number of eight bytes, to be looked up by."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def named_places(origin: str) -> dict[str, str]:
    """Return the names of municipalities that rows of a world may name, by code.

    A register of one's own knows all of Sweden: those that rows name are brought in
    when they are written.
    """
    there = Municipality.objects.filter(origin=origin)
    names = dict(there.values_list("code", "name"))
    if origin != OWN:
        return names
    return {row["code"]: row["name"] for row in municipalities_of()} | names


def places_of(origin: str) -> Places:
    """Return the municipalities and the public areas as rows of a world name them."""
    names = named_places(origin)
    public = Area.objects.filter(classification=AREAS)
    texts = {area.key: dict(area.name) for area in public} or area_texts()[AREAS]
    areas: dict[str, str] = {}
    for key, text in texts.items():
        for name in (key, *text.values()):
            areas.setdefault(word_key(name), key)
    return Places(
        codes=frozenset(names),
        by_name={word_key(name): code for code, name in names.items()},
        areas=areas,
    )


@dataclass(slots=True)
class Held:
    """An organisation as rows are weighed against it."""

    id: int
    name: str
    org_number: str = ""
    borrowed_number: str = ""
    form: str = ""
    level: str = ""
    federation: str = ""
    based_in: str = ""
    locality: str = ""
    website: str = ""
    last_active_year: int | None = None
    about: str = ""
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    post_codes: list[str] = field(default_factory=list)

    def as_fields(self) -> dict[str, Any]:
        """Return its fields by name, for ``rules.weigh``."""
        return {name: getattr(self, name) for name in self.__slots__}

    def cards(self) -> list[Card]:
        """Return it as it is compared with others, once for each post code known."""
        return [
            Card(
                key=str(self.id),
                name=self.name,
                other_names=tuple(self.names),
                number=self.org_number,
                borrowed=self.borrowed_number,
                municipality=self.based_in,
                locality=self.locality,
                postal_code=post_code,
                email=(self.emails or [""])[0],
                website=self.website,
                federation=self.federation,
                form=self.form,
            )
            for post_code in (self.post_codes or [""])
        ]


def card_of_row(key: str, said: dict[str, Any]) -> Card:
    """Return a row of a source as it is compared."""
    return Card(
        key=key,
        name=said["name"],
        other_names=tuple(said.get("other_names", ())),
        number=said.get("org_number", ""),
        municipality=said.get("municipality", ""),
        locality=said.get("locality", ""),
        postal_code=said.get("postal_code", ""),
        email=said.get("email", ""),
        website=said.get("website", ""),
        federation=said.get("federation", ""),
        form=said.get("form", ""),
    )


class RecordThere(NamedTuple):
    """A row that the source had before."""

    id: int
    digest: str
    organisation: int
    is_gone: bool


class RegisterIndex:
    """What the register holds before and during an import.

    Attributes:
        records: rows of the source, by key.
        numbers: organisations by own number.
        by_rule: organisations by ``small`` of each key of the strict rule.
        slugs: ``small`` of each address that is taken.
    """

    def __init__(self, source: RegisterSource) -> None:
        self.records: dict[str, RecordThere] = {}
        rows = SourceRecord.objects.filter(source=source).order_by()
        for pk, key, digest, organisation, gone in rows.values_list(
            "id", "key", "digest", "organisation_id", "gone_since"
        ).iterator():
            self.records[key] = RecordThere(pk, digest, organisation, gone is not None)
        self.numbers: dict[int, int] = {}
        self.by_rule: dict[int, int | list[int]] = {}
        self.slugs: set[int] = set()
        self._at_site: Counter[int] = Counter()
        self._read_organisations(source.origin)

    def _read_organisations(self, origin: str) -> None:
        slugs = Organisation.objects.order_by().values_list("slug", flat=True)
        self.slugs.update(map(small, slugs.iterator()))
        kind = Organisation._meta.label
        old = Redirect.objects.filter(kind=kind).values_list("old_slug", flat=True)
        self.slugs.update(map(small, old))
        # A number is unique in the whole register, whatever the world.
        numbers = Organisation.objects.exclude(org_number="").order_by()
        for pk, number in numbers.values_list("id", "org_number").iterator():
            self.numbers[int(number)] = pk
        fields = ("id", "name", "org_number", "based_in__code", "locality", "website")
        there = Organisation.objects.in_world(origin).civil().listed().order_by()
        for pk, name, number, code, town, site in there.values_list(*fields).iterator():
            card = Card("", name, (), number, "", code or "", town, website=site)
            self.know(pk, card)

    def know(self, organisation: int, card: Card) -> None:
        """Let later rows find an organisation."""
        if site := site_of(card.website):
            self._at_site[small(site)] += 1
        for key in rule_keys(card):
            at = small(key)
            there = self.by_rule.get(at)
            if there is None:
                self.by_rule[at] = organisation
            elif isinstance(there, int):
                if there != organisation:
                    self.by_rule[at] = [there, organisation]
            elif organisation not in there:
                there.append(organisation)

    def shared_by(self, card: Card) -> frozenset[str]:
        """Return the card's web address where so many have it that it says nothing."""
        site = site_of(card.website)
        is_shared = bool(site) and self._at_site[small(site)] >= SHARED_FROM
        return frozenset([site]) if is_shared else frozenset()

    def near(self, card: Card) -> list[int]:
        """Return the organisations that the strict rule may take a card for."""
        found: dict[int, None] = {}
        for key in rule_keys(card):
            there = self.by_rule.get(small(key))
            for each in [there] if isinstance(there, int) else there or ():
                found.setdefault(each)
        holder = self.numbers.get(int(card.number)) if card.number else None
        if holder is not None:
            found.setdefault(holder)
        return list(found)


def held_of(
    ids: Collection[int], origin: str, *, lock: bool = False
) -> dict[int, Held]:
    """Return organisations of a world as rows are weighed against them, by id.

    Six queries for each ``AT_A_TIME`` of them.
    """
    found: dict[int, Held] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_A_TIME):
        some = wanted[start : start + AT_A_TIME]
        there = Organisation.objects.in_world(origin).filter(pk__in=some)
        if lock:
            there = there.order_by("pk").select_for_update(of=("self",))
        for row in there.select_related("based_in"):
            found[row.pk] = Held(
                id=row.pk,
                name=row.name,
                org_number=row.org_number,
                borrowed_number=row.borrowed_number,
                form=row.form,
                level=row.level,
                federation=row.federation,
                based_in=row.based_in.code if row.based_in else "",
                locality=row.locality,
                website=row.website,
                last_active_year=row.last_active_year,
                about=row.about.in_language("sv"),
                sources=row.field_sources,
            )
        for name, pairs in _along(some):
            for pk, value in pairs:
                if value and pk in found:
                    getattr(found[pk], name).append(value)
    return found


def _along(ids: list[int]) -> Iterable[tuple[str, Iterable[tuple[int, str]]]]:
    """Yield what hangs on organisations: its name, (organisation, value) each."""
    places = Organisation.municipalities.through.objects.filter(organisation__in=ids)
    yield "municipalities", places.values_list("organisation_id", "municipality__code")
    areas = Organisation.areas.through.objects.filter(
        organisation__in=ids, area__classification=AREAS
    )
    yield "areas", areas.values_list("organisation_id", "area__key")
    names = OrganisationName.objects.filter(organisation__in=ids)
    yield "names", names.values_list("organisation_id", "name")
    contacts = ContactRole.objects.filter(organisation__in=ids)
    yield "emails", contacts.values_list("organisation_id", "email")
    records = SourceRecord.objects.filter(organisation__in=ids).order_by("id")
    yield (
        "post_codes",
        (
            (pk, said.get("postal_code", ""))
            for pk, said in records.values_list("organisation_id", "said")
        ),
    )


def records_said(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what rows of a source said the last time, by the rows' ids."""
    found: dict[int, dict[str, Any]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_A_TIME):
        rows = SourceRecord.objects.filter(pk__in=wanted[start : start + AT_A_TIME])
        found |= dict(rows.values_list("id", "said"))
    return found
