"""Measures with their status reckoned: one shape for lists, files and follow-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from overens.common import formats
from overens.common.texts import LocalText
from overens.organisations.models import Organisation
from overens.plans.models import ActionPlan, Measure, ProgressReport
from overens.plans.queries.wording import reason_text, status_word
from overens.plans.rules import (
    DONE,
    NOT_BEGUN,
    STATUSES,
    Agreement,
    Facts,
    Reason,
    Said,
    Status,
    agreement,
    in_order,
    status_on,
)

NOTHING_SAID: tuple[Said, ...] = ()


@dataclass(frozen=True)
class MeasureRow:
    """A measure as a list shows it.

    ``status`` is None for a plan that is only known from a source: nobody reports on
    it here, so nothing is said about how it goes.
    """

    measure: Measure
    status: Status | None
    reason: Reason | None
    said: tuple[Said, ...]

    @property
    def word(self) -> str:
        """The status in the reader's language."""
        return status_word(self.status) if self.status else ""

    @property
    def why(self) -> str:
        """Why the status holds, in the reader's language."""
        return reason_text(self.reason) if self.reason else ""

    @property
    def own_why(self) -> LocalText | str:
        """Why it has its status, in the words of whoever made it so."""
        field = self.status.why_field if self.status else ""
        own: LocalText | str = getattr(self.measure, field) if field else ""
        return own

    @property
    def updated(self) -> date | None:
        """The day of the latest report."""
        return max((one.day for one in self.said), default=None)

    @property
    def agreement(self) -> Agreement:
        """How the sides' latest reports stand to each other."""
        return agreement(self.said)

    @property
    def note(self) -> str:
        """What was last heard of it, in the reader's language: one short phrase."""
        measure = self.measure
        if self.status is None:
            return ""
        if self.status.key == DONE and measure.done_day:
            return _("done %(day)s") % {"day": formats.day(measure.done_day)}
        if self.updated:
            return _("reported %(day)s") % {"day": formats.day(self.updated)}
        if self.status.key == NOT_BEGUN and measure.starts:
            return _("begins %(day)s") % {"day": formats.day(measure.starts)}
        return _("no report yet")

    @property
    def url(self) -> str:
        """The measure's page."""
        return self.measure.get_absolute_url()

    @property
    def public(self) -> LocalText | str:
        """Who is responsible in the public sector: the unit, else the body."""
        if self.measure.public_unit:
            return LocalText(self.measure.public_unit.name)
        return self.measure.public_body.name if self.measure.public_body else ""

    @property
    def civil(self) -> str:
        """Who is responsible in civil society."""
        responsible = self.measure.civil_organisation
        return responsible.name if responsible else ""

    def last_of(self, side: str) -> date | None:
        """Return the day of a side's latest report."""
        return next((one.day for one in self.said if one.side == side), None)


def facts_of(measure: Measure, said: tuple[Said, ...]) -> Facts:
    """Return what a measure's status rests on; reads no row besides its plan."""
    return Facts(
        starts=measure.starts or measure.plan.first_day,
        due=measure.due,
        done_day=measure.done_day,
        paused_day=measure.paused_day,
        paused_until=measure.paused_until,
        carried_over_day=measure.carried_over_day,
        sides=measure.sides,
        said=said,
    )


def latest_said(
    measures: QuerySet[Measure, Any] | Iterable[Measure],
    *,
    day: date | None = None,
) -> dict[int, tuple[Said, ...]]:
    """Return each measure's latest standing report of each side, in one query.

    Args:
        measures: the measures.
        day: only what had been said by then; everything when left out.
    """
    reports = ProgressReport.objects.standing()
    if day is not None:
        reports = reports.filter(day__lte=day)
    latest = (
        reports.filter(measure__in=measures)
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by=[F("measure_id"), F("side")],
                order_by=[F("day").desc(), F("id").desc()],
            )
        )
        .filter(rank=1)
        .order_by("measure_id", "side")
        .values_list("measure_id", "side", "state", "day")
    )
    found: dict[int, list[Said]] = defaultdict(list)
    for measure_id, side, state, day in latest:
        found[measure_id].append(Said(side, state, day))
    return {measure_id: tuple(said) for measure_id, said in found.items()}


def row_of(measure: Measure, said: tuple[Said, ...], today: date) -> MeasureRow:
    """Return a measure with its status on a day."""
    if not measure.plan.is_followed:
        return MeasureRow(measure, None, None, said)
    status, reason = status_on(facts_of(measure, said), today)
    return MeasureRow(measure, status, reason, said)


def measure_rows(measures: QuerySet[Measure], today: date) -> list[MeasureRow]:
    """Return measures with their status on a day, in their order, in two queries."""
    said = latest_said(measures.order_by().values("pk"), day=today)
    return [
        row_of(measure, said.get(measure.pk, NOTHING_SAID), today)
        for measure in measures
    ]


def plan_rows(plan: ActionPlan, today: date) -> list[MeasureRow]:
    """Return a plan's standing measures with their status, in two queries."""
    return measure_rows(
        Measure.objects.standing().filter(plan=plan).with_sides(), today
    )


def listed_rows(plan: ActionPlan, today: date) -> list[MeasureRow]:
    """Return a plan's standing measures as a list shows them, in two queries.

    Reads a few columns only: for pages that name the measures and lead to them. What
    filters, exports or edits them asks for ``plan_rows``.
    """
    measures = Measure.objects.standing().filter(plan=plan)
    said = latest_said(measures.order_by().values("pk"), day=today)
    found = []
    for measure in measures.for_lists():
        measure.plan = plan
        found.append(row_of(measure, said.get(measure.pk, NOTHING_SAID), today))
    return found


def rows_by_plan(
    plans: Sequence[ActionPlan], today: date
) -> dict[int, list[MeasureRow]]:
    """Return the rows of several plans by the plan's key, in two queries."""
    grouped: dict[int, list[MeasureRow]] = {plan.pk: [] for plan in plans}
    measures = Measure.objects.standing().filter(plan__in=plans).with_sides()
    for row in measure_rows(measures, today):
        grouped[row.measure.plan_id].append(row)
    return grouped


def organisation_rows(organisation: Organisation, today: date) -> list[MeasureRow]:
    """Return the measures that an organisation is responsible for, the latest first."""
    measures = Measure.objects.of_organisation(organisation).with_sides()
    return measure_rows(measures.order_by("-plan__year", "place", "number"), today)


def status_counts(rows: Iterable[MeasureRow]) -> list[tuple[Status, int]]:
    """Return how many rows have each status, in the order in which they are shown.

    Rows without status, of plans that are not followed here, are not counted.
    """
    found = dict.fromkeys(STATUSES, 0)
    for row in rows:
        if row.status is not None:
            found[row.status.key] += 1
    return [(status, found[status.key]) for status in in_order()]


@dataclass(frozen=True)
class Wanted:
    """What a reader has asked a list of measures for; empty fields ask for all."""

    status: str = ""
    side: str = ""
    principle: str = ""
    organisation: str = ""
    words: str = ""

    def matches(self, row: MeasureRow) -> bool:
        """Tell whether a row is among what was asked for."""
        measure = row.measure
        slugs = {
            each.slug
            for each in (measure.public_body, measure.civil_organisation)
            if each is not None
        }
        text = " ".join(
            (measure.number, *measure.title.values(), *measure.about.values())
        )
        tried = (
            not self.status or (row.status and row.status.slug == self.status),
            not self.side or self.side in measure.sides,
            not self.principle
            or (measure.principle and measure.principle.key == self.principle),
            not self.organisation or self.organisation in slugs,
            all(word in text.casefold() for word in self.words.casefold().split()),
        )
        return all(tried)


def principles_among(rows: Iterable[MeasureRow]) -> list[tuple[str, str]]:
    """Return the principles that the rows serve, as key and name, in their order."""
    found = {
        row.measure.principle.key: row.measure.principle
        for row in rows
        if row.measure.principle
    }
    ordered = sorted(found.values(), key=lambda principle: principle.place)
    return [(principle.key, str(principle.name)) for principle in ordered]


def organisations_among(rows: Iterable[MeasureRow]) -> list[tuple[str, str]]:
    """Return the organisations that are responsible, as slug and name, by name."""
    found = {
        each.slug: each.name
        for row in rows
        for each in (row.measure.public_body, row.measure.civil_organisation)
        if each is not None
    }
    return sorted(found.items(), key=lambda pair: pair[1].casefold())
