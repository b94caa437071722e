"""The column ``grants`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Registers the column."""

    name = "overens.grants"
    label = "grants"
    default_auto_field = "django.db.models.BigAutoField"
