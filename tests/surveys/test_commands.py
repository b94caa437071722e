"""The commands, as an operator or another system calls them."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from overens.common.audit import operator
from overens.common.sheets import read_sheet
from overens.surveys.actions import load_survey
from overens.surveys.models import AnswerSheet, Survey
from tests.surveys.made import small


@pytest.fixture
def run(capsys):
    """Run a command; return its exit code, stdout and stderr."""

    def call(*arguments):
        try:
            call_command(*map(str, arguments))
        except SystemExit as stop:
            code = stop.code
        else:
            code = 0
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_the_results_of_2020_come_in_the_contracts_shape(run, hok_survey):
    code, out, err = run("survey_results", "hok-2020", "--format", "json")

    assert (code, err) == (0, "")
    document = json.loads(out)
    assert list(document) == [
        *("survey", "language", "unit", "voice", "mode", "origin", "units"),
        *("respondents", "submissions", "questions", "notes", "method"),
    ]
    assert document["survey"] == "hok-2020"
    assert document["language"] == "sv"
    assert document["unit"] == "nämnd"
    assert document["voice"] == "nämndsekreteraren"
    assert (document["mode"], document["origin"]) == ("open", "reconstructed")
    assert document["units"] == {"frame": 20, "answered": 13}
    assert document["respondents"] == {
        "frame": 11,
        "answered": 8,
        "declined": 1,
        "silent": 2,
    }
    assert document["submissions"] == 11
    questions = {question["key"]: question for question in document["questions"]}
    assert list(questions) == [
        *("answers-for", "knows-compact", "forms", "satisfaction", "level"),
        *("wish", "obstacles", "areas", "leg"),
    ]
    knows = questions["knows-compact"]
    assert list(knows) == [
        *("key", "kind", "title", "base", "respondents", "rate", "options"),
        *("mean", "median", "texts", "notes"),
    ]
    assert (knows["kind"], knows["base"], knows["respondents"]) == ("single", 13, 8)
    assert knows["rate"] == 1.0
    assert knows["options"][0] == {
        "key": "yes",
        "label": "Ja",
        "count": 9,
        "share": 0.6923,
        "bounds": [9, 16],
        "interval": [10, 16],
        "suppressed": False,
    }
    counts = {o["key"]: (o["count"], o["share"]) for o in knows["options"]}
    assert counts["vaguely"] == (4, 0.3077) and counts["no"] == (0, 0.0)
    assert [q["base"] for q in document["questions"]][1:] == [
        *(13, 13, 8, 10, 6, 11, 13, 13)
    ]
    assert questions["satisfaction"]["mean"] == 2.75
    assert questions["satisfaction"]["median"] == 3
    assert questions["satisfaction"]["rate"] == 0.6154
    assert len(questions["wish"]["texts"]) == 5
    assert any("84" in note for note in questions["obstacles"]["notes"])


def test_the_figures_are_the_same_in_english(run, hok_survey):
    _, out, _ = run("survey_results", "hok-2020", "--language", "en")
    document = json.loads(out)
    assert (document["language"], document["unit"]) == ("en", "committee")
    assert document["questions"][1]["options"][0]["label"] == "Yes"
    assert document["questions"][1]["options"][0]["count"] == 9
    assert "Vet inte" not in out


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("json", b"{"),
        ("csv", "\ufeffsurvey,".encode()),
        ("xlsx", b"PK"),
        ("pdf", b"%PDF-"),
        ("docx", b"PK"),
        ("html", b"<!doctype html>"),
        ("ddi", b"<?xml "),
    ],
)
def test_the_results_are_written_to_a_file(run, hok_survey, tmp_path, form, start):
    out = tmp_path / f"resultat.{form}"
    code, said, err = run("survey_results", "hok-2020", "--format", form, "--out", out)
    assert (code, said, err) == (0, "", "")
    assert out.read_bytes().startswith(start)


def test_a_form_that_is_no_text_needs_a_file(run, hok_survey):
    code, _, err = run("survey_results", "hok-2020", "--format", "pdf")
    assert code == 2 and "--out" in err


def test_a_survey_that_does_not_exist_is_named_in_one_line(run, db):
    code, out, err = run("survey_results", "hok-2099")
    assert (code, out) == (1, "")
    assert "hok-2099" in err and err.count("\n") == 1


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
@pytest.mark.parametrize("command", ["survey_results", "export_answers"])
def test_a_survey_in_another_mode_gives_nothing_away(
    run, strandland, tmp_path, mode, command
):
    load_survey(small(mode=mode), by=operator())
    out = tmp_path / "resultat.json"
    code, said, err = run(command, "liten", "--format", "json", "--out", out)
    assert (code, said) == (1, "")
    assert "peka ut" in err and err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_what_is_exported_is_imported_again(run, hok_survey, tmp_path, form):
    first, second = tmp_path / f"svar.{form}", tmp_path / f"igen.{form}"
    assert run("export_answers", "hok-2020", "--format", form, "--out", first)[0] == 0
    assert run("create_survey", "--like", "hok-2020", "--slug", "hok-igen")[0] == 0

    code, out, err = run("import_answers", "hok-igen", first, "--json")

    assert (code, err) == (0, "")
    said = json.loads(out)
    assert (said["sheets"], said["units"], said["declined"]) == (11, 13, 1)
    results = [
        json.loads(run("survey_results", slug)[1]) for slug in ("hok-2020", "hok-igen")
    ]
    for name in ("units", "respondents", "submissions"):
        assert results[0][name] == results[1][name]
    for before, after in zip(*(r["questions"] for r in results), strict=True):
        # The copy's figures are counted, not reconstructed: they have their bounds.
        assert [(o["key"], o["count"], o["share"]) for o in before["options"]] == [
            (o["key"], o["count"], o["share"]) for o in after["options"]
        ]
        assert before["base"] == after["base"]
    run("export_answers", "hok-igen", "--format", form, "--out", second)
    if form != "json":
        before, after = (
            read_sheet(file.read_bytes(), file.name) for file in (first, second)
        )
        # All but where it comes from: the copy is its own survey.
        assert [row[:-1] for row in before] == [row[:-1] for row in after]
        assert {row[-1] for row in before} == {"origin", "reconstructed"}


def test_a_row_with_more_cells_than_headings_is_named(run, small_survey, tmp_path):
    file = tmp_path / "svar.csv"
    file.write_text(
        "respondent,units,known,grade\nnils,kultur,yes,3,vilse\n", encoding="utf-8"
    )

    code, _out, err = run("import_answers", "liten", file)

    assert code == 1
    assert "rad 2, kolumn 5" in err


def test_a_broken_file_is_refused_fault_by_fault(run, small_survey, tmp_path):
    file = tmp_path / "svar.csv"
    file.write_text(
        "respondent,units,known,grade\nnils,kultur,yes,3\nida,social,perhaps,7\n"
    )

    code, out, err = run("import_answers", "liten", file)

    assert code == 1
    assert err.count("\n") == 1 and "rad 3" in err and "known" in err
    assert [line.split("\t")[:2] for line in out.splitlines()] == [
        ["3", "known"],
        ["3", "grade"],
    ]
    assert AnswerSheet.objects.count() == 0

    code, out, _ = run("import_answers", "liten", file, "--json")
    assert code == 1
    assert [f["column"] for f in json.loads(out)["faults"]] == ["known", "grade"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("svar.json", b"{"),
        ("svar.json", b'{"rows": 3}'),
        ("svar.json", b'[{"answers": 3}]'),
        ("svar.csv", b""),
        ("svar.xlsx", b"PK\x03\x04 not a workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_line(
    run, small_survey, tmp_path, name, content
):
    file = tmp_path / name
    file.write_bytes(content)
    code, out, err = run("import_answers", "liten", file)
    assert (code, out) == (1, "")
    assert err.strip() and err.count("\n") == 1


def test_a_dry_run_writes_nothing(run, small_survey, tmp_path):
    file = tmp_path / "svar.csv"
    file.write_text("respondent;units;known\nnils;kultur;ja\n")
    code, out, _ = run("import_answers", "liten", file, "--dry-run", "--json")
    assert code == 0 and json.loads(out)["sheets"] == 1
    assert AnswerSheet.objects.count() == 0


def test_a_survey_is_made_from_json_and_published(run, strandland, tmp_path):
    file = tmp_path / "enkat.json"
    file.write_text(json.dumps(small(published=False)), encoding="utf-8")
    assert run("create_survey", file)[:2] == (0, "liten\n")
    assert not Survey.objects.get().published
    assert run("publish_survey", "liten")[:2] == (0, "/enkater/liten/resultat/\n")
    assert Survey.objects.get().published


def test_a_mistyped_compact_makes_no_survey_elsewhere(run, strandland, tmp_path):
    file = tmp_path / "enkat.json"
    file.write_text(json.dumps(small()), encoding="utf-8")

    code, _, err = run("create_survey", file, "--space", "strandlnad")

    assert (code, "strandlnad" in err) == (1, True)
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    "arguments", [(), ("--like", "x"), ("enkat.json", "--like", "x", "--slug", "y")]
)
def test_wrong_use_of_create_survey_is_said(run, db, arguments):
    code, _, err = run("create_survey", *arguments)
    assert code == 2 and "--like" in err


def test_a_missing_file_is_said_in_a_line(run, small_survey):
    code, _, err = run("import_answers", "liten", "finns-inte.csv")
    assert code == 1 and "finns-inte.csv" in err


def test_a_file_that_cannot_be_written_is_said_in_a_line(run, hok_survey, tmp_path):
    code, out, err = run(
        "survey_results", "hok-2020", "--format", "csv", "--out", tmp_path / "no/x.csv"
    )

    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "x.csv" in err


def test_a_csv_of_answers_cannot_be_made_to_reckon(run, small_survey, tmp_path):
    first, second = tmp_path / "in.csv", tmp_path / "ut.csv"
    first.write_text('respondent,units,wish\nnils,kultur,"=1+1"\n')
    run("import_answers", "liten", first)
    run("export_answers", "liten", "--out", second)
    assert "'=1+1" in second.read_text(encoding="utf-8-sig")
    assert AnswerSheet.objects.get().answers["wish"] == "=1+1"
