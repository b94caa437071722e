"""All that a measure's page shows, gathered in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.organisations.models import ContactRole
from overens.organisations.rules.visibility import EVERYONE
from overens.plans.models import Measure, ProgressReport
from overens.plans.queries.rows import MeasureRow, row_of
from overens.plans.queries.wording import side_heading, status_word
from overens.plans.rules import Agreement, Said, agreement, status_of


@dataclass(frozen=True)
class Side:
    """Who is responsible on one side, and how to reach them by role."""

    key: str
    name: LocalText | str
    organisation_name: str
    organisation_url: str
    role: LocalText | None
    email: str

    @property
    def heading(self) -> str:
        """The side's word as a heading."""
        return side_heading(self.key)


@dataclass(frozen=True)
class Milestone:
    """A step on the way: what, when, and when it was done."""

    text: LocalText
    due: date | None
    done: date | None

    def state(self, today: date) -> str:
        """Return done, late or next, as the timeline draws it."""
        if self.done:
            return "done"
        return "late" if self.due and self.due < today else "next"


@dataclass(frozen=True)
class Bar:
    """How far an indicator has come from where it began to its goal."""

    share: float
    reached: bool

    @property
    def percent(self) -> int:
        """The way gone, 0 to 100."""
        return round(self.share * 100)


@dataclass(frozen=True)
class HistoryLine:
    """Something that happened to the measure: when, what, and in which role."""

    day: date
    what: str
    by: str = ""
    # When within the day; None for a fact that only has a day.
    at: datetime | None = None


@dataclass(frozen=True)
class MeasurePage:
    """A measure and everything beside it."""

    row: MeasureRow
    sides: tuple[Side, ...]
    milestones: tuple[Milestone, ...]
    bar: Bar | None
    reports: tuple[ProgressReport, ...]
    agreement: Agreement
    history: tuple[HistoryLine, ...]
    carried_to: Measure | None

    @property
    def without_report(self) -> list[str]:
        """The responsible sides that have not reported, as headings."""
        said = {one.side for one in self.row.said}
        return [
            side.heading
            for side in self.sides
            if side.organisation_name and side.key not in said
        ]


def measure_page(measure: Measure, today: date) -> MeasurePage:
    """Return the page of a measure, read with ``whole_measure``; four queries."""
    reports = tuple(
        ProgressReport.objects.standing()
        .filter(measure=measure)
        .select_related("organisation", "unit")
        .latest_first()
    )
    for report in reports:
        report.measure = measure
    said = _latest(reports)
    return MeasurePage(
        row=row_of(measure, said, today),
        sides=sides_of(measure),
        milestones=milestones_of(measure),
        bar=bar_of(measure),
        reports=reports,
        agreement=agreement(said),
        history=history_of(measure, reports),
        carried_to=Measure.objects.standing()
        .select_related("plan")
        .filter(carried_over_from=measure)
        .first(),
    )


def _latest(reports: Sequence[ProgressReport]) -> tuple[Said, ...]:
    latest: dict[str, Said] = {}
    for report in reports:
        latest.setdefault(report.side, Said(report.side, report.state, report.day))
    return tuple(latest.values())


def sides_of(measure: Measure) -> tuple[Side, ...]:
    """Return both sides, with a public contact by role where there is one."""
    body, unit = measure.public_body, measure.public_unit
    civil = measure.civil_organisation
    contacts: dict[int, ContactRole] = {}
    sides = [each.pk for each in (body, civil) if each]
    there = ContactRole.objects.filter(organisation__in=sides).shown_to(EVERYONE)
    for contact in there.order_by("-id"):
        contacts[contact.organisation_id] = contact
    public_contact = contacts.get(body.pk) if body else None
    civil_contact = contacts.get(civil.pk) if civil else None
    public = Side(
        key="public",
        name=LocalText(unit.name) if unit else (body.name if body else ""),
        organisation_name=body.name if body else "",
        organisation_url=body.get_absolute_url() if body else "",
        role=LocalText(unit.contact_role)
        if unit and unit.has_contact
        else (LocalText(public_contact.role) if public_contact else None),
        email=unit.contact_email
        if unit and unit.has_contact
        else (public_contact.email if public_contact else ""),
    )
    return (
        public,
        Side(
            key="civil",
            name=civil.name if civil else "",
            organisation_name=civil.name if civil else "",
            organisation_url=civil.get_absolute_url() if civil else "",
            role=LocalText(civil_contact.role) if civil_contact else None,
            email=civil_contact.email if civil_contact else "",
        ),
    )


def milestones_of(measure: Measure) -> tuple[Milestone, ...]:
    """Return the milestones as they are stored, in order."""
    return tuple(
        Milestone(
            text=LocalText(entry.get("text") or {}),
            due=_day(entry.get("due")),
            done=_day(entry.get("done")),
        )
        for entry in measure.milestones
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def bar_of(measure: Measure) -> Bar | None:
    """Return how far the indicator has come; None where its numbers do not say."""
    start, goal, now = (
        measure.baseline_number or Decimal(0),
        measure.target_number,
        measure.now_number,
    )
    if goal is None or now is None or goal == start:
        return None
    share = (now - start) / (goal - start)
    return Bar(share=float(min(max(share, Decimal(0)), Decimal(1))), reached=share >= 1)


_REPORTED = "plans.report_progress"


# What an audit line's action is called on the measure's page; others are not shown.
def _deeds() -> dict[str, str]:
    return {
        "plans.add_measure": _("Added to the plan"),
        "plans.change_measure": _("Changed"),
        "plans.resume_measure": _("Taken up again"),
        "plans.reopen_measure": _("Opened again"),
        "plans.take_back_carry_over": _("The carrying over was taken back"),
        "plans.undo_report": _("A progress report was undone"),
        "plans.ask_again": _("Asked how it goes"),
    }


def history_of(
    measure: Measure, reports: Sequence[ProgressReport], limit: int = 30
) -> tuple[HistoryLine, ...]:
    """Return what has happened to the measure, the latest first, without names.

    One query: the audit lines, of which those about reports tell of the undone ones.
    Reports that stand, pauses and the like come from the facts, which have days of
    their own; what has only a day stands after what happened at an hour of it.
    """
    deeds = _deeds()
    zone = measure.plan.space.zone
    lines = AuditLine.objects.filter(
        about_uuid=measure.uuid, action__in=[*deeds, _REPORTED]
    ).order_by("-id")[: 2 * limit]
    standing = {str(report.uuid) for report in reports}
    events = [
        HistoryLine(
            timezone.localdate(line.at, timezone=zone),
            deeds.get(line.action) or _reported(str(line.facts.get("state"))),
            _by(line),
            line.at,
        )
        for line in lines
        if line.facts.get("report") not in standing
    ]
    events += [
        HistoryLine(
            report.day,
            _reported(report.state),
            report.by_name,
            # A report that was brought in afterwards has only its day.
            report.created
            if timezone.localdate(report.created, timezone=zone) == report.day
            else None,
        )
        for report in reports
    ]
    events += [
        HistoryLine(day, what)
        for day, what in (
            (measure.done_day, _("Done")),
            (measure.paused_day, _("Paused")),
            (measure.carried_over_day, _("Carried over")),
        )
        if day
    ]
    end = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(events, key=lambda each: (each.day, each.at or end), reverse=True)
    return tuple(ordered[:limit])


def _reported(state: str) -> str:
    """Return what a report said, in one line."""
    return _("Progress report: %(state)s") % {"state": status_word(status_of(state))}


def _by(line: AuditLine) -> str:
    """Return the organisation, else the role; never a person's name."""
    if line.organisation_label:
        return line.organisation_label
    return _("The secretariat") if line.actor_kind == "person" else ""
