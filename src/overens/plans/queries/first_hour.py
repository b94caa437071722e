"""The plan's step of the first hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.common.formats import number
from overens.compacts.queries.first_hour import Step
from overens.plans.models import ActionPlan


def plan_step(space: Space, day: date) -> Iterator[Step]:
    """Yield the step: paste the action plan. One query."""
    if not space.has_column("plans"):
        return
    standing = Count("measures", filter=Q(measures__withdrawn_at=None))
    plan = ActionPlan.objects.of(space).annotate(standing=standing).first()
    measures: int = plan.standing if plan else 0  # type: ignore[attr-defined]
    yield Step(
        _("Paste the action plan"),
        reverse("plans:plan_import", args=[plan.slug])
        if plan
        else reverse("plans:plan_add", args=[space.slug]),
        measures > 0,
        ngettext("%(n)s measure", "%(n)s measures", measures) % {"n": number(measures)}
        if plan
        else _("Begin with the plan's title and year"),
    )
