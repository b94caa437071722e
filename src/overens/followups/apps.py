"""The column ``followups`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """Registers the column."""

    name = "overens.followups"
    label = "followups"
    default_auto_field = "django.db.models.BigAutoField"
