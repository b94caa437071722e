"""The column ``accounts`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the column."""

    name = "overens.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
