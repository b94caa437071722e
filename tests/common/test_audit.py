from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from overens.common.audit import SYSTEM, chain_lines, verify_chain, write_line
from overens.common.models import AuditLine

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_in_which_role(petra):
    line = write_line("plans.add_measure", by=petra.actor("secretariat"), space="x")

    assert (line.actor_label, line.actor_role, line.action) == (
        "Petra",
        "secretariat",
        "plans.add_measure",
    )


def test_the_chain_holds_over_all_lines():
    for number in range(5):
        write_line(f"common.act_{number}", by=SYSTEM, facts={"n": number, "å": "ö"})

    assert chain_lines() == 5
    verdict = verify_chain()
    assert (verdict.lines, verdict.unchained, verdict.breaks) == (5, 0, ())


def test_chaining_twice_changes_nothing():
    write_line("common.act", by=SYSTEM)
    chain_lines()
    before = AuditLine.objects.get().digest

    assert chain_lines() == 0
    assert AuditLine.objects.get().digest == before


@pytest.mark.parametrize("field", ["action", "actor_label", "facts"])
def test_the_database_refuses_to_change_a_line(field):
    line = write_line("common.act", by=SYSTEM)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.filter(pk=line.pk).update(**{field: "another"})


def test_the_database_refuses_to_delete_a_line():
    line = write_line("common.act", by=SYSTEM)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditLine.objects.filter(pk=line.pk).delete()


def _without_guards():
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON common_auditline"
        for name in ("common_audit_no_change", "common_audit_no_delete"):
            cursor.execute(f"DROP TRIGGER {name}{on}")


def test_a_line_changed_behind_the_guards_is_found():
    for number in range(3):
        write_line(f"common.act_{number}", by=SYSTEM)
    chain_lines()
    _without_guards()
    AuditLine.objects.filter(sequence=2).update(action="common.other")

    assert verify_chain().breaks == ("line 2 was changed",)


def test_a_line_taken_away_behind_the_guards_is_found():
    for number in range(3):
        write_line(f"common.act_{number}", by=SYSTEM)
    chain_lines()
    _without_guards()
    AuditLine.objects.filter(sequence=2).delete()

    assert "line 2 is missing" in verify_chain().breaks
