"""The collecting of a survey's answers, and those who are invited to give them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.surveys.models.frames import FrameRespondent
from overens.surveys.models.surveys import Survey, mode_choices
from overens.surveys.rules import COLLECTION_STATES, TAKEN_IN


def collection_states() -> list[tuple[str, Any]]:
    """Return how far collecting has come."""
    return [(key, _(label)) for key, label in COLLECTION_STATES.items()]


class Collection(Record):
    """A survey's answers being taken in by personal links; a survey without is a draft.

    Mode and promise are what they were at opening. The answers lie in a ballot
    (``common.ballots``) until it is closed, and nobody sees any before that. Who has
    answered is shown several at a time; of a closed one that is not kept.
    """

    survey = models.OneToOneField(
        Survey, on_delete=models.PROTECT, related_name="collection"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=collection_states, default=TAKEN_IN
    )
    mode = models.CharField(_("mode"), max_length=16, choices=mode_choices)
    promise = LocalTextField(_("promise to those who answer"))
    closes_at = models.DateTimeField(_("closes"))
    ballot = models.UUIDField(_("ballot"), unique=True)
    shown_answered = models.JSONField(
        _("those shown as having answered"), default=list, blank=True
    )

    kept = record("Says until when answers are taken in.", public=False)

    class Meta:
        verbose_name = _("collecting of answers")

    def __str__(self) -> str:
        return str(self.survey)


class Invitation(Record):
    """That somebody is asked, and what of their place is kept with their answer.

    The frame as it was at opening. The token's hash says whether the link has been
    used, never when; it goes at closing, with the address.
    """

    respondent = models.OneToOneField(
        FrameRespondent, on_delete=models.PROTECT, related_name="invitation"
    )
    stratum = models.SlugField(_("stratum"), max_length=60, blank=True)
    unit_count = models.PositiveSmallIntegerField(_("number of units"))
    address = models.EmailField(_("e-mail"), blank=True)
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, blank=True)
    mailed_at = models.DateTimeField(_("latest letter"), null=True, blank=True)
    letters = models.PositiveSmallIntegerField(_("letters"), default=0)
    declined_why = models.TextField(_("why they declined"), blank=True)

    kept = record(
        "Asks each once, and reminds only those who have not answered.",
        public=False,
        address=personal(
            "Reaches the one who is asked.",
            basis=PUBLIC_TASK,
            retention="until the survey closes",
        ),
        declined_why=personal(
            "Lets those who run the survey understand why somebody declined.",
            basis=PUBLIC_TASK,
            retention="two years after the survey",
        ),
    )

    class Meta:
        verbose_name = _("invitation to a survey")
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                condition=~Q(token_hash=""),
                name="one_invitation_a_token",
            ),
            models.CheckConstraint(
                condition=Q(unit_count__gte=1), name="invited_for_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.respondent)
