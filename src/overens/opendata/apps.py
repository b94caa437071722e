"""The column ``opendata`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """Registers the column."""

    name = "overens.opendata"
    label = "opendata"
    default_auto_field = "django.db.models.BigAutoField"
