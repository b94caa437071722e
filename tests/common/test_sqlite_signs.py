"""A question is put into SQLite's signs as Django does, whether it is kept or not."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.backends.sqlite3 import base

from overens.common.sqlite3.base import _LONGEST, Cursor, _in_sqlite_signs

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own"),
]


def test_values_go_where_they_stand_however_often_it_is_asked():
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, Cursor)
        for given in ("å", "%s", "?"):
            cursor.execute("SELECT %s, '%%s', 'a?'", [given])
            assert cursor.fetchone() == (given, "%s", "a?")
        cursor.execute("SELECT %(a)s, %(b)s", {"a": 1, "b": 2})
        assert cursor.fetchone() == (1, 2)
        cursor.execute("SELECT '%s'")
        assert cursor.fetchone() == ("%s",)


@pytest.mark.parametrize(
    "query", ["SELECT 1", "SELECT %s, '%%', '%%s'", "x%s" * _LONGEST, "%%%s"]
)
def test_it_is_what_django_makes_of_it(query):
    cursor = connection.cursor().cursor
    made = base.SQLiteCursorWrapper.convert_query(cursor, query, param_names=None)
    assert cursor.convert_query(query) == made


def test_long_questions_are_not_kept():
    kept = _in_sqlite_signs.cache_info().currsize
    connection.cursor().cursor.convert_query("x" * (_LONGEST + 1))
    assert _in_sqlite_signs.cache_info().currsize == kept
