"""The link in the mail: answer how a measure goes, on a phone, without signing in.

Looking at the page changes nothing, however often a mail program's scanner does it.
Sending does, once. Whoever has the link answers for the organisation that was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from overens.common import formats
from overens.common.explain import explain
from overens.common.failpoints import failpoint
from overens.common.form_pages import add_broken
from overens.common.forms import invalid
from overens.errors import RuleBroken
from overens.plans.actions import (
    LinkUnknown,
    find_request,
    report_by_link,
    undo_by_link,
)
from overens.plans.actions.reports import is_by_link
from overens.plans.forms import LinkReportForm
from overens.plans.models import ProgressRequest
from overens.plans.queries import how_known_word, latest_said, row_of
from overens.plans.rules import (
    ON_PLAN,
    REPORTABLE,
    AlreadyReported,
    LinkExpired,
    ReportOnCarriedOver,
    StaleForm,
    Written,
    check_undo,
    status_of,
)
from overens.plans.views.finding import today_in

# What each no is answered with; a link that is over is gone, not forbidden.
_STATUS = {LinkUnknown: 404, LinkExpired: 410, ReportOnCarriedOver: 410}

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Keep a page with a key in its address out of caches, indexes and referrers.

    A page without referrer sends its forms without origin too, which Django's check
    against forged requests refuses. That check guards what a cookie allows; here the
    key in the address allows, no cookie does anything, and whoever does not have the
    key cannot forge. So it is left out, and a phone that keeps no cookies can report.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


def _asked(request: HttpRequest, token: str) -> ProgressRequest:
    asked = find_request(token)
    request.space = asked.measure.plan.space  # type: ignore[attr-defined]
    return asked


@private
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question, or its receipt; take the answer in."""
    try:
        asked = _asked(request, token)
    except LinkUnknown as broken:
        return _no(request, broken)
    if request.method == "POST":
        return _take_in(request, asked, token)
    if asked.used_at is not None:
        return _receipt(request, asked, token)
    if broken_rule := _closed(asked):
        return _no(request, broken_rule, asked)
    form = LinkReportForm(initial={"attempt": asked.attempt})
    return render(request, "plans/progress.html", _context(asked, token, form))


def _closed(asked: ProgressRequest) -> RuleBroken | None:
    """Return why an unanswered question cannot be answered now, if so."""
    today = today_in(asked.measure.plan.space)
    if today > asked.expires:
        return LinkExpired(expires=formats.day(asked.expires))
    said = latest_said([asked.measure]).get(asked.measure_id, ())
    status = row_of(asked.measure, said, today).status
    if status is not None and not status.takes_reports:
        return ReportOnCarriedOver()
    return None


def _context(
    asked: ProgressRequest, token: str, form: LinkReportForm | None
) -> dict[str, Any]:
    measure = asked.measure
    today = today_in(measure.plan.space)
    said = latest_said([measure]).get(measure.pk, ())
    return {
        "title": _("How is it going?"),
        "asked": asked,
        "measure": measure,
        "plan": measure.plan,
        "row": row_of(measure, said, today),
        "form": form,
        "on_plan": ON_PLAN,
        "on_plan_word": _(status_of(ON_PLAN).label),
        "token": token,
        "noindex": True,
        "undo_url": reverse("plans:progress_undo", args=[token]),
    }


def _take_in(request: HttpRequest, asked: ProgressRequest, token: str) -> HttpResponse:
    one_click = request.POST.get("one_click") == ON_PLAN
    form = LinkReportForm(request.POST)
    context = _context(asked, token, form)
    if not form.is_valid():
        return invalid(request, "plans/progress.html", context)
    try:
        report_by_link(
            token=token,
            written=Written(ON_PLAN) if one_click else form.written(),
            sent_attempt=form.cleaned_data["attempt"],
            language=formats.language_or_active(),
        )
    except AlreadyReported as broken:
        return _receipt(
            request, find_request(token), token, broken=broken, unsaved=form.written()
        )
    except StaleForm as broken:
        # What was typed stays; the page now knows of the undone report.
        again = LinkReportForm({**request.POST.dict(), "attempt": asked.attempt})
        again.add_error(None, explain(broken))
        return invalid(request, "plans/progress.html", {**context, "form": again})
    except LinkExpired:
        return _no(request, LinkExpired(expires=formats.day(asked.expires)), asked)
    except ReportOnCarriedOver as broken:
        return _no(request, broken, asked)
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "plans/progress.html", context)
    failpoint("plans.report.after_commit")
    return redirect("plans:progress", token)


def _receipt(
    request: HttpRequest,
    asked: ProgressRequest,
    token: str,
    *,
    broken: RuleBroken | None = None,
    unsaved: Written | None = None,
) -> HttpResponse:
    report = asked.answered_by
    assert report is not None  # an answered question has its report
    space = asked.measure.plan.space
    context = {
        **_context(asked, token, None),
        "title": _("Thank you. The report has come in"),
        "report": report,
        "state": _(status_of(report.state).label),
        "by_this_link": is_by_link(asked, report),
        "may_undo": is_by_link(asked, report) and _same_day(asked),
        "sentence": explain(broken) if broken else "",
        "how_known": how_known_word(report.how_known),
        "unsaved": unsaved,
        "unsaved_state": _(status_of(unsaved.state).label)
        if unsaved and unsaved.state in REPORTABLE
        else "",
        "has_errors": broken is not None,
        "contact_email": space.contact_email,
    }
    status = 409 if broken else 200
    return render(request, "plans/progress_receipt.html", context, status=status)


def _same_day(asked: ProgressRequest) -> bool:
    report = asked.answered_by
    assert report is not None
    try:
        check_undo(
            day=report.day,
            undone=report.withdrawn_at is not None,
            today=today_in(asked.measure.plan.space),
        )
    except RuleBroken:
        return False
    return True


def _no(
    request: HttpRequest, broken: RuleBroken, asked: ProgressRequest | None = None
) -> HttpResponse:
    """Say in a sentence why the link cannot be used, and where to turn."""
    context = {
        "title": _("This link cannot be used"),
        "sentence": explain(broken),
        "measure": asked.measure if asked else None,
        "contact_email": asked.measure.plan.space.contact_email if asked else "",
        "noindex": True,
    }
    status = _STATUS.get(type(broken), 422)
    return render(request, "plans/progress_no.html", context, status=status)


@private
@require_POST
def progress_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Undo the report of a link, the same day."""
    try:
        asked = _asked(request, token)
        undo_by_link(token=token)
    except LinkUnknown as broken:
        return _no(request, broken)
    except RuleBroken as broken:
        return _no(request, broken, asked)
    return render(
        request,
        "plans/progress_undone.html",
        {**_context(asked, token, None), "title": _("The report is undone")},
    )
