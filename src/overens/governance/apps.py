"""The column ``governance`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers the column."""

    name = "overens.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the places of earlier columns."""
        from overens.governance.queries.waiting import fill_places

        fill_places()
