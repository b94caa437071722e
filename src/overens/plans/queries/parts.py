"""What plans show on the pages of earlier columns, and keep about a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import Extract
from overens.common import formats
from overens.compacts.models import Commitment, Principle
from overens.compacts.queries import CompactPart, LedTo
from overens.governance.models import Decision
from overens.governance.queries import Followed
from overens.organisations.models import Organisation
from overens.organisations.queries import ProfilePart, ProfileRow
from overens.plans.models import (
    ActionPlan,
    Measure,
    ProgressReport,
    ProgressRequest,
)
from overens.plans.queries.charts import status_chart
from overens.plans.queries.rows import (
    MeasureRow,
    measure_rows,
    organisation_rows,
)

# As many as are read on a page about something else; the rest is a link away.
MOST_SHOWN = 10


def _look_key(row: MeasureRow) -> str:
    """Return the status as the page parts spell it: ``on_plan``."""
    return row.status.key.replace(" ", "_") if row.status else ""


def measures_of_organisation(
    organisation: Organisation, day: date
) -> Iterator[ProfilePart]:
    """Yield what an organisation is responsible for (two queries)."""
    rows = organisation_rows(organisation, day)
    yield ProfilePart(
        key="measures",
        heading=_("Measures it is responsible for"),
        rows=tuple(
            ProfileRow(
                text=f"{row.measure.number} {row.measure.title}",
                url=row.url,
                note=_("to be done by %(day)s") % {"day": formats.day(row.measure.due)}
                if row.measure.due
                else "",
                status=_look_key(row),
                status_label=row.word,
            )
            for row in rows[:MOST_SHOWN]
        ),
        more_url=f"{rows[0].measure.plan.get_absolute_url()}"
        f"?organisation={organisation.slug}"
        if len(rows) > MOST_SHOWN
        else "",
        more_label=_("All measures") if len(rows) > MOST_SHOWN else "",
    )


def measures_from_sentence(sentence: Any, day: date) -> Iterator[LedTo]:
    """Yield the measures that serve a principle or a commitment (two queries)."""
    if isinstance(sentence, Principle):
        # A later version's principle with the same key is the same principle.
        serving = Q(
            principle__key=sentence.key,
            principle__version__compact=sentence.version.compact_id,
        )
    elif isinstance(sentence, Commitment):
        serving = Q(commitment=sentence)
    else:
        return
    measures = Measure.objects.standing().filter(serving).with_sides()
    for row in measure_rows(measures.order_by("-plan__year", "place", "number"), day):
        yield LedTo(
            kind=_("Measure"),
            title=f"{row.measure.number} {row.measure.title}",
            url=row.url,
            note=row.word,
            look=_look_key(row),
        )


def from_decision(decision: Decision) -> Iterator[Followed]:
    """Yield the plans a decision adopted and the measures it assigned (two queries)."""
    for plan in ActionPlan.objects.filter(adopted_by=decision, withdrawn_at=None):
        yield Followed(_("Action plan"), str(plan), plan.get_absolute_url())
    assigned = Measure.objects.standing().filter(assignment__decision=decision)
    for measure in assigned.select_related("plan"):
        yield Followed(_("Measure"), str(measure), measure.get_absolute_url())


def plan_of_compact(space: Space, day: date) -> Iterator[CompactPart]:
    """Yield how the plan that runs goes, for the compact's own page (two queries)."""
    if not space.has_column("plans"):
        return
    running = ActionPlan.objects.running_on(day).filter(space=space)
    measures = Measure.objects.standing().filter(plan__in=running).for_counting()
    rows = measure_rows(measures.order_by("-plan__year", "plan", "place"), day)
    if not rows:
        return
    plan = rows[0].measure.plan
    url = plan.get_absolute_url()
    of_plan = [row for row in rows if row.measure.plan_id == plan.pk]
    yield CompactPart(
        key="plan",
        heading=str(plan),
        rows=((_("See the measures and who is responsible"), url, ""),),
        chart=status_chart(of_plan, url),
    )


def what_plans_keeps(person: Person) -> Iterator[Extract]:
    """Yield the reports a person has made and the questions sent to them."""
    reports = ProgressReport.objects.filter(by_person=person).select_related("measure")
    yield Extract(
        "progress_reports",
        tuple(
            {
                "number": report.number,
                "measure": str(report.measure),
                "day": report.day.isoformat(),
                "state": report.state,
                "text": report.text,
                "difference": report.difference,
                "for_whom": report.for_whom,
                "how_known": report.how_known,
                "undone": report.withdrawn_at is not None,
            }
            for report in reports
        ),
    )
    asked = ProgressRequest.objects.filter(to_person=person).select_related("measure")
    yield Extract(
        "progress_questions",
        tuple(
            {
                "measure": str(each.measure),
                "asked_on": each.asked_on.isoformat(),
                "due": each.due.isoformat(),
                "to": each.to_email,
                "answered": each.used_at is not None,
            }
            for each in asked
        ),
    )
