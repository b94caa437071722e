"""The column ``governance`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers the column."""

    name = "overens.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
