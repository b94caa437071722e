"""What has been given out of a survey that was not answered openly."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import record
from overens.surveys.models.surveys import Survey

# The key of the figures of all questions by themselves.
QUESTIONS = "questions"

# The key of how many answered of each group of the frame.
GROUPS = "groups"


class Release(Record):
    """Figures given out once: as shown, and as facts for the ledger.

    Never changed and never taken back: what somebody has read stays read. Every door
    shows what stands here, whatever answers come in later.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="releases"
    )
    key = models.CharField(_("which figures"), max_length=130)
    figures = models.JSONField(_("figures as shown"), default=dict)
    facts = models.JSONField(_("what they tell, as facts to add up"), default=list)

    kept = record(
        "Shows the same figures to everyone, and weighs new ones against them.",
        public=False,
    )

    class Meta:
        verbose_name = _("figures given out")
        ordering = ["survey", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="figures_given_out_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.key}"


def table_key(rows: str, columns: str) -> str:
    """Return the key of two questions crossed, whichever of them lies down."""
    return "*".join(sorted((rows, columns)))
