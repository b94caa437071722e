"""The floor as Django knows it: hand-made SQL after migrations, checks at start."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_delete


def _make_missing(using: str, **_: Any) -> None:
    from django.db import connections

    from overens.common.handmade_sql import make_missing

    if "common_auditline" in connections[using].introspection.table_names():
        make_missing(connections[using])


class CommonConfig(AppConfig):
    """Registers the floor."""

    name = "overens.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the hand-made SQL again after each migration; register the checks."""
        from overens.common import checks  # noqa: F401
        from overens.common.daily import register
        from overens.common.files import sweep_files
        from overens.common.models.base import ContentRecord, refuse_to_delete
        from overens.common.retention import forget_sessions, forget_what_is_due

        for model in apps.get_models():
            if issubclass(model, ContentRecord):
                pre_delete.connect(refuse_to_delete, sender=model)
        post_migrate.connect(_make_missing, dispatch_uid="overens.handmade_sql")
        # Last: what the other steps still needed has been used.
        register("common.forget_what_is_due", forget_what_is_due, order=95)
        register("common.forget_sessions", forget_sessions, order=96)
        register("common.sweep_files", sweep_files, order=97)
