"""The units of public bodies: as a tree, and those that nobody can be reached in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import EDIT_REGISTER
from overens.common.formats import number
from overens.common.models import SOURCE
from overens.common.to_do import ToDo
from overens.organisations.models import Organisation, Unit
from overens.organisations.rules import Branch, tree


def unit_tree(body: Organisation) -> list[Branch[Unit]]:
    """Return a public body's units, each with those that answer to it (one query)."""
    units = list(Unit.objects.filter(body=body).order_by("id"))
    return tree(units, {unit.pk: unit.answers_to_id for unit in units})


def units_without_contact(world: str) -> QuerySet[Unit]:
    """Return the units of a world that have no collaboration contact, by body."""
    return (
        _units_of(world)
        .filter(contact_email="")
        .select_related("body", "answers_to")
        .order_by("body__sort_name", "id")
    )


def _units_of(world: str) -> QuerySet[Unit]:
    return Unit.objects.filter(origin=world, body__merged_into=None)


def bodies_without_contact(world: str) -> list[dict[str, Any]]:
    """Return ``body__name``, ``without`` and ``units`` of each that lacks one."""
    counted = (
        _units_of(world)
        .order_by("body__sort_name")
        .values("body__sort_name", "body__name")
        .annotate(units=Count("pk"), without=Count("pk", filter=Q(contact_email="")))
    )
    return [dict(row) for row in counted if row["without"]]


def units_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield one row for all units of a space's world without a contact (one query)."""
    if not space.has_column("organisations") or space.origin == SOURCE:
        return
    if not has_right(person, EDIT_REGISTER, space, today):
        return
    count = units_without_contact(space.origin).order_by().count()
    if not count:
        return
    yield ToDo(
        key=f"organisations.without_contact:{space.slug}",
        urgency="when free",
        title=ngettext(
            "%(n)s public unit has no collaboration contact",
            "%(n)s public units have no collaboration contact",
            count,
        )
        % {"n": number(count)},
        why=_("Until there is one, nobody knows whom to write to there."),
        action_label=_("Add contacts"),
        url=f"{reverse('organisations:without_contact')}?compact={space.slug}",
    )
