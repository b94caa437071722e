"""All SQL written by hand, in one place: made after migrations, checked at start.

Django rebuilds a SQLite table when it alters it, and silently drops triggers and
WITHOUT ROWID with the old one. So everything declared here is made again by
``post_migrate`` when it is missing, and ``common.checks`` says what is not there.
"""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from overens.common.handmade_sql import answers, records, register
from overens.common.handmade_sql.pieces import Piece
from overens.common.handmade_sql.register import REBUILD

__all__ = [
    "PIECES",
    "REBUILD",
    "Piece",
    "make_missing",
    "missing",
    "take_away",
]


PIECES: tuple[Piece, ...] = (
    *records.PIECES,
    *register.PIECES,
    *answers.PIECES,
)


def _columns(database: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Return (table, column) of those tables that pieces need columns of."""
    tables = {piece.needs[0] for piece in PIECES if piece.needs}
    with database.cursor() as cursor:
        there = tables & set(database.introspection.table_names(cursor))
        return {
            (table, column.name)
            for table in there
            for column in database.introspection.get_table_description(cursor, table)
        }


def missing(database: BaseDatabaseWrapper | None = None) -> list[Piece]:
    """Return the pieces that the database does not have, or has in another form."""
    database = database or connection
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("SELECT type, name, sql FROM sqlite_master")
        else:
            cursor.execute(
                "SELECT 'table', tablename, '' FROM pg_tables "
                "WHERE schemaname = current_schema() UNION ALL "
                "SELECT 'trigger', tgname::text, '' FROM pg_trigger "
                "WHERE NOT tgisinternal UNION ALL "
                "SELECT 'index', indexname, '' FROM pg_indexes "
                "WHERE schemaname = current_schema()"
            )
        there = {(kind, name): sql or "" for kind, name, sql in cursor.fetchall()}
    columns = _columns(database)
    lacking = []
    for piece in PIECES:
        if not piece.statement(database.vendor):
            continue
        if piece.needs and piece.needs not in columns:
            continue  # A later migration makes what it stands on.
        sql = there.get((piece.kind, piece.name))
        if sql is None or (database.vendor == "sqlite" and piece.must_hold not in sql):
            lacking.append(piece)
    return lacking


def make_missing(database: BaseDatabaseWrapper | None = None) -> list[Piece]:
    """Make what is missing, and what was missed meanwhile; return the pieces made."""
    database = database or connection
    made = missing(database)
    with database.cursor() as cursor:
        for piece in made:
            if piece.then:
                # There in another form; what it held is made again.
                cursor.execute(piece.removal(database.vendor))
            cursor.execute(piece.statement(database.vendor))
        if database.vendor == "sqlite":
            for statement in dict.fromkeys(piece.then for piece in made):
                if statement:
                    cursor.execute(statement)
    return made


def take_away(table: str, database: BaseDatabaseWrapper | None = None) -> None:
    """Take away what needs columns of a table, before a migration drops them."""
    database = database or connection
    with database.cursor() as cursor:
        for piece in reversed(PIECES):
            if (
                piece.needs
                and piece.needs[0] == table
                and piece.statement(database.vendor)
            ):
                cursor.execute(piece.removal(database.vendor))
