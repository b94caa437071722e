"""The column ``organisations`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Registers the column."""

    name = "overens.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
