"""What waits for the secretariat in plans, and what is asked of somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import Awaiting, is_secretariat
from overens.common import formats
from overens.common.models import OutgoingMail
from overens.common.models.ledger import FAILED, WAITING
from overens.common.to_do import MOST_ROWS, ToDo
from overens.organisations.models import Authority
from overens.plans.models import (
    QUESTION_KEY,
    ActionPlan,
    Measure,
    ProgressReport,
    ProgressRequest,
)
from overens.plans.queries.rows import MeasureRow, measure_rows
from overens.plans.queries.silent import Quiet, quiet_rows, with_waiting
from overens.plans.queries.wording import side_heading, status_word
from overens.plans.rules import LATE, status_of

# A process leader may be away for some days; a week and the day itself.
NEW_FOR = timedelta(days=7)


def plan_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield what waits for the secretariat in the plans that run (three queries)."""
    if not space.has_column("plans") or not is_secretariat(person, space, today):
        return
    yield from _new_reports(person, space, today)
    yield from _without_responsible(measure_rows(_running(space, today), today))


def late_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield the late measures that nobody has reported on (two queries)."""
    if not space.has_column("plans") or not is_secretariat(person, space, today):
        return
    rows = measure_rows(with_waiting(_running(space, today), today), today)
    yield from _late_without_report(quiet_rows(rows, today), today)


def _running(space: Space, today: date) -> QuerySet[Measure]:
    running = ActionPlan.objects.running_on(today).filter(space=space)
    return Measure.objects.standing().filter(plan__in=running).with_sides()


def _new_reports(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Reports of the last week: somebody has taken the time, so they are read."""
    reports = (
        ProgressReport.objects.standing()
        .filter(
            measure__plan__space=space,
            measure__plan__is_followed=True,
            day__gte=today - NEW_FOR,
        )
        .exclude(by_person=person)
        .select_related("measure__plan", "organisation", "unit")
        .order_by("-day", "-id")
    )
    shown = list(reports[: MOST_ROWS + 1])
    for report in shown[:MOST_ROWS]:
        word = status_word(status_of(report.state))
        yield ToDo(
            key=f"plans.report:{report.uuid}",
            urgency="now" if report.state == LATE else "week",
            title=_("New progress report: %(measure)s") % {"measure": report.measure},
            why=(
                _("%(who)s: %(state)s. It tells what became different.")
                if report.difference
                else _("%(who)s: %(state)s.")
            )
            % {"who": report.by_name or side_heading(report.side), "state": word},
            action_label=_("Read the report"),
            url=f"{report.measure.get_absolute_url()}#{report.number}",
            since=report.day,
        )
    if len(shown) > MOST_ROWS:
        plan = shown[-1].measure.plan
        yield ToDo(
            key=f"plans.report.more:{plan.uuid}",
            urgency="week",
            title=_("There are more new progress reports"),
            why=_("The newest ones are listed above."),
            action_label=_("Show the plan"),
            url=plan.get_absolute_url(),
        )


def _late_without_report(quiet: list[Quiet], today: date) -> Iterator[ToDo]:
    """Late, and a responsible side has said nothing this quarter.

    Where all silent sides have been asked and have days left to answer, there is
    nothing to do but wait.
    """
    silent = [each for each in quiet if each.silent]
    yield from _ask_all(silent)
    for each in silent[:MOST_ROWS]:
        yield ToDo(
            key=f"plans.late:{each.row.measure.uuid}",
            urgency="now",
            title=_("Late without a report: %(measure)s")
            % {"measure": each.row.measure},
            why=" ".join((each.row.why, *_silence(each), *_questions(each))),
            action_label=_("Ask how it goes"),
            url=each.row.url,
            since=each.row.measure.due,
        )
    rest = len(silent) - MOST_ROWS
    if rest > 0:
        plan = silent[0].row.measure.plan
        yield ToDo(
            key=f"plans.late.more:{plan.uuid}",
            urgency="week",
            title=ngettext(
                "%(count)s more late measure without a report",
                "%(count)s more late measures without a report",
                rest,
            )
            % {"count": formats.number(rest)},
            why=_("The ones that have waited longest are listed above."),
            action_label=_("Show late measures"),
            url=f"{plan.get_absolute_url()}?status=late",
        )
    waiting = [each for each in quiet if not each.silent]
    for each in waiting[:MOST_ROWS]:
        yield ToDo(
            key=f"plans.late:{each.row.measure.uuid}",
            urgency="when free",
            title=_("Late, asked how it goes: %(measure)s")
            % {"measure": each.row.measure},
            why=" ".join(_questions(each)),
            action_label=_("Look at the measure"),
            url=each.row.url,
            since=each.row.measure.due,
        )


def _silence(quiet: Quiet) -> list[str]:
    return [
        _("%(side)s has not reported this quarter.") % {"side": side_heading(side)}
        for side in quiet.silent
    ]


def _questions(quiet: Quiet) -> list[str]:
    return [
        _("%(side)s has been asked and has until %(day)s to answer.")
        % {"side": side_heading(side), "day": formats.day(due)}
        for side, due in quiet.asked
    ]


def _ask_all(silent: list[Quiet]) -> Iterator[ToDo]:
    """One press for all silent sides of a plan, where several measures have some."""
    by_plan: dict[int, list[Quiet]] = {}
    for each in silent:
        by_plan.setdefault(each.row.measure.plan_id, []).append(each)
    for of_plan in by_plan.values():
        plan = of_plan[0].row.measure.plan
        if len(of_plan) < 2:
            continue
        sides = sum(len(each.silent) for each in of_plan)
        yield ToDo(
            key=f"plans.ask_all:{plan.uuid}",
            urgency="now",
            title=_("%(count)s are silent about late measures in %(plan)s")
            % {"count": formats.number(sides), "plan": plan},
            why=_("You see whom the questions go to before they are sent."),
            action_label=_("Ask all (%(count)s)") % {"count": formats.number(sides)},
            url=reverse("plans:plan_ask", args=[plan.slug]),
            since=min(
                (each.row.measure.due for each in of_plan if each.row.measure.due),
                default=None,
            ),
        )


def _without_responsible(rows: list[MeasureRow]) -> Iterator[ToDo]:
    """Each measure has somebody responsible on each side; these have not."""
    lacking = [
        row
        for row in rows
        if row.status is not None
        and row.status.takes_reports
        and row.measure.sides != {"public", "civil"}
    ]
    for row in lacking[:MOST_ROWS]:
        missing = " ".join(
            _("%(side)s has nobody responsible.") % {"side": side_heading(side)}
            for side in ("public", "civil")
            if side not in row.measure.sides
        )
        yield ToDo(
            key=f"plans.nobody:{row.measure.uuid}",
            urgency="when free",
            title=_("Nobody responsible: %(measure)s") % {"measure": row.measure},
            why=missing,
            action_label=_("Name the responsible"),
            url=reverse(
                "plans:measure_change", args=[row.measure.plan.slug, row.measure.slug]
            ),
        )


def mail_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield mail-outs that can still be undone, and questions that were not delivered.

    Two queries.
    """
    if not space.has_column("plans") or not is_secretariat(person, space, today):
        return
    yield from _not_delivered(space, today)
    batches = (
        OutgoingMail.objects.filter(
            space=space.slug,
            state=WAITING,
            attempts=0,
            about_kind=ProgressRequest._meta.label,
        )
        .values("batch")
        .annotate(mails=Count("id"), leaves=Min("not_before"))
        .order_by("leaves")[:MOST_ROWS]
    )
    for batch in batches:
        yield ToDo(
            key=f"plans.mails:{batch['batch']}",
            urgency="now",
            title=ngettext(
                "%(count)s question about progress is waiting to leave",
                "%(count)s questions about progress are waiting to leave",
                batch["mails"],
            )
            % {"count": formats.number(batch["mails"])},
            why=ngettext(
                "It leaves by itself %(moment)s. Until then you can undo.",
                "They leave by themselves %(moment)s. Until then you can undo.",
                batch["mails"],
            )
            % {"moment": formats.moment(batch["leaves"])},
            action_label=_("Look, send or undo"),
            url=reverse("mails"),
            since=today,
        )


def _not_delivered(space: Space, today: date) -> Iterator[ToDo]:
    """Questions whose mail no server took, until they are answered or asked anew."""
    failed = OutgoingMail.objects.filter(
        space=space.slug,
        state=FAILED,
        about_kind=ProgressRequest._meta.label,
        once_key__startswith=QUESTION_KEY,
    )
    asked_anew = ProgressRequest.objects.filter(
        measure=OuterRef("measure"), side=OuterRef("side"), id__gt=OuterRef("id")
    )
    lost = (
        ProgressRequest.objects.waiting_on(today)
        .filter(measure__plan__space=space, uuid__in=failed.values("about_uuid"))
        .exclude(Exists(asked_anew))
        .select_related("measure__plan", "organisation", "unit")
        .order_by("id")
    )
    for asked in lost[:MOST_ROWS]:
        yield ToDo(
            key=f"plans.not_delivered:{asked.uuid}",
            urgency="now",
            title=_("The question to %(who)s did not arrive") % {"who": asked.by_name},
            why=_("%(measure)s. The mail to %(email)s could not be delivered.")
            % {"measure": asked.measure, "email": asked.to_email},
            action_label=_("Mend the address and ask again"),
            url=asked.measure.get_absolute_url(),
            since=asked.asked_on,
        )


def asked_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield the questions of one space that wait for a person (two queries)."""
    if not space.has_column("plans"):
        return
    for asked in asked_of(person, today):
        if asked.space != space.slug:
            continue
        days = (asked.due - today).days if asked.due else 0
        yield ToDo(
            key=asked.key,
            urgency="now" if days <= 0 else "week" if days <= 7 else "when free",
            title=asked.title,
            why=f"{asked.why} "
            + _("Answer by %(day)s.") % {"day": formats.day(asked.due or today)},
            action_label=asked.action,
            url=asked.url,
            since=asked.due,
        )


def asked_of(person: Person, today: date) -> Iterator[Awaiting]:
    """Yield the questions that wait for the organisations a person speaks for.

    Two queries: the person's authorities, the questions.
    """
    held = list(
        Authority.objects.on(today)
        .filter(person=person)
        .values_list("organisation_id", "unit_id")
    )
    if not held:
        return
    theirs = Q()
    for organisation, unit in held:
        one = Q(organisation=organisation)
        theirs |= one & Q(unit=unit) if unit else one
    waiting = (
        ProgressRequest.objects.waiting_on(today)
        .filter(theirs, measure__withdrawn_at=None)
        .select_related("measure__plan__space", "organisation", "unit")
        .order_by("due", "id")
    )
    seen: set[tuple[int, str]] = set()
    for request in waiting:
        if not request.measure.plan.space.has_column("plans"):
            continue  # the page that it is answered on is switched off
        if (request.measure_id, request.side) in seen:
            continue
        seen.add((request.measure_id, request.side))
        measure = request.measure
        yield Awaiting(
            key=f"plans.asked:{request.uuid}",
            title=_("Report how it goes: %(measure)s") % {"measure": measure},
            action=_("Report progress"),
            url=reverse("plans:measure_report", args=[measure.plan.slug, measure.slug]),
            due=request.due,
            why=_("%(who)s is responsible for the measure.") % {"who": request.by_name},
            space=measure.plan.space.slug,
        )
