"""How many organisations there were: one row a month, kept as the register grows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord
from overens.common.personal_data import record


class SectorCount(ContentRecord):
    """How many civil-society organisations a register held, of each status, in a month.

    Counted each day as long as the month goes on; then it stands. Only what was counted
    is here: of the time before the first row nobody knows (rule O43).
    """

    month = models.DateField(_("month, its first day"))
    day = models.DateField(_("counted on"))
    active = models.PositiveIntegerField(_("active"), default=0)
    dormant = models.PositiveIntegerField(_("dormant"), default=0)
    dissolved = models.PositiveIntegerField(_("dissolved"), default=0)
    unknown = models.PositiveIntegerField(_("unknown status"), default=0)
    added = models.PositiveIntegerField(_("new in the register that month"), default=0)

    kept = record("Shows how the register and the sector change over time.")

    class Meta:
        verbose_name = _("count of the sector")
        ordering = ["origin", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "month"], name="sector_count_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.month:%Y-%m}"

    @property
    def in_all(self) -> int:
        """How many there were that were not dissolved."""
        return self.active + self.dormant + self.unknown
