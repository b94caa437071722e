"""Django's SQLite, which does not put the same question into SQLite's signs twice.

Django writes ``%s`` where SQLite has ``?``, and goes through each question letter by
letter each time: for a long one that takes longer than SQLite does to answer it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

# Questions that differ in their signs; those of a page are a few dozen.
_KEPT = 2_000
# Longer ones are made for many rows at once, and seldom the same twice. In letters.
_LONGEST = 20_000


@lru_cache(maxsize=_KEPT)
def _in_sqlite_signs(query: str) -> str:
    converted: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that knows again what it has been asked."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Return a question as SQLite takes it."""
        if param_names is None and len(query) <= _LONGEST:
            return _in_sqlite_signs(query)
        converted: str = super().convert_query(  # type: ignore[misc]
            query, param_names=param_names
        )
        return converted


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own but for its cursors."""

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Return a cursor."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor
