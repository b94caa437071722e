"""The link in the mail: answer how a measure goes, on a phone, without signing in.

Looking at the page changes nothing, however often a mail program's scanner does it.
Sending does, once. Whoever has the link answers for the organisation that was asked.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from overens.accounts.models import Person
from overens.common import formats
from overens.common.explain import explain
from overens.common.failpoints import failpoint
from overens.common.form_pages import add_broken
from overens.common.forms import invalid
from overens.common.keyed_pages import private
from overens.common.mailed_links import UNDO_WITHIN, is_undoable
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
    ReportsClosed,
    StaleForm,
    Written,
    WrittenToo,
    status_of,
)
from overens.plans.views.finding import today_in

# The value of the button that sends the one press though something is written.
ALONE = "alone"
# What each no is answered with; a link that is over is gone, not forbidden.
_STATUS = {LinkUnknown: 404, LinkExpired: 410, ReportsClosed: 410}


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
        return say_no(request, broken)
    if request.method == "POST":
        return _take_in(request, asked, token)
    is_new = _takes_another(asked) and "new" in request.GET
    if asked.used_at is not None and not is_new:
        return _receipt(request, asked, token)
    if broken_rule := _closed(asked):
        return say_no(request, broken_rule, asked)
    form = LinkReportForm(initial={"attempt": asked.attempt + is_new})
    context = _context(request, asked, token, form)
    return render(request, "plans/progress.html", context)


def _takes_another(asked: ProgressRequest) -> bool:
    """Tell whether a new report may follow the one that stands, by the same link."""
    return is_by_link(asked, asked.answered_by) and _closed(asked) is None


def _signed_in(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _closed(asked: ProgressRequest) -> RuleBroken | None:
    """Return why an unanswered question cannot be answered now, if so."""
    today = today_in(asked.measure.plan.space)
    if today > asked.expires:
        return LinkExpired(expires=formats.day(asked.expires))
    said = latest_said([asked.measure]).get(asked.measure_id, ())
    status = row_of(asked.measure, said, today).status
    if status is not None and status.closed:
        return ReportsClosed(status.closed)
    return None


def _context(
    request: HttpRequest,
    asked: ProgressRequest,
    token: str,
    form: LinkReportForm | None,
) -> dict[str, Any]:
    return {
        **form_context(asked, form),
        # Undone, and not answered again: said by the page, not by a message, since a
        # phone that keeps no cookies would not see that.
        "is_undone": asked.used_at is None and asked.attempt > 0,
        "is_new": asked.used_at is not None,
        "signed_in": _signed_in(request),
        "token": token,
        "undo_url": reverse("plans:progress_undo", args=[token]),
    }


def form_context(asked: ProgressRequest, form: LinkReportForm | None) -> dict[str, Any]:
    """Return what the form of a question needs, whether it is asked or only tried."""
    measure = asked.measure
    said = latest_said([measure]).get(measure.pk, ())
    return {
        "title": _("How is it going?"),
        "asked": asked,
        "measure": measure,
        "plan": measure.plan,
        "row": row_of(measure, said, today_in(measure.plan.space)),
        "form": form,
        "on_plan": ON_PLAN,
        "on_plan_word": _(status_of(ON_PLAN).label),
        "alone": ALONE,
        "noindex": True,
    }


def answer_in(request: HttpRequest, form: LinkReportForm) -> Written | None:
    """Return what was answered, by the one press or in words; the form is valid.

    None when the press came with words: they go two ways.
    """
    pressed, written = request.POST.get("one_click", ""), form.written()
    if pressed == ON_PLAN and written.says_more:
        return None
    return Written(ON_PLAN) if pressed in (ON_PLAN, ALONE) else written


def _take_in(request: HttpRequest, asked: ProgressRequest, token: str) -> HttpResponse:
    form = LinkReportForm(request.POST)
    context = _context(request, asked, token, form)
    if not form.is_valid():
        return invalid(request, "plans/progress.html", context)
    written = answer_in(request, form)
    if written is None:
        # Ask, and lose neither the press nor the words.
        if asked.used_at is None and _closed(asked) is None:
            return ask_which(request, context)
        written = form.written()
    try:
        report_by_link(
            token=token,
            written=written,
            sent_attempt=form.cleaned_data["attempt"],
            language=formats.language_or_active(),
            signed_in=_signed_in(request),
        )
    except AlreadyReported as broken:
        asked = find_request(token)
        return _receipt(request, asked, token, broken=broken, unsaved=form.written())
    except StaleForm as broken:
        # What was typed stays; the page now knows of the undone report.
        again = LinkReportForm({**request.POST.dict(), "attempt": asked.attempt})
        again.add_error(None, explain(broken))
        return invalid(request, "plans/progress.html", {**context, "form": again})
    except LinkExpired:
        late = LinkExpired(expires=formats.day(asked.expires))
        return say_no(request, late, asked, unsaved=form.written())
    except ReportsClosed as broken:
        return say_no(request, broken, asked, unsaved=form.written())
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "plans/progress.html", context)
    failpoint("plans.report.after_commit")
    return redirect("plans:progress", token)


def ask_which(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the form again with all that is in it, and ask whether to send that too."""
    given = request.POST.dict()
    given["state"] = given.get("state") or ON_PLAN
    form = LinkReportForm(given)
    add_broken(form, WrittenToo())
    context |= {"form": form, "is_written_too": True}
    return invalid(request, "plans/progress.html", context)


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
        **_context(request, asked, token, None),
        "title": _("Thank you. The report has come in"),
        "report": report,
        "state": _(status_of(report.state).label),
        "by_this_link": is_by_link(asked, report),
        "may_undo": is_by_link(asked, report)
        and is_undoable(made=report.created, now=timezone.now()),
        "undo_until": report.created + UNDO_WITHIN,
        "new_url": f"{reverse('plans:progress', args=[token])}?new=1"
        if _takes_another(asked)
        else "",
        "sentence": explain(broken) if broken else "",
        "how_known": how_known_word(report.how_known),
        **_unsaved(unsaved),
        "has_errors": broken is not None,
        "contact_email": space.contact_email,
    }
    status = 409 if broken else 200
    return render(request, "plans/progress_receipt.html", context, status=status)


def _unsaved(written: Written | None) -> dict[str, Any]:
    """Return what was typed and is not saved, so that the page can give it back."""
    if written is None or not written.says_more:
        return {}
    state = status_of(written.state).label if written.state in REPORTABLE else ""
    return {
        "unsaved": written,
        "unsaved_state": _(state) if state else "",
        "unsaved_how": how_known_word(written.how_known),
    }


def _as_mail(asked: ProgressRequest, written: Written | None) -> str:
    """Return the address of a mail to the secretariat with what was typed in it."""
    if written is None or not written.says_more:
        return ""
    measure, space = asked.measure, asked.measure.plan.space
    shown = _unsaved(written)
    lines = (
        shown["unsaved_state"],
        written.text,
        written.difference,
        written.for_whom,
        how_known_word(written.how_known),
    )
    subject = f"{measure.number}, {asked.by_name}"
    body = "\r\n\r\n".join(line for line in lines if line)
    return f"mailto:{space.contact_email}?subject={quote(subject)}&body={quote(body)}"


def say_no(
    request: HttpRequest,
    broken: RuleBroken,
    asked: ProgressRequest | None = None,
    *,
    unsaved: Written | None = None,
    back: str = "",
) -> HttpResponse:
    """Say in a sentence why the link cannot be used, where to turn, and what was typed.

    Args:
        request: what came in.
        broken: why not.
        asked: the question, where the link has one.
        unsaved: what was typed and could not be taken.
        back: the link's token, where its own page can still be looked at.
    """
    context = {
        "title": _("This link cannot be used"),
        "sentence": explain(broken),
        "measure": asked.measure if asked else None,
        "contact_email": asked.measure.plan.space.contact_email if asked else "",
        "noindex": True,
        **_unsaved(unsaved),
        "mail_url": _as_mail(asked, unsaved) if asked else "",
    }
    if back:
        other = "en" if get_language() == "sv" else "sv"
        context |= {
            "title": _("The report cannot be undone"),
            "back_url": reverse("plans:progress", args=[back]),
        }
        with override(other):
            context["twin_url"] = reverse("plans:progress", args=[back])
    status = _STATUS.get(type(broken), 422)
    return render(request, "plans/progress_no.html", context, status=status)


@private
@require_POST
def progress_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Undo the report of a link within a day, and go back to the link's page."""
    try:
        asked = _asked(request, token)
        undo_by_link(token=token, signed_in=_signed_in(request))
    except LinkUnknown as broken:
        return say_no(request, broken)
    except RuleBroken as broken:
        return say_no(request, broken, asked, back=token)
    return redirect("plans:progress", token)
