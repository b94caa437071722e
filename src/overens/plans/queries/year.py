"""What happens when in a plan: for the year wheel, the list beside it, a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from overens.plans.models import ActionPlan
from overens.plans.queries.measure_page import milestones_of
from overens.plans.queries.rows import MeasureRow

# As many dots as can be told apart on the wheel; the list holds all.
MOST_ON_WHEEL = 60


@dataclass(frozen=True)
class YearEvent:
    """A day of the plan: a measure begins, is due, or reaches a milestone."""

    day: date
    kind: str
    text: str
    row: MeasureRow

    @property
    def label(self) -> str:
        """What happens, in one line."""
        if self.kind == "milestone":
            return f"{self.row.measure.number} {self.text}"
        return f"{self.row.measure.number} {self.row.measure.title}"

    @property
    def what(self) -> str:
        """The kind in the reader's language."""
        return {
            "begins": _("Begins"),
            "due": _("To be done"),
            "milestone": _("Milestone"),
        }[self.kind]


def year_of(plan: ActionPlan, today: date) -> int:
    """Return the year that the wheel shows when none is asked for."""
    if plan.year:
        return plan.year
    if today in plan.days or plan.first_day is None:
        return today.year
    return plan.first_day.year


def years_of(plan: ActionPlan, events: Iterable[YearEvent]) -> list[int]:
    """Return the years in which something happens."""
    return sorted({event.day.year for event in events} | ({plan.year or 0} - {0}))


def plan_events(rows: Iterable[MeasureRow]) -> list[YearEvent]:
    """Return every day that the measures name, in order."""
    events: list[YearEvent] = []
    for row in rows:
        measure = row.measure
        if measure.starts:
            events.append(YearEvent(measure.starts, "begins", "", row))
        if measure.due:
            events.append(YearEvent(measure.due, "due", "", row))
        events += [
            YearEvent(each.due, "milestone", str(each.text), row)
            for each in milestones_of(measure)
            if each.due
        ]
    return sorted(
        events, key=lambda event: (event.day, event.row.measure.place, event.kind)
    )
