"""Whom a written name means: one of a world, or those whose names are near it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from overens.organisations.models import Organisation, OrganisationName, Unit
from overens.organisations.queries.search import near_by_name
from overens.organisations.rules import (
    NobodyNamed,
    NobodyNamedBut,
    SeveralNamed,
    alike,
    folded,
)

Named = Organisation | Unit
# What is offered when nothing has the very name.
MOST_OFFERED = 3


def label_of(row: Named) -> str:
    """Return a name that tells one from another: a unit's with its body."""
    if isinstance(row, Unit):
        return f"{row.name} ({row.body.name})"
    return row.name


def _names(
    written: str, world: str, *, organisations: bool, units: bool
) -> list[tuple[str, Named]]:
    """Return the names in a world that may be meant, with whose each is.

    Of organisations a bounded few that the search finds near; of units all.
    """
    names: list[tuple[str, Named]] = []
    if organisations:
        ids = near_by_name(written, world)
        rows = Organisation.objects.in_world(world).listed().defer("search_terms")
        there = {row.pk: row for row in rows.filter(Q(pk__in=ids) | Q(slug=written))}
        names += [(row.name, row) for row in there.values()]
        others = OrganisationName.objects.filter(organisation__in=list(there))
        names += [(row.name, there[row.organisation_id]) for row in others]
    if units:
        for unit in Unit.objects.filter(origin=world).select_related("body"):
            names += [(name, unit) for name in unit.name.values() if name]
            names.append((label_of(unit), unit))
    return names


def _once(rows: Iterable[Named]) -> list[Named]:
    return list({(type(row), row.pk): row for row in rows}.values())


def the_one_named(
    written: str,
    world: str,
    *,
    field: str,
    organisations: bool = True,
    units: bool = False,
) -> Named:
    """Return the one that a written name means, by any of its names.

    Args:
        written: as typed; capitals and accents do not matter. The end of its address
            here does as well, which tells apart two of the same name.
        world: an origin.
        field: the form's field, for the sentence.
        organisations, units: which of them may be meant.

    Raises:
        NobodyNamed, NobodyNamedBut: none is called so; the latter says who nearly is.
        SeveralNamed: more than one is; it says how to write instead.
    """
    names = _names(written, world, organisations=organisations, units=units)
    asked = folded(written)
    # A present name goes before one that another had once.
    called = [(name, row) for name, row in names if folded(name) == asked]
    found = (
        _once(row for name, row in called if _is_now(name, row))
        or _once(row for _name, row in called)
        or _once(row for _name, row in names if _is_at(asked, row))
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise SeveralNamed(field=field, names=_told(found))
    near = alike(written, [name for name, _row in names])
    offered = _once(names[place][1] for place in near)[:MOST_OFFERED]
    if offered:
        raise NobodyNamedBut(
            field=field, name=written, names=" / ".join(map(label_of, offered))
        )
    raise NobodyNamed(field=field)


def _is_now(name: str, row: Named) -> bool:
    return isinstance(row, Unit) or row.name == name


def _is_at(slug: str, row: Named) -> bool:
    return isinstance(row, Organisation) and row.slug == slug


def _told(found: list[Named]) -> str:
    labels = [label_of(row) for row in found]
    if len(set(labels)) < len(labels):
        labels = [
            row.slug if isinstance(row, Organisation) else label_of(row)
            for row in found
        ]
    return " / ".join(labels)


def look_alikes(name: str, world: str) -> list[Organisation]:
    """Return the organisations of a world called so, or nearly so (rule O13)."""
    names = _names(name, world, organisations=True, units=False)
    near = alike(name, [each for each, _row in names])
    rows = _once(names[place][1] for place in near)
    return [row for row in rows if isinstance(row, Organisation)][:5]
