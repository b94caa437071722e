"""The late measures of which a responsible side has said nothing this quarter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from overens.organisations.queries.whom import Asked
from overens.plans.models import ActionPlan, Measure, ProgressRequest
from overens.plans.queries.rows import MeasureRow, measure_rows
from overens.plans.queries.whom import SidesBook
from overens.plans.rules import LATE, NotAsked, quarter_of

SIDES = ("civil", "public")


def with_waiting(measures: QuerySet[Measure], today: date) -> QuerySet[Measure]:
    """Return the measures with what waits for each side's answer read along.

    Each gets ``civil_answers_by`` and ``public_answers_by``: the last day to answer the
    question that waits; None when none does.
    """
    pending = ProgressRequest.objects.pending_on(today).filter(measure=OuterRef("pk"))
    return measures.annotate(
        **{
            f"{side}_answers_by": Subquery(
                pending.filter(side=side).order_by("-due").values("due")[:1]
            )
            for side in SIDES
        }
    )


def answers_by(measure: Measure, side: str) -> date | None:
    """Return the last day to answer what waits for a side, after ``with_waiting``."""
    found: date | None = getattr(measure, f"{side}_answers_by")
    return found


@dataclass(frozen=True)
class Quiet:
    """A late measure, the sides that are silent, and those asked and still in time.

    Args:
        row: the measure.
        silent: sides that have not reported this quarter, and that no question waits
            for.
        asked: those that have not either but have time to answer, with the last day.
    """

    row: MeasureRow
    silent: tuple[str, ...]
    asked: tuple[tuple[str, date], ...]


def quiet_rows(rows: Iterable[MeasureRow], today: date) -> list[Quiet]:
    """Return the late measures where a side is silent; no query.

    Args:
        rows: of measures read through ``with_waiting``.
        today: by the space's own clock.
    """
    first = quarter_of(today).first
    found = []
    for row in rows:
        if row.status is None or row.status.key != LATE:
            continue
        missing = [
            side
            for side in SIDES
            if side in row.measure.sides and (row.last_of(side) or date.min) < first
        ]
        waits = [(side, answers_by(row.measure, side)) for side in missing]
        quiet = Quiet(
            row,
            tuple(side for side, due in waits if due is None),
            tuple((side, due) for side, due in waits if due is not None),
        )
        if missing:
            found.append(quiet)
    return found


@dataclass(frozen=True)
class SilentSide:
    """One silent side: whom the question would go to, or why it does not go today."""

    row: MeasureRow
    side: str
    whom: Asked | None
    why_not: NotAsked | None

    @property
    def organisation(self) -> int:
        """The key of the organisation that is responsible for the side."""
        measure = self.row.measure
        is_public = self.side == "public"
        key = measure.public_body_id if is_public else measure.civil_organisation_id
        assert key is not None  # a side that is silent has somebody responsible
        return key


def silent_sides(plan: ActionPlan, today: date) -> list[SilentSide]:
    """Return the silent sides of a plan's late measures, the longest late first.

    Five queries. Nobody gets more than one question a day, so of several to one
    address, the first is asked.
    """
    measures = Measure.objects.standing().filter(plan=plan).with_sides()
    rows = measure_rows(with_waiting(measures, today), today)
    quiet = quiet_rows(rows, today)
    quiet.sort(key=lambda each: each.row.measure.due or date.max)
    book = SidesBook([each.row.measure for each in quiet], today)
    addresses = set(
        ProgressRequest.objects.standing()
        .filter(asked_on=today)
        .values_list("to_email", flat=True)
    )
    found = []
    for each in quiet:
        for side in each.silent:
            whom = book.of_side(each.row.measure, side)
            why_not = None
            if whom is None:
                why_not = NotAsked.NOBODY
            elif whom.email in addresses:
                why_not = NotAsked.ENOUGH_TODAY
            else:
                addresses.add(whom.email)
            found.append(SilentSide(each.row, side, whom, why_not))
    return found
