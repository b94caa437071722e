"""The operator's commands: a person, a role, a space."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from overens.accounts.models import Person, RoleGrant, Space
from overens.common.models import AuditLine


def run(*words: str, **options: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, **options, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_an_installation_is_set_up_from_nothing_by_three_commands(db):
    assert run("create_space", "bergslagen", "--name", "Överenskommelsen")[0] == 0
    assert run("create_person", "petra@example.org", "--name", "Petra")[0] == 0
    code, out, _ = run(
        "grant_role",
        "petra@example.org",
        "secretariat",
        "--space=bergslagen",
        "--from=2026-01-01",
        "--to=2026-12-31",
    )

    assert (code, out) == (0, "petra@example.org\tsecretariat\tbergslagen\n")
    grant = RoleGrant.objects.get()
    assert grant.person == Person.objects.get()
    assert grant.space == Space.objects.get()
    assert str(grant.last_day) == "2026-12-31"
    assert {line.actor_kind for line in AuditLine.objects.all()} == {"operator"}


def test_an_administrator_needs_no_space(ada, db):
    run("create_person", "alva@example.org", "--name", "Alva")

    assert run("grant_role", "alva@example.org", "admin")[0] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["grant_role", "vera@example.org", "member"],
            "Den rollen har man för en överenskommelse. Ange vilken.",
        ),
        (
            ["grant_role", "vera@example.org", "member", "--space=nowhere"],
            "Det finns ingen överenskommelse som heter nowhere.",
        ),
        (
            ["grant_role", "no@example.org", "member", "--space=strandland"],
            "Ingen har ett konto med no@example.org. Lägg upp personen först.",
        ),
        (
            ["create_person", "vera@example.org", "--name", "Vera"],
            "vera@example.org har redan ett konto. Ge en roll i stället.",
        ),
        (
            ["create_space", "strandland", "--name", "Två"],
            "Det finns redan en överenskommelse med adressen strandland. "
            "Välj en annan.",
        ),
    ],
)
def test_a_no_is_one_line_on_stderr_and_exit_1(vera, words, sentence):
    assert run(*words) == (1, "", sentence + "\n")


def test_a_no_is_said_in_the_language_asked_for(vera):
    code, _, said = run("grant_role", "vera@example.org", "member", "--language=en")

    assert (code, said) == (1, "This role is held in a space. Say which.\n")


@pytest.mark.parametrize(
    "words",
    [
        ["grant_role", "vera@example.org"],
        ["grant_role", "vera@example.org", "queen"],
        ["grant_role", "vera@example.org", "member", "--from=yesterday"],
        ["create_person", "vera@example.org"],
    ],
)
def test_wrong_use_is_refused_before_anything_is_done(db, words):
    # From the shell argparse exits 2; called from Python it is a CommandError.
    with pytest.raises(CommandError):
        run(*words)
