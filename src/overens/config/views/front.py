"""The front page "Det här är vi överens om"."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import day_in, space_in_view
from overens.config.front import front_of
from overens.plans.rules import DONE, LATE, ON_PLAN


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """Show what a compact is about, who has signed, and how it goes."""
    space = space_in_view(request)
    if space is None:
        return render(request, "config/empty.html", {"title": _("Welcome to Överens")})
    front = front_of(space, day_in(space))
    context = {
        "title": _("This is what we have agreed on"),
        "front": front,
        "done": front.count(DONE),
        "on_plan": front.count(ON_PLAN),
        "late": front.count(LATE),
    }
    return render(request, "config/front_page.html", context)
