"""The column ``config`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the column."""

    name = "overens.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"
