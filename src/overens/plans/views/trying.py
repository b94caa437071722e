"""A test of the question: the very mail, to oneself, and a form that saves nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from overens.accounts.queries import access_to
from overens.accounts.rules import EDIT_PLAN
from overens.common.form_pages import add_broken, answer_form, form_page
from overens.common.forms import invalid
from overens.common.keyed_pages import private
from overens.errors import RuleBroken
from overens.plans.actions import LinkUnknown, send_test
from overens.plans.actions.mails import question_letter, test_link_of
from overens.plans.forms import LinkReportForm
from overens.plans.forms.measures import NothingForm
from overens.plans.queries.trying import (
    behind_marker,
    marker_of,
    question_about,
    test_question,
)
from overens.plans.rules import check_report
from overens.plans.views.finding import Moved, find_plan, task_context, today_in
from overens.plans.views.links import (
    answer_in,
    ask_which,
    form_context,
    say_no,
)

PAGE = "plans/ask_test.html"


@form_page
@login_required
def ask_test(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the mail that one responsible would get, and send it to oneself."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:ask_test", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    chosen = {
        name: request.GET[name] for name in ("measure", "side") if name in request.GET
    }
    asked = test_question(plan, access.day, **chosen)
    context = task_context(plan, _("Send a test to yourself"), plan.get_absolute_url())
    if asked is None:
        return render(request, PAGE, {**context, "form": None})
    here = reverse("plans:ask_test", args=[plan.slug])
    link = test_link_of(marker_of(asked), asked.language)

    def act(_given: dict[str, Any]) -> str:
        send_test(asked=asked, to=access.person, by=access.actor)
        said = _("The test has gone to %(email)s, and to nobody else.")
        messages.success(request, said % {"email": access.person.email})
        if settings.DEMONSTRATION:
            return reverse("mails")
        return f"{here}?{urlencode(chosen)}" if chosen else here

    context |= {
        "lead": _(
            "This is the mail that the one responsible gets. Only its link is another: "
            "it leads to the same form, where nothing is saved."
        ),
        "button": _("Send a test to myself"),
        "asked": asked,
        "letter": question_letter(asked, link=link),
        "me": access.person,
        "sender_url": reverse("accounts:sender", args=[plan.space.slug]),
    }
    form = NothingForm(request.POST if request.method == "POST" else None)
    return answer_form(request, form, context, act, template=PAGE, adds=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def progress_test(request: HttpRequest, marker: str) -> HttpResponse:
    """Show the form as the one responsible sees it; whatever is sent, nothing is saved.

    It reads and never writes, so it needs no more than the marker.
    """
    found = behind_marker(marker)
    if found is None:
        return say_no(request, LinkUnknown())
    measure, side = found
    request.space = measure.plan.space  # type: ignore[attr-defined]
    asked = question_about(measure, side, today_in(measure.plan.space))
    sent = request.POST if request.method == "POST" else None
    form = LinkReportForm(sent, initial={"attempt": 0})
    context = form_context(asked, form)
    context |= {
        "title": _("Test: how is it going?"),
        "is_test": True,
        "is_sent": "sent" in request.GET,
    }
    if sent is None:
        return render(request, "plans/progress.html", context)
    if not form.is_valid():
        return invalid(request, "plans/progress.html", context)
    written = answer_in(request, form)
    if written is None:
        return ask_which(request, context)
    status = context["row"].status
    try:
        check_report(written, status=status.key if status else "")
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "plans/progress.html", context)
    return redirect(f"{reverse('plans:progress_test', args=[marker])}?sent=1")
