"""The commands: exit codes, one line on stderr, one JSON document on stdout."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from overens.compacts.models import Compact, Principle, Signature
from tests import make
from tests.compacts.rows import ENGLISH, TEXT, bring_in

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options) -> tuple[int, str, str]:
    """Return a command's exit code, stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def file(folder, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_text_is_brought_in_and_its_english_after_it(tmp_path):
    swedish, english = file(tmp_path, "sv.md", TEXT), file(tmp_path, "en.md", ENGLISH)

    code, out, err = run("import_compact", swedish, "--slug", "provby", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["outcome"] == "new"
    assert (told["principles"], told["goals"], told["commitments"]) == (2, 1, 3)

    code, out, err = run(
        "import_compact", english, "--slug", "provby", "--language", "en", "--json"
    )
    assert json.loads(out)["outcome"] == "changed"
    assert Principle.objects.get(key="dialog").name["en"] == "Dialogue"
    code, out, err = run("undo_import", json.loads(out)["import"])
    assert code == 0
    assert "en" not in Principle.objects.get(key="dialog").name


def test_a_dry_run_of_a_text_says_and_does_nothing(tmp_path):
    path = file(tmp_path, "sv.md", TEXT)

    code, out, _err = run("import_compact", path, "--slug", "x", "--dry-run", "--json")

    assert (code, json.loads(out)["import"]) == (0, None)
    assert not Compact.objects.exists()


def test_a_version_is_named_by_its_number(tmp_path):
    path = file(tmp_path, "sv.md", TEXT)

    _code, out, _err = run(
        "import_compact", path, "--slug", "provby", "--version", "4", "--json"
    )

    assert json.loads(out)["version"] == 4


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_text_with_faults_is_one_line_on_stderr_and_exit_1(tmp_path, language):
    path = file(tmp_path, "fel.md", "# Ö\n\n## Syfte\n\n## Vision\n\n")

    code, out, err = run(
        "import_compact", path, "--slug", "x", "--json", "--language", language
    )

    assert code == 1
    assert [fault["line"] for fault in json.loads(out)["faults"]] == [3, 5]
    assert len(err.strip().splitlines()) == 1
    assert ("Rad 3" if language == "sv" else "Line 3") in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["import_compact", "finns-inte.md", "--slug", "x"],
        ["import_signatories", "finns-inte", "x.csv"],
        ["undo_import", "inget"],
        ["undo_import", "00000000-0000-4000-8000-000000000000"],
    ],
)
def test_what_is_not_there_is_one_line_and_exit_1(arguments):
    code, out, err = run(*arguments)

    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_an_empty_file_and_a_picture_are_refused(tmp_path):
    for name, data in (("tom.md", b""), ("bild.png", b"\x89PNG\x00\x01")):
        code, _out, err = run(
            "import_compact", file(tmp_path, name, data), "--slug", "x"
        )
        assert (code, len(err.strip().splitlines())) == (1, 1), name


def test_wrong_use_is_argparses_own():
    with pytest.raises(CommandError):
        call_command("import_compact")


def test_a_sheet_is_told_row_by_row(tmp_path, strandland):
    make.make_compact(strandland)
    make.make_organisation("Strandlands Brukarråd")
    path = file(
        tmp_path,
        "s.csv",
        "Namn;Datum\nStrandlands Brukarråd;2025-09-24\nNy;2025\nFel;igår\n".encode(
            "cp1252"
        ),
    )

    code, out, err = run("import_signatories", "strandland", path, "--json")

    told = json.loads(out)
    assert code == 1
    assert {key: told[key] for key in ("new", "changed", "unchanged", "refused")} == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "refused": 1,
    }
    assert [set(row) for row in told["rows"]] == [
        {"row", "outcome", "reason", "organisation"}
    ] * 3
    assert told["rows"][2]["reason"].startswith("Rad 4, kolumn Datum")
    assert len(err.strip().splitlines()) == 1
    assert Signature.objects.count() == 2
    code, out, _err = run("import_signatories", "strandland", path, "--json")
    assert json.loads(out)["unchanged"] == 2


def test_a_sheet_without_faults_is_exit_0_and_can_be_undone(tmp_path, strandland):
    make.make_compact(strandland)
    path = file(tmp_path, "s.csv", "Name,Date\nA,2025\n")

    code, out, err = run("import_signatories", "strandland", path)

    assert (code, err) == (0, "")
    assert "new 1" in out
    uuid = out.split("import ")[1].strip()
    assert run("undo_import", uuid)[0] == 0
    assert run("undo_import", uuid)[0] == 1
    assert not Signature.objects.exists()


def test_a_name_that_resembles_one_is_new_unless_told_otherwise(tmp_path, strandland):
    make.make_compact(strandland)
    known = make.make_organisation("Strandlands Brukarråd")
    path = file(tmp_path, "s.csv", "Namn\nStrandlands Brukaråd\n")

    _code, out, _err = run(
        "import_signatories", "strandland", path, "--dry-run", "--json"
    )
    assert json.loads(out)["rows"][0]["reason"] == "liknar Strandlands Brukarråd"
    run("import_signatories", "strandland", path, "--similar-is-same")
    assert Signature.objects.get().organisation == known


def test_a_version_of_the_compact_that_is_not_there_is_said(tmp_path):
    bring_in()
    path = file(tmp_path, "s.csv", "Namn\nA\n")

    code, _out, err = run("import_signatories", "provby", path, "--version", "7")

    assert code == 1
    assert "ingen version 7" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["import_compact", "finns-inte.md", "--slug", "x", "--json"],
        ["import_signatories", "finns-inte", "x.csv", "--json"],
        ["undo_import", "inget", "--json"],
    ],
)
def test_with_json_what_cannot_be_read_is_one_document_with_its_error(arguments):
    code, out, err = run(*arguments)

    assert code == 1
    assert json.loads(out)["error"] == err.strip()


def test_refused_rows_are_an_error_in_the_document_too(tmp_path, strandland):
    make.make_compact(strandland)
    path = file(tmp_path, "s.csv", "Namn;Datum\nA;igår\n")

    code, out, err = run("import_signatories", "strandland", path, "--json")

    assert code == 1
    assert json.loads(out)["error"] == err.strip()


def test_a_new_compact_says_how_to_give_it_a_secretariat(tmp_path):
    path = file(tmp_path, "sv.md", TEXT)

    _code, out, _err = run("import_compact", path, "--slug", "provby")

    assert "overens grant_role name@example.org secretariat --space provby" in out
