"""Whether the process lives (``/healthz``) and can serve (``/readyz``)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overens.common.checks import is_safe_sqlite
from overens.common.handmade_sql import missing
from overens.common.models import OutgoingMail
from overens.common.models.ledger import WAITING
from overens.common.syncing import has_gap

# A full disk stops writes; say so while there is still room to act.
LEAST_FREE_SHARE = 0.05
LONGEST_WAIT = timedelta(minutes=15)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations are not run" if waiting else ""


def _handmade_sql() -> str:
    lacking = missing()
    return f"missing: {', '.join(piece.name for piece in lacking)}" if lacking else ""


def _disk() -> str:
    if has_gap():
        return "the disk has not taken some of what was written"
    usage = shutil.disk_usage(settings.DATA)
    share = usage.free / usage.total
    return "" if share >= LEAST_FREE_SHARE else f"{share:.0%} of the disk is free"


def _outbox() -> str:
    late = OutgoingMail.objects.filter(
        state=WAITING, not_before__lt=timezone.now() - LONGEST_WAIT
    ).count()
    return f"{late} mails are overdue" if late else ""


def _sqlite() -> str:
    if connection.vendor != "sqlite" or is_safe_sqlite(sqlite3.sqlite_version_info[:3]):
        return ""
    return f"SQLite {sqlite3.sqlite_version} can lose writes"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "handmade_sql": _handmade_sql,
    "disk": _disk,
    "outbox": _outbox,
    "sqlite": _sqlite,
}


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the service can serve; 503 names what stands in the way."""
    faults = {}
    for name, check in CHECKS.items():
        try:
            fault = check()
        except (DatabaseError, OSError) as broken:
            fault = type(broken).__name__
        if fault:
            faults[name] = fault
    response = JsonResponse(
        {"ready": not faults, "checks": sorted(CHECKS), "faults": faults},
        status=503 if faults else 200,
    )
    if faults:
        response["Retry-After"] = "30"
    return response
