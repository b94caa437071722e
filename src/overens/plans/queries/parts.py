"""What plans show on the pages of earlier columns, and keep about a person."""

from __future__ import annotations

from collections.abc import Iterator

from overens.accounts.models import Person
from overens.accounts.queries import Extract
from overens.plans.models import ProgressReport, ProgressRequest


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
