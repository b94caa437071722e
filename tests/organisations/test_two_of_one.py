"""Two rows that are one are merged; of others no more is said than is known."""

from __future__ import annotations

from datetime import date

from overens.common.audit import operator
from tests import make

BY = operator()
TODAY = date(2026, 5, 4)


def test_petra_merges_two_rows_of_one_and_parts_them_again(client, petra):
    one = make.make_organisation("Brukarrådet")
    into = make.make_organisation("Strandlands Brukarråd")
    client.force_login(petra)
    address = "/organisationer/brukarradet/"

    unsure = client.post(f"{address}sla-ihop/", {"into": into.name})
    client.post(f"{address}sla-ihop/", {"into": into.name, "is_sure": "on"})

    assert unsure.status_code == 422
    assert client.get(address)["Location"] == into.get_absolute_url()
    assert "Brukarrådet (" in client.get(into.get_absolute_url()).content.decode()
    client.post(f"{address}dela/")
    assert client.get(address).status_code == 200
    assert not into.names.exists()
    one.refresh_from_db()
    assert one.merged_into is None


# --- what a source does not say -------------------------------------------------------


def test_of_one_that_a_source_only_names_nothing_is_said_of_districts_or_contacts(
    client, db
):
    make.make_space("hok", origin="source")
    make.make_organisation("Bara nämnd", origin="source")
    region = make.make_organisation("Regionen", kind="public", origin="source")
    make.make_unit("Nämnden", body=region, origin="source")

    named = client.get("/organisationer/bara-namnd/").content.decode()
    body = client.get("/organisationer/regionen/").content.decode()

    assert "Ingen distriktsorganisation" not in named
    assert "Framgår inte av källan" in named
    assert "ingen samverkanskontakt" not in body
    listed = client.get("/organisationer/enheter-utan-kontakt/?compact=hok")
    assert listed.status_code == 404


def test_a_made_up_world_cites_no_region_of_ours(client, strandland):
    make.make_organisation("Lokal")

    text = client.get("/organisationer/lokal/").content.decode()

    assert "Region Halland" not in text
    assert "minst tre av länets kommuner" in text
