"""The column ``dialogues`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    """Registers the column."""

    name = "overens.dialogues"
    label = "dialogues"
    default_auto_field = "django.db.models.BigAutoField"
