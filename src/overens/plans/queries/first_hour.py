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
from overens.common.models import AuditLine
from overens.compacts.queries.first_hour import Step
from overens.plans.models import ActionPlan


def plan_step(space: Space, day: date) -> Iterator[Step]:
    """Yield the steps: paste the action plan, choose the sender, try. Two queries."""
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
    name, reply_to = space.sender
    yield Step(
        _("Choose who the mails are from"),
        reverse("accounts:sender", args=[space.slug]),
        bool(space.sender_name and space.reply_to),
        _("%(name)s, answers to %(email)s") % {"name": name, "email": reply_to}
        if reply_to
        else _("Nobody gets the answers yet."),
    )
    tested = AuditLine.objects.filter(action="plans.send_test", space=space.slug)
    yield Step(
        _("Send a test to yourself"),
        reverse("plans:ask_test", args=[plan.slug])
        if plan
        else reverse("plans:plan_add", args=[space.slug]),
        tested.exists(),
        _("You see the mail that those responsible get. Nobody else gets it."),
    )
