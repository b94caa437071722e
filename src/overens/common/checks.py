"""System checks: what would make the product unsafe is said before it starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.utils import OperationalError, ProgrammingError

from overens.common.handmade_sql import missing

# Fixed for the WAL-reset fault: 3.51.3 and the back-ports 3.44.6 and 3.50.7.
SAFE_FROM = (3, 51, 3)
BACKPORTS = ((3, 44, 6), (3, 50, 7))


def is_safe_sqlite(version: tuple[int, int, int]) -> bool:
    """Tell whether this SQLite keeps every commit with several WAL connections."""
    return version >= SAFE_FROM or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in BACKPORTS
    )


@register(Tags.database, deploy=False)
def sqlite_is_mended(**_: Any) -> list[CheckMessage]:
    """Say when the SQLite in use can lose committed writes."""
    if connections["default"].vendor != "sqlite":
        return []
    import sqlite3

    if is_safe_sqlite(sqlite3.sqlite_version_info[:3]):
        return []
    level = Error if settings.PRODUCTION else Warning
    return [
        level(
            f"SQLite {sqlite3.sqlite_version} can lose committed writes in WAL mode.",
            hint="Install pysqlite3 0.6.1 or newer, or use PostgreSQL.",
            id="overens.E001",
        )
    ]


@register(Tags.database)
def handmade_sql_is_there(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Say which hand-made tables and triggers the database lacks."""
    if not databases:
        return []
    try:
        with connections["default"].cursor():
            tables = connections["default"].introspection.table_names()
        if "common_auditline" not in tables:
            return []
        lacking = missing(connections["default"])
    except (OperationalError, ProgrammingError):
        return []
    return [
        Error(
            f"The database lacks the {piece.kind} {piece.name} as it should be.",
            hint="Run: overens migrate",
            id="overens.E002",
        )
        for piece in lacking
    ]
