"""Find organisations: words, filters, pages, map, and what it costs."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.common.audit import operator
from overens.organisations.actions import (
    add_other_name,
    change_organisation,
    import_organisations,
    lift_mark,
    merge_into,
    set_mark,
    set_marks,
)
from overens.organisations.models import (
    Organisation,
    OrganisationMark,
)
from overens.organisations.queries import Search, matching
from overens.organisations.rules import SIGNATORY
from tests import make

LIST = "/organisationer/"
BY = operator()
TODAY = date(2026, 11, 22)


def names(client, query: str = "") -> list[str]:
    page = client.get(LIST + query)
    assert page.status_code == 200
    return [organisation.name for organisation in page.context["page"]]


def test_all_of_the_worlds_organisations_stand_in_swedish_order(client, register):
    assert names(client) == [
        "Region Strandland",
        "Röda tråden",
        "Ålands vänner",
        "Östra IF",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=röda", ["Röda tråden"]),
        ("?q=roda+TRADEN", ["Röda tråden"]),
        ("?q=idrottsklubben", ["Östra IF"]),
        ("?q=ost+if", ["Östra IF"]),
        ("?q=%25", []),
        ("?municipality=9902", ["Östra IF"]),
        ("?area=culture", ["Röda tråden", "Östra IF"]),
        ("?kind=public", ["Region Strandland"]),
        ("?level=local", ["Röda tråden", "Ålands vänner"]),
        ("?area=culture&level=local", ["Röda tråden"]),
        ("?q=zzz", []),
    ],
)
def test_words_and_filters_find_what_they_should(client, register, query, found):
    assert names(client, query) == found


@pytest.mark.parametrize(
    "query",
    ["?municipality=0000", "?area=alchemy", "?page=99", "?page=x", "?kind=<b>", "?x=1"],
)
def test_a_filter_that_cannot_be_is_no_filter(client, register, query):
    assert len(names(client, query)) == 4


def test_a_long_or_strange_search_is_no_error(client, register):
    for typed in ("a" * 500, "'; DROP", "%%__\\"):
        assert client.get(LIST, {"q": typed}).status_code == 200


def test_filters_in_use_are_links_that_take_them_away(client, register):
    page = client.get(LIST + "?area=culture&q=röda").content.decode()

    assert "Kultur" in page
    assert 'href="?q=r%C3%B6da"' in page


def test_the_count_is_said_to_screen_readers(client, register):
    page = client.get(LIST + "?q=röda").content.decode()

    assert 'role="status"' in page
    assert "1 organisation." in page


def test_no_hits_repeats_the_words_and_shows_a_way_on(client, register):
    page = client.get(LIST, {"q": "<zzz>"}).content.decode()

    assert "Ingen organisation heter ”&lt;zzz&gt;”" in page
    assert "Visa utan sökorden" in page


def test_worlds_are_never_mixed(client, register):
    sources = make.make_space("hok", origin="source")

    assert names(client, f"?compact={sources.slug}") == ["Verklig förening"]
    assert "Verklig förening" not in names(client)


def test_a_list_is_not_there_where_the_register_is_switched_off(client, strandland):
    strandland.columns = ["compacts"]
    strandland.save()

    assert client.get(LIST).status_code == 404


def test_an_installation_without_a_space_shows_its_own_register(client, db):
    make.make_organisation("Vår egen", origin="own")

    assert names(client) == ["Vår egen"]


def test_signatories_are_those_marked_on_the_day(client, register):
    first, second, third = register.values()
    set_mark(organisation=first, kind=SIGNATORY, key="strandland")
    set_mark(
        organisation=second, kind=SIGNATORY, key="strandland", last_day=date(2020, 1, 1)
    )
    set_mark(organisation=third, kind=SIGNATORY, key="another")

    assert names(client, "?signatory=on") == [first.name]
    assert "Har undertecknat" in client.get(LIST).content.decode()


def test_marks_are_set_once_changed_and_lifted(register):
    first, second, _ = register.values()
    set_marks(organisations=[first, second], kind=SIGNATORY, key="a")
    set_marks(organisations=[first], kind=SIGNATORY, key="a", first_day=TODAY)

    assert OrganisationMark.objects.count() == 2
    assert first.marks.get().first_day == TODAY
    assert lift_mark(organisation=first, kind=SIGNATORY, key="a")
    assert not lift_mark(organisation=first, kind=SIGNATORY, key="a")


def test_the_map_counts_what_was_found_in_each_municipality(client, register):
    page = client.get(LIST + "?view=map&area=culture").content.decode()

    assert "Flest är verksamma i Sandhamra" in page
    assert "area=culture&amp;municipality=9902" in page
    assert "<svg" in page


def test_the_map_shows_all_municipalities_though_one_is_chosen(client, register):
    page = client.get(LIST + "?view=map&municipality=9902").content.decode()

    assert "Sandhamra: 2" in page.replace("\xa0", " ") or "Sandhamra" in page


def test_where_there_are_no_shapes_no_map_is_offered(client, strandland):
    make.make_organisation("Ensam")
    page = client.get(LIST + "?view=map")

    assert page.status_code == 200
    assert "view=map" not in page.content.decode().split('id="hits"')[0].split("<main")[
        1
    ].replace('name="view" value="map"', "")


def test_a_former_name_and_a_merged_row_lead_to_the_one_that_stands(client, register):
    red, east, _ = register.values()
    change_organisation(organisation=red, name="Blå tråden", by=BY)
    merge_into(organisation=east, into=red, by=BY)
    add_other_name(organisation=red, name="BT", kind="short", by=BY)

    assert names(client, "?q=röda") == ["Blå tråden"]
    assert names(client, "?q=östra") == ["Blå tråden"]
    assert names(client, "?q=bt") == ["Blå tråden"]
    assert "Östra IF" not in names(client)


def test_five_hundred_rows_cost_twelve_queries_at_most(client, petra, places):
    rows = [
        {
            "name": f"Förening {number}",
            "areas": ["culture", "sport"],
            "municipalities": ["9901", "9902"],
        }
        for number in range(500)
    ]
    made = import_organisations(rows, by=BY, origin="made up").organisations
    set_marks(organisations=made.values(), kind=SIGNATORY, key="strandland")
    asked = "?q=förening&area=culture&signatory=on&view=map&page=3"

    # What a process holds of the register is read once after each change.
    client.get(LIST)
    with CaptureQueriesContext(connection) as anonymous:
        assert client.get(LIST + asked).status_code == 200
    client.force_login(petra)
    with CaptureQueriesContext(connection) as signed_in:
        client.get(LIST + asked)

    assert len(anonymous) <= 12
    assert len(signed_in) <= 12 + 3  # session, person, roles


def test_a_search_is_said_in_english_under_en(client, register):
    page = client.get("/en/organisations/?area=culture").content.decode()

    assert "Find organisations" in page
    assert "Weaves." in page
    assert '<a class="ds-button" data-variant="tertiary"' in page


def test_matching_finds_each_organisation_once(register):
    search = Search(world="made up", day=TODAY, words="östra", area="sport")

    assert matching(search).count() == 1
    assert Organisation.objects.named("ostra idrottsklubben").count() == 1


def test_a_name_is_found_whatever_its_capitals(db):
    now = make.make_organisation("Åby Östra Byalag")
    make.make_organisation("Åby Östra Byalag och vänner")
    before = make.make_organisation("Klubben")
    add_other_name(organisation=before, name="Älvkören", by=operator())
    there = Organisation.objects.in_world("made up")

    assert there.called("ÅBY  östra byalag") == [now]
    assert there.called("älvKÖREN") == []
    assert there.called("älvKÖREN", now_or_before=True) == [before]
