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

from overens.common.imports import stored_values
from overens.common.texts import LocalText
from overens.organisations.actions.importing.planning import RowPlan
from overens.organisations.actions.organisations import refresh_search
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
from overens.organisations.rules.coming_in import is_role_address

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
) -> RegisterChange:
    """Return the journal's line of one row; ``before`` is None of a row made."""
    return RegisterChange(
        run=run,
        table=row._meta.label,
        row=row.pk,
        before={MADE: True} if before is None else dict(before),
        after=dict(after),
    )


def write_changes(
    plans: Sequence[RowPlan],
    *,
    run: uuids.UUID,
    places: Mapping[str, int],
    areas: Mapping[str, int],
) -> None:
    """Write the fields, lists, names and addresses that rows change, in their order."""
    lines: list[RegisterChange] = []
    ids = {plan.held.id for plan in plans if plan.held is not None}
    rows = Organisation.objects.in_bulk(ids)
    for plan in plans:
        assert plan.held is not None
        organisation = rows[plan.held.id]
        if plan.taken:
            lines += _write_fields(organisation, plan, run, places, areas)
        lines += _add(organisation, plan, run)
    for organisation in rows.values():
        refresh_search(organisation)
    RegisterChange.objects.bulk_create(lines)


def _write_fields(
    organisation: Organisation,
    plan: RowPlan,
    run: uuids.UUID,
    places: Mapping[str, int],
    areas: Mapping[str, int],
) -> list[RegisterChange]:
    names = [each.field for each in plan.taken if each.field not in LISTS]
    stored = [*names, "field_sources"]
    before = stored_values(organisation, *stored)
    old_name = organisation.name
    for each in plan.taken:
        if each.field == "based_in":
            organisation.based_in_id = places.get(each.after)
        elif each.field == "about":
            organisation.about = LocalText({**organisation.about, "sv": each.after})
        elif each.field == "areas":
            before["areas"] = each.before
            _set(organisation, "areas", "area_id", areas, each.before, each.after)
        elif each.field == "municipalities":
            before["municipalities"] = each.before
            _set(
                organisation,
                "municipalities",
                "municipality_id",
                places,
                each.before,
                each.after,
            )
        else:
            setattr(organisation, each.field, each.after)
    organisation.field_sources = plan.sources[1]
    organisation.sort_name = sort_name(organisation.name)
    organisation.save(update_fields=stored)
    after = stored_values(organisation, *stored)
    for each in plan.taken:
        if each.field in LISTS:
            after[each.field] = each.after
    lines = [note(run, organisation, before, after)]
    if "name" in names:
        former = OrganisationName.objects.create(
            organisation=organisation, name=old_name
        )
        lines.append(note(run, former, None, {"name": old_name}))
    return lines


def _set(
    organisation: Organisation,
    name: str,
    column: str,
    keys: Mapping[str, int],
    before: Iterable[str],
    after: Iterable[str],
) -> None:
    """Let a list beside the row hold some keys; others that stand there are left."""
    through = getattr(Organisation, name).through
    there = through.objects.filter(organisation=organisation)
    gone = [keys[key] for key in set(before) - set(after) if key in keys]
    new = [keys[key] for key in sorted(set(after) - set(before)) if key in keys]
    if gone:
        there.filter(**{f"{column}__in": gone}).delete()
    through.objects.bulk_create(
        (through(organisation_id=organisation.pk, **{column: key}) for key in new),
        ignore_conflicts=True,
    )


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


def _add(
    organisation: Organisation, plan: RowPlan, run: uuids.UUID
) -> list[RegisterChange]:
    lines = []
    for name, kind in plan.names:
        row = OrganisationName.objects.create(
            organisation=organisation, name=name[:200], kind=kind
        )
        lines.append(note(run, row, None, {"name": row.name, "kind": kind}))
    if plan.email:
        contact = ContactRole.objects.create(
            organisation=organisation,
            role=CONTACT_WORDS,
            email=plan.email,
            public=is_role_address(plan.email),
        )
        lines.append(note(run, contact, None, {"email": plan.email}))
    return lines


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
    RegisterChange.objects.bulk_create(lines)


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
        RegisterChange.objects.bulk_create(lines)
    return len(gone)
