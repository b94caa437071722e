"""The operator's commands: places, organisations in bulk, merging."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from overens.common.models import ImportRun
from overens.organisations.models import Area, Municipality, Organisation
from tests import make

FILES = Path("src/overens/config/demonstration/strandland")


def run(*words: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, words), stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


PLACES = """
[county]
code = "99"
[[municipality]]
code = "9901"
name = { sv = "Sandhamra" }
people = 78000
[areas]
culture = { sv = "Kultur", en = "Culture" }
"""
SHEET = """name;form;municipalities;areas;about_sv;email;contact_sv
Röda tråden;association;9901;culture;Väver.;r@example.org;Ordförande
;;;;;;
Blå tråden;;9901;;;;
"""


@pytest.fixture
def places(db, tmp_path):
    path = tmp_path / "places.toml"
    path.write_text(PLACES)
    assert run("import_places", path) == (0, "municipalities 1, areas 1\n", "")


def test_places_come_in_and_are_changed_when_they_come_again(places, tmp_path):
    path = tmp_path / "places.toml"
    path.write_text(PLACES.replace("78000", "79000"))

    run("import_places", path)

    assert Municipality.objects.get().people == 79000
    assert Area.objects.get().name == {"sv": "Kultur", "en": "Culture"}


def test_a_sheet_of_organisations_comes_in(places, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(SHEET)

    code, out, _ = run("import_organisations", path, "--source", "municipality")

    assert code == 0
    assert out.startswith("new 2\nimport ")
    made = Organisation.objects.get(slug="roda-traden")
    assert made.contacts.get().email == "r@example.org"
    assert made.field_sources["identity"]["source"] == "municipality"
    assert ImportRun.objects.get().file_name == "register.csv"


def test_a_dry_run_saves_nothing(places, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(SHEET)

    code, out, _ = run("import_organisations", path, "--dry-run", "--json")

    assert (code, json.loads(out)) == (0, {"rows": 2, "new": 2, "import": ""})
    assert not Organisation.objects.exists()


def test_each_fault_is_named_by_row_and_field_and_nothing_comes_in(places, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(SHEET.replace("association", "guild").replace("9901;;;;", "1;;;;"))

    code, out, err = run("import_organisations", path)

    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith("1\tform\tguild finns inte i listan.")
    assert err.splitlines()[1] == (
        "2\tmunicipalities\tDet finns ingen kommun med koden 1 här."
    )
    assert err.splitlines()[2] == "Inget lästes in: 2 rader har fel."
    assert not Organisation.objects.exists()


def test_the_faults_come_as_json_too(places, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("name\n \nA")

    code, out, _ = run("import_organisations", path, "--json", "--language=en")

    document = json.loads(out)
    assert (code, document["rows"]) == (0, 1)


@pytest.mark.parametrize("command", ["import_places", "import_organisations"])
def test_a_file_that_is_not_there_is_one_line(db, command):
    code, out, err = run(command, "/nowhere/file.toml")

    assert (code, out) == (1, "")
    assert err == "Det finns ingen fil på /nowhere/file.toml som går att läsa.\n"


def test_a_broken_file_is_one_line(db, tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text("[[municipality\n")

    code, _, err = run("import_places", path)

    assert code == 1
    assert err.startswith("broken.toml gick inte att läsa:")
    assert len(err.splitlines()) == 1


def test_two_rows_for_one_organisation_are_merged(db):
    make.make_organisation("Naturvännerna i Tångsund")
    make.make_organisation("Tångsunds Naturvänner")

    merged = run(
        "merge_organisations", "naturvannerna-i-tangsund", "tangsunds-naturvanner"
    )

    assert merged == (0, "tangsunds-naturvanner\n", "")
    code, _, err = run("merge_organisations", "nowhere", "tangsunds-naturvanner")
    assert (code, err) == (1, "Det finns ingen organisation som heter nowhere här.\n")
