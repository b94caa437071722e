"""The units of a public body: whom they answer to, their leg, their contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from overens.accounts.rules import check_address
from overens.common.audit import Actor, write_line
from overens.common.texts import LocalText, local
from overens.organisations.models import Organisation, Unit
from overens.organisations.rules import (
    LEGS,
    UNIT_KINDS,
    NameMissing,
    NotAPublicBody,
    SlugTaken,
    WrongBody,
    check_answers_to,
    check_given_slug,
    check_word,
    slug_of,
)

CHANGEABLE = frozenset(
    {"name", "kind", "answers_to", "leg", "contact_role", "contact_email"}
)


def _text(value: Any) -> LocalText:
    return local(value) if value else LocalText()


def _cleaned(body: Organisation, fields: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(fields)
    if "name" in kept:
        kept["name"] = _text(kept["name"])
        if not kept["name"]:
            raise NameMissing()
    if "kind" in kept:
        check_word(kept["kind"], UNIT_KINDS, field="kind")
    if "leg" in kept:
        check_word(kept["leg"], LEGS, field="leg")
    if "contact_role" in kept:
        kept["contact_role"] = _text(kept["contact_role"])
    if kept.get("contact_email"):
        kept["contact_email"] = check_address(kept["contact_email"])
    above = kept.get("answers_to")
    if above is not None and above.body_id != body.pk:
        raise WrongBody(unit=str(above), body=body.name)
    return kept


@transaction.atomic
def add_unit(
    *,
    body: Organisation,
    name: Mapping[str, str] | str,
    kind: str,
    by: Actor,
    slug: str = "",
    answers_to: Unit | None = None,
    leg: str = "",
    contact_role: Mapping[str, str] | str = "",
    contact_email: str = "",
) -> Unit:
    """Add a council, board, committee, administration … to a public body.

    Raises:
        NotAPublicBody: the organisation is of civil society.
        NameMissing, UnknownWord, AddressNotWhole: a field cannot be taken.
        WrongBody: it would answer to a unit of another body.
        SlugTaken: the body has a unit at that address.
    """
    if not body.is_public:
        raise NotAPublicBody(name=body.name)
    kept = _cleaned(
        body,
        {
            "name": name,
            "kind": kind,
            "answers_to": answers_to,
            "leg": leg,
            "contact_role": contact_role,
            "contact_email": contact_email,
        },
    )
    slug = check_given_slug(slug) if slug else ""
    taken = set(Unit.objects.filter(body=body).values_list("slug", flat=True))
    if slug in taken:
        raise SlugTaken(slug=slug)
    unit = Unit.objects.create(
        body=body,
        slug=slug or slug_of(kept["name"].in_language("sv"), taken),
        origin=body.origin,
        **kept,
    )
    write_line(
        "organisations.add_unit", by=by, about=unit, facts={"body": str(body.uuid)}
    )
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, by: Actor, **fields: Any) -> Unit:
    """Change a unit: its name, kind, whom it answers to, its leg or its contact.

    Raises:
        NameMissing, UnknownWord, AddressNotWhole: a field cannot be taken.
        WrongBody: it would answer to a unit of another body.
        UnitRing: it would come to answer to itself.
        TypeError: a field is not changed here.
    """
    if not set(fields) <= CHANGEABLE:
        raise TypeError(f"Not changed here: {sorted(set(fields) - CHANGEABLE)}")
    kept = _cleaned(unit.body, fields)
    changed = [name for name, new in kept.items() if getattr(unit, name) != new]
    if not changed:
        return unit
    if "answers_to" in changed:
        rows = Unit.objects.filter(body=unit.body).values_list("pk", "answers_to")
        to = kept["answers_to"]
        check_answers_to(unit.pk, to.pk if to else None, dict(rows), name=str(unit))
    for name in changed:
        setattr(unit, name, kept[name])
    unit.save(update_fields=changed)
    write_line(
        "organisations.change_unit",
        by=by,
        about=unit,
        facts={"fields": sorted(changed)},
    )
    return unit
