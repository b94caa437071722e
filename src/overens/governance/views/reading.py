"""What everyone may read: groups with their seats, and the trail of decisions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, has_right, spaces_shown, with_column
from overens.accounts.rules import EDIT_GROUPS, READ_GROUP_PAPERS
from overens.common.templatetags.house import space_url
from overens.governance.models import Group, Meeting
from overens.governance.queries import (
    followed_from,
    group_view,
    groups_of,
    sides_of,
    trail_of,
    with_holders,
)


def may(request: HttpRequest, deed: str, space: Space) -> bool:
    """Tell whether the reader may do a deed in the space today."""
    person = request.user
    return isinstance(person, Person) and has_right(person, deed, space, day_in(space))


def space_with_groups(request: HttpRequest, slug: str) -> Space:
    """Return the space of that address, when groups and decisions are shown there.

    Its name is that of the compact, which a draft's own people alone may know.
    """
    return with_column(request, spaces_shown(request).get(slug), "governance")


def _compact_crumb(space: Space) -> tuple[str, str]:
    """The compact that groups and decisions belong to, as the first of the way here."""
    return str(space.name), space_url(space)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """List the groups of the compact in view, each drawn small."""
    spaces = [
        space
        for _slug, space in sorted(spaces_shown(request).items())
        if space.has_column("governance")
    ]
    by_slug = {space.slug: space for space in spaces}
    asked = request.GET.get("compact", settings.FRONT_SPACE)
    if "compact" in request.GET and asked not in by_slug:
        with_column(request, spaces_shown(request).get(asked), "governance")
    space = by_slug.get(asked) or next(iter(spaces), None)
    context: dict[str, Any] = {
        "title": _("Groups"),
        "others": [other for other in spaces if other != space],
        "rows": [],
    }
    if space is not None:
        request.space = space  # type: ignore[attr-defined]
        context |= {
            "shown": space,
            "rows": groups_of(space, today=day_in(space)),
            "may_edit": may(request, EDIT_GROUPS, space),
        }
    return render(request, "governance/groups.html", context)


@require_safe
def group(request: HttpRequest, space: str, slug: str) -> HttpResponse:
    """Show a group: seats by side, terms, warnings, meetings, source."""
    shown = space_with_groups(request, space)
    found = get_object_or_404(
        Group.objects.select_related("space", "prepares_for__space"),
        space=shown,
        slug=slug,
    )
    request.space = shown  # type: ignore[attr-defined]
    every = with_holders(shown)
    seats = [seat for seat in every if seat.group_id == found.pk]
    today = day_in(shown)
    context = {
        "title": str(found.name),
        "shown": shown,
        "view": group_view(found, seats, today=today, sides=sides_of(every)),
        "prepared_by": list(found.prepared_by.select_related("space").order_by("id")),
        "meetings": list(Meeting.objects.filter(group=found).order_by("-day", "-id")),
        "today": today,
        "may_edit": may(request, EDIT_GROUPS, shown),
        "may_read_papers": may(request, READ_GROUP_PAPERS, shown),
        "breadcrumbs": [
            _compact_crumb(shown),
            (_("Groups"), f"{reverse('governance:groups')}?compact={shown.slug}"),
            (str(found.name), ""),
        ],
    }
    return render(request, "governance/group.html", context)


@require_safe
def trail(request: HttpRequest, space: str) -> HttpResponse:
    """Show the decisions that the compact rests on, in order, holes as holes."""
    shown = space_with_groups(request, space)
    request.space = shown  # type: ignore[attr-defined]
    context = {
        "title": _("The trail of decisions"),
        "breadcrumbs": [_compact_crumb(shown), (_("The trail of decisions"), "")],
        "shown": shown,
        "rows": trail_of(shown, today=day_in(shown)),
        "may_edit": may(request, EDIT_GROUPS, shown),
    }
    return render(request, "governance/trail.html", context)


@require_safe
def decision(request: HttpRequest, space: str, slug: str) -> HttpResponse:
    """Show one decision: what it rested on, what it asked for and what followed."""
    shown = space_with_groups(request, space)
    request.space = shown  # type: ignore[attr-defined]
    rows = trail_of(shown, today=day_in(shown))
    row = next((row for row in rows if row.decision.slug == slug), None)
    if row is None:
        raise Http404
    context = {
        "title": str(row.decision.title),
        "shown": shown,
        "row": row,
        "followed": followed_from(row.decision),
        "answers": [
            answered
            for other in rows
            for answered in other.assignments
            if answered.assignment.answered_by_id == row.decision.pk
        ],
        "may_edit": may(request, EDIT_GROUPS, shown),
        "breadcrumbs": [
            _compact_crumb(shown),
            (_("The trail of decisions"), reverse("governance:trail", args=[space])),
            (str(row.decision.title), ""),
        ],
    }
    return render(request, "governance/decision.html", context)
