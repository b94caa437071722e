"""The yearly follow-up: made from the year's rows, approved, then frozen."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.models import ContentRecord, StandingQuerySet, Withdrawable
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.followups.rules import STATUSES
from overens.governance.models import Decision


def status_choices() -> list[tuple[str, Any]]:
    """Return draft, approved, published."""
    return [(key, _(label)) for key, label in STATUSES.items()]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Reads of follow-ups."""

    def of(self, space: Space) -> Self:
        """Return a space's follow-ups, the latest year first."""
        return self.filter(space=space).order_by("-year")

    def published(self) -> Self:
        """Return those that anyone may read."""
        return self.filter(status="published")


class FollowUp(ContentRecord):
    """One year's follow-up of a compact.

    ``report`` is what is shown: counted from the year's rows in both languages, once a
    day and whenever somebody asks while it is a draft, never again once published.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="followups")
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(
        _("status"), max_length=12, choices=status_choices, default="draft"
    )
    introduction = LocalTextField(_("the parties' own introduction"))
    conclusions = LocalTextField(_("the parties' own conclusions"))
    approved_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(_("published"), null=True, blank=True)
    # {"sv": the report as queries.stored writes it, "en": …}; empty until counted.
    report = models.JSONField(_("figures"), default=dict, blank=True)
    counted_at = models.DateTimeField(_("counted"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    kept = record("Shows once a year what became of what was agreed.")

    class Meta:
        verbose_name = _("follow-up")
        ordering = ["space", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "year"], name="one_followup_a_year"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(published_on__isnull=False),
                name="published_followup_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space} {self.year}"

    def get_absolute_url(self) -> str:
        """Return the follow-up's page."""
        return reverse("followups:followup", args=[self.space.slug, self.year])


class CorrectionQuerySet(StandingQuerySet["Correction"]):
    """Reads of corrections."""

    def of(self, followup: FollowUp) -> Self:
        """Return those that stand for a follow-up, the oldest first."""
        return self.standing().filter(followup=followup).order_by("day", "id")


class Correction(ContentRecord, Withdrawable):
    """What a published follow-up says that turned out to be wrong, and what is right.

    The follow-up is never changed (F5): the correction stands beside it, wherever it
    is shown. One entered by mistake is withdrawn, and can be put back.
    """

    followup = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="corrections"
    )
    day = models.DateField(_("day of the correction"))
    said = LocalTextField(_("what it said"))
    correct = LocalTextField(_("what is right"))
    why = LocalTextField(_("why it was wrong"))

    objects = CorrectionQuerySet.as_manager()

    kept = record("Says what was found wrong after a follow-up was published.")

    class Meta:
        verbose_name = _("correction")
        ordering = ["followup", "day", "id"]

    def __str__(self) -> str:
        return f"{self.followup} {self.day}"
