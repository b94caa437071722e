"""The column ``followups`` as Django knows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.apps import AppConfig

from overens.common.daily import Line, register


def _count_drafts(today: date | None) -> Iterator[Line]:
    from overens.followups.actions import count_drafts

    for followup, changed in count_drafts(today=today):
        yield Line(
            f"{followup.space.slug} {followup.year}",
            did=changed,
            why="" if changed else "the figures are as they were",
        )


class FollowupsConfig(AppConfig):
    """Registers the column."""

    name = "overens.followups"
    label = "followups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have drafts counted once a day, after everything else."""
        register("followups.count_drafts", _count_drafts, order=90)
