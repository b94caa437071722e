"""Answer sheets, the units they cover, and the texts that may be shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record, StandingQuerySet, Withdrawable
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.surveys.models.frames import FrameRespondent, FrameUnit
from overens.surveys.models.surveys import Questionnaire, Survey


class AnswerSheetQuerySet(StandingQuerySet["AnswerSheet"]):
    """Reads of answer sheets."""


class AnswerSheet(Record, Withdrawable):
    """One submission, for one unit or pooled for several.

    ``answers`` is ``{question key: value}``, the values as ``rules.questions`` says for
    each kind; of a question with rows ``{question.row: value}``. Never changed;
    withdrawn with a reason. In an open frame there is no respondent and no unit row:
    the sheet stands for ``unit_count`` units of its own. Nor is there when the answer
    was promised to be nobody's: its row came to be at closing, in an order that tells
    nothing.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="sheets"
    )
    respondent = models.ForeignKey(
        FrameRespondent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
    )
    answers = models.JSONField(_("answers"), default=dict)
    # The same for those of one person who gave several, where no respondent is kept:
    # persons are counted, and nobody is told.
    giver = models.UUIDField(_("same giver"), null=True, blank=True, db_index=True)
    unit_count = models.PositiveIntegerField(_("number of units"))
    pooled = models.BooleanField(_("pooled answer"), default=False)
    stratum = models.SlugField(_("stratum"), max_length=60, blank=True)
    promise = LocalTextField(_("what was promised"))

    objects = AnswerSheetQuerySet.as_manager()

    kept = record(
        "Keeps what was answered, for which units.",
        public=False,
        answers=personal(
            "Counts the answers; own words are shown only when released.",
            basis=PUBLIC_TASK,
            retention="two years after the survey, then the counts alone",
        ),
        respondent=personal(
            "Counts persons apart from units, and lets an answer be withdrawn.",
            basis=PUBLIC_TASK,
            retention="two years after the survey",
        ),
    )

    class Meta:
        verbose_name = _("answer sheet")
        ordering = ["survey", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_count__gte=1), name="sheet_answers_for_something"
            ),
            models.CheckConstraint(
                condition=Q(pooled=False, unit_count=1)
                | Q(pooled=True, unit_count__gte=2),
                name="sheet_is_pooled_when_for_several",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey.slug} {self.pk}"


class SheetUnit(Record):
    """A unit that a sheet answers for. A unit has one standing answer at most."""

    sheet = models.ForeignKey(
        AnswerSheet, on_delete=models.CASCADE, related_name="sheet_units"
    )
    unit = models.ForeignKey(
        FrameUnit, on_delete=models.PROTECT, related_name="sheet_units"
    )
    stands = models.BooleanField(_("stands"), default=True)

    kept = record("Says what a sheet answers for.", public=False)

    class Meta:
        verbose_name = _("unit of an answer sheet")
        ordering = ["sheet", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "unit"], name="sheet_unit_once"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(stands=True),
                name="unit_has_one_standing_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.unit_id}"


class ReleasedTextQuerySet(StandingQuerySet["ReleasedText"]):
    """Reads of released texts."""


class ReleasedText(Record, Withdrawable):
    """A text that somebody has read and released for showing.

    Without a sheet it is known from print alone, and nobody knows whose it is. Its
    place is its own: nothing tells which of one question's texts was written by the
    person behind one of another's. Withdrawn after publication it is emptied, and tied
    to no sheet any more; that it was there, and why it went, is told (rule W5).
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="released_texts"
    )
    sheet = models.ForeignKey(
        AnswerSheet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="released_texts",
    )
    question_key = models.SlugField(_("question"), max_length=60)
    text = LocalTextField(_("text as released"))
    place = models.PositiveIntegerField(_("place"))

    objects = ReleasedTextQuerySet.as_manager()

    kept = record(
        "Shows what was said in people's own words, after somebody has read it.",
        text=personal(
            "Shows an answer in its own words, without its giver.",
            basis=PUBLIC_TASK,
            retention="as long as the survey's results are shown",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("released text")
        ordering = ["question_key", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "question_key"], name="one_released_text_an_answer"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]


class ReadText(Record):
    """That somebody has read a text and left it: it is not shown.

    Which text is told by a mark that nobody can turn back into it. A text that is
    released has its ``ReleasedText`` instead.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="read_texts"
    )
    question_key = models.SlugField(_("question"), max_length=60)
    mark = models.CharField(_("mark of the text"), max_length=32)

    kept = record("Says which texts have been read and left.", public=False)

    class Meta:
        verbose_name = _("text read")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question_key", "mark"], name="text_read_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.question_key}"
