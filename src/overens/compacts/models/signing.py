"""Who took part in drafting, and who has signed which version."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.common.models import (
    ContentRecord,
    PartialDateField,
    StandingQuerySet,
    Withdrawable,
)
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.compacts.models.compact import Party
from overens.compacts.models.version import CompactVersion
from overens.compacts.rules import SIGNATURE_STATES, SIGNATURE_WAYS
from overens.organisations.models import Organisation


def state_choices() -> list[tuple[str, Any]]:
    """Return signed; declared, awaiting decision."""
    return [(key, _(label)) for key, label in SIGNATURE_STATES.items()]


def way_choices() -> list[tuple[str, Any]]:
    """Return the ways that a signature can come in."""
    return [(key, _(label)) for key, label in SIGNATURE_WAYS.items()]


class Drafting(ContentRecord):
    """An organisation that took part in drafting. That is not a signature."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="draftings"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="draftings"
    )
    source_note = LocalTextField(_("source"))

    kept = record("Tells those who drafted from those who have signed.")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], name="drafting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class SignatureQuerySet(StandingQuerySet["Signature"]):
    """Reads of signatures; the list as of any date goes through here."""

    def signed(self) -> Self:
        """Return those that are signed, not merely declared."""
        return self.standing().filter(state="signed")

    def as_of(self, day: date) -> Self:
        """Return the signatures that stood at the end of a day."""
        return self.filter(
            Q(withdrawn_day=None) | Q(withdrawn_day__gt=day),
            state="signed",
            day__gt="",
            day__lte=day.isoformat(),
        )


class Signature(ContentRecord, Withdrawable):
    """An organisation's consent to one version, as a recorded fact."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signatures"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="signatures"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=state_choices, default="signed"
    )
    day = PartialDateField(_("day"))
    way = models.CharField(_("way"), max_length=16, choices=way_choices, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    contact_role = models.CharField(_("contact, by role"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact, e-mail"), blank=True)
    because = LocalTextField(_("that is why we are in"))
    withdrawn_day = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    kept = record(
        "Says who has agreed to which wording, when and on what evidence.",
        contact_email=personal(
            "Reaches the signatory's contact for the compact.",
            basis=PUBLIC_TASK,
            retention="until the signatory changes it",
        ),
        contact_role=personal(
            "Says whom at the signatory to write to.",
            basis=PUBLIC_TASK,
            retention="until the signatory changes it",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("signature")
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"],
                condition=Q(withdrawn_at=None),
                name="one_standing_signature_a_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"

    def get_absolute_url(self) -> str:
        """Return the list that it stands on."""
        url = reverse("compacts:signatories", args=[self.version.compact.slug])
        return f"{url}?version={self.version.number}"

    @property
    def is_standing(self) -> bool:
        """Whether it is signed and not withdrawn."""
        return self.state == "signed" and self.withdrawn_day is None

    def stood_on(self, day: date, *, otherwise: date | None = None) -> bool:
        """Tell whether it stood at the end of a day.

        Args:
            day: the day that is asked about.
            otherwise: the day that one whose own day nobody knows counts from; left
                out, such a signature stands on no day.
        """
        signed = self.day.earliest or otherwise
        return (
            self.state == "signed"
            and signed is not None
            and signed <= day
            and (self.withdrawn_day is None or self.withdrawn_day > day)
        )


class ConsentRequest(ContentRecord):
    """That an organisation was asked to sign a version, and what it has said so far.

    A new version asks every signatory of the one before. ``is_closed`` when there is
    nobody left to ask, or another speaks for it now.
    """

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="consent_requests"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="consent_requests"
    )
    asked_day = PartialDateField(_("asked"))
    reminded_days = models.JSONField(_("reminded"), default=list)
    awaits = LocalTextField(_("what it awaits"))
    why = LocalTextField(_("what it has said"))
    is_closed = models.BooleanField(_("no longer asked"), default=False)

    kept = record("Shows who has been asked to sign, and what they wait for.")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], name="asked_once_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.version}"
