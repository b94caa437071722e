"""Keep what the search stands on; turn it off while very many rows come in."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.db.models import BigIntegerField, Func
from django.utils import timezone
from django.utils.translation import gettext as _

from overens.common.daily import Line
from overens.common.handmade_sql import REBUILD
from overens.organisations.models import (
    Organisation,
    OrganisationName,
    SearchChange,
    SearchState,
)

# Fields whose change changes the terms.
FOUND_BY = frozenset(
    ["name", "org_number", "borrowed_number", "locality", "federation", "about"]
)
# Building the index anew costs less than keeping it where more than a tenth comes in.
SHARE = 10
FEWEST = 1_000
AT_A_TIME = 1_000
_THIS = Func(function="txid_current", output_field=BigIntegerField())


def refresh_search(organisation: Organisation) -> None:
    """Write anew what an organisation is found by, from all its names."""
    organisation.search_terms = terms_of([organisation])[organisation.pk]
    organisation.save(update_fields=["search_terms"])


def terms_of(organisations: Collection[Organisation]) -> dict[int, str]:
    """Return the terms of organisations, from all their names, by their id."""
    names: dict[int, list[str]] = {row.pk: [] for row in organisations}
    others = OrganisationName.objects.filter(organisation__in=names)
    for owner, name in others.order_by().values_list("organisation_id", "name"):
        names[owner].append(name)
    return {row.pk: row.terms(names[row.pk]) for row in organisations}


def is_bulk(rows: int) -> bool:
    """Tell whether so many rows are to come in that the search is turned off.

    Also the last few of a load that was cut off: whoever goes on with it turns the
    search on again.
    """
    if SearchState.objects.filter(is_off=True).exists():
        return True
    return rows >= FEWEST and rows * SHARE > Organisation.objects.count()


@contextmanager
def search_off(*, when: bool = True) -> Iterator[None]:
    """Let rows be written without keeping the search, and build it anew afterwards.

    Cut off within, the search stays off until the load is gone on with, the product
    starts again, the next day comes, or ``overens rebuild_search``: each builds it
    whole.
    """
    if not when:
        yield
        return
    _turn(is_off=True)
    try:
        yield
    finally:
        build_index()


def _turn(*, is_off: bool) -> None:
    if not SearchState.objects.update(is_off=is_off):
        SearchState.objects.create(is_off=is_off)


@transaction.atomic
def build_index() -> None:
    """Build the index from the terms that are stored, and turn the search on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(REBUILD)
    _turn(is_off=False)
    tell_of_all()


def tell_of_all() -> None:
    """Note that what processes hold is to be read anew, all of it."""
    SearchChange.objects.create(
        organisation=None,
        token=secrets.token_hex(16),
        at=timezone.now(),
        transaction=_THIS if connection.vendor == "postgresql" else None,
    )


def mend_search() -> bool:
    """Build the index where a load was cut off; return whether one was.

    A load that still goes on only gets slower by it.
    """
    was_off = SearchState.objects.filter(is_off=True).exists()
    if was_off:
        build_index()
    return was_off


def keep_search(today: date | None = None) -> Iterator[Line]:
    """Turn the search on again after a load that nobody has gone on with; daily."""
    if mend_search():
        yield Line(_("the search, after a load that was cut off"))


def rebuild_search() -> int:
    """Write all terms anew and build the index; return how many had other terms."""
    changed = 0
    ids = list(Organisation.objects.order_by("id").values_list("id", flat=True))
    with search_off():
        for start in range(0, len(ids), AT_A_TIME):
            changed += _rewrite(ids[start : start + AT_A_TIME])
    return changed


@transaction.atomic
def _rewrite(ids: Sequence[int]) -> int:
    rows = list(Organisation.objects.filter(pk__in=ids))
    terms = terms_of(rows)
    changed = [row for row in rows if row.search_terms != terms[row.pk]]
    for row in changed:
        row.search_terms = terms[row.pk]
    Organisation.objects.bulk_update(changed, ["search_terms"])
    return len(changed)
