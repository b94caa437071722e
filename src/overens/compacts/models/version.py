"""A version of the compact and its texts: passages, principles, goals, commitments."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord, PartialDateField
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.compacts.models.compact import Compact, Party
from overens.compacts.rules import BEGINNINGS, FUNCTIONS
from overens.governance.models import Assignment, Decision


def function_choices() -> list[tuple[str, Any]]:
    """Return voice, service, none named."""
    return [(key, _(label)) for key, label in FUNCTIONS.items()]


def beginning_choices() -> list[tuple[str, Any]]:
    """Return what the first day of a version is the day of."""
    return [(key, _(label)) for key, label in BEGINNINGS.items()]


class CompactVersionQuerySet(models.QuerySet["CompactVersion"]):
    """Reads of versions."""

    def published(self) -> Self:
        """Return those that are, or have been, in force; drafts are left out (C15)."""
        return self.filter(is_draft=False)


class CompactVersion(ContentRecord):
    """One wording of the compact. What is signed is a version, never "the latest"."""

    compact = models.ForeignKey(
        Compact, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = LocalTextField(_("title"))
    valid_from = PartialDateField(_("in force from"))
    valid_to = PartialDateField(_("in force to"))
    # Sources may say only that a compact was launched or adopted, not that it holds.
    beginning = models.CharField(
        _("what happened on the first day"),
        max_length=12,
        choices=beginning_choices,
        default="in force",
    )
    # Until it is put in force: for the secretariat and the space's members only.
    is_draft = models.BooleanField(_("draft"), default=False)
    is_current = models.BooleanField(_("in force now"), default=False)
    adopted_by = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_note = LocalTextField(_("source"))
    # The text's own headings over principles, goals and commitments, by kind.
    headings = models.JSONField(_("headings"), default=dict)
    # Slips of the pen put right after it was in force, the first first:
    # [{"day": "2026-11-28", "sentence": uuid, "before": {"sv": …}, "after": {…}}].
    corrections = models.JSONField(_("corrections of the text"), default=list)

    objects = CompactVersionQuerySet.as_manager()

    kept = record("Keeps each wording that was agreed on.")

    class Meta:
        verbose_name = _("version")
        ordering = ["compact", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["compact", "number"], name="version_number_once"
            ),
            models.UniqueConstraint(
                fields=["compact"],
                condition=models.Q(is_current=True),
                name="one_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compact} {self.number}"

    @property
    def corrected(self) -> list[dict[str, Any]]:
        """The slips that were put right after it was in force, each with its day."""
        return [
            {**each, "day": date.fromisoformat(each["day"])}
            for each in self.corrections
        ]

    def get_absolute_url(self) -> str:
        """Return the compact's page in this wording."""
        return f"{self.compact.get_absolute_url()}?version={self.number}"


class Sentence(ContentRecord):
    """A part of a version that can be followed backwards and forwards."""

    place = models.PositiveSmallIntegerField(_("order"), default=0)
    arises_from = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    arises_from_assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    arises_note = LocalTextField(_("where it came from"))
    source_note = LocalTextField(_("source"))

    class Meta:
        abstract = True
        ordering = ["version", "place", "id"]

    def get_absolute_url(self) -> str:
        """Return the page that follows this sentence."""
        return self.follow_url()

    def follow_url(self) -> str:
        """Return the page that follows this sentence."""
        return reverse(
            "compacts:follow",
            args=[self.version.compact.slug, self.uuid],  # type: ignore[attr-defined]
        )


class Passage(Sentence):
    """A section of the text that is neither principle, goal nor commitment."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="passages"
    )
    heading = LocalTextField(_("heading"))
    text = LocalTextField(_("text"))
    level = models.PositiveSmallIntegerField(_("level of the heading"), default=2)

    kept = record("Keeps the compact's wording.")

    class Meta(Sentence.Meta):
        verbose_name = _("passage")

    def __str__(self) -> str:
        return str(self.heading) or str(self.text)[:60]


class Principle(Sentence):
    """One of the principles; themes, measures and follow-ups point to it by key."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="principles"
    )
    key = models.SlugField(_("key"), max_length=80)
    name = LocalTextField(_("name"))
    meaning = LocalTextField(_("what it means"))

    kept = record("Keeps the principles that all else is held against.")

    class Meta(Sentence.Meta):
        verbose_name = _("principle")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="principle_key_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Goal(Sentence):
    """A goal with the function it speaks of: civil society's voice, or its service."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="goals"
    )
    name = LocalTextField(_("name"))
    text = LocalTextField(_("text"))
    function = models.CharField(
        _("function"), max_length=8, choices=function_choices, blank=True
    )

    kept = record("Keeps what the compact is to lead to.")

    class Meta(Sentence.Meta):
        verbose_name = _("goal")

    def __str__(self) -> str:
        return str(self.name) or str(self.text)[:60]


class Commitment(Sentence):
    """What a party has committed itself to, or all of them together."""

    version = models.ForeignKey(
        CompactVersion, on_delete=models.PROTECT, related_name="commitments"
    )
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
    )
    key = models.SlugField(_("key"), max_length=80)
    text = LocalTextField(_("text"))

    kept = record("Keeps who has committed to what.")

    class Meta(Sentence.Meta):
        verbose_name = _("commitment")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="commitment_key_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
