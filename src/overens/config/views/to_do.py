""" "Att göra nu": what waits for the one signed in, and what they let wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.models import Space
from overens.accounts.queries import (
    day_in,
    person_of,
    show_space,
    space_in_view,
    spaces_by_slug,
)
from overens.common.form_pages import answer_form, form_page, posted
from overens.common.formats import day
from overens.common.to_do import ToDo, postpone, take_up_again
from overens.config.access import may_handle_mail
from overens.config.forms import WaitForm
from overens.config.waiting import count_again, waiting_in

_WAIT_DAYS = 7  # what is suggested


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
    """Show what waits for the person signed in, in the space in view and elsewhere."""
    person, known = person_of(request), spaces_by_slug(request)
    counts = count_again(request, person, known)
    space = space_in_view(request)
    if "compact" not in request.GET and space is not None and counts:
        # Their own, rather than the front page's, where they have no part in that.
        space = space if space.slug in counts else known[next(iter(counts))]
        show_space(request, space)
    waiting = waiting_in(space, person) if space else None
    rows = waiting.rows if waiting else ()
    urgent = sum(row.urgency == "now" for row in rows)
    now = timezone.localtime(timezone=space.zone) if space else timezone.localtime()
    context = {
        "title": (
            _("%(greeting)s. This is what needs to be done now")
            if rows
            else _("%(greeting)s. You have nothing to do right now")
        )
        % {"greeting": greeting(str(person), now.hour)},
        "rows": rows,
        "put_off": waiting.put_off if waiting else (),
        "shown": space,
        "lead": _lead(len(rows), urgent),
        "handles_mail": may_handle_mail(request),
        "other_spaces": [
            (known[slug], n)
            for slug, n in counts.items()
            if space is None or slug != space.slug
        ],
    }
    return render(request, "config/to_do.html", context)


def _lead(rows: int, urgent: int) -> str:
    if not rows:
        return ""
    if urgent:
        return ngettext(
            "%(n)s thing is urgent.", "%(n)s things are urgent.", urgent
        ) % {"n": urgent}
    return _("Nothing is urgent.")


def _back(space: Space) -> str:
    return f"{reverse('to_do')}?compact={space.slug}"


def _row(request: HttpRequest) -> tuple[Space, ToDo]:
    """Return the row that the address names, of the space that it names.

    Raises:
        Http404: it does not wait for this person.
    """
    space = space_in_view(request)
    if space is None:
        raise Http404
    show_space(request, space)
    waiting = waiting_in(space, person_of(request))
    every = [*waiting.rows, *(row for row, _until in waiting.put_off)]
    key = request.GET.get("row", "")
    found = next((row for row in every if row.key == key), None)
    if found is None:
        raise Http404
    return space, found


@form_page
@login_required
def wait(request: HttpRequest) -> HttpResponse:
    """Put a row off until a day; it comes back then by itself."""
    space, row = _row(request)
    person, today = person_of(request), day_in(space)
    form = WaitForm(
        posted(request),
        today=today,
        initial={"until": today + timedelta(days=_WAIT_DAYS)},
    )

    def act(given: dict[str, Any]) -> str:
        postpone(
            person_uuid=person.uuid,
            key=row.key,
            until=given["until"],
            by=person.actor(),
            space=space.slug,
        )
        messages.success(
            request,
            _("It comes back on %(day)s. Until then it stands at the bottom.")
            % {"day": day(given["until"])},
        )
        return _back(space)

    context = {
        "title": _("Wait until …"),
        "lead": str(row.title),
        "button": _("Let it wait"),
        "back_url": _back(space),
    }
    return answer_form(request, form, context, act)


@require_POST
@login_required
def take_up(request: HttpRequest) -> HttpResponse:
    """Let a row that waits be shown at once again."""
    space, row = _row(request)
    person = person_of(request)
    take_up_again(
        person_uuid=person.uuid, key=row.key, by=person.actor(), space=space.slug
    )
    messages.success(request, _("It waits no more."))
    return redirect(_back(space))
