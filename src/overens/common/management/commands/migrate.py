"""``migrate``, which also mends what the start finds missing."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

# Migrations that got another name after they had gone out: package, old name, new name.
# A database that has one by its old name has it.
RENAMED = (
    ("common", "0006_ballotdraft", "0006_drafts_of_answers"),
    ("surveys", "0008_whom_a_survey_asks", "0007_whom_a_survey_asks"),
    ("surveys", "0009_limits_of_questions", "0008_limits_of_questions"),
    ("surveys", "0010_answersheet_giver", "0009_same_giver_of_sheets"),
)


class Command(migrate.Command):
    """Bring the database up to date.

    Hand-made tables and triggers are made at its end (``common.handmade_sql``), so that
    a lack of them must not stop it at its beginning.
    """

    def check(self, *args: Any, **options: Any) -> None:
        """Check everything but the database."""
        super().check(*args, **(options | {"databases": None}))

    def handle(self, *args: Any, **options: Any) -> None:
        """Call what was made under an old name by its new one, and go on."""
        recorder = MigrationRecorder(connections[options["database"]])
        if recorder.has_table():
            made = recorder.applied_migrations()
            for package, old, new in RENAMED:
                if (package, old) in made and (package, new) not in made:
                    recorder.migration_qs.filter(app=package, name=old).update(name=new)
        super().handle(*args, **options)
