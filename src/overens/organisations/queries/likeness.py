"""The register as cards to be held side by side: source rows, and what has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from overens.organisations.models import (
    ContactRole,
    Organisation,
    OrganisationName,
    SourceRecord,
)
from overens.organisations.rules.likeness import Card

AT_A_TIME = 2000  # rows read at once
# What a card's key begins with: a row of a source, an organisation without any.
RECORD, ORGANISATION = "r", "o"


@dataclass(frozen=True)
class Standing:
    """What a card's key leads to.

    Attributes:
        said: the source's own number of the row, else the organisation's public id.
        organisation: key of the organisation that it stands on.
    """

    said: str
    organisation: int


def register_cards(world: str = "") -> Iterator[Card]:
    """Yield a card for each row that a source has, and for what has no such row.

    Args:
        world: one world's only; all when left out.
    """
    listed = Organisation.objects.listed()
    rows = SourceRecord.objects.there()
    if world:
        listed = listed.in_world(world)
        rows = rows.filter(organisation__origin=world)
    has_rows = SourceRecord.objects.there().filter(organisation=OuterRef("pk"))
    yield from _cards_of(listed.exclude(Exists(has_rows)))
    names = _names_of(listed.filter(Exists(has_rows)))
    wanted = ("pk", "said", "source__municipality__code", *_OF_ITS_ORGANISATION)
    said: Any = rows.values_list(*wanted).iterator(chunk_size=AT_A_TIME)
    for row in said:
        yield _record_card(row, names)


_OF_ITS_ORGANISATION = (
    "organisation",
    "organisation__name",
    "organisation__org_number",
    "organisation__borrowed_number",
    "organisation__based_in__code",
)


def _record_card(row: tuple[Any, ...], names: dict[int, list[str]]) -> Card:
    """Return a source's row as a card: what it says, and nothing that it does not.

    Of one that says nothing any more (it was forgotten) the organisation's name stands.
    """
    pk, said, municipality, organisation, name, number, borrowed, seat = row

    def of(field: str) -> str:
        return str(said.get(field) or "")

    said_number = of("org_number") if said else number
    others = [name, *names.get(organisation, ()), *said.get("other_names", ())]
    return Card(
        key=f"{RECORD}{pk}",
        name=of("name") or name,
        other_names=tuple(each for each in dict.fromkeys(others) if each != of("name")),
        number=said_number,
        # What an import took for borrowed is asked about all the same, never linked.
        borrowed=of("borrowed_number") or borrowed,
        municipality=of("municipality") or municipality or seat or "",
        locality=of("locality"),
        postal_code=of("postal_code"),
        email=of("email"),
        website=of("website"),
        federation=of("federation"),
        form=of("form"),
    )


def _cards_of(rows: QuerySet[Organisation]) -> Iterator[Card]:
    names = _names_of(rows)
    emails: dict[int, str] = {}
    contacts = ContactRole.objects.filter(organisation__in=rows).exclude(email="")
    for pk, email in contacts.order_by("pk").values_list("organisation", "email"):
        emails.setdefault(pk, email)
    # One municipality only: where it has its seat, else the only one it is active in.
    only: dict[int, str] = {}
    active = Organisation.municipalities.through._default_manager.filter(
        organisation__in=rows
    )
    for pk, code in active.values_list("organisation", "municipality__code"):
        only[pk] = "" if pk in only else code
    for pk, *rest in rows.values_list(
        "pk",
        "name",
        "org_number",
        "borrowed_number",
        "based_in__code",
        "locality",
        "website",
        "federation",
        "form",
    ).iterator(chunk_size=AT_A_TIME):
        name, number, borrowed, seat, locality, website, federation, form = rest
        yield Card(
            key=f"{ORGANISATION}{pk}",
            name=name,
            other_names=tuple(names.get(pk, ())),
            number=number,
            borrowed=borrowed,
            municipality=seat or only.get(pk, ""),
            locality=locality,
            email=emails.get(pk, ""),
            website=website,
            federation=federation,
            form=form,
        )


def _names_of(rows: QuerySet[Organisation]) -> dict[int, list[str]]:
    """Return the other names of organisations, by their keys."""
    names: dict[int, list[str]] = defaultdict(list)
    kept = OrganisationName.objects.filter(organisation__in=rows)
    for pk, name in kept.values_list("organisation", "name").iterator():
        names[pk].append(name)
    return names


def standing_of(keys: Iterable[str]) -> dict[str, Standing]:
    """Return what cards' keys lead to, by key."""
    wanted: dict[str, list[int]] = {RECORD: [], ORGANISATION: []}
    for key in keys:
        wanted[key[0]].append(int(key[1:]))
    found: dict[str, Standing] = {}
    for some in _some(wanted[RECORD]):
        records = SourceRecord.objects.filter(pk__in=some)
        for pk, said, organisation in records.values_list("pk", "key", "organisation"):
            found[f"{RECORD}{pk}"] = Standing(said, organisation)
    for some in _some(wanted[ORGANISATION]):
        rows = Organisation.objects.filter(pk__in=some).only("uuid", "org_number")
        for row in rows:
            found[f"{ORGANISATION}{row.pk}"] = Standing(row.public_id, row.pk)
    return found


def _some(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), AT_A_TIME):
        yield keys[start : start + AT_A_TIME]
