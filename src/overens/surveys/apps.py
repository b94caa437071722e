"""The column ``surveys`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Registers the column, and its part on the compact's page."""

    name = "overens.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of earlier columns."""
        from overens.common.slots import fill
        from overens.surveys.queries import surveys_of_compact

        fill(
            "compacts.compact_parts",
            surveys_of_compact,
            part_name="surveys.surveys",
            order=60,
        )
