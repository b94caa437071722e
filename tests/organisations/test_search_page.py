"""What the search gives on its page: files, kept searches, and what nobody can mean."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.common import streams
from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.sheets import read_sheet
from overens.organisations.actions import add_other_name, change_organisation
from overens.organisations.models import Organisation, SavedSearch
from overens.organisations.queries import as_files
from tests import make
from tests.organisations.test_finding import LIST, names

BY = operator()

# --- what the search gives on the page ------------------------------------------------


def test_a_former_name_that_was_matched_is_said_beside_the_present_one(
    client, register
):
    red = Organisation.objects.get(name="Röda tråden")
    change_organisation(organisation=red, name="Blå garnet", by=BY)
    add_other_name(organisation=red, name="Garnklubben", kind="other", by=BY)

    assert (
        "hette tidigare Röda tråden" in client.get(LIST + "?q=tråden").content.decode()
    )
    assert "kallas också Garnklubben" in client.get(LIST + "?q=garnkl").content.decode()
    assert "hette tidigare" not in client.get(LIST + "?q=garnet").content.decode()


def test_a_misspelt_genitive_is_answered_with_what_was_meant(client, register):
    page = client.get(LIST + "?q=regoin strandlands").content.decode()

    assert "Menade du <strong>region strandlands</strong>?" in page
    assert "Region Strandland" in page


def test_filters_are_offered_with_how_many_they_would_leave(client, register):
    page = client.get(LIST + "?q=östra").content.decode()
    everyone = client.get(LIST).content.decode()

    assert "Begränsa" not in page
    assert '?area=culture">Kultur <span class="chips__label">2</span>' in everyone
    assert "?level=local" in everyone


def test_the_table_says_where_and_when_last_confirmed(client, register):
    page = client.get(LIST + "?view=table&area=sport").content.decode()

    assert "<table" in page
    assert "Sandhamra, Tångsund" in page
    assert 'data-label="Senast bekräftad"' in page


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_a_file_holds_exactly_what_is_seen_in_its_order(client, register, ending):
    make.make_organisation("=HYPERLINK(1)", slug="formel")
    asked = "?q=ö"
    seen = names(client, asked)

    answer = client.get(f"/organisationer/som-fil/{ending}/{asked}")

    assert answer.status_code == 200
    assert f"organisationer.{ending}" in answer["Content-Disposition"]
    if ending == "json":
        there = [
            each["name"] for each in json.loads(answer.getvalue())["organisations"]
        ]
    else:
        sheet = read_sheet(answer.getvalue(), f"a.{ending}")
        at = next(n for n, row in enumerate(sheet) if "Namn" in row)
        there = [row[1] for row in sheet[at + 1 :] if len(row) > 3]
    assert [name for name in there if name] == seen


def test_the_file_of_a_misspelt_search_says_by_what_name_each_was_found(
    client, register
):
    red = Organisation.objects.get(name="Röda tråden")
    change_organisation(organisation=red, name="Blå garnet", by=BY)

    answer = client.get("/organisationer/som-fil/json/?q=tråedn")

    found = json.loads(answer.getvalue())["organisations"]
    assert [(each["name"], each["found_by"]) for each in found] == [
        ("Blå garnet", "Röda tråden")
    ]


def test_a_file_is_read_as_it_is_sent(client, register, monkeypatch):
    monkeypatch.setattr(as_files, "AT_A_TIME", 1)
    monkeypatch.setattr(streams, "PIECE", 1)
    seen = names(client, "")
    with CaptureQueriesContext(connection) as begun:
        pieces = client.get("/organisationer/som-fil/csv/").streaming_content
        next(iter(pieces))
    first = [each["sql"] for each in begun.captured_queries]
    with CaptureQueriesContext(connection) as rest:
        lines = [line for piece in pieces for line in piece.decode().splitlines()]
    later = [each["sql"] for each in rest.captured_queries]

    assert len(lines) == len(seen)
    assert not [sql for sql in first if "organisation_municipalities" in sql]
    rows = [sql for sql in later if "organisation_municipalities" in sql]
    assert len(rows) == len(seen)


def test_no_cell_of_a_file_is_a_live_formula(client, strandland):
    make.make_organisation("=1+1", slug="formel")

    csv = client.get("/organisationer/som-fil/csv/").getvalue().decode()

    assert "'=1+1" in csv
    assert client.get("/organisationer/som-fil/exe/").status_code == 404


def test_a_list_goes_no_further_than_what_anybody_reads(client, register, monkeypatch):
    monkeypatch.setattr("overens.organisations.queries.listing.FURTHEST", 2)
    monkeypatch.setattr("overens.organisations.queries.listing.A_PAGE", 1)
    page = client.get(LIST + "?page=9")

    assert page.context["page"].number == 2
    assert "av 4 organisationer" in page.content.decode().replace("\xa0", " ")


def test_eve_keeps_a_search_that_finds_what_there_is_that_day(client, eve, register):
    client.force_login(eve)
    page = client.get(LIST + "?q=tråden&level=local").content.decode()
    assert "/organisationer/sokningar/spara/?q=tr%C3%A5den&amp;level=local" in page
    saved = client.post(
        "/organisationer/sokningar/spara/?q=tråden&level=local&kind=no-such",
        {"name": "  Trådar  "},
    )
    make.make_organisation("Gröna tråden", level="local")

    kept = SavedSearch.objects.get()
    listed = client.get(saved.url).content.decode()
    address = "?q=tr%C3%A5den&amp;level=local&amp;compact=strandland"
    assert (kept.name, kept.person) == ("Trådar", eve)
    assert kept.question == {"q": "tråden", "level": "local"}
    assert f'href="{LIST}{address}">Trådar</a>' in listed
    assert "Gröna tråden" in names(client, address.replace("&amp;", "&"))


def test_a_kept_search_is_renamed_and_taken_away_by_whose_it_is(
    client, eve, petra, register
):
    client.force_login(eve)
    client.post("/organisationer/sokningar/spara/?q=tråden", {"name": "Trådar"})
    kept = SavedSearch.objects.get()
    change = f"/organisationer/sokningar/{kept.uuid}/andra/"
    client.force_login(petra)
    assert client.get(change).status_code == 404

    client.force_login(eve)
    client.post(change, {**client.get(change).context["form"].initial, "name": "Garn"})
    kept.refresh_from_db()
    renamed = kept.name
    gone = client.post(f"/organisationer/sokningar/{kept.uuid}/ta-bort/", follow=True)

    assert renamed == "Garn"
    assert not SavedSearch.objects.exists()
    assert "”Garn” är borttagen" in gone.content.decode()


def test_what_petra_shares_is_the_secretariats_and_not_eves(
    client, eve, petra, register
):
    client.force_login(petra)
    client.post(
        "/organisationer/sokningar/spara/?area=culture",
        {"name": "Kulturen", "is_shared": "on"},
    )
    assert SavedSearch.objects.get().person is None
    assert "Kulturen" in client.get("/organisationer/sokningar/").content.decode()

    client.force_login(eve)
    assert "Kulturen" not in client.get("/organisationer/sokningar/").content.decode()
    client.post(
        "/organisationer/sokningar/spara/", {"name": "Min egen", "is_shared": "on"}
    )
    assert SavedSearch.objects.get(name="Min egen").person == eve


def test_the_secretariat_of_another_space_neither_sees_nor_takes_away_what_is_shared(
    client, petra, register
):
    other = make.make_person(
        "olof", role="secretariat", space=make.make_space("annanstans")
    )
    client.force_login(petra)
    client.post(
        "/organisationer/sokningar/spara/?area=culture",
        {"name": "Kulturen", "is_shared": "on"},
    )
    kept = SavedSearch.objects.get()

    client.force_login(other)
    listed = client.get("/organisationer/sokningar/?compact=strandland")
    assert "Kulturen" not in listed.content.decode()
    change = f"/organisationer/sokningar/{kept.uuid}/andra/"
    assert client.get(change).status_code == 404
    assert client.post(change, {"name": "Min"}).status_code == 404
    gone = client.post(f"/organisationer/sokningar/{kept.uuid}/ta-bort/")
    assert gone.status_code == 404
    client.post(
        "/organisationer/sokningar/spara/?compact=strandland",
        {"name": "Inskjuten", "is_shared": "on"},
    )
    assert SavedSearch.objects.get(name="Inskjuten").person == other


def test_what_a_person_asked_for_is_nowhere_left_when_the_search_is_taken_away(
    client, eve, register
):
    client.force_login(eve)
    client.post("/organisationer/sokningar/spara/?q=tråden", {"name": "Garn"})
    kept = SavedSearch.objects.get()

    client.post(f"/organisationer/sokningar/{kept.uuid}/ta-bort/")

    line = AuditLine.objects.get(action="organisations.remove_search")
    assert "tråden" not in json.dumps(line.facts, ensure_ascii=False)


# --- what nobody can mean -------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "å" * 10_000,
        "ord " * 2_500,
        "\"'()[]{}!?.,;:-_*^~|&",
        'NEAR("a" "b", 5)',
        "röda AND NOT korset OR",
        "name:röda",
        "röd*",
        "-röda",
        "' OR 1=1 --",
        "\U0001f600",
        "%00",
        "\u202e\u200b",
    ],
)
def test_whatever_is_typed_gives_a_page_that_says_what_to_do(client, register, typed):
    answer = client.get(
        LIST, {"q": typed.encode("utf-16", "surrogatepass").decode("utf-16")}
    )
    page = answer.content.decode()

    assert answer.status_code == 200
    assert ("Prova färre ord" in page) != bool(answer.context["page"].object_list)


@pytest.mark.parametrize(
    "asked",
    [
        "?municipality=0000",
        "?area=no-such",
        "?level=x&kind=y&confirmed=z&invited=w",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=x",
        "?view=pie",
    ],
)
def test_a_value_that_no_filter_has_is_no_filter(client, register, asked):
    answer = client.get(LIST + asked)

    assert answer.status_code == 200
    assert names(client, asked) == names(client)


def test_words_that_are_cut_are_said_to_be_too_many(client, register):
    page = client.get(LIST, {"q": "tråden " * 40}).content.decode()

    assert "högst 100" in page


def test_an_address_with_a_nul_is_refused_in_words(client, register):
    answer = client.get(LIST + "?q=r%C3%B6da%00korset")

    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()
