"""Merge two rows of one organisation, with a journal that parts them exactly.

What points to the row that leads on is found by ``_meta``, so that a later column's
table needs no line here. The journal is in ``RegisterChange``, its run the merged row's
own uuid: a row leads to one other at a time.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.imports import row_digest, stored_values
from overens.common.models import removing
from overens.organisations.actions.relations import check_no_ring
from overens.organisations.actions.searching import refresh_search
from overens.organisations.models import (
    Organisation,
    OrganisationName,
    RegisterChange,
    Relation,
)
from overens.organisations.queries.pointing import Pointer, pointers
from overens.organisations.rules import (
    MergedAlready,
    NotMerged,
    OtherWorld,
    RelatedInARing,
)
from overens.organisations.rules.merging import (
    FILLED,
    ChangedSinceMerge,
    PartTheLaterFirst,
)
from overens.organisations.rules.structure import joined
from overens.organisations.rules.visibility import strictest

# Written anew from others: no change that anybody has made.
DERIVED = frozenset({"changed", "search_terms"})


@transaction.atomic
def merge_into(
    *, organisation: Organisation, into: Organisation, by: Actor
) -> Organisation:
    """Let one of two rows for the same organisation lead to the other (O18).

    What points to the row points to the other from now on, what the other lacks is
    filled from it, and it is found by its names. The row stays, emptied of those. What
    the other has already (a signature of the same version, say) is left where it is.

    Raises:
        MergedAlready: one of them leads on already, or they are the same row.
        OtherWorld: they belong to different worlds.
    """
    both = Organisation.objects.select_for_update().order_by("pk")
    rows = {row.pk: row for row in both.filter(pk__in=(organisation.pk, into.pk))}
    organisation, into = rows[organisation.pk], rows[into.pk]
    if into.merged_into_id is not None or into.pk == organisation.pk:
        raise MergedAlready(name=into.name)
    if organisation.merged_into_id is not None:
        raise MergedAlready(name=organisation.name)
    if into.origin != organisation.origin:
        raise OtherWorld(one=organisation.name, other=into.name)
    journal = _Journal(organisation.uuid)
    journal.change(organisation, merged_into=into.pk, changed=timezone.now())
    for pointer in pointers():
        _repoint(pointer, organisation, into, journal)
    _fill(organisation, into, journal)
    journal.write()
    write_line(
        "organisations.merge_into",
        by=by,
        about=organisation,
        facts={
            "into": str(into.uuid),
            "moved": dict(journal.moved),
            "left": dict(journal.left),
        },
    )
    return into


class _Journal:
    """What a merge does, as ``RegisterChange`` keeps it.

    A change has what was before and after; a made row only after (its digest); a row
    that was left where it is only before.
    """

    def __init__(self, run: UUID) -> None:
        self.run = run
        self.lines: list[RegisterChange] = []
        self.moved: Counter[str] = Counter()
        self.left: Counter[str] = Counter()

    def _note(self, row: models.Model, **sides: dict[str, Any]) -> None:
        self.lines.append(
            RegisterChange(run=self.run, table=row._meta.label, row=row.pk, **sides)
        )

    def change(self, row: models.Model, **values: Any) -> None:
        """Write values and note them; nothing else of the row is touched.

        By ``update``: what ``save`` sets by itself could not be given back.
        """
        before = stored_values(row, *values)
        row._meta.model._base_manager.filter(pk=row.pk).update(**values)
        row.refresh_from_db(fields=[*values])
        after = stored_values(row, *values)
        if after != before:
            self._note(row, before=before, after=after)

    def made(self, row: models.Model) -> None:
        """Note a row that was made."""
        self._note(row, before={}, after={"digest": row_digest(row)})

    def leave(self, row: models.Model, field: str) -> None:
        """Note a row that stays where it is, since the other has such a one."""
        self._note(row, before=stored_values(row, field), after={})
        self.left[row._meta.label] += 1

    def write(self) -> None:
        """Keep the journal, in the order in which things were done."""
        RegisterChange.objects.bulk_create(self.lines)


def _repoint(
    pointer: Pointer, organisation: Organisation, into: Organisation, journal: _Journal
) -> None:
    """Let each row that points to one point to the other, but where it cannot."""
    name = pointer.field.name
    there = pointer.model._base_manager.filter(**{name: organisation.pk})
    for row in there.order_by("pk"):
        if isinstance(row, Relation) and (
            _would_ring(row, name, into) or _takes_in(row, name, into, journal)
        ):
            journal.leave(row, name)
            continue
        try:
            # The database knows best what may stand twice.
            with transaction.atomic():
                journal.change(row, **{name: into.pk})
        except IntegrityError:
            journal.leave(row, name)
        else:
            journal.moved[row._meta.label] += 1


def _takes_in(row: Relation, name: str, into: Organisation, journal: _Journal) -> bool:
    """Let the ties that the standing one has cover a tie's days, where they meet.

    It would else be said twice for some days; with other days it is moved.
    """
    both = {"lower": row.lower_id, "upper": row.upper_id, name: into.pk}
    there = list(Relation.objects.filter(kind=row.kind, **both).order_by("pk"))
    held = [(one.first_day, one.last_day) for one in there]
    spans = joined(held, (row.first_day, row.last_day))
    for one, (first, last) in zip(there, spans or (), strict=False):
        journal.change(one, first_day=first, last_day=last)
    return spans is not None


def _would_ring(row: Relation, name: str, into: Organisation) -> bool:
    lower, upper = (into, row.upper) if name == "lower" else (row.lower, into)
    try:
        check_no_ring(
            lower, upper, row.kind, (row.first_day, row.last_day), besides=row
        )
    except RelatedInARing:
        return True
    return False


def _fill(organisation: Organisation, into: Organisation, journal: _Journal) -> None:
    """Fill what the standing one lacks, and let it be found by the other's name."""
    values: dict[str, Any] = {
        name: getattr(organisation, name)
        for name in FILLED
        if not getattr(into, name) and getattr(organisation, name)
    }
    if into.status == "unknown" and organisation.status != "unknown":
        values["status"] = organisation.status
    values["field_sources"] = {**organisation.field_sources, **into.field_sources}
    values["visibility"] = strictest(into.visibility, organisation.visibility)
    if organisation.org_number and not into.org_number:
        # A number is one row's.
        number = organisation.org_number
        journal.change(organisation, org_number="")
        values["org_number"] = number
        if into.borrowed_number == number:
            values["borrowed_number"] = ""
    elif organisation.borrowed_number not in (into.org_number, into.borrowed_number):
        values["borrowed_number"] = into.borrowed_number or organisation.borrowed_number
    names = list(into.names.values_list("name", flat=True))
    if organisation.name not in (into.name, *names):
        made = OrganisationName.objects.create(
            organisation=into, name=organisation.name, kind="other"
        )
        journal.made(made)
        names.append(made.name)
    filled = copy(into)
    for name, value in values.items():
        setattr(filled, name, value)
    values["search_terms"] = filled.terms(names)
    journal.change(into, **values, changed=timezone.now())


@transaction.atomic
def part_again(*, organisation: Organisation, by: Actor) -> Organisation:
    """Let a row that was merged by mistake stand by itself again, exactly as it was.

    What came to the other since the merge stays there.

    Raises:
        NotMerged: it stands by itself.
        PartTheLaterFirst: the other has itself been merged since.
        ChangedSinceMerge: what the merge moved or filled has been changed since.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    into = organisation.merged_into
    if into is None:
        raise NotMerged(name=organisation.name)
    lines = RegisterChange.objects.filter(run=organisation.uuid).order_by("-id")
    ours = [line for line in lines if line.after]
    if ours and str(into.pk) != _led_to(ours):
        raise PartTheLaterFirst(into=_name_of(_led_to(ours)))
    if not ours:
        # Merged before there were journals: only the tie and the name were written.
        OrganisationName.objects.filter(
            organisation=into, name=organisation.name, kind="other"
        ).delete()
        Organisation.objects.filter(pk=organisation.pk).update(merged_into=None)
    # Each: whether names have come or gone at the row meanwhile.
    renamed = [_give_back(line) for line in ours]
    lines.delete()
    for row in (organisation, into):
        row.refresh_from_db()
    if any(renamed) or not ours:
        refresh_search(into)
    write_line(
        "organisations.part_again",
        by=by,
        about=organisation,
        facts={"from": str(into.uuid)},
    )
    return organisation


def _led_to(lines: list[RegisterChange]) -> str:
    """Return the key of the row that a merge led to, as its journal has it."""
    return str(lines[-1].after["merged_into"])


def _name_of(key: str) -> str:
    return Organisation.objects.get(pk=key).name


def _give_back(line: RegisterChange) -> bool:
    """Undo one line of the journal; tell whether what is searched has changed since.

    Raises:
        ChangedSinceMerge: the row is not as the merge left it.
    """
    model = apps.get_model(line.table)
    row = model._base_manager.filter(pk=line.row).first()
    if row is None:
        raise ChangedSinceMerge(row=str(model._meta.verbose_name))
    if not line.before:
        if line.after["digest"] != row_digest(row):
            raise ChangedSinceMerge(row=str(row))
        with removing():
            row.delete()
        return False
    now = stored_values(row, *line.after)
    differ = {name for name, value in line.after.items() if now[name] != value}
    if differ - DERIVED:
        raise ChangedSinceMerge(row=str(row))
    values = {
        name: model._meta.get_field(name).to_python(value)
        for name, value in line.before.items()
        if name not in differ
    }
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as fault:
        raise ChangedSinceMerge(row=str(row)) from fault
    return "search_terms" in differ
