"""What an import changes in organisations that are there, with the way back.

Each change keeps the stored values before and after it (``RegisterChange``), so that
undoing gives back exactly what stood, and sees what was changed since.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from overens.common.bulk import columns_of, insert_rows, reserve_ids, update_rows
from overens.common.imports import stored_values
from overens.common.models import check_fits
from overens.common.texts import LocalText
from overens.organisations.actions.importing.planning import RowPlan
from overens.organisations.actions.searching import terms_of
from overens.organisations.models import (
    Area,
    ContactRole,
    Organisation,
    OrganisationName,
    RegisterChange,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.queries.incoming import AT_A_TIME
from overens.organisations.rules import AREAS, sort_name
from overens.organisations.rules.coming_in import Difference, is_role_address

MADE = "made"
# What hangs beside an organisation: kept in the journal as lists of keys.
LISTS = ("areas", "municipalities")
CONTACT_WORDS = LocalText({"sv": "Kontakt", "en": "Contact"})
_AS_SAID = ("row", "raw", "said", "digest", "last_seen", "gone_since")


def note(
    run: uuids.UUID,
    row: models.Model,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the journal's line of one row; ``before`` is None of a row made."""
    return {
        "run": run,
        "table": row._meta.label,
        "row": row.pk,
        "before": {MADE: True} if before is None else dict(before),
        "after": dict(after),
    }


def write_changes(
    plans: Sequence[RowPlan],
    *,
    run: uuids.UUID,
    places: Mapping[str, int],
    areas: Mapping[str, int],
) -> None:
    """Write the fields, lists, names and addresses that rows change.

    Gathered in the rows' order, and written together: in a few statements for a piece.
    """
    changes = _Changes(plans, run, {"municipalities": places, "areas": areas})
    for plan in plans:
        changes.gather(plan)
    changes.write()


class _Changes:
    """What some rows change in organisations that are there."""

    def __init__(
        self,
        plans: Sequence[RowPlan],
        run: uuids.UUID,
        keys: Mapping[str, Mapping[str, int]],
    ) -> None:
        ids = {plan.held.id for plan in plans if plan.held is not None}
        self.run = run
        self.keys = keys
        self.rows = Organisation.objects.in_bulk(ids)
        self.lines: list[dict[str, Any]] = []
        self.names: list[OrganisationName] = []
        self.contacts: list[ContactRole] = []
        # Attributes of organisations that some row changes.
        self.columns = {"search_terms", "changed"}
        # For each list: (organisation, key), and whether it is to stand there.
        self.beside: dict[str, dict[tuple[int, int], bool]] = {n: {} for n in LISTS}
        renamed = sum(any(each.field == "name" for each in p.taken) for p in plans)
        count = renamed + sum(len(plan.names) for plan in plans)
        self.name_ids = iter(reserve_ids(OrganisationName, count))
        addressed = sum(bool(plan.email) for plan in plans)
        self.contact_ids = iter(reserve_ids(ContactRole, addressed))

    def gather(self, plan: RowPlan) -> None:
        """Note what one row changes."""
        assert plan.held is not None
        organisation = self.rows[plan.held.id]
        if plan.taken:
            self._fields(organisation, plan)
        for name, kind in plan.names:
            self._name(organisation, name[:200], kind)
        if plan.email:
            contact = ContactRole(
                pk=next(self.contact_ids),
                created=timezone.now(),
                organisation=organisation,
                role=CONTACT_WORDS,
                email=plan.email,
                public=is_role_address(plan.email),
            )
            self.contacts.append(contact)
            self.lines.append(note(self.run, contact, None, {"email": plan.email}))

    def _fields(self, organisation: Organisation, plan: RowPlan) -> None:
        names = [each.field for each in plan.taken if each.field not in LISTS]
        stored = [*names, "field_sources"]
        before = stored_values(organisation, *stored)
        old_name = organisation.name
        for each in plan.taken:
            if each.field in LISTS:
                before[each.field] = each.before
                self._list(organisation.pk, each)
            elif each.field == "based_in":
                organisation.based_in_id = self.keys["municipalities"].get(each.after)
            elif each.field == "about":
                about = {**organisation.about, "sv": each.after}
                organisation.about = LocalText(about)
            else:
                setattr(organisation, each.field, each.after)
        organisation.field_sources = plan.sources[1]
        organisation.sort_name = sort_name(organisation.name)
        check_fits(organisation, stored)
        self.columns |= {
            Organisation._meta.get_field(name).attname  # type: ignore[union-attr]
            for name in (*stored, "sort_name")
        }
        after = stored_values(organisation, *stored)
        for each in plan.taken:
            if each.field in LISTS:
                after[each.field] = each.after
        self.lines.append(note(self.run, organisation, before, after))
        if "name" in names:
            self._name(organisation, old_name)

    def _list(self, organisation: int, each: Difference) -> None:
        """A list beside the row holds some keys; others that stand there are left."""
        keys, stands = self.keys[each.field], self.beside[each.field]
        for key in {*each.before, *each.after}:
            if key in keys and (key in each.before) != (key in each.after):
                stands[organisation, keys[key]] = key in each.after

    def _name(
        self, organisation: Organisation, name: str, kind: str | None = None
    ) -> None:
        row = OrganisationName(
            pk=next(self.name_ids),
            created=timezone.now(),
            organisation=organisation,
            name=name,
        )
        after = {"name": name}
        if kind is not None:
            row.kind = after["kind"] = kind
        self.names.append(row)
        self.lines.append(note(self.run, row, None, after))

    def write(self) -> None:
        """Write what was gathered."""
        insert_rows(OrganisationName, map(columns_of, self.names))
        insert_rows(ContactRole, map(columns_of, self.contacts))
        for name, stands in self.beside.items():
            _write_list(name, stands)
        now = timezone.now()
        terms = terms_of(self.rows.values())
        for organisation in self.rows.values():
            organisation.search_terms = terms[organisation.pk]
            organisation.changed = now
        update_rows(Organisation, sorted(self.columns), self.rows.values())
        insert_rows(RegisterChange, self.lines)


def _write_list(name: str, stands: Mapping[tuple[int, int], bool]) -> None:
    """Add to and take from a list beside organisations."""
    through = getattr(Organisation, name).through
    column = f"{Organisation._meta.get_field(name).m2m_reverse_field_name()}_id"  # type: ignore[union-attr]
    through.objects.bulk_create(
        (
            through(organisation_id=organisation, **{column: key})
            for (organisation, key), is_there in stands.items()
            if is_there
        ),
        batch_size=AT_A_TIME,
        ignore_conflicts=True,
    )
    gone: dict[int, list[int]] = {}
    for (organisation, key), is_there in stands.items():
        if not is_there:
            gone.setdefault(key, []).append(organisation)
    for key, organisations in gone.items():
        for start in range(0, len(organisations), AT_A_TIME):
            some = organisations[start : start + AT_A_TIME]
            there = through.objects.filter(organisation__in=some)
            there.filter(**{column: key}).delete()


def set_lists(organisation: Organisation, values: Mapping[str, Sequence[str]]) -> None:
    """Give back the lists beside a row; the other classification's areas are left."""
    if "municipalities" in values:
        codes = values["municipalities"]
        places = organisation.municipalities.model.objects.filter(code__in=codes)
        organisation.municipalities.set(places)
    if "areas" in values:
        public = Area.objects.filter(classification=AREAS, key__in=values["areas"])
        others = organisation.areas.exclude(classification=AREAS)
        organisation.areas.set([*others, *public])


def lists_of(organisation: Organisation, names: Iterable[str]) -> dict[str, list[str]]:
    """Return the lists beside a row as the journal has them."""
    found: dict[str, list[str]] = {}
    for name in names:
        if name == "municipalities":
            codes = organisation.municipalities.values_list("code", flat=True)
            found[name] = sorted(codes)
        else:
            public = organisation.areas.filter(classification=AREAS)
            found[name] = sorted(public.values_list("key", flat=True))
    return found


def keep_as_said(plans: Sequence[RowPlan], *, run: uuids.UUID) -> None:
    """Write what rows say now where they said something else before."""
    by_id = {plan.there.id: plan for plan in plans if plan.there is not None}
    rows = SourceRecord.objects.in_bulk(by_id)
    lines = []
    for pk, row in rows.items():
        plan = by_id[pk]
        assert plan.read is not None
        before = stored_values(row, *_AS_SAID)
        row.row, row.raw, row.said = plan.row, plan.read.raw, plan.read.said
        row.digest, row.last_seen, row.gone_since = plan.read.digest, None, None
        lines.append(note(run, row, before, stored_values(row, *_AS_SAID)))
    SourceRecord.objects.bulk_update(rows.values(), _AS_SAID, batch_size=AT_A_TIME)
    insert_rows(RegisterChange, lines)


def flag_gone(
    source: RegisterSource, seen: Mapping[str, int], *, day: date, run: uuids.UUID
) -> int:
    """Flag the rows that their source does not have any more; return how many."""
    there = SourceRecord.objects.filter(source=source).there()
    gone = [
        pk
        for pk, key in there.order_by().values_list("id", "key").iterator()
        if key not in seen
    ]
    for start in range(0, len(gone), AT_A_TIME):
        some = SourceRecord.objects.filter(pk__in=gone[start : start + AT_A_TIME])
        lines = []
        for row in some:
            before = stored_values(row, "last_seen", "gone_since")
            row.last_seen, row.gone_since = source.last_read, day
            after = stored_values(row, "last_seen", "gone_since")
            lines.append(note(run, row, before, after))
        some.update(last_seen=source.last_read, gone_since=day)
        insert_rows(RegisterChange, lines)
    return len(gone)
