"""``migrate``, which also mends what the start finds missing."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    """Bring the database up to date.

    Hand-made tables and triggers are made at its end (``common.handmade_sql``), so that
    a lack of them must not stop it at its beginning.
    """

    def check(self, *args: Any, **options: Any) -> None:
        """Check everything but the database."""
        super().check(*args, **(options | {"databases": None}))
