"""A register of one's own gets its municipalities: by command, by page, by import."""

from __future__ import annotations

import json

import pytest

from overens.accounts.models import RoleGrant
from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import bring_in_sweden, ensure_places
from overens.organisations.models import Area, Municipality
from overens.organisations.rules import MunicipalityElsewhere, UnknownCounty
from tests import make
from tests.organisations.test_commands import run
from tests.organisations.test_outlines import HALLAND

BY = operator()
ADD = "/organisationer/kommuner/ny/"
LIST = "/organisationer/"


@pytest.fixture
def own(db):
    return make.make_space("halland", origin="own")


@pytest.fixture
def secretary(own):
    return make.make_person("petra", "secretariat", own)


def codes() -> set[str]:
    return set(Municipality.objects.values_list("code", flat=True))


def test_a_county_comes_in_by_command_with_the_areas(db):
    answer = run("import_places", "--sweden", "--county", "13")

    assert answer == (0, "municipalities 6, areas 40\n", "")
    halland = Municipality.objects.filter(origin="own", county="13")
    assert {place.code: place.name for place in halland} == HALLAND
    assert all(place.path and place.label_x for place in halland)
    assert Area.objects.filter(classification="areas").first().key == "social-security"


def test_all_of_sweden_comes_in_by_command(db):
    assert run("import_places", "--sweden")[1] == "municipalities 290, areas 40\n"


def test_done_again_it_changes_nothing_and_keeps_what_was_counted(db):
    bring_in_sweden(county="13", by=BY)
    Municipality.objects.filter(code="1380").update(people=105_000)
    lines = AuditLine.objects.count()

    made = bring_in_sweden(county="13", by=BY)

    assert (made.municipalities, made.areas) == (0, 0)
    assert Municipality.objects.get(code="1380").people == 105_000
    assert AuditLine.objects.count() == lines


def test_what_stands_otherwise_is_put_right(db):
    bring_in_sweden(county="13", by=BY)
    Municipality.objects.filter(code="1380").update(path="", name="Halmsta")

    assert bring_in_sweden(county="13", by=BY).municipalities == 1
    assert Municipality.objects.get(code="1380").name == "Halmstad"


@pytest.mark.parametrize(
    "words", [(), ("places.toml", "--sweden"), ("places.toml", "--county", "13")]
)
def test_the_command_takes_a_file_or_sweden(db, words):
    with pytest.raises(Exception, match="sweden"):
        run("import_places", *words)


def test_there_is_no_county_02(db):
    with pytest.raises(UnknownCounty):
        bring_in_sweden(county="02", by=BY)
    code, _, err = run("import_places", "--sweden", "--county", "02")
    assert (code, err) == (1, "Det finns inget län med koden 02 i Sverige.\n")


def test_another_worlds_municipality_is_left_alone(db):
    Municipality.objects.create(
        code="1380", name="Påhitt", county="13", origin="made up"
    )

    with pytest.raises(MunicipalityElsewhere):
        bring_in_sweden(county="13", by=BY)
    ensure_places(["1381"], by=BY)

    assert codes() == set(HALLAND)
    assert Municipality.objects.get(code="1380").name == "Påhitt"


def test_an_import_gets_the_counties_that_its_codes_are_in(db):
    ensure_places(["1380", "0980", "9901", "", "\x00", "13800"], by=BY)

    assert codes() == {*HALLAND, "0980"}
    assert Area.objects.filter(classification="areas").count() == 20


def test_areas_that_are_there_keep_their_words(db):
    Area.objects.create(classification="areas", key="culture", name={"sv": "Kulturen"})

    ensure_places([], by=BY)

    assert Area.objects.get(classification="areas").name == {"sv": "Kulturen"}
    assert Area.objects.filter(classification="icnptso").count() == 20


def square(x: float) -> dict:
    ring = [[x, 60], [x + 1, 60], [x + 1, 61], [x, 61], [x, 60]]
    return {"type": "Polygon", "coordinates": [ring]}


def geojson(tmp_path, *features):
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_outlines_of_ones_own_come_in_by_command(db, tmp_path):
    path = geojson(
        tmp_path,
        feature(square(10), code="A1", name="Västra", county="A"),
        feature(square(11), code="A2", name="Östra"),
        feature(square(13), code="A2", name="Östra"),
    )

    assert run("import_areas", path) == (0, "municipalities 2\n", "")

    west, east = Municipality.objects.order_by("code")
    assert (west.county, east.county) == ("A", "A2")
    assert (west.path.count("M"), east.path.count("M")) == (1, 2)
    assert run("import_areas", path)[1] == "municipalities 0\n"


def test_each_outline_that_cannot_be_taken_is_named(db, tmp_path):
    path = geojson(
        tmp_path,
        feature(square(10), code="A1", name="Västra"),
        feature(square(11), name="Utan kod"),
        feature(None, code="A3", name="Utan gräns"),
        feature(square(12), code="12345", name="För lång kod"),
    )

    code, out, err = run("import_areas", path)

    assert (code, out) == (1, "")
    assert [line.split("\t")[0] for line in err.splitlines()[:3]] == ["2", "3", "4"]
    assert "egenskapen code" in err
    assert not Municipality.objects.exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"features": [1]}', "[" * 100_000])
def test_what_is_not_geojson_is_one_line(db, tmp_path, text):
    path = tmp_path / "own.geojson"
    path.write_text(text)

    code, _, err = run("import_areas", path)

    assert code == 1
    assert err.startswith("own.geojson gick inte att läsa:")
    assert len(err.splitlines()) == 1


def test_a_secretary_chooses_the_county_in_the_first_hour(client, own, secretary):
    client.force_login(secretary)
    first = client.get(LIST).content.decode()
    assert "Välj län" in first
    assert '<option value="13">Hallands län</option>' in first

    answer = client.post(f"{ADD}?compact=halland", {"county": "13"}, follow=True)

    assert answer.redirect_chain == [(f"{LIST}?compact=halland", 302)]
    page = answer.content.decode()
    assert "Registret känner nu till 6 kommuner till." in page
    assert "Välj län" not in page
    assert "Halmstad" in page
    assert f"{ADD}?compact=halland" in page  # more counties can be added
    line = AuditLine.objects.get(action="organisations.import_municipalities")
    assert line.actor_role == "secretariat"
    assert "Halmstad" in client.get(f"{LIST}?view=map").content.decode()


def test_in_english_too(client, own, secretary):
    client.force_login(secretary)

    page = client.get("/en/organisations/").content.decode()

    assert "Choose your county" in page
    assert client.get("/en/organisations/municipalities/new/").status_code == 200


def test_no_county_chosen_is_asked_for_again(client, own, secretary):
    client.force_login(secretary)

    assert client.post(ADD).status_code == 422
    assert not Municipality.objects.exists()


def test_others_are_not_offered_it(client, own):
    for who in (None, make.make_person("eve")):
        if who:
            client.force_login(who)
        assert "Välj län" not in client.get(LIST).content.decode()
        assert client.post(ADD, {"county": "13"}).status_code in {302, 403}
    assert not Municipality.objects.exists()


def test_a_made_up_world_has_no_swedish_municipalities(client, own, secretary):
    made_up = make.make_space("strandland")
    RoleGrant.objects.create(person=secretary, role="secretariat", space=made_up)
    client.force_login(secretary)

    assert "Välj län" not in client.get(f"{LIST}?compact=strandland").content.decode()
    answer = client.post(f"{ADD}?compact=strandland", {"county": "13"})
    assert answer.status_code == 404
