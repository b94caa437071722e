"""What each row of a source would do: said before it is done, and done as it was said.

The same plan serves the preview and the writing; only the writer saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from overens.errors import RuleBroken
from overens.organisations.models import RegisterSource
from overens.organisations.queries.incoming import (
    Held,
    RecordThere,
    RegisterIndex,
    card_of_row,
    held_of,
    records_said,
)
from overens.organisations.rules import GROUP_OF, LINK_NEW, LINK_RULE
from overens.organisations.rules.coming_in import (
    BORROWED,
    Difference,
    Reader,
    RowRead,
    SameRow,
    new_names,
    weigh,
)
from overens.organisations.rules.likeness import same_by_rule

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)
Sources = dict[str, dict[str, str]]
# Rows that are planned, and written, together.
A_PIECE = 1_000


@dataclass(slots=True)
class RowPlan:
    """What one row would do.

    Attributes:
        row: where it stands in the file, from 1.
        outcome: one of ``OUTCOMES``.
        name: as it is written there.
        read: the row, read; None when it is refused.
        held: the organisation that it is about; None when it is refused.
        there: the same row as the source had it before.
        link: how it came to its organisation.
        reasons: why it was linked, keys of likeness' reasons.
        differences: field by field, also what is kept.
        names: names that it adds: (name, kind) each.
        sources: where each group of fields comes from, before it and after it.
        email: an address to reach the organisation by, where it has none.
        fault: why it is refused.
    """

    row: int
    outcome: str
    name: str = ""
    read: RowRead | None = None
    held: Held | None = None
    there: RecordThere | None = None
    link: str = LINK_NEW
    reasons: Sequence[str] = ()
    differences: list[Difference] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    sources: tuple[Sources, Sources] = field(default_factory=lambda: ({}, {}))
    email: str = ""
    fault: RuleBroken | None = None

    @property
    def organisation(self) -> int | None:
        """Primary key of the organisation that it is about, if there is one."""
        if self.held is not None:
            return self.held.id if self.held.id > 0 else None
        return self.there.organisation if self.there is not None else None

    @property
    def notes(self) -> list[str]:
        """What is to be said about the row though it is taken."""
        return self.read.notes if self.read else []

    @property
    def taken(self) -> list[Difference]:
        """The fields that it changes."""
        return [each for each in self.differences if not each.kept]


class Planner:
    """Plans the rows of one file, in order, a piece at a time.

    Organisations that earlier rows would make are known to later ones.
    """

    def __init__(self, source: RegisterSource, reader: Reader, day: date) -> None:
        self.source = source
        self.day = day
        self.reader = reader
        self.index = RegisterIndex(source)
        # Those that this import makes and has not saved yet.
        self.fresh: dict[int, Held] = {}
        self.seen: dict[str, int] = {}
        # In a preview, numbers below nought.
        self._ids: Iterator[int] = count(-1, -1)
        self._locks = False

    def plan(self, rows: Sequence[tuple[int, list[str]]]) -> list[RowPlan]:
        """Return plans for some rows, in order."""
        plans = [self._read(number, cells) for number, cells in rows]
        held, said = self._read_along(plans)
        for plan in plans:
            if plan.read is not None and plan.outcome != UNCHANGED:
                self._weigh(plan, plan.read, held, said)
        return plans

    def _read(self, number: int, cells: list[str]) -> RowPlan:
        """Read a row and find the one that its source had before."""
        try:
            read = self.reader.read(cells)
            before = self.seen.setdefault(read.key, number)
            if before != number:
                raise SameRow(key=read.key, row=before)
        except RuleBroken as fault:
            return RowPlan(number, REFUSED, _name_of(self.reader, cells), fault=fault)
        plan = RowPlan(number, CHANGED, read.said["name"], read)
        plan.there = self.index.records.get(read.key)
        there = plan.there
        if there and there.digest == read.digest and not there.is_gone:
            plan.outcome = UNCHANGED
        return plan

    def _read_along(
        self, plans: Sequence[RowPlan]
    ) -> tuple[dict[int, Held], dict[int, dict[str, Any]]]:
        """Read what the rows are to be weighed against, in a few queries."""
        wanted: set[int] = set()
        records: set[int] = set()
        for plan in plans:
            if plan.there is not None:
                wanted.add(plan.there.organisation)
                if plan.outcome != UNCHANGED:
                    records.add(plan.there.id)
            elif plan.read is not None:
                near = self.index.near(card_of_row("", plan.read.said))
                wanted.update(near)
        known = {pk: self.fresh[pk] for pk in wanted if pk in self.fresh}
        world = self.source.origin
        there = held_of(wanted - set(known), world, lock=self._locks)
        return {**there, **known}, records_said(records)

    def _weigh(
        self,
        plan: RowPlan,
        read: RowRead,
        held: dict[int, Held],
        said: dict[int, dict[str, Any]],
    ) -> None:
        """Find the row's organisation, and what it changes there."""
        before: dict[str, Any] | None = None
        if plan.there is not None:
            plan.held = held[plan.there.organisation]
            before = said.get(plan.there.id) or {}
        else:
            self._link(plan, read, held)
            if plan.held is None:
                self._make(plan, read)
                return
        assert plan.held is not None
        plan.differences = weigh(
            plan.held.as_fields(),
            read.said,
            before=before,
            sources=plan.held.sources,
            source=self.source.slug,
        )
        self._keep_numbers_apart(plan)
        is_renamed = any(each.field == "name" for each in plan.taken)
        plan.names = new_names(
            read.said, [plan.held.name, *plan.held.names], is_renamed=is_renamed
        )
        contact = plan.held.sources.get("contact", {})
        if not plan.held.emails and contact.get("source") != "own":
            plan.email = read.said.get("email", "")
        if plan.taken or plan.names or plan.email or plan.there is not None:
            plan.outcome = CHANGED
        else:
            plan.outcome = UNCHANGED
        self._apply(plan)

    def _link(self, plan: RowPlan, read: RowRead, held: dict[int, Held]) -> None:
        """Find the organisation that the strict rule takes a new row for (O16)."""
        card = card_of_row("row", read.said)
        for pk in self.index.near(card):
            there = held.get(pk) or self.fresh.get(pk)
            if there is None:
                # Made by a row of this very piece, or of another world.
                continue
            for theirs in there.cards():
                reasons = same_by_rule(card, theirs, shared=self.index.shared_by(card))
                if reasons:
                    plan.held, plan.link, plan.reasons = there, LINK_RULE, reasons
                    return

    def _make(self, plan: RowPlan, read: RowRead) -> None:
        """Plan a new organisation from a row."""
        pk = next(self._ids)
        number, said = read.said.get("org_number", ""), read.said
        is_free = not number or int(number) not in self.index.numbers
        if not is_free:
            read.notes.append(BORROWED)
        plan.outcome, plan.link = NEW, LINK_NEW
        names = new_names(said, [said["name"]], is_renamed=True)
        plan.held = Held(
            id=pk,
            name=said["name"],
            org_number=number if is_free else "",
            borrowed_number="" if is_free else number,
            form=said.get("form", ""),
            level=said.get("level", ""),
            federation=said.get("federation", ""),
            based_in=said.get("municipality", ""),
            locality=said.get("locality", ""),
            website=said.get("website", ""),
            last_active_year=said.get("last_active_year"),
            about=said.get("about", ""),
            areas=list(said.get("areas", ())),
            municipalities=list(said.get("municipalities", ())),
            names=[name for name, _kind in names],
            emails=[said["email"]] if said.get("email") else [],
            post_codes=[said["postal_code"]] if said.get("postal_code") else [],
        )
        plan.names = names
        fields = [name for name in GROUP_OF if getattr(plan.held, name, None)]
        plan.held.sources = self._sources({}, fields)
        self.fresh[pk] = plan.held
        if number and is_free:
            self.index.numbers[int(number)] = pk
        self.index.know(pk, plan.held.cards()[0])

    def _keep_numbers_apart(self, plan: RowPlan) -> None:
        """A number that another has is borrowed, not taken."""
        assert plan.held is not None
        for place, each in enumerate(plan.differences):
            if each.field != "org_number" or each.kept:
                continue
            if int(each.after) in self.index.numbers:
                assert plan.read is not None
                plan.read.notes.append(BORROWED)
                del plan.differences[place]
                if plan.held.borrowed_number != each.after:
                    plan.differences.append(
                        Difference(
                            "borrowed_number", plan.held.borrowed_number, each.after
                        )
                    )
                return
            self.index.numbers[int(each.after)] = plan.held.id

    def _apply(self, plan: RowPlan) -> None:
        """Let later rows see what this one changes."""
        held, read = plan.held, plan.read
        assert held is not None
        assert read is not None
        fields = [each.field for each in plan.taken]
        plan.sources = (held.sources, self._sources(held.sources, fields))
        held.sources = plan.sources[1]
        for each in plan.taken:
            if each.field == "name":
                held.names.append(held.name)
            setattr(held, each.field, each.after)
        if plan.email:
            held.emails.append(plan.email)
        held.names += [name for name, _kind in plan.names]
        if read.said.get("postal_code"):
            held.post_codes.append(read.said["postal_code"])

    def _sources(self, sources: Sources, fields: Iterable[str]) -> Sources:
        """Return sources with this one said for the groups of some fields (O9)."""
        said = {
            "source": self.source.kind,
            "day": self.day.isoformat(),
            "register": self.source.slug,
        }
        groups = {GROUP_OF[name] for name in fields if name in GROUP_OF}
        return {**sources, **{group: dict(said) for group in sorted(groups)}}

    def begin(self, ids: Iterable[int]) -> None:
        """Give the primary keys that organisations made by the next rows will have.

        From now on rows are planned to be written: what they are weighed against is
        locked, so that nobody changes it before they are.
        """
        self._ids = iter(ids)
        self._locks = True

    def refresh(self) -> None:
        """Read the register anew: somebody else has written in it meanwhile."""
        self.index = RegisterIndex(self.source)
        self.fresh.clear()

    def saved(self) -> None:
        """What was made is in the register now: read it from there from now on."""
        self.fresh.clear()


def pieces_of(
    rows: Iterable[list[str]], header_row: int
) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the rows below the headings with their numbers, ``A_PIECE`` at a time.

    Empty rows are left out; their numbers are not used again.
    """
    waiting: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(rows, start=1):
        if number <= header_row or not any(map(str.strip, cells)):
            continue
        waiting.append((number, cells))
        if len(waiting) == A_PIECE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _name_of(reader: Reader, cells: Sequence[str]) -> str:
    """Return the name of a row that could not be read, to know it by."""
    for name, cell in zip(reader.names, cells, strict=False):
        if reader.mapping.get(name) == "name":
            return " ".join(cell.split())[:120]
    return ""
