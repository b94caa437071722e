"""Reporting signed in, undoing it, and asking somebody to report."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from overens.accounts.queries import access_to, person_of
from overens.accounts.rules import EDIT_PLAN
from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import answer_form
from overens.common.texts import LocalText
from overens.errors import NotYours, RuleBroken
from overens.organisations.queries.load import NO_LOAD, request_loads
from overens.plans.actions import (
    ask_again,
    ask_silent,
    report_progress,
    undo_report,
)
from overens.plans.forms import ReportForm
from overens.plans.forms.measures import NothingForm
from overens.plans.models import ProgressReport
from overens.plans.queries import latest_said, row_of, side_heading, voices_of
from overens.plans.queries.silent import silent_sides
from overens.plans.views.finding import (
    Moved,
    find_measure,
    find_plan,
    task_context,
    today_in,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def measure_report(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """Report how a measure goes, for a side that one may speak for."""
    found = find_measure(request, slug, measure)
    person, today = person_of(request), today_in(found.plan.space)
    voices = voices_of(person, found, today)
    if not voices or not found.plan.is_followed:
        raise NotYours()
    form = ReportForm(request.POST or None, voices=voices)

    def act(given: dict[str, Any]) -> str:
        voice = next(each for each in voices if each.side == given["side"])
        report = report_progress(
            measure=found,
            side=voice.side,
            written=form.written(),
            language=formats.language_or_active(),
            once_key=f"form:{given['once']}",
            by=person.actor(
                voice.role.in_language("sv"), organisation=voice.organisation
            ),
            by_role=voice.role,
            organisation=voice.organisation,
            unit=voice.unit,
            by_person=person,
        )
        messages.success(
            request,
            _("Thank you. The report has come in and has the number %(number)s.")
            % {"number": report.number},
        )
        return f"{found.get_absolute_url()}#{report.number}"

    title = _("Report on %(measure)s") % {"measure": found}
    context = task_context(found.plan, title, found.get_absolute_url())
    context |= {
        "button": _("Send the report"),
        "measure": found,
        "voice": voices[0],
    }
    return answer_form(request, form, context, act, template="plans/report_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_undo(
    request: HttpRequest, slug: str, measure: str, report: uuids.UUID
) -> HttpResponse:
    """Undo a report that one made oneself, within a day."""
    found = find_measure(request, slug, measure)
    person = person_of(request)
    made = ProgressReport.objects.filter(measure=found, uuid=report).first()
    if made is None:
        raise Http404
    if made.by_person_id != person.pk:
        raise NotYours()
    form = NothingForm(request.POST if request.method == "POST" else None)

    def act(_given: dict[str, Any]) -> str:
        role = LocalText(made.by_role).in_language("sv")
        undo_report(report=made, by=person.actor(role, organisation=made.organisation))
        messages.success(request, _("The report is undone. It is not shown any more."))
        return found.get_absolute_url()

    title = _("Undo the report %(number)s") % {"number": made.number}
    context = task_context(found.plan, title, found.get_absolute_url())
    context |= {
        "lead": _("The report disappears from the page. You can send a new one."),
        "button": _("Undo the report"),
    }
    return answer_form(request, form, context, act)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask all who are silent about late measures, after a look at who they are."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_ask", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    silent = silent_sides(plan, access.day)
    to_ask = sum(each.why_not is None for each in silent)
    loads = request_loads({each.organisation for each in silent}, access.day)

    def act(_given: dict[str, Any]) -> str:
        n = len(ask_silent(plan=plan, by=access.actor))
        if not n:
            messages.info(request, _("There is nobody left to ask today."))
            return plan.get_absolute_url()
        said = ngettext(
            "%(n)s question leaves in ten minutes. Until then, undo it here.",
            "%(n)s questions leave in ten minutes. Until then, undo them here.",
            n,
        )
        messages.success(request, said % {"n": formats.number(n)})
        return reverse("mails")

    context = task_context(plan, _("Ask how it goes"), plan.get_absolute_url())
    context |= {
        "lead": _(
            "These sides of late measures have not reported this quarter, and no "
            "question waits for their answer."
        ),
        "button": _("Ask all (%(count)s)") % {"count": formats.number(to_ask)},
        "to_ask": to_ask,
        "silent": [
            {
                "measure": each.row.measure,
                "url": each.row.url,
                "side": side_heading(each.side),
                "whom": each.whom,
                "why_not": _(each.why_not.value) if each.why_not else "",
                "load": loads.get(each.organisation, NO_LOAD),
            }
            for each in silent
        ],
    }
    form = NothingForm(request.POST if request.method == "POST" else None)
    return answer_form(request, form, context, act, template="plans/ask.html")


@require_POST
@login_required
def measure_ask(
    request: HttpRequest, slug: str, measure: str, side: str
) -> HttpResponse:
    """Ask one side how a measure goes, by mail."""
    found = find_measure(request, slug, measure)
    access = access_to(request, EDIT_PLAN, found.plan.space)
    if side not in ("public", "civil"):
        raise Http404
    said = latest_said([found]).get(found.pk, ())
    try:
        asked = ask_again(
            row=row_of(found, said, access.day), side=side, by=access.actor
        )
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(
            request,
            _(
                "The question to %(who)s leaves for %(email)s in ten minutes. Until "
                "then, undo it."
            )
            % {"who": asked.by_name, "email": asked.to_email},
        )
    return redirect(found.get_absolute_url())
