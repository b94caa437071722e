"""A survey: whom it asks about what, in which questions, and what is said of it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.models import ContentRecord, Record, StandingQuerySet, Withdrawable
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.surveys.models.bank import Question
from overens.surveys.rules import (
    FIGURES,
    LEAST_EVER,
    LEAST_PERSONS,
    MARKS,
    MODES,
    REMARK_KINDS,
    check_mode_kept,
)
from overens.surveys.rules.sides import SIDES


def mode_choices() -> list[tuple[str, Any]]:
    """Return open, confidential, anonymous."""
    return [(key, _(label)) for key, label in MODES.items()]


def remark_kind_choices() -> list[tuple[str, Any]]:
    """Return what a remark is for."""
    return [(key, key) for key in REMARK_KINDS]


def side_choices() -> list[tuple[str, Any]]:
    """Return the public sector and civil society."""
    return [(key, _(label)) for key, label in SIDES.items()]


def mark_choices() -> list[tuple[str, Any]]:
    """Return printed, following, chosen."""
    return [(key, _(label)) for key, label in MARKS.items()]


def figure_choices() -> list[tuple[str, Any]]:
    """Return the figures of ours that a printed one can stand beside."""
    return [(key, key) for key in FIGURES]


class SurveyQuerySet(StandingQuerySet["Survey"]):
    """Reads of surveys."""

    def published(self) -> Self:
        """Return those that anyone may know of."""
        return self.filter(published=True, withdrawn_at=None)

    def held(self, survey: Survey) -> Survey:
        """Return a survey as it is now, with its space, held until all is done.

        So that two who act on it at once wait for each other. Within a transaction.
        """
        return (
            self.select_for_update(of=("self",))
            .select_related("space")
            .get(pk=survey.pk)
        )


class Survey(ContentRecord, Withdrawable):
    """A question put to respondents about units, once.

    The promise is what those who answer are told about who sees their answers. The
    mode is never loosened after the first answer. ``contact`` is what offers those who
    have answered to be contacted; empty where it is not offered. ``strata`` names the
    groups of its units by key, in each language. ``other_side`` is the survey that asks
    the other side of the compact the same; the two point at each other.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="surveys")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    mode = models.CharField(_("mode"), max_length=16, choices=mode_choices)
    huvudman = models.CharField(_("huvudman"), max_length=200, blank=True)
    least_persons = models.PositiveSmallIntegerField(
        _("persons that must stand behind a figure"), default=LEAST_PERSONS
    )
    published = models.BooleanField(_("published"), default=False)
    open_frame = models.BooleanField(
        _("each answer brings its own unit"), default=False
    )
    title = LocalTextField(_("title"))
    finding = LocalTextField(_("main finding"))
    introduction = LocalTextField(_("introduction"))
    promise = LocalTextField(_("promise to those who answer"))
    unit = LocalTextField(_("what is counted, one"))
    units = LocalTextField(_("what is counted, several"))
    respondent = LocalTextField(_("who answers, one"))
    respondents = LocalTextField(_("who answers, several"))
    contact = LocalTextField(_("offer to be contacted"))
    voice = LocalTextField(_("whose word the results are"))
    source = LocalTextField(_("source"))
    method = LocalTextField(_("how it was done"))
    strata = models.JSONField(_("names of the groups"), default=dict, blank=True)
    counts = models.JSONField(_("counts from elsewhere"), default=dict, blank=True)
    codes_shown = models.BooleanField(_("texts are counted by code"), default=False)
    interviews_shown = models.BooleanField(
        _("interviews stand in the results"), default=False
    )
    words_forgotten = models.BooleanField(_("own words are forgotten"), default=False)
    side = models.CharField(
        _("which side it asks"), max_length=8, choices=side_choices, blank=True
    )
    other_side = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the same to the other side"),
    )
    submissions_mark = models.CharField(
        _("where the number of sheets comes from"),
        max_length=12,
        choices=mark_choices,
        blank=True,
    )

    objects = SurveyQuerySet.as_manager()

    kept = record("Says what was asked of whom, under which promise.")

    class Meta:
        verbose_name = _("survey")
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1900, year__lte=2200),
                name="survey_year_is_a_year",
            ),
            models.CheckConstraint(
                condition=Q(least_persons__gte=LEAST_EVER),
                name="survey_hides_what_few_answered",
            ),
            models.UniqueConstraint(
                fields=["other_side"], name="survey_has_one_other_side"
            ),
            models.CheckConstraint(
                condition=Q(other_side=None) | ~Q(side=""),
                name="survey_of_two_sides_says_which",
            ),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Save, unless the mode would be another than at opening (rule 40)."""
        fields = options.get("update_fields")
        if self.pk and (fields is None or "mode" in fields):
            for mode in Survey.objects.filter(pk=self.pk).values_list(
                "collection__mode", flat=True
            ):
                check_mode_kept(mode or self.mode, self.mode)
        super().save(*args, **options)

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        """Return the page of its results."""
        return reverse("surveys:results", args=[self.slug])


class Questionnaire(Record):
    """A version of a survey's questions. Answers point to the version they answer.

    ``taken_out`` holds the questions that were taken out while it was made, the last
    one last, so that each can be put back where it stood.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="questionnaires"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    taken_out = models.JSONField(_("questions taken out"), default=list, blank=True)

    kept = record("Says which wording an answer was to.")

    class Meta:
        verbose_name = _("questionnaire")
        ordering = ["survey", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "version"], name="questionnaire_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="questionnaire_version_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.version}"


class QuestionnaireItem(Record):
    """A question's place in a questionnaire, and its heading on the results page.

    ``section`` is a heading above it, where a section begins. ``condition`` is which
    earlier answers it waits for, as ``rules.Condition`` has them. ``marks`` says how
    far its figures can be trusted where they are reconstructed, as
    ``rules.Marks.stored`` writes it; empty where they are simply counted.
    """

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.CASCADE, related_name="items"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="uses"
    )
    key = models.SlugField(_("key in answers"), max_length=60)
    place = models.PositiveSmallIntegerField(_("place"))
    finding = LocalTextField(_("finding"))
    marks = models.JSONField(_("marks of its figures"), default=dict, blank=True)
    section = LocalTextField(_("heading of the section that begins here"))
    condition = models.JSONField(_("asked only if"), default=dict, blank=True)

    kept = record("Puts the questions in order.")

    class Meta:
        verbose_name = _("question in a questionnaire")
        ordering = ["questionnaire", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "key"], name="item_key_once"
            ),
            models.UniqueConstraint(
                fields=["questionnaire", "place"], name="item_place_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Remark(Record):
    """A reservation at a survey or question, or what a promise would have withheld."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="remarks")
    question_key = models.SlugField(_("question"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=remark_kind_choices)
    place = models.PositiveSmallIntegerField(_("place"))
    text = LocalTextField(_("text"))

    kept = record("Says what a reader has to know before believing a figure.")

    class Meta:
        verbose_name = _("remark on a survey")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "place"], name="survey_remark_place_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]


class PrintedFigure(Record):
    """A figure as a source printed it: a quotation, never corrected."""

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="printed_figures"
    )
    question_key = models.SlugField(_("question"), max_length=60, blank=True)
    figure = models.CharField(_("figure"), max_length=24, choices=figure_choices)
    option_keys = models.JSONField(_("options"), default=list, blank=True)
    place = models.PositiveSmallIntegerField(_("place"))
    printed = models.CharField(_("as printed"), max_length=80)
    differs = models.BooleanField(_("differs from ours"), default=False)
    comment = LocalTextField(_("comment"))

    kept = record("Shows what a source printed beside what its answers come to.")

    class Meta:
        verbose_name = _("printed figure")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "place"], name="printed_figure_place_once"
            ),
            models.CheckConstraint(
                condition=~Q(printed=""), name="printed_figure_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(figure="share") | ~Q(option_keys=[]),
                name="printed_share_names_its_option",
            ),
        ]

    def __str__(self) -> str:
        return self.printed
