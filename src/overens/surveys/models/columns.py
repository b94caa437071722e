"""An open survey's answers once more, laid out to be counted quickly."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.surveys.models.surveys import Survey


class AnswerColumns(models.Model):
    """The answers as columns (``rules.columns``); the sheets are what is true.

    Whatever is written in a survey's sheets, by whomever, empties the columns in the
    same transaction and counts ``revision`` up (``common.handmade_sql.answers``). Who
    lays them out keeps them only if the revision is still the one it began from. So
    there are never columns of other answers than those that stand, and a sheet that is
    taken away is in no column either.

    Only of surveys that were answered openly: of others figures are given out once, and
    nothing else is made of their answers.
    """

    survey = models.OneToOneField(
        Survey, on_delete=models.CASCADE, primary_key=True, related_name="columns"
    )
    revision = models.PositiveBigIntegerField(_("revision"), db_default=0)
    made_of = models.CharField(
        _("questions laid out"), max_length=64, db_default="", blank=True
    )
    layout = models.JSONField(_("what lies where"), null=True, blank=True)
    data = models.BinaryField(_("columns"), null=True, blank=True)

    kept = record(
        "Counts very many answers without reading each sheet.",
        public=False,
        layout=personal(
            "Says which answers there are to each question, without own words.",
            basis=PUBLIC_TASK,
            retention="as long as the answer sheets that it is made of",
        ),
        data=personal(
            "Counts very many answers without reading each sheet.",
            basis=PUBLIC_TASK,
            retention="as long as the answer sheets that it is made of",
        ),
    )

    class Meta:
        verbose_name = _("answers in columns")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.revision}"
