"""Finds what an address names, and what every page of a plan needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, has_right, with_column
from overens.accounts.rules import EDIT_PLAN
from overens.common.models import Redirect
from overens.plans.models import ActionPlan, Measure


class Moved(Exception):
    """The address has been changed; ``slug`` is the present one."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(slug)


def find_plan(request: HttpRequest, slug: str) -> ActionPlan:
    """Return the plan of an address, and set the page's space.

    Raises:
        Http404: there is no such plan, it is withdrawn, or plans are switched off.
        Moved: the plan has another address now.
    """
    plan = (
        ActionPlan.objects.select_related(
            "space", "theme_principle__version__compact", "adopted_by__space"
        )
        .filter(slug=slug, withdrawn_at=None)
        .first()
    )
    if plan is None:
        moved = Redirect.objects.filter(
            kind=ActionPlan._meta.label, old_slug=slug
        ).first()
        there = moved and ActionPlan.objects.filter(uuid=moved.uuid).first()
        if there:
            raise Moved(there.slug)
        raise Http404
    with_column(request, plan.space, "plans")
    return plan


def find_measure(request: HttpRequest, slug: str, measure: str) -> Measure:
    """Return the measure of an address, with all that its page names.

    Raises:
        Http404: there is no such measure, or plans are switched off.
    """
    found = (
        Measure.objects.standing()
        .for_page()
        .filter(plan__slug=slug, slug=measure)
        .first()
    )
    if found is None:
        raise Http404
    with_column(request, found.plan.space, "plans")
    return found


def may_edit(request: HttpRequest, space: Space, today: date) -> bool:
    """Tell whether whoever reads the page may edit the space's plans."""
    reader = request.user
    if not isinstance(reader, Person):
        return False
    return has_right(reader, EDIT_PLAN, space, today)


def today_in(space: Space) -> date:
    """Return today by the space's own clock."""
    return day_in(space)


def plans_url(space: Space) -> str:
    """Return the list of a space's plans."""
    url = reverse("plans:plans")
    return url if space.slug == settings.FRONT_SPACE else f"{url}?compact={space.slug}"


def crumbs_of(plan: ActionPlan, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way to a plan's page and on from it."""
    return [
        (_("Action plans"), plans_url(plan.space)),
        (str(plan), plan.get_absolute_url()),
        *more,
    ]


def task_context(plan: ActionPlan, title: str, back_url: str) -> dict[str, Any]:
    """Return what a page with one form needs besides the form."""
    return {"title": title, "plan": plan, "back_url": back_url, "cancel_url": back_url}
