"""A code book for texts, and which codes the secretariat has given each text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.surveys.models.surveys import Survey

# What the key of code figures that were given out begins with.
CODES = "codes:"


class TextCode(Record):
    """One code of the code book of a survey's question."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="text_codes"
    )
    question_key = models.SlugField(_("question"), max_length=60)
    key = models.SlugField(_("key"), max_length=60)
    name = LocalTextField(_("name"))
    definition = LocalTextField(_("definition"))
    example = LocalTextField(_("example"))
    place = models.PositiveSmallIntegerField(_("place"))

    kept = record("Says what a code means.", public=False)

    class Meta:
        verbose_name = _("code of a code book")
        ordering = ["survey", "question_key", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question_key", "key"], name="text_code_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or self.key


class CodedText(Record):
    """That a text has been coded: with some codes, or with none that fits.

    Which text is told by its mark, as of ``ReadText``.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="coded_texts"
    )
    question_key = models.SlugField(_("question"), max_length=60)
    mark = models.CharField(_("mark of the text"), max_length=32)
    codes = models.JSONField(_("codes"), default=list, blank=True)

    kept = record("Counts what the texts are about.", public=False)

    class Meta:
        verbose_name = _("text coded")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question_key", "mark"], name="text_coded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.question_key}"
