"""Interviews beside a survey: what is asked about, what was noted, what is quoted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.models import (
    ContentRecord,
    Record,
    StandingQuerySet,
    Withdrawable,
)
from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.common.texts import LocalTextField
from overens.surveys.models.surveys import Survey

# Days; as long as what survey answers say in own words (rules W6 and I7).
NOTES_KEPT = 2 * 365


class InterviewGuide(ContentRecord):
    """How the interviews beside a survey are done."""

    survey = models.OneToOneField(
        Survey, on_delete=models.CASCADE, related_name="interview_guide"
    )
    opening = LocalTextField(_("how the interview begins"))
    chosen = LocalTextField(_("how those interviewed were chosen"))

    kept = record("Says how interviews are done, and with whom.", public=False)

    class Meta:
        verbose_name = _("interview guide")

    def __str__(self) -> str:
        return str(self.survey)


class InterviewTheme(ContentRecord):
    """One thing that interviews are about, with follow-up questions.

    Read, coded and released as a survey's question that is answered in own words: its
    ``question`` is what such a question has.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="interview_themes"
    )
    key = models.SlugField(_("key"), max_length=60)
    title = LocalTextField(_("theme"))
    instruction = LocalTextField(_("follow-up questions"))
    finding = LocalTextField(_("what the interviews say"))
    place = models.PositiveSmallIntegerField(_("place"))

    kind = "text"
    own_text = False

    kept = record("Says what interviews are about, and what they came to.")

    class Meta:
        verbose_name = _("theme of interviews")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="interview_theme_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def question(self) -> InterviewTheme:
        """Return itself, which has what a question has: title, instruction, kind."""
        return self


class Interview(Record):
    """One conversation: a role, never a name, and what was noted theme by theme.

    ``notes`` is ``{theme key: text}``; a paragraph of it is one text (rule I3).
    ``promise`` is what the person was told before they agreed.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="interviews"
    )
    role = LocalTextField(_("role of the one interviewed"))
    day = models.DateField(_("day"))
    promise = LocalTextField(_("what the person was told"))
    notes = models.JSONField(_("what was noted"), default=dict, blank=True)

    kept = record(
        "Says how many were interviewed.",
        public=False,
        role=personal(
            "Says in which role somebody was interviewed, without a name.",
            basis=PUBLIC_TASK,
            retention="as long as the survey's results are shown",
            public=True,
        ),
        notes=personal(
            "Holds what somebody said, until it is coded and quoted.",
            basis=PUBLIC_TASK,
            retention="two years after the interview",
        ),
    )
    forgets = (Forgets("day", NOTES_KEPT, {"notes": {}}),)

    class Meta:
        verbose_name = _("interview")
        ordering = ["survey", "day", "id"]

    def __str__(self) -> str:
        return str(self.role)


class InterviewQuoteQuerySet(StandingQuerySet["InterviewQuote"]):
    """Reads of quotations from interviews."""


class InterviewQuote(Record, Withdrawable):
    """A passage of an interview that somebody has read and released for showing.

    The interview says whose role stands beside it where that may be told, and which
    passages go when somebody takes back what they said.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="interview_quotes"
    )
    interview = models.ForeignKey(
        Interview,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quotes",
    )
    question_key = models.SlugField(_("theme"), max_length=60)
    mark = models.CharField(_("mark of the text"), max_length=32, blank=True)
    text = LocalTextField(_("text as released"))
    place = models.PositiveIntegerField(_("place"))

    objects = InterviewQuoteQuerySet.as_manager()

    kept = record(
        "Shows what was said in interviews, after somebody has read it.",
        text=personal(
            "Shows what somebody said in their own words, without a name.",
            basis=PUBLIC_TASK,
            retention="as long as the survey's results are shown",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("quotation from an interview")
        ordering = ["question_key", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question_key", "mark"],
                condition=models.Q(withdrawn_at=None),
                name="interview_quoted_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]
