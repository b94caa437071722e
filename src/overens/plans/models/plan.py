"""The action plan: its time, theme, focus and target picture."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.dates import Period
from overens.common.models import ContentRecord, StandingQuerySet, Withdrawable
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.compacts.models import Principle
from overens.governance.models import Decision


class ActionPlanQuerySet(StandingQuerySet["ActionPlan"]):
    """Reads of plans."""

    def of(self, space: Space) -> Self:
        """Return a space's standing plans, the latest first."""
        return self.filter(space=space, withdrawn_at=None).order_by(
            F("year").desc(nulls_last=True), "-first_day", "-id"
        )

    def running_on(self, day: date) -> Self:
        """Return the plans whose days hold the day, and that are followed here."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
            withdrawn_at=None,
            is_followed=True,
        )


class ActionPlan(ContentRecord, Withdrawable):
    """What the parties do for a time. Withdrawn with a reason, never deleted."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = LocalTextField(_("title"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    theme_principle = models.ForeignKey(
        Principle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    theme = LocalTextField(_("theme of the year"))
    focus = LocalTextField(_("focus"))
    target_picture = LocalTextField(_("target picture"))
    adopted_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A plan that is only known from a source is shown as it stands there: nobody
    # reports on it here, so nothing is said about how it goes.
    is_followed = models.BooleanField(_("progress is followed here"), default=True)
    source_note = LocalTextField(_("source"))

    objects = ActionPlanQuerySet.as_manager()

    kept = record("Shows what the parties have agreed to do, and when.")

    class Meta:
        verbose_name = _("action plan")
        ordering = ["space", "-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None)
                | Q(last_day=None)
                | Q(last_day__gte=F("first_day")),
                name="plan_ends_on_or_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Return the plan's page."""
        return reverse("plans:plan", args=[self.slug])

    @property
    def days(self) -> Period:
        """The days that the plan runs, either end open where not known."""
        return Period(self.first_day, self.last_day)
