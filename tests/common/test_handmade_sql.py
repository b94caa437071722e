from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, models

from overens.common.checks import handmade_sql_is_there, is_safe_sqlite
from overens.common.handmade_sql import PIECES, make_missing, missing
from overens.common.models import AuditLine

pytestmark = pytest.mark.django_db


def _drop(piece):
    with connection.cursor() as cursor:
        cursor.execute(piece.removal(connection.vendor))


def test_nothing_is_missing_after_migrating():
    assert missing() == []


@pytest.mark.parametrize(
    "piece", PIECES, ids=lambda piece: f"{piece.kind} {piece.name}"
)
def test_a_piece_that_is_gone_is_named_and_made_again(piece):
    if not piece.statement(connection.vendor):
        pytest.skip("made in the other database only")
    _drop(piece)

    said = handmade_sql_is_there(databases=["default"])
    assert [message.id for message in said] == ["overens.E002"]
    assert piece.name in said[0].msg
    assert make_missing() == [piece]
    assert missing() == []


def test_migrating_makes_it_again():
    _drop(PIECES[2])

    call_command("migrate", verbosity=0)

    assert missing() == []


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db(transaction=True)
def test_altering_the_table_drops_the_guards_and_migrating_makes_them_again():
    """Django rebuilds a SQLite table when a column changes, and drops its triggers."""
    old = AuditLine._meta.get_field("about_label")
    new = models.CharField(max_length=310, blank=True)
    new.set_attributes_from_name("about_label")
    try:
        with connection.schema_editor() as editor:
            editor.alter_field(AuditLine, old, new)
            # A rebuild is what a constraint's change costs on SQLite.
            editor._remake_table(AuditLine, alter_fields=[(old, new)])
        assert {piece.kind for piece in missing()} == {"trigger"}

        call_command("migrate", verbosity=0)

        assert missing() == []
    finally:
        with connection.schema_editor() as editor:
            editor._remake_table(AuditLine, alter_fields=[(new, old)])
        make_missing()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_only_mended_sqlite_is_called_safe(version, safe):
    assert is_safe_sqlite(version) is safe


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_every_connection_is_durable():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
