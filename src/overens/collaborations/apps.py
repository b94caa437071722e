"""The column ``collaborations`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CollaborationsConfig(AppConfig):
    """Registers the column."""

    name = "overens.collaborations"
    label = "collaborations"
    default_auto_field = "django.db.models.BigAutoField"
