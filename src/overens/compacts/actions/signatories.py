"""Brings a sheet of signatories in: all that is right, or nothing. Undo is exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from overens.accounts.queries import day_in
from overens.common.audit import Actor
from overens.common.files import Original
from overens.common.imports import Journal, kept_fault, stored_values, undo_import
from overens.common.models import ImportRun, fitting
from overens.compacts.actions.signing import lock, refresh_marks
from overens.compacts.models import Compact, CompactVersion, Party, Signature
from overens.compacts.queries.signatories import (
    CHANGED,
    NEW,
    PlannedRow,
    SignatoryPlan,
    fields_of,
    plan_signatories,
)
from overens.compacts.rules import SignatoryRow
from overens.organisations.actions import add_contact_role, add_organisation
from overens.organisations.models import ContactRole, Organisation


@dataclass(frozen=True)
class SignatoryImport:
    """What bringing in a sheet did; ``run`` is None when nothing was done."""

    plan: SignatoryPlan
    run: ImportRun | None


@transaction.atomic
def import_signatories(
    *,
    version: CompactVersion,
    cells: Sequence[Sequence[str]],
    by: Actor,
    choices: Mapping[int, str] | None = None,
    original: Original | None = None,
    dry_run: bool = False,
) -> SignatoryImport:
    """Record the signatures of a sheet; new organisations come into the register.

    Rows that are refused are left out and named; the rest is written in one go.

    Args:
        version: what was signed.
        cells: the sheet as text, with its headings.
        choices: for rows whose name resembles another, by row number: ``same``.
        original: the file that the cells were read from; left out, they themselves.
        dry_run: only say what would be done.

    Raises:
        SheetEmpty, NameColumnMissing, TooManyRows: the sheet cannot be read.
    """
    version = lock(version)
    compact = version.compact
    today = day_in(compact.space)
    plan = plan_signatories(version, cells, today=today, choices=choices)
    at_work = [row for row in plan.rows if row.outcome in (NEW, CHANGED)]
    if dry_run or not at_work:
        return SignatoryImport(plan, None)
    journal = Journal()
    new = [row for row in at_work if row.outcome == NEW]
    touched = _organisations(new, version, plan.parties, journal, by)
    _sign(new, touched, version, plan.parties, journal)
    changed = [row for row in at_work if row.outcome == CHANGED]
    touched += [_change(row, journal) for row in changed]
    _reach([*new, *changed], touched, journal, by)
    refresh_marks(compact, touched)
    data = "\n".join("\t".join(row) for row in cells).encode("utf-8", "replace")
    run = journal.finish(
        kind="compacts.import_signatories",
        by=by,
        data=data,
        file_name=original.name if original else "",
        original=original or Original(data),
        space=compact.space.slug,
        summary={
            "compact": compact.slug,
            "version": version.number,
            **plan.counts,
        },
        faults=[
            kept_fault(row.fault, row=row.number, about=row.name)
            for row in plan.rows
            if row.fault is not None
        ],
    )
    return SignatoryImport(plan, run)


def _organisations(
    new: Sequence[PlannedRow],
    version: CompactVersion,
    parties: Mapping[str, Party],
    journal: Journal,
    by: Actor,
) -> list[Organisation]:
    """Return each row's organisation; those the register lacks are added."""
    found = []
    for planned in new:
        organisation = planned.organisation
        if organisation is None:
            organisation = add_organisation(
                name=planned.name,
                kind=parties[_read(planned).party].side,
                origin=version.compact.origin,
                source="compact",
                by=by,
            )
            journal.made(organisation)
        found.append(organisation)
    return found


def _sign(
    new: Sequence[PlannedRow],
    organisations: Sequence[Organisation],
    version: CompactVersion,
    parties: Mapping[str, Party],
    journal: Journal,
) -> None:
    """Write the new signatures, one statement for all of them."""
    signatures = (
        Signature(
            version=version,
            organisation=organisation,
            party=parties[_read(planned).party],
            state="signed",
            origin=version.compact.origin,
            **fields_of(_read(planned)),
        )
        for planned, organisation in zip(new, organisations, strict=True)
    )
    for signature in Signature.objects.bulk_create(fitting(signatures)):
        journal.made(signature)


def _reach(
    rows: Sequence[PlannedRow],
    organisations: Sequence[Organisation],
    journal: Journal,
    by: Actor,
) -> None:
    """Let the register reach an organisation that it had no way to, as the sheet says.

    The address is for those who ask, not for the public.
    """
    reached = set(
        ContactRole.objects.filter(organisation__in=organisations).values_list(
            "organisation", flat=True
        )
    )
    for planned, organisation in zip(rows, organisations, strict=True):
        row = _read(planned)
        if not row.contact_email or organisation.pk in reached:
            continue
        contact = add_contact_role(
            organisation=organisation,
            role=row.contact_role,
            email=row.contact_email,
            public=False,
            by=by,
        )
        journal.made(contact)


def _read(planned: PlannedRow) -> SignatoryRow:
    """Return what was read of a row that is not refused."""
    if planned.row is None:
        raise ValueError(f"Row {planned.number} was refused.")
    return planned.row


def _change(planned: PlannedRow, journal: Journal) -> Organisation:
    """Fill the holes of a signature, or let a declared one be signed."""
    signature = planned.signature
    if signature is None:
        raise ValueError(f"Row {planned.number} has no signature to change.")
    was_declared = signature.state == "declared"
    facts = {
        name: value
        for name, value in fields_of(_read(planned)).items()
        if value and (was_declared or not getattr(signature, name))
    }
    if was_declared:
        facts["state"] = "signed"
    before = stored_values(signature, *facts)
    for name, value in facts.items():
        setattr(signature, name, value)
    signature.save(update_fields=list(facts))
    journal.changed(signature, before)
    return signature.organisation


@transaction.atomic
def undo(run: ImportRun, *, by: Actor) -> None:
    """Take an import back exactly, and set the register's marks anew.

    Raises:
        AlreadyUndone: it was undone before.
        ChangedSince: a row was changed or used afterwards; nothing is undone then.
    """
    slug = str(run.summary.get("compact", ""))
    touched = list(
        Organisation.objects.filter(
            pk__in=Signature.objects.filter(version__compact__slug=slug).values(
                "organisation"
            )
        )
    )
    undo_import(run, by=by)
    compact = Compact.objects.filter(slug=slug).first() if slug else None
    if compact is not None:
        left = Organisation.objects.filter(pk__in=[one.pk for one in touched])
        refresh_marks(compact, left)
