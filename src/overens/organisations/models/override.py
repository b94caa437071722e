"""What the secretariat has decided against the district rule, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from overens.accounts.rules import ROLES
from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.organisations.models.organisation import Organisation


class DistrictOverride(Record):
    """A decision that an organisation counts, or not, whatever the rule says (O1).

    Lifted when the rule is to hold again; the row stays.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="overrides"
    )
    is_district = models.BooleanField(_("counts as a district organisation"))
    note = models.CharField(_("why"), max_length=300)
    day = models.DateField(_("decided"))
    by_label = models.CharField(_("decided by"), max_length=200)
    by_role = models.CharField(_("decided as"), max_length=80, blank=True)
    lifted_on = models.DateField(_("lifted"), null=True, blank=True)
    lifted_by = models.CharField(_("lifted by"), max_length=200, blank=True)

    kept = record(
        "Says why an organisation counts otherwise than the rule has it.",
        by_label=personal(
            "Shows those who keep the register who decided.",
            basis=PUBLIC_TASK,
            retention="as long as the register",
        ),
        lifted_by=personal(
            "Shows those who keep the register who let the rule hold again.",
            basis=PUBLIC_TASK,
            retention="as long as the register",
        ),
    )

    class Meta:
        verbose_name = _("decision against the district rule")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(lifted_on=None),
                name="district_override_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.is_district}"

    @property
    def role_in_words(self) -> str:
        """The role in which it was decided, in the reader's language."""
        return translate(ROLES[self.by_role]) if self.by_role in ROLES else ""
