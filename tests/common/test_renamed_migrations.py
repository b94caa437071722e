"""Migrations that got another name after they had gone out."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from overens.common.management.commands.migrate import RENAMED


@pytest.mark.django_db(transaction=True)
def test_a_database_that_has_them_by_their_old_names_is_up_to_date():
    recorder = MigrationRecorder(connection)
    before = set(recorder.applied_migrations())
    for package, old, new in RENAMED:
        recorder.migration_qs.filter(app=package, name=new).update(name=old)

    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)

    assert set(recorder.applied_migrations()) == before


@pytest.mark.django_db
def test_each_new_name_is_a_migration_and_no_old_one_is():
    there = MigrationLoader(connection).disk_migrations
    for package, old, new in RENAMED:
        assert (package, new) in there
        assert (package, old) not in there
