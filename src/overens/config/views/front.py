"""The front page "Det här är vi överens om"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.models import Person
from overens.accounts.queries import day_in, has_right, space_in_view
from overens.accounts.rules import CHOOSE_WHOM
from overens.common.formats import language_or_active
from overens.config.front import front_of
from overens.followups.models import FollowUp
from overens.followups.queries import Figure, shown_report, value_of
from overens.plans.rules import DONE, LATE, ON_PLAN


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show what a compact is about, who has signed, and how it goes."""
    space = space_in_view(request)
    if space is None:
        return render(request, "config/empty.html", {"title": _("Welcome to Överens")})
    front = front_of(space, day_in(space))
    result = result_of(front.followup) if front.followup else None
    context = {
        "title": _("This is what we have agreed on"),
        "front": front,
        "may_ask": space.has_column("organisations")
        and isinstance(request.user, Person)
        and has_right(request.user, CHOOSE_WHOM, space, day_in(space)),
        "done": front.count(DONE),
        "on_plan": front.count(ON_PLAN),
        "late": front.count(LATE),
        "result": result,
        "result_value": value_of(result) if result else "",
    }
    return render(request, "config/front_page.html", context)


def result_of(followup: FollowUp) -> Figure | None:
    """Return of how many measures both sides say the same, where it was counted.

    How much is done stands beside it for this year; what only a follow-up tells is
    whether those who agreed see it alike.
    """
    report = shown_report(followup, language_or_active())
    sections = report.sections if report else ()
    return next(
        (
            figure
            for section in sections
            if section.key == "measures"
            for figure in section.figures
            if figure.key == "sides-agree"
        ),
        None,
    )
