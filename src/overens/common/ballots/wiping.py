"""Rewrites the database, so that no old row is left in it or in its log."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import OperationalError, connection, models
from django.db.transaction import TransactionManagementError

from overens.common.ballots.faults import TracesLeft


def wipe(tables: Iterable[type[models.Model]]) -> None:
    """Rewrite what rows have been taken from; call outside a transaction.

    SQLite is rewritten whole, and its log emptied into it. PostgreSQL rewrites the
    tables; its own log is outside our reach and holds what was sealed, sealed.

    Raises:
        TracesLeft: somebody reads the database meanwhile; call again later.
    """
    if connection.in_atomic_block:
        raise TransactionManagementError("A database is not rewritten within a change.")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                name = connection.ops.quote_name(table._meta.db_table)
                cursor.execute(f"VACUUM FULL {name}")
            return
        try:
            cursor.execute("VACUUM")
        except OperationalError as fault:
            raise TracesLeft() from fault
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_rest) = cursor.fetchone()
        if busy:
            raise TracesLeft()
