"""What others found: their surveys, and their questions beside ours."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.models import ContentRecord, Record
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.surveys.models.surveys import Survey
from overens.surveys.rules.outside import OUTSIDE_GRADES


def grade_choices() -> list[tuple[str, Any]]:
    """Return how alike an outside question can be to ours."""
    return [(key, _(label)) for key, label in OUTSIDE_GRADES.items()]


class OutsideSurvey(ContentRecord):
    """A survey that others did: a quotation, as its source has it."""

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="outside_surveys"
    )
    title = LocalTextField(_("title"))
    done_by = models.CharField(_("who did it"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    asked = LocalTextField(_("whom it asked"))
    source = LocalTextField(_("where its figures stand"))
    url = models.URLField(_("link to the source"), max_length=500, blank=True)
    answered = models.PositiveIntegerField(
        _("how many answered"), null=True, blank=True
    )

    kept = record("Shows what others found beside what we did.")

    class Meta:
        verbose_name = _("outside survey")
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lte=2200),
                name="outside_survey_year_is_a_year",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class OutsideQuestion(Record):
    """A question of an outside survey, beside one of ours.

    ``answers`` is a list of what ``rules.outside.OutsideAnswer.stored`` writes.
    """

    outside = models.ForeignKey(
        OutsideSurvey, on_delete=models.PROTECT, related_name="questions"
    )
    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="outside_questions"
    )
    question_key = models.SlugField(_("question"), max_length=121)
    wording = LocalTextField(_("question as they asked it"))
    grade = models.CharField(_("how alike"), max_length=1, choices=grade_choices)
    note = LocalTextField(_("how it differs from ours"))
    answers = models.JSONField(_("answers as printed"), default=list)

    kept = record("Says how far somebody else's figures can be held against ours.")

    class Meta:
        verbose_name = _("outside question")
        ordering = ["survey", "outside", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outside", "survey", "question_key"],
                name="outside_question_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outside}: {self.question_key}"
