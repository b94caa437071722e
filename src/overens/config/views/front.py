"""The front page "Det här är vi överens om", and "Att göra nu"."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.models import Space
from overens.accounts.queries import day_in, person_of, space_in_view, spaces_by_slug
from overens.common.to_do import TO_DO, ToDo, in_order
from overens.config.access import may_handle_mail
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


def greeting(name: str, hour: int) -> str:
    """Return "God morgon Petra" by the hour of the space's clock."""
    if hour < 10:
        return _("Good morning %(name)s") % {"name": name}
    if hour < 17:
        return _("Hello %(name)s") % {"name": name}
    return _("Good evening %(name)s") % {"name": name}


@require_safe
@login_required
def to_do(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person signed in, in the space in view."""
    person = person_of(request)
    space = space_in_view(request)
    rows = rows_of(request, space) if space else []
    urgent = sum(row.urgency == "now" for row in rows)
    now = timezone.localtime(timezone=space.zone) if space else timezone.localtime()
    context = {
        "title": _("%(greeting)s. This is what needs to be done now")
        % {"greeting": greeting(str(person), now.hour)},
        "rows": rows,
        "lead": _lead(len(rows), urgent),
        "handles_mail": may_handle_mail(request),
        "other_spaces": [
            other for other in spaces_by_slug(request).values() if other != space
        ],
    }
    return render(request, "config/to_do.html", context)


def rows_of(request: HttpRequest, space: Space) -> list[ToDo]:
    """Return what waits for the person, the most urgent first."""
    return in_order(TO_DO(person_of(request), space, day_in(space)))


def _lead(rows: int, urgent: int) -> str:
    if not rows:
        return ""
    if urgent:
        return ngettext(
            "%(n)s thing is urgent.", "%(n)s things are urgent.", urgent
        ) % {"n": urgent}
    return _("Nothing is urgent.")
