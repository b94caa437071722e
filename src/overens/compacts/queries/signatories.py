"""What bringing in a sheet of signatories would do, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from overens.common.dates import PartialDate
from overens.common.explain import Marked, explain
from overens.compacts.models import Compact, CompactVersion, Party, Signature
from overens.compacts.rules import (
    AlreadySigned,
    NameAmbiguous,
    Namesakes,
    PartyFact,
    RowRefused,
    SideOfAnother,
    SignatoryRow,
    fold,
    is_usual_role,
    read_signatories,
)
from overens.organisations.models import Organisation, OrganisationName
from overens.organisations.rules import KINDS

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)
# What the secretariat says of a row whose name resembles another (rule C6).
SAME = "same"


@dataclass(frozen=True)
class PlannedRow:
    """What would be done with one row of the sheet.

    Attributes:
        number: the row's number in the sheet, the heading row being 1.
        name: the organisation's name as written.
        outcome: ``new``, ``changed``, ``unchanged`` or ``refused``.
        row: what was read; None when refused before it could be.
        fault: why it is refused.
        organisation: the one in the register; None for a new one.
        similar: one whose name resembles it, for somebody to choose.
        signature: the one that is there already.
    """

    number: int
    name: str
    outcome: str
    row: SignatoryRow | None = None
    fault: RowRefused | None = None
    organisation: Organisation | None = None
    similar: Organisation | None = None
    signature: Signature | None = None


@dataclass(frozen=True)
class SignatoryPlan:
    """A sheet's rows in order, with the sides and the columns that nobody read."""

    rows: tuple[PlannedRow, ...]
    parties: Mapping[str, Party]
    unread_columns: tuple[str, ...]

    def count(self, outcome: str) -> int:
        """Return how many rows come out so."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome, every outcome named."""
        return {outcome: self.count(outcome) for outcome in OUTCOMES}

    @property
    def unusual_contacts(self) -> tuple[PlannedRow, ...]:
        """Rows whose contact is no usual role, so perhaps somebody's name (C14)."""
        return tuple(
            row
            for row in self.rows
            if row.row is not None
            and row.outcome in (NEW, CHANGED)
            and row.row.contact_role
            and not is_usual_role(row.row.contact_role)
        )

    @property
    def undecided(self) -> tuple[PlannedRow, ...]:
        """Rows whose name resembles one in the register."""
        return tuple(row for row in self.rows if row.similar is not None)


class _Register:
    """The names of a world's organisations, read once."""

    def __init__(self, origin: str) -> None:
        there = Organisation.objects.in_world(origin).filter(merged_into=None)
        self.by_pk = {organisation.pk: organisation for organisation in there}
        self.by_name: dict[str, set[int]] = {}
        for organisation in self.by_pk.values():
            self.by_name.setdefault(fold(organisation.name), set()).add(organisation.pk)
        others = OrganisationName.objects.filter(
            organisation__origin=origin, organisation__merged_into=None
        ).values_list("name", "organisation_id")
        for name, organisation_id in others:
            self.by_name.setdefault(fold(name), set()).add(organisation_id)
        self._namesakes: Namesakes | None = None

    def named(self, name: str) -> list[Organisation]:
        """Return those that bear the name, now or before; their own name first."""
        found = [self.by_pk[pk] for pk in self.by_name.get(fold(name), ())]
        own = [one for one in found if fold(one.name) == fold(name)]
        return own or found

    def resembling(self, name: str) -> Organisation | None:
        """Return the one whose name is most like it."""
        if self._namesakes is None:
            self._namesakes = Namesakes(self.by_name)
        nearest = self._namesakes.nearest(name)
        if nearest is None:
            return None
        return self.by_pk[min(self.by_name[nearest])]


def plan_signatories(
    version: CompactVersion,
    cells: Sequence[Sequence[str]],
    *,
    today: date,
    choices: Mapping[int, str] | None = None,
) -> SignatoryPlan:
    """Return what bringing in a sheet would do (rules C5, C6, C7), in four queries.

    Args:
        version: what is signed, with its compact.
        cells: the sheet as text, with its headings.
        today: no signature is of a later day.
        choices: for rows whose name resembles another, by row number: ``same``.

    Raises:
        SheetEmpty, NameColumnMissing, TooManyRows: see ``rules.read_signatories``.
    """
    parties = list(Party.objects.filter(compact=version.compact_id))
    sheet = read_signatories(
        cells,
        parties=[
            PartyFact(party.key, tuple(party.name.values()), party.side)
            for party in parties
        ],
        today=today,
    )
    register = _Register(version.compact.origin)
    standing = {
        signature.organisation_id: signature
        for signature in Signature.objects.filter(
            version=version, withdrawn_at=None
        ).select_related("organisation")
    }
    planned = [
        PlannedRow(number, name, REFUSED, fault=fault)
        for number, name, fault in sheet.refused
    ]
    planned += [
        _planned(row, register, standing, dict(choices or {})) for row in sheet.rows
    ]
    by_key = {party.key: party for party in parties}
    planned = [_of_its_sector(row, by_key) for row in planned]
    return SignatoryPlan(
        tuple(sorted(_once_each(planned), key=lambda row: row.number)),
        by_key,
        sheet.unread_columns,
    )


def _planned(
    row: SignatoryRow,
    register: _Register,
    standing: Mapping[int, Signature],
    choices: Mapping[int, str],
) -> PlannedRow:
    found = register.named(row.name)
    if len(found) > 1:
        fault = NameAmbiguous(row=row.row, value=row.name)
        return PlannedRow(row.row, row.name, REFUSED, row, fault)
    organisation = found[0] if found else None
    similar = None
    if organisation is None:
        similar = register.resembling(row.name)
        if similar is not None and choices.get(row.row) == SAME:
            organisation = similar
    there = standing.get(organisation.pk) if organisation is not None else None
    if there is None:
        return PlannedRow(
            row.row, row.name, NEW, row, organisation=organisation, similar=similar
        )
    outcome = compared(there, row)
    if outcome is None:
        return PlannedRow(
            row.row,
            row.name,
            REFUSED,
            row,
            AlreadySigned(row=row.row, value=row.name, day=str(there.day) or "–"),
            organisation=organisation,
        )
    return PlannedRow(
        row.row,
        row.name,
        outcome,
        row,
        organisation=organisation,
        similar=similar,
        signature=there,
    )


def _of_its_sector(row: PlannedRow, parties: Mapping[str, Party]) -> PlannedRow:
    """Refuse a row whose organisation is of the other sector than its side (C6)."""
    if row.row is None or row.organisation is None or row.fault is not None:
        return row
    party = parties[row.row.party]
    if row.organisation.kind == party.side:
        return row
    fault = SideOfAnother(
        row=row.number,
        value=row.organisation.name,
        kind=Marked(KINDS[row.organisation.kind]),
        side=str(party.name),
    )
    return PlannedRow(
        row.number,
        row.name,
        REFUSED,
        row.row,
        fault,
        organisation=row.organisation,
    )


def compared(there: Signature, row: SignatoryRow) -> str | None:
    """Return whether a row changes a signature: ``unchanged``, ``changed``, or no.

    A declared one becomes signed, and a hole may be filled; what is recorded is never
    overwritten by a sheet (rule C7).
    """
    facts = fields_of(row)
    if there.state == "declared":
        return CHANGED
    if any(
        new and getattr(there, name) and getattr(there, name) != new
        for name, new in facts.items()
    ):
        return None
    filled = any(new and not getattr(there, name) for name, new in facts.items())
    return CHANGED if filled else UNCHANGED


def fields_of(row: SignatoryRow) -> dict[str, str | PartialDate]:
    """Return a row as the fields of a signature."""
    return {
        "day": row.day,
        "way": row.way,
        "evidence": row.evidence,
        "contact_role": row.contact_role,
        "contact_email": row.contact_email,
    }


def _once_each(planned: list[PlannedRow]) -> list[PlannedRow]:
    """Refuse the second of two rows that come out as the same organisation."""
    met: dict[int, int] = {}
    kept = []
    for row in sorted(planned, key=lambda row: row.number):
        key = row.organisation.pk if row.organisation and not row.fault else None
        if key is not None and key in met:
            fault = AlreadySigned(row=row.number, value=row.name, day=f"→ {met[key]}")
            kept.append(
                PlannedRow(
                    row.number,
                    row.name,
                    REFUSED,
                    row.row,
                    fault,
                    organisation=row.organisation,
                )
            )
            continue
        if key is not None:
            met[key] = row.number
        kept.append(row)
    return kept


def version_to_sign(
    compact: Compact, number: int | None = None
) -> CompactVersion | None:
    """Return the version of a number, else the one in force, else the latest."""
    versions = CompactVersion.objects.filter(compact=compact).select_related("compact")
    if number is not None:
        return versions.filter(number=number).first()
    return versions.order_by("-is_current", "-number").first()


def reason_of(row: PlannedRow) -> str:
    """Return why a row is refused, or whom it resembles, in the reader's language."""
    if row.fault is not None:
        return explain(row.fault)
    if row.similar is not None and row.organisation is None:
        return _("resembles %(name)s") % {"name": row.similar.name}
    return ""
