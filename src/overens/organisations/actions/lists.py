"""Saved lists of whom to ask: kept, added to by hand, taken out of, brought up to date.

Two who change the same list take turns: its row is locked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.models import removing
from overens.organisations.models import (
    Organisation,
    OrganisationList,
    OrganisationListRow,
)
from overens.organisations.rules import AlreadyEnded, OtherWorld, check_note
from overens.organisations.rules.choosing import (
    BY_HAND,
    ListTakenAway,
    NeverAsked,
    OnTheList,
)


@dataclass(frozen=True)
class ListLine:
    """One to stand on a list.

    Attributes:
        reason: why, as the one who keeps the list wrote it.
        why: what a proposal rests on, by key.
    """

    organisation: Organisation
    reason: str = ""
    why: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def save_list(
    *,
    space: Space,
    name: str,
    organisations: Iterable[ListLine],
    question: Mapping[str, Any],
    by: Actor,
) -> OrganisationList:
    """Keep a list of organisations, in order, each with the reason why it is there.

    Args:
        organisations: one twice is kept once.
        question: what was asked for, as plain values, so that it can be asked again.
    """
    kept = OrganisationList.objects.create(
        space=space, name=_clean(name), question=dict(question)
    )
    count = _add(kept, organisations)
    write_line(
        "organisations.save_list",
        by=by,
        about=kept,
        space=space.slug,
        facts={"organisations": count},
    )
    return kept


def _clean(name: str) -> str:
    return " ".join(name.split())[:200]


def _add(kept: OrganisationList, lines: Iterable[ListLine]) -> int:
    """Write those who do not stand there; return how many they were."""
    there = set(kept.rows.values_list("organisation", flat=True))
    first: dict[int, ListLine] = {}
    for line in lines:
        if line.organisation.pk not in there:
            first.setdefault(line.organisation.pk, line)
    OrganisationListRow.objects.bulk_create(
        OrganisationListRow(
            list=kept,
            organisation=line.organisation,
            reason=line.reason[:300],
            why=dict(line.why),
            place=place,
        )
        for place, line in enumerate(first.values(), start=len(there))
    )
    return len(first)


def _locked(kept: OrganisationList) -> OrganisationList:
    """Return the list as it stands, for one at a time.

    Raises:
        ListTakenAway: it is gone.
    """
    rows = OrganisationList.objects.select_for_update(of=("self",))
    found = rows.select_related("space").filter(pk=kept.pk).first()
    if found is None:
        raise ListTakenAway()
    return found


def _told(action: str, kept: OrganisationList, by: Actor, **facts: Any) -> None:
    write_line(
        f"organisations.{action}",
        by=by,
        about=kept,
        space=kept.space.slug,
        facts=facts,
    )


@transaction.atomic
def update_list(
    *, kept: OrganisationList, organisations: Iterable[ListLine], by: Actor
) -> int:
    """Add those who a fresh proposal has and the list has not; return how many.

    Whoever was taken out stays out.
    """
    kept = _locked(kept)
    count = _add(kept, organisations)
    _told("update_list", kept, by, organisations=count)
    return count


@transaction.atomic
def add_to_list(
    *, kept: OrganisationList, organisation: Organisation, reason: str, by: Actor
) -> OrganisationListRow:
    """Add one by hand, with why; one that was taken out comes back.

    Raises:
        NoteMissing: nothing says why.
        OtherWorld: it is of another world than the list.
        NeverAsked: it is dissolved, or a public body.
        OnTheList: it stands there.
    """
    kept, reason = _locked(kept), check_note(reason)
    if organisation.origin != kept.space.origin:
        raise OtherWorld(one=organisation.name, other=kept.name)
    if organisation.is_public or organisation.status == "dissolved":
        raise NeverAsked(name=organisation.name)
    row = kept.rows.filter(organisation=organisation).first()
    if row is not None and not row.taken_out:
        raise OnTheList(name=organisation.name)
    if row is None:
        row = OrganisationListRow(
            list=kept, organisation=organisation, place=kept.rows.count()
        )
    row.how, row.reason, row.taken_out = BY_HAND, reason, ""
    row.save()
    _told("add_to_list", kept, by, organisation=str(organisation.uuid))
    return row


@transaction.atomic
def take_out(*, row: OrganisationListRow, reason: str, by: Actor) -> None:
    """Take one out of a list; the row stays, with why.

    Raises:
        NoteMissing: nothing says why.
        AlreadyEnded: it is out.
    """
    kept, reason = _locked(row.list), check_note(reason)
    changed = OrganisationListRow.objects.filter(pk=row.pk, taken_out="")
    if not changed.update(taken_out=reason):
        raise AlreadyEnded()
    _told("take_out", kept, by, organisation=str(row.organisation.uuid))


@transaction.atomic
def put_back(*, row: OrganisationListRow, by: Actor) -> None:
    """Let one that was taken out stand on the list again; twice is once."""
    kept = _locked(row.list)
    if kept.rows.filter(pk=row.pk).exclude(taken_out="").update(taken_out=""):
        _told("put_back", kept, by, organisation=str(row.organisation.uuid))


@transaction.atomic
def rename_list(*, kept: OrganisationList, name: str, by: Actor) -> OrganisationList:
    """Give a list another name; its address stays."""
    kept = _locked(kept)
    before, kept.name = kept.name, _clean(name)
    if kept.name != before:
        kept.save(update_fields=["name"])
        _told("rename_list", kept, by, before=before, after=kept.name)
    return kept


@transaction.atomic
def remove_list(*, kept: OrganisationList, by: Actor) -> None:
    """Take a list away, with the reasons on it; no organisation is touched."""
    kept = _locked(kept)
    _told(
        "remove_list",
        kept,
        by,
        name=kept.name,
        question=kept.question,
        organisations=kept.rows.count(),
    )
    with removing():
        kept.delete()
