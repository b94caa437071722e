"""The report of a survey: what is written of its figures, and each printing of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord, Record
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.surveys.models.surveys import Survey


class Report(ContentRecord):
    """What is written around a survey's figures; changed until it is published again.

    Figures in the texts are bound: ``{question:option}``, as ``rules.bound`` reads
    them. ``analyses`` is ``{question key: {"sv": text, "en": text}}``. ``beside`` is
    what is to stand beside the figures, as ``{part: {"sv": text, "en": text}}``, of the
    parts that are written here: with the next edition it is put where it is shown.
    """

    survey = models.OneToOneField(
        Survey, on_delete=models.PROTECT, related_name="report"
    )
    summary = LocalTextField(_("summary"))
    introduction = LocalTextField(_("introduction"))
    background = LocalTextField(_("background"))
    analyses = models.JSONField(_("analyses"), default=dict, blank=True)
    conclusions = LocalTextField(_("conclusions"))
    beside = models.JSONField(_("beside the figures"), default=dict, blank=True)

    kept = record("Says in words what the figures of a survey show.", public=False)

    class Meta:
        verbose_name = _("report of a survey")

    def __str__(self) -> str:
        return str(self.survey)


class ReportEdition(Record):
    """A report as it was published: never changed, whatever is answered later.

    ``content`` is the document in each language, as ``documents.stored`` writes it.
    ``corrected`` says what an earlier edition had wrong; the first has nothing there.
    """

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveSmallIntegerField(_("edition"))
    published_on = models.DateField(_("published"))
    content = models.JSONField(_("the report as published"), default=dict)
    corrected = LocalTextField(_("what was corrected, and why"))

    kept = record("Shows the report as it was published, and what was corrected.")

    class Meta:
        verbose_name = _("edition of a survey's report")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="report_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="report_edition_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of this edition."""
        return reverse(
            "surveys:report_edition", args=[self.report.survey.slug, self.number]
        )
