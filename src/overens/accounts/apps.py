"""The column ``accounts`` as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the column, and what it keeps about a person."""

    name = "overens.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the slots, so that later columns can fill them."""
        from overens.accounts.queries import what_accounts_keeps
        from overens.common.slots import fill

        fill(
            "accounts.personal_extract",
            what_accounts_keeps,
            part_name="accounts.account",
            order=0,
        )
