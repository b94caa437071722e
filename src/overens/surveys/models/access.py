"""That somebody asks for answers one by one, and what another person says to it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person
from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.surveys.models.surveys import Survey
from overens.surveys.rules.access import (
    ACCESS_STATES,
    ASKED,
    LONGEST_REASON,
    is_open_now,
)


def access_states() -> list[tuple[str, Any]]:
    """Return how far a request has come."""
    return [(key, _(label)) for key, label in ACCESS_STATES.items()]


class AnswersRequest(Record):
    """A request for a confidential survey's answers one by one. Never taken away.

    Whoever asks is never whoever decides; the database holds to it too.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="answers_requests"
    )
    reason = models.TextField(
        _("what the rows are needed for"), max_length=LONGEST_REASON
    )
    state = models.CharField(
        _("state"), max_length=8, choices=access_states, default=ASKED
    )
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="answers_asked_for"
    )
    decided_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers_decided_on",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    said = models.TextField(
        _("what whoever decided says"), max_length=LONGEST_REASON, blank=True
    )
    until = models.DateTimeField(_("can be fetched until"), null=True, blank=True)
    fetched = models.PositiveIntegerField(_("times fetched"), default=0)
    # A no waits among what to do until whoever asked has read it.
    no_is_read = models.BooleanField(_("the no is read"), default=False)

    kept = record(
        "Shows who has had answers one by one, why, and who agreed.",
        public=False,
        asked_by=personal(
            "Shows who has had answers one by one.",
            basis=PUBLIC_TASK,
            retention="as long as the survey",
        ),
        decided_by=personal(
            "Shows who agreed that answers were taken out one by one.",
            basis=PUBLIC_TASK,
            retention="as long as the survey",
        ),
    )

    class Meta:
        verbose_name = _("request for answers one by one")
        ordering = ["survey", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_agrees_with_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.asked_by_id}"

    @property
    def is_open(self) -> bool:
        """Whether the rows can be fetched now."""
        return is_open_now(self.state, self.until, timezone.now())
