"""The column ``plans`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Registers the column."""

    name = "overens.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
