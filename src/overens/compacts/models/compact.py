"""A compact, its parties, and the steering documents that it starts from."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.models import ContentRecord, PartialDateField
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.compacts.rules import COMPACT_STATUSES, SIDES
from overens.organisations.models import Organisation


def status_choices() -> list[tuple[str, Any]]:
    """Return what a compact can be: drafting, in force …"""
    return [(key, _(label)) for key, label in COMPACT_STATUSES.items()]


def side_choices() -> list[tuple[str, Any]]:
    """Return the public sector, civil society."""
    return [(key, _(label)) for key, label in SIDES.items()]


class CompactQuerySet(models.QuerySet["Compact"]):
    """Reads of compacts."""

    def with_space(self) -> Self:
        """Return compacts with their space read along."""
        return self.select_related("space")

    def published(self) -> Self:
        """Return compacts of which some version is, or has been, in force (C15)."""
        return self.filter(versions__is_draft=False).distinct()


class Compact(ContentRecord):
    """What has been agreed between the parties. One to one with its space."""

    space = models.OneToOneField(
        Space, on_delete=models.PROTECT, related_name="compact"
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = LocalTextField(_("name"))
    short_name = LocalTextField(_("short name"))
    lead = LocalTextField(_("in two sentences"))
    in_short = LocalTextField(_("in short, one point a line"))
    level = models.CharField(_("level"), max_length=20, default="regional", blank=True)
    area_name = LocalTextField(_("area"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="local"
    )
    status = models.CharField(
        _("status"), max_length=12, choices=status_choices, default="drafting"
    )
    ended_why = LocalTextField(_("why it ended"))
    began = PartialDateField(_("work began"))
    secretariat = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True
    )
    principle_years = models.PositiveSmallIntegerField(
        _("principles are reviewed every (years)"), null=True, blank=True
    )
    commitment_years = models.PositiveSmallIntegerField(
        _("commitments are reviewed every (years)"), null=True, blank=True
    )
    measure_years = models.PositiveSmallIntegerField(
        _("measures are reviewed every (years)"), null=True, blank=True
    )
    source_note = LocalTextField(_("source"))
    # What the sources do not say: [{"about": "principles", "text": …, "note": …}].
    holes = models.JSONField(_("what the sources do not say"), default=list)

    objects = CompactQuerySet.as_manager()

    kept = record("Says what has been agreed, between whom, and since when.")

    class Meta:
        verbose_name = _("compact")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Return the compact's page."""
        return reverse("compacts:compact", args=[self.slug])


class Party(ContentRecord):
    """A side of the compact as a collective: a region, civil society, a board."""

    compact = models.ForeignKey(
        Compact, on_delete=models.PROTECT, related_name="parties"
    )
    key = models.SlugField(_("key"), max_length=40)
    name = LocalTextField(_("name"))
    side = models.CharField(_("side"), max_length=8, choices=side_choices)
    motive = LocalTextField(_("motive, in its own words"))
    since_version = models.PositiveSmallIntegerField(_("since version"), default=1)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    source_note = LocalTextField(_("source"))

    kept = record("Says which sides have agreed, and why.")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["compact", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["compact", "key"], name="party_key_once")
        ]

    def __str__(self) -> str:
        return str(self.name)


class SteeringDocument(ContentRecord):
    """A strategy or plan that the compact starts from: owner and period."""

    compact = models.ForeignKey(
        Compact, on_delete=models.PROTECT, related_name="steering_documents"
    )
    name = LocalTextField(_("name"))
    owner_name = LocalTextField(_("owner"))
    period = models.CharField(_("period"), max_length=20, blank=True)
    source_note = LocalTextField(_("source"))

    kept = record("Says what the compact is to serve.")

    class Meta:
        ordering = ["compact", "id"]

    def __str__(self) -> str:
        return str(self.name)
