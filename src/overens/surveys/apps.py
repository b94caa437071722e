"""The column ``surveys`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Registers the column."""

    name = "overens.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
