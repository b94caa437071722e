"""The column ``compacts`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CompactsConfig(AppConfig):
    """Registers the column."""

    name = "overens.compacts"
    label = "compacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the places of earlier columns."""
        from overens.compacts.queries import fill_places

        fill_places()
