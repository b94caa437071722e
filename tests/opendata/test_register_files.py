"""The register as GeoJSON, as HSDS 3.0, and by command: the same rows, no person."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from overens.opendata.management.commands import export_register
from overens.opendata.queries import ORGANISATIONS, asked_of_world, set_file
from overens.organisations.models import (
    Area,
    ContactRole,
    Municipality,
    OrganisationName,
    Relation,
)
from tests import make

STANDARD = json.loads((Path(__file__).parent / "hsds_3.json").read_text())


# --- HSDS by what the standard says ---------------------------------------------------


def faults_in(value, kind, where="organization"):
    """Yield what does not agree with the standard's facts, by where it stands."""
    if isinstance(kind, list):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, each in enumerate(value):
            yield from faults_in(each, {"is": kind[0]}, f"{where}[{number}]")
    elif isinstance(kind, dict) and "enum" in kind:
        if value not in kind["enum"]:
            yield f"{where} is {value!r}"
    elif isinstance(kind, dict):
        rule = STANDARD[kind["is"]]
        yield from (f"{where} lacks {n}" for n in rule["required"] if n not in value)
        for name, inner in value.items():
            if name not in rule["properties"]:
                yield f"{where} has {name}, which the standard has not"
            else:
                yield from faults_in(inner, rule["properties"][name], f"{where}.{name}")
    elif kind == "number":
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            yield f"{where} is {value!r}"
    elif not isinstance(value, str) or not value:
        yield f"{where} is {value!r}"
    elif kind == "uuid":
        try:
            UUID(value)
        except ValueError:
            yield f"{where} is {value!r}"
    elif (kind == "uri" and "://" not in value) or (
        kind == "email" and "@" not in value
    ):
        yield f"{where} is {value!r}"


def made(form, world="own"):
    return b"".join(set_file(ORGANISATIONS, asked_of_world(world), form))


def hsds(world="own"):
    return json.loads(made("hsds.json", world))


def attributes(row, kind):
    return [each["value"] for each in row["attributes"] if each["link_type"] == kind]


@pytest.fixture
def halmstad(db):
    from overens.common.audit import operator
    from overens.organisations.actions import bring_in_sweden

    bring_in_sweden(county="13", by=operator())
    return Municipality.objects.get(code="1380")


@pytest.fixture
def club(halmstad):
    """A club with all that the file can hold, and a district that it is a branch of."""
    upper = make.make_organisation("Hallands Distrikt", origin="own")
    found = make.make_organisation(
        "Söndrums Vävstuga",
        origin="own",
        org_number="8499999993",
        form="association",
        about={"sv": "Väver tillsammans.", "en": "Weaves together."},
        website="https://example.org/vav",
        founded="1987-05",
        target_groups=["older"],
        roles=["service"],
        languages=["sv"],
        members_band="25-99",
        last_confirmed=date(2026, 3, 1),
        field_sources={"activity": {"source": "own", "day": "2026-03-01"}},
    )
    found.municipalities.set([halmstad, Municipality.objects.get(code="1381")])
    found.areas.set(Area.objects.filter(key="culture"))
    Relation.objects.create(lower=found, upper=upper, kind="branch")
    for role, email, shown in (
        ("Kansli", "kansli@example.org", True),
        ("Kassör", "kassor@example.org", False),
    ):
        ContactRole.objects.create(
            organisation=found, role={"sv": role}, email=email, public=shown
        )
    OrganisationName.objects.create(organisation=found, name="Vävarna", kind="former")
    OrganisationName.objects.create(organisation=found, name="Vefstugan", kind="spelt")
    return found


def row_of(organisation, world="own"):
    return next(r for r in hsds(world) if r["id"] == str(organisation.uuid))


def test_every_organisation_is_as_the_standard_says(club):
    make.make_organisation("Namnlösa", origin="own")
    make.make_organisation("Region Halland", origin="own", kind="public")

    rows = hsds()

    assert len(rows) == 4
    assert [
        fault for row in rows for fault in faults_in(row, {"is": "organization"})
    ] == []


def test_a_club_has_its_number_parent_places_and_terms(club):
    row = row_of(club)

    assert row["organization_identifiers"][0]["identifier_scheme"] == "SE-ON"
    assert row["organization_identifiers"][0]["identifier"] == "8499999993"
    assert row["parent_organization_id"] == str(club.upward.get().upper.uuid)
    assert [place["external_identifier"] for place in row["locations"]] == [
        "1380",
        "1381",
    ]
    terms = [a["taxonomy_term"] for a in row["attributes"] if "taxonomy_term" in a]
    assert [(term["code"], term["taxonomy_id"]) for term in terms] == [
        ("culture", "areas")
    ]
    assert row["year_incorporated"] == 1987
    assert attributes(row, "target_group") == ["older"]
    assert attributes(row, "last_confirmed") == ["2026-03-01"]
    assert attributes(row, "origin") == ["own"]


def test_without_a_number_the_identifier_is_the_registers_own_and_of_no_scheme(db):
    alone = make.make_organisation("Nätverket", origin="own")

    (identifier,) = row_of(alone)["organization_identifiers"]

    assert identifier["identifier"] == f"OVERENS-{alone.uuid}"
    assert "identifier_scheme" not in identifier


def test_without_a_description_its_areas_and_places_stand_for_one(club):
    club.about = {}
    club.save()
    assert (
        row_of(club)["description"]
        == "Arbetar med: Kultur. Verksam i: Halmstad, Laholm."
    )

    club.areas.clear()
    assert row_of(club)["description"] == "Verksam i: Halmstad, Laholm."

    club.municipalities.clear()
    assert row_of(club)["description"] == "Vad den gör framgår inte av registret."


def test_contacts_are_roles_that_are_shown_and_never_a_name(club):
    row = row_of(club)

    assert row["contacts"] == [
        {
            "id": str(club.contacts.get(public=True).uuid),
            "title": "Kansli",
            "email": "kansli@example.org",
        }
    ]
    for form in ("hsds.json", "geojson", "csv", "json"):
        assert "kassor@" not in made(form).decode()


def test_how_a_source_misspells_a_name_is_never_shown(club, client):
    make.make_space("register", origin="own")

    said = made("hsds.json").decode()
    assert "Vävarna" in said
    assert "Vefstugan" not in said
    for address in (
        club.get_absolute_url(),
        "/oppna-data/organisation-names.csv?compact=register",
    ):
        page = client.get(address).getvalue().decode()
        assert "Vävarna" in page
        assert "Vefstugan" not in page


def test_an_ended_relation_is_no_parent(club):
    club.upward.update(last_day=date(2020, 1, 1))

    assert "parent_organization_id" not in row_of(club)


# --- GeoJSON --------------------------------------------------------------------------


def feature_of(organisation, world="own"):
    whole = json.loads(made("geojson", world))
    return next(f for f in whole["features"] if f["id"] == str(organisation.uuid))


def test_a_point_lies_in_each_municipality_and_says_that_it_is_no_address(club):
    whole = json.loads(made("geojson"))
    feature = feature_of(club)

    assert whole["type"] == "FeatureCollection"
    assert "ingen adress" in whole["precision"]
    assert feature["geometry"]["type"] == "MultiPoint"
    (east, north), _laholm = feature["geometry"]["coordinates"]
    assert 12.5 < east < 13.3  # Halmstad reaches from 12.6 to 13.2 degrees east
    assert 56.5 < north < 57.0  # and from 56.6 to 56.9 north
    assert feature["properties"]["place_of"] == "active in"


def test_where_only_the_seat_is_known_the_point_says_so(halmstad):
    seated = make.make_organisation("Kanslisterna", origin="own", based_in=halmstad)

    feature = feature_of(seated)

    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["place_of"] == "based in"


def test_without_a_place_on_earth_there_is_no_geometry(db):
    nowhere = make.make_organisation("Ingenstans", origin="own")
    invented = make.make_organisation("Klippös Vänner")
    invented.municipalities.add(
        Municipality.objects.create(
            code="9906",
            name="Klippö",
            county="99",
            origin="made up",
            path="M0 0 10 0 10 10Z",
            # Where Halmstad is, by the frame that real outlines lie in.
            label_x=2692,
            label_y=13986,
        )
    )

    assert feature_of(nowhere)["geometry"] is None
    assert feature_of(invented, "made up")["geometry"] is None
    assert feature_of(invented, "made up")["properties"]["origin"] == "made up"


def test_the_properties_are_the_rows_of_the_other_files(club):
    row = next(r for r in json.loads(made("json"))["rows"] if r["id"] == str(club.uuid))

    assert feature_of(club)["properties"] == row | {"place_of": "active in"}


# --- page and command -----------------------------------------------------------------


def test_the_page_of_organisations_leads_to_all_five_forms(client, db):
    make.make_space()
    make.make_organisation()

    for prefix in ("/oppna-data", "/en/open-data"):
        page = client.get(f"{prefix}/organisations/").content.decode()
        for ending in ("csv", "xlsx", "json", "geojson", "hsds.json"):
            assert f'href="{prefix}/organisations.{ending}"' in page
            answer = client.get(f"{prefix}/organisations.{ending}")
            assert answer.status_code == 200
            assert len(b"".join(answer.streaming_content)) > 100


def test_only_the_register_has_forms_of_its_own(client, db):
    make.make_space()

    assert client.get("/oppna-data/areas.geojson").status_code == 404
    assert client.get("/oppna-data/dictionary.hsds.json").status_code == 404


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("export_register", *map(str, words), stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "hsds", "geojson"])
def test_the_command_writes_each_form_before_there_is_any_compact(club, tmp_path, form):
    path = tmp_path / f"register.{form}"

    assert run("--format", form, "--out", path) == (0, "organisations 2\n", "")

    data = path.read_bytes()
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert [row["name"] for row in rows] == [
            "Hallands Distrikt",
            "Söndrums Vävstuga",
        ]
        assert {row["origin"] for row in rows} == {"own"}
    elif form == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        assert len(book.get_sheet_by_index(1).to_python()) == 3
    else:
        whole = json.loads(data)
        listed = {"json": "rows", "geojson": "features"}.get(form)
        assert len(whole[listed] if listed else whole) == 2


def test_the_command_takes_the_front_pages_world_where_there_is_no_own(db, tmp_path):
    make.make_space()
    make.make_organisation("Klippös Vänner")
    path = tmp_path / "r.csv"

    run("--format", "csv", "--out", path)
    assert "Klippös Vänner" in path.read_text()

    make.make_organisation("Söndrums Vävstuga", origin="own")
    run("--format", "csv", "--out", path)
    assert "Klippös Vänner" not in path.read_text()
    assert "Söndrums Vävstuga" in path.read_text()

    run("--format", "csv", "--out", path, "--world", "made up")
    assert "Klippös Vänner" in path.read_text()


def test_a_place_that_cannot_be_written_is_said_in_one_line(db, tmp_path):
    code, out, err = run("--format", "csv", "--out", tmp_path / "no" / "r.csv")

    assert (code, out) == (1, "")
    assert "r.csv" in err
    assert len(err.splitlines()) == 1


def test_a_file_that_is_broken_off_leaves_what_was_there(club, tmp_path, monkeypatch):
    def broken(*_):
        yield b"half"
        raise KeyboardInterrupt

    path, new = tmp_path / "r.csv", tmp_path / "new.csv"
    path.write_text("the whole of yesterday's")
    path.chmod(0o640)
    monkeypatch.setattr(export_register, "set_file", broken)
    for out in (path, new):
        with pytest.raises(KeyboardInterrupt):
            run("--format", "csv", "--out", out)
    assert path.read_text() == "the whole of yesterday's"
    assert list(tmp_path.iterdir()) == [path]

    monkeypatch.undo()
    run("--format", "csv", "--out", path)
    assert path.read_text().count("own") and path.stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_as_it_is(club):
    assert run("--format", "csv", "--out", "/dev/null")[:2] == (0, "organisations 2\n")


def test_a_name_like_a_formula_is_text_in_the_sheets(db):
    make.make_organisation("=HYPERLINK(1)", slug="formel", origin="own")

    assert "'=HYPERLINK(1)" in made("csv").decode()
    book = CalamineWorkbook.from_filelike(io.BytesIO(made("xlsx")))
    assert "=HYPERLINK(1)" in [
        cell for row in book.get_sheet_by_index(1).to_python() for cell in row
    ]


@pytest.mark.parametrize("form", ["geojson", "hsds.json"])
def test_a_file_costs_as_few_queries_with_fifty_as_with_one(
    club, form, django_assert_max_num_queries
):
    for number in range(50):
        each = make.make_organisation(f"Förening {number}", origin="own")
        each.municipalities.set(club.municipalities.all())
        Relation.objects.create(lower=each, upper=club, kind="branch")
    with django_assert_max_num_queries(12):
        made(form)
