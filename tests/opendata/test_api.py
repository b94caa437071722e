"""The interface for programs: same rows, faults as sentences, a schema that stands."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from overens.opendata.api import api
from overens.opendata.queries import DATA_SETS
from tests import make
from tests.opendata.filled import Filled

SCHEMA = Path(__file__).parent.parent / "snapshots" / "openapi.json"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def filled(db):
    return Filled().everything()


@pytest.mark.pure
def test_the_schema_stands():
    now = json.loads(json.dumps(api.get_openapi_schema()))
    assert now == json.loads(SCHEMA.read_text()), (
        "The interface has changed. Others rely on it: say so in the changelog, keep "
        "the old form for one release, and write the schema anew with "
        "`.venv/bin/python -m tests.opendata.write_schema`."
    )


def test_the_schema_is_served_as_it_stands(client, db):
    assert client.get("/api/v1/openapi.json").json() == json.loads(SCHEMA.read_text())


def test_the_root_leads_to_the_rest(client, filled):
    answer = client.get("/api/v1/").json()
    assert answer["datasets"].endswith("/api/v1/datasets")
    assert answer["openapi"].endswith("/api/v1/openapi.json")
    assert answer["compacts"] == ["strandland"]


def test_the_list_names_every_data_set_with_its_rows(client, filled):
    answer = client.get("/api/v1/datasets?compact=strandland").json()
    assert [each["key"] for each in answer["datasets"]] == list(DATA_SETS)
    assert all(each["count"] >= 1 for each in answer["datasets"])
    assert answer["licence"]["name"] == "CC0 1.0"
    assert answer["compacts"] == ["strandland"]


def test_the_list_costs_at_most_twelve_queries(
    client, filled, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get("/api/v1/datasets")


@pytest.mark.parametrize("key", DATA_SETS)
def test_a_data_set_has_the_rows_of_its_file(client, filled, key):
    answer = client.get(f"/api/v1/datasets/{key}").json()
    document = json.loads(client.get(f"/oppna-data/{key}.json").getvalue())
    assert answer["rows"] == document["rows"]
    assert answer["columns"] == document["columns"]
    assert answer["count"] == document["count"]


def test_texts_follow_accept_language_and_keys_do_not(client, filled):
    swedish = client.get("/api/v1/datasets/measures").json()
    english = client.get("/api/v1/datasets/measures", headers=ENGLISH).json()
    assert (swedish["language"], english["language"]) == ("sv", "en")
    assert swedish["title"] == "Åtgärder" and english["title"] == "Measures"
    assert list(swedish["rows"][0]) == list(english["rows"][0])


def test_the_rows_can_be_read_a_part_at_a_time(client, strandland):
    for number in range(7):
        make.make_organisation(f"Förening {number}")
    address, names = "/api/v1/datasets/organisations?limit=3", []
    while address:
        answer = client.get(address).json()
        assert answer["count"] == 7
        names += [row["name"] for row in answer["rows"]]
        address = answer["next"] and answer["next"].partition("8000")[2]
    assert names == [f"Förening {number}" for number in range(7)]


@pytest.mark.parametrize("offset", [7, 2**63 - 1, 2**63, 10**30])
def test_past_the_last_row_there_are_none(client, strandland, offset):
    make.make_organisation("Förening")

    answer = client.get(f"/api/v1/datasets/organisations?offset={offset}")

    assert answer.status_code == 200
    assert (answer.json()["rows"], answer.json()["next"]) == ([], None)


def test_rows_before_the_offset_are_passed_over_by_the_database(client, strandland):
    for number in range(7):
        make.make_organisation(f"Förening {number}")

    with CaptureQueriesContext(connection) as asked:
        client.get("/api/v1/datasets/organisations?limit=2&offset=4")

    assert any("LIMIT 2 OFFSET 4" in each["sql"] for each in asked)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/api/v1/datasets/nothing", 404, "There is no data set called “nothing”"),
        ("/api/v1/datasets?compact=x", 404, "There is no compact called “x”"),
        ("/api/v1/datasets/groups?limit=0", 422, "Write “limit” as a whole number"),
        ("/api/v1/datasets/groups?limit=1001", 422, "from 1 to 1000"),
        ("/api/v1/datasets/groups?offset=-1", 422, "Write “limit”"),
        ("/api/v1/datasets/groups?limit=many", 422, "Write “limit”"),
        ("/api/v1/nothing", 404, "There is nothing at this address"),
        ("/api/", 404, "There is nothing at this address"),
        ("/api/v2/datasets", 404, "There is nothing at this address"),
    ],
)
def test_a_fault_is_a_sentence(client, strandland, address, status, sentence):
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    assert sentence in response.json()["error"]


def test_a_fault_is_said_in_the_readers_language(client, strandland):
    said = client.get("/api/v1/datasets/nothing").json()["error"]
    assert said.startswith("Det finns ingen datamängd som heter ”nothing”.")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["", "datasets", "datasets/measures"])
def test_nothing_can_be_written(client, strandland, method, address):
    response = getattr(client, method)(f"/api/v1/{address}")
    assert response.status_code == 405
    assert response.json()["error"] == "Det här går bara att läsa, med GET."


def test_only_the_head_can_be_asked_for(client, strandland):
    assert client.head("/api/v1/datasets").status_code == 200


def test_a_database_that_is_away_is_said_with_when_to_try_again(client, strandland):
    with patch("overens.opendata.api.row_counts", side_effect=OperationalError("away")):
        response = client.get("/api/v1/datasets")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "error" in response.json()


def test_a_fault_of_ours_tells_no_secrets(client, strandland):
    client.raise_request_exception = False
    with patch("overens.opendata.api.row_counts", side_effect=KeyError("secret")):
        response = client.get("/api/v1/datasets", headers=ENGLISH)
    assert response.status_code == 500
    assert response.json() == {
        "error": "Something went wrong on our side. It has been noted; try again later."
    }


def test_no_page_of_the_interface_fetches_from_elsewhere(client, db):
    assert client.get("/api/v1/docs").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/", 200),
        ("/api/v1/datasets", 200),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/datasets?compact=nope", 404),
        ("/api/v1/datasets/nope", 404),
        ("/api/v1/datasets?limit=x", 200),
        ("/api/nope", 404),
    ],
)
def test_every_answer_is_open_to_other_sites_and_says_that_language_matters(
    client, filled, address, status
):
    answer = client.get(address)

    assert answer.status_code == status
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("address", ["/api/v1/datasets", "/api/v1/datasets/nope"])
def test_head_is_answered_without_a_body(rf, filled, address):
    from django.core.handlers.base import BaseHandler

    # Not by the test's client, which takes bodies away by itself.
    handler = BaseHandler()
    handler.load_middleware()
    whole = handler.get_response(rf.get(address))
    answer = handler.get_response(rf.head(address))

    assert answer.content == b""
    assert (answer.status_code, answer["Content-Length"]) == (
        whole.status_code,
        str(len(whole.content)),
    )
