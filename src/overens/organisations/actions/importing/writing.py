"""Writes an import piece by piece: each piece whole or not at all, and never twice.

A piece is a transaction of its own, so that others can write in between; it holds how
far the import has come, so that one that was cut off goes on at the next row.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from overens.common.audit import SYSTEM
from overens.common.bulk import insert_rows, reserve_ids
from overens.common.dates import PartialDate
from overens.common.failpoints import failpoint
from overens.common.imports import kept_fault
from overens.common.models import OWN
from overens.common.sheets import OpenedSheet
from overens.errors import RuleBroken, gettext_noop
from overens.organisations.actions.importing.changing import (
    CONTACT_WORDS,
    keep_as_said,
    write_changes,
)
from overens.organisations.actions.importing.planning import (
    CHANGED,
    NEW,
    OUTCOMES,
    UNCHANGED,
    Planner,
    RowPlan,
    pieces_of,
)
from overens.organisations.actions.places import ensure_places
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
    RegisterImport,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.queries.incoming import Held, small
from overens.organisations.rules import (
    AREAS,
    WRITING,
    search_terms,
    slug_of,
    sort_name,
)
from overens.organisations.rules.coming_in import is_role_address

# Refused rows that are kept with the import; the file has them all.
MOST_FAULTS = 1_000
# Times that a piece is tried while others write in the register.
TRIES = 3


class WritingStopped(RuleBroken):
    """An import is not written on when it has been taken back."""

    sentence = gettext_noop("The import was undone while it was being written.")


class Writer:
    """Writes what a planner says."""

    def __init__(self, incoming: RegisterImport, planner: Planner) -> None:
        self.incoming = incoming
        self.planner = planner
        self.source: RegisterSource = planner.source
        self.run: uuids.UUID = incoming.uuid
        self.day: date = incoming.day
        self._read_places()

    def _read_places(self) -> None:
        there = Municipality.objects.filter(origin=self.source.origin)
        rows = list(there.values_list("code", "id", "name"))
        self.places = {code: pk for code, pk, _name in rows}
        self.place_names = {code: name for code, _pk, name in rows}
        public = Area.objects.filter(classification=AREAS)
        self.areas = {row.key: row.pk for row in public}

    def write(self, sheet: OpenedSheet) -> Iterator[list[RowPlan]]:
        """Write the rows that are left; yield each piece when it stands.

        A piece that another has written meanwhile, or that was written before this
        import was cut off, is only known to later ones.

        Raises:
            WritingStopped: the import was taken back while it was being written.
        """
        for piece in pieces_of(sheet, self.incoming.header_row):
            plans = self._piece(piece)
            if plans is None:
                for number, cells in piece:
                    self._seen(number, cells)
            else:
                yield plans

    def _piece(self, piece: list[tuple[int, list[str]]]) -> list[RowPlan] | None:
        """Write one piece; None where it stands already."""
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return self._piece_once(piece)
            except IntegrityError:
                # Somebody took an address or a number since the register was read.
                if attempt == TRIES:
                    raise
                self.planner.refresh()
            finally:
                self.planner.saved()
        raise AssertionError("the last attempt returns or raises")

    def _piece_once(self, piece: list[tuple[int, list[str]]]) -> list[RowPlan] | None:
        locked = RegisterImport.objects.select_for_update()
        before, last = self.incoming.rows_done, piece[-1][0]
        self.incoming = locked.get(pk=self.incoming.pk)
        if self.incoming.state != WRITING:
            raise WritingStopped()
        if self.incoming.rows_done > before:
            # Another writes the same import: what it has made is to be known here.
            self.planner.refresh()
        if self.incoming.rows_done >= last:
            return None
        self.planner.begin(reserve_ids(Organisation, len(piece)))
        plans = self.planner.plan(piece)
        self._know_places(plans)
        self._write(plans)
        failpoint("organisations.import_piece")
        self._count(plans, last)
        return plans

    def _know_places(self, plans: Sequence[RowPlan]) -> None:
        """Bring in the municipalities of Sweden that rows name and nobody has yet."""
        if self.source.origin != OWN:
            return
        codes = {
            code
            for plan in plans
            if plan.read is not None
            for code in plan.read.said.get("municipalities", ())
        }
        if not self.areas or codes - set(self.places):
            ensure_places(codes, by=SYSTEM)
            self._read_places()

    def _seen(self, number: int, cells: list[str]) -> None:
        try:
            self.planner.seen.setdefault(self.planner.reader.read(cells).key, number)
        except RuleBroken:
            # Refused, and counted so when its piece was written.
            return

    def _write(self, plans: Sequence[RowPlan]) -> None:
        new = [plan for plan in plans if plan.outcome == NEW]
        changed = [plan for plan in plans if plan.outcome == CHANGED]
        linked = [
            plan
            for plan in plans
            if plan.outcome in (CHANGED, UNCHANGED) and plan.there is None
        ]
        self._make(new)
        write_changes(changed, run=self.run, places=self.places, areas=self.areas)
        self._keep_records([*new, *linked])
        keep_as_said([plan for plan in changed if plan.there], run=self.run)

    def _make(self, plans: Sequence[RowPlan]) -> None:
        """Write new organisations, and what hangs on them."""
        now = timezone.now()
        held = [plan.held for plan in plans if plan.held is not None]
        insert_rows(Organisation, (self._row(each, now) for each in held))
        insert_rows(
            Organisation.municipalities.through,
            (
                {"organisation_id": each.id, "municipality_id": self.places[code]}
                for each in held
                for code in each.municipalities
                if code in self.places
            ),
        )
        insert_rows(
            Organisation.areas.through,
            (
                {"organisation_id": each.id, "area_id": self.areas[key]}
                for each in held
                for key in each.areas
                if key in self.areas
            ),
        )
        self._add_contacts(held)
        self._add_names(plans)

    def _row(self, held: Held, now: Any) -> dict[str, Any]:
        """Return an organisation's columns; what no row can say is as a new one's."""
        return {
            "id": held.id,
            "uuid": uuids.uuid4(),
            "created": now,
            "changed": now,
            "origin": self.source.origin,
            "slug": self._slug(held),
            "name": held.name,
            "kind": "civil",
            "org_number": held.org_number,
            "borrowed_number": held.borrowed_number,
            "form": held.form,
            "level": held.level,
            "level_note": "",
            "status": "unknown",
            "about": {"sv": held.about} if held.about else {},
            "roles": [],
            "languages": [],
            "target_groups": [],
            "access_needs": {},
            "members_band": "",
            "founded": PartialDate(),
            "dissolved_on": PartialDate(),
            "website": held.website,
            "based_in_id": self.places.get(held.based_in),
            "locality": held.locality,
            "federation": held.federation,
            "last_active_year": held.last_active_year,
            "field_sources": held.sources,
            "visibility": {},
            "search_terms": search_terms(
                held.name,
                held.names,
                numbers=(held.org_number, held.borrowed_number),
                more=(held.locality, held.federation, held.about),
            ),
            "sort_name": sort_name(held.name),
        }

    def _slug(self, held: Held) -> str:
        """Return an address that nobody has: with its place before a number."""
        taken = self.planner.index.slugs
        slug = slug_of(held.name)
        if small(slug) in taken:
            place = held.locality or self.place_names.get(held.based_in, "")
            if place and slugify(place) not in slug:
                slug = slug_of(f"{held.name} {place}")
        base, number = slug, 2
        while small(slug) in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(small(slug))
        return slug

    def _add_contacts(self, held: Iterable[Held]) -> None:
        """Add an address; one that may be a person's is not shown to the public."""
        now = timezone.now()
        insert_rows(
            ContactRole,
            (
                {
                    "uuid": uuids.uuid4(),
                    "created": now,
                    "organisation_id": each.id,
                    "role": CONTACT_WORDS,
                    "email": email,
                    "public": is_role_address(email),
                }
                for each in held
                for email in each.emails[:1]
            ),
        )

    def _add_names(self, plans: Iterable[RowPlan]) -> None:
        now = timezone.now()
        insert_rows(
            OrganisationName,
            (
                {
                    "uuid": uuids.uuid4(),
                    "created": now,
                    "organisation_id": plan.held.id,
                    "name": name[:200],
                    "kind": kind,
                    "first_day": PartialDate(),
                    "last_day": PartialDate(),
                }
                for plan in plans
                if plan.held is not None
                for name, kind in plan.names
            ),
        )

    def _keep_records(self, plans: Iterable[RowPlan]) -> None:
        insert_rows(
            SourceRecord,
            (
                {
                    "source_id": self.source.pk,
                    "key": plan.read.key,
                    "row": plan.row,
                    "raw": plan.read.raw,
                    "said": plan.read.said,
                    "digest": plan.read.digest,
                    "first_seen": self.day,
                    "organisation_id": plan.held.id,
                    "link": plan.link,
                    "reasons": list(plan.reasons),
                    "run": self.run,
                }
                for plan in plans
                if plan.read is not None and plan.held is not None
            ),
        )

    def _count(self, plans: Sequence[RowPlan], last: int) -> None:
        """Note how far it has come, with what was refused."""
        counts = {name: self.incoming.counts.get(name, 0) for name in OUTCOMES}
        faults = self.incoming.faults
        for plan in plans:
            counts[plan.outcome] += 1
            if plan.fault is not None and len(faults) < MOST_FAULTS:
                faults.append(kept_fault(plan.fault, row=plan.row, about=plan.name))
        self.incoming.counts = {**self.incoming.counts, **counts}
        self.incoming.faults = faults
        self.incoming.rows_done = last
        self.incoming.save(update_fields=["counts", "faults", "rows_done"])
