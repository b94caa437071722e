"""Searches of the register that somebody keeps: to be made again with one press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from overens.accounts.models import Person, Space
from overens.common.audit import Actor, write_line
from overens.common.models import removing
from overens.organisations.models import SavedSearch


@transaction.atomic
def save_search(
    *,
    space: Space,
    name: str,
    question: Mapping[str, Any],
    person: Person | None,
    by: Actor,
) -> SavedSearch:
    """Keep a search under a name.

    Args:
        question: what was asked for, as plain values, so that it can be asked again.
        person: whose it is; None for the secretariat's.
    """
    kept = SavedSearch.objects.create(
        space=space, person=person, name=_clean(name), question=dict(question)
    )
    write_line("organisations.save_search", by=by, about=kept, space=space.slug)
    return kept


@transaction.atomic
def rename_search(*, search: SavedSearch, name: str, by: Actor) -> SavedSearch:
    """Give a kept search another name."""
    search.name = _clean(name)
    search.save(update_fields=["name"])
    write_line("organisations.rename_search", by=by, about=search)
    return search


@transaction.atomic
def remove_search(*, search: SavedSearch, by: Actor) -> None:
    """Take a kept search away; nothing that it finds is touched."""
    # Without what was asked for: it is to be gone when its person takes it away.
    write_line("organisations.remove_search", by=by, about=search)
    with removing():
        search.delete()


def _clean(name: str) -> str:
    return " ".join(name.split())[:200]
