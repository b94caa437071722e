"""The units of public bodies: as a tree, and those that nobody can be reached in."""

from __future__ import annotations

from collections.abc import Sequence

from overens.organisations.models import Organisation, Unit
from overens.organisations.rules import Branch, tree


def unit_tree(body: Organisation) -> list[Branch[Unit]]:
    """Return a public body's units, each with those that answer to it (one query)."""
    units = list(Unit.objects.filter(body=body).order_by("id"))
    return tree(units, {unit.pk: unit.answers_to_id for unit in units})


def units_without_contact(world: str) -> Sequence[Unit]:
    """Return the units of a world that have no collaboration contact, by body."""
    return list(
        Unit.objects.filter(origin=world, contact_email="", body__merged_into=None)
        .select_related("body")
        .order_by("body__sort_name", "id")
    )
