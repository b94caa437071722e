"""An organisation's page: what it is, whom it belongs to, and how we know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from overens.common.audit import operator
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.organisations.actions import (
    add_organisation,
    add_other_name,
    add_unit,
    change_organisation,
    end_relation,
    import_areas,
    import_municipalities,
    import_organisations,
    import_units,
    merge_into,
    relate,
    set_contact_roles,
)
from overens.organisations.models import Organisation
from overens.organisations.queries import (
    PROFILE_PARTS,
    ProfilePart,
    ProfileRow,
    profile_of,
)
from tests import make

BY = operator()
TODAY = date(2026, 11, 22)


@pytest.fixture
def places(strandland):
    codes = {"9901": "Sandhamra", "9902": "Tångsund", "9903": "Lövfors"}
    rows = [{"code": code, "name": name} for code, name in codes.items()]
    import_municipalities(rows, county="99", by=BY, origin="made up")
    areas = {"culture": {"sv": "Kultur", "en": "Culture"}}
    import_areas(areas, classification="areas", by=BY)


@pytest.fixture
def council(places):
    return add_organisation(
        name="Strandlands Brukarråd",
        kind="civil",
        origin="made up",
        form="association",
        level="district",
        status="active",
        about={"sv": "Läser underlag.", "en": "Reads papers."},
        areas=["culture"],
        municipalities=["9901"],
        based_in="9901",
        roles=["voice"],
        target_groups=["patients", "relatives"],
        languages=["sv", "tsp"],
        members_band="500-1999",
        founded="1992",
        annual_meeting_month=3,
        website="https://example.org/brukarrad",
        source="own",
        last_confirmed=date(2026, 6, 19),
        by=BY,
    )


def page_of(client, organisation, prefix: str = "/organisationer/") -> str:
    answer = client.get(f"{prefix}{organisation.slug}/")
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_the_page_says_what_where_for_whom_and_how_we_know(client, council):
    contact = {"role": {"sv": "Ordförande", "en": "Chair"}, "email": "a@example.org"}
    set_contact_roles(organisation=council, contacts=[contact], by=BY)
    add_other_name(organisation=council, name="Rådet", last_day="2006", by=BY)

    page = page_of(client, council)

    for words in (
        "Läser underlag.",
        "Kultur",
        "Sandhamra",
        "Patienter och brukare, anhöriga",
        "Svenska, svenskt teckenspråk",
        "500 till 1 999 medlemmar",
        "Ordförande",
        "mailto:a@example.org",
        "Rådet",
        "2006",
        "Grundad",
        "1992",
        "Mars",
        "Senast bekräftad",
        "19 juni 2026",
        "Källa: organisationen själv",
    ):
        assert words in page, words


def test_the_page_is_complete_in_english(client, council):
    page = page_of(client, council, "/en/organisations/")

    for words in (
        "Reads papers.",
        "Culture",
        "Swedish Sign Language",
        "Annual meeting",
    ):
        assert words in page, words


def test_what_is_not_known_is_shown_as_a_hole(client, strandland):
    bare = make.make_organisation("Bara namn")

    page = page_of(client, bare)

    assert "Finns inte i registret" in page
    assert "Framgår inte av källan" not in page


def test_a_hole_in_a_source_says_so(client, strandland):
    make.make_space("hok", origin="source")
    named = make.make_organisation("Nämnd i källan", origin="source")

    page = page_of(client, named)

    assert "Framgår inte av källan" in page


def test_the_frame_is_that_of_the_organisations_own_world(client, strandland):
    sources = make.make_space("hok", origin="source")
    named = make.make_organisation("Nämnd i källan", origin="source")

    answer = client.get(f"/organisationer/{named.slug}/")

    assert answer.context["space"] == sources


def test_a_private_contact_is_not_shown(client, council):
    contacts = [
        {"role": {"sv": "Kansli"}, "email": "open@example.org"},
        {"role": {"sv": "Kassör"}, "email": "hidden@example.org", "public": False},
    ]
    set_contact_roles(organisation=council, contacts=contacts, by=BY)

    page = page_of(client, council)

    assert "open@example.org" in page
    assert "hidden@example.org" not in page


# --- the district rule, shown with its reason ---------------------------------------


def branch(council, number: int, **days: date):
    lower = make.make_organisation(f"Lokalt råd {number}")
    return relate(lower=lower, upper=council, kind="branch", by=BY, **days)


def test_local_associations_make_it_a_district_organisation(client, council):
    for number in range(4):
        branch(council, number)

    page = page_of(client, council)

    assert "En distriktsorganisation" in page
    assert "Fyra lokala föreningar hör hit." in page
    assert "Uträknat ur registret den" in page


def test_three_municipalities_make_it_one_too(client, council):
    change_organisation(
        organisation=council, municipalities=["9901", "9902", "9903"], by=BY
    )

    page = page_of(client, council)

    assert "Verksam i tre kommuner. För att räknas som distriktsorganisation" in page


def test_it_says_what_is_lacking_and_what_the_register_has(client, council):
    page = page_of(client, council)

    assert "Ingen distriktsorganisation" in page
    assert "Verksam i en kommun. För att räknas som distriktsorganisation" in page
    assert "i registret: distrikt" in page


def test_only_branches_that_hold_and_live_count(council):
    today = timezone.localdate()
    ended = branch(council, 1, first_day=date(2020, 1, 1))
    end_relation(relation=ended, last_day=today - timedelta(days=1), by=BY)
    dissolved = branch(council, 2)
    Organisation.objects.filter(pk=dissolved.lower_id).update(status="dissolved")
    member = make.make_organisation("Medlem")
    relate(lower=member, upper=council, kind="member", by=BY)

    profile = profile_of(council, today)

    assert profile.district.branches == 0
    assert [str(row.other) for row in profile.around.below_now] == [
        "Lokalt råd 2",
        "Medlem",
    ]
    assert [str(row.other) for row in profile.around.not_now] == ["Lokalt råd 1"]


# --- addresses ----------------------------------------------------------------------


def test_an_old_address_leads_to_the_new_one_for_good(client, council):
    change_organisation(organisation=council, slug="brukarradet", by=BY)

    answer = client.get("/organisationer/strandlands-brukarrad/")

    assert (answer.status_code, answer["Location"]) == (
        301,
        "/organisationer/brukarradet/",
    )


def test_a_merged_row_leads_to_the_one_it_is_merged_into(client, council):
    twin = make.make_organisation("Brukarrådet, dublett")
    merge_into(organisation=twin, into=council, by=BY)

    answer = client.get(f"/organisationer/{twin.slug}/")

    assert answer["Location"] == council.get_absolute_url()


def test_an_address_that_never_was_is_a_page_that_helps(client, strandland):
    answer = client.get("/organisationer/finns-inte/")

    assert answer.status_code == 404
    assert "Vi hittar inte sidan" in answer.content.decode()


# --- public bodies ------------------------------------------------------------------


@pytest.fixture
def region(places):
    rows = [{"name": "Region Strandland", "kind": "region", "slug": "region"}]
    bodies = import_organisations(rows, by=BY, kind="public", origin="made up")
    import_units(
        [
            {"body": "region", "slug": "fullmaktige", "name": "Fullmäktige",
             "kind": "council", "contact": {"role": "Sekreterare",
                                            "email": "f@example.org"}},
            {"body": "region", "slug": "kultur", "name": "Kulturnämnden",
             "kind": "committee", "answers_to": "fullmaktige", "leg": "development"},
        ],
        bodies=bodies.organisations,
        by=BY,
    )  # fmt: skip
    return bodies.organisations["region"]


def test_a_public_bodys_page_shows_its_tree_and_who_cannot_be_reached(client, region):
    page = page_of(client, region)

    assert page.index("Fullmäktige") < page.index("Kulturnämnden")
    assert "mailto:f@example.org" in page
    assert "regional utveckling" in page
    assert "ingen samverkanskontakt" in page
    assert "distriktsorganisation" not in page


def test_units_without_a_contact_are_listed_with_their_body(client, region):
    page = client.get("/organisationer/enheter-utan-kontakt/").content.decode()

    assert "1 enhet i det offentliga saknar samverkanskontakt." in page
    assert "/organisationer/region/#kultur" in page


def test_no_unit_without_a_contact_is_good_news(client, strandland):
    page = client.get("/organisationer/enheter-utan-kontakt/").content.decode()

    assert "Alla enheter har en kontakt" in page


# --- what later columns show, and what it costs -------------------------------------


@pytest.fixture
def parts():
    kept = PROFILE_PARTS.parts
    yield
    PROFILE_PARTS.parts = kept


def test_what_later_columns_know_is_shown(client, council, parts):
    row = ProfileRow("Version 2", "/x/", "14 maj 2025", "signed", "Undertecknad")
    PROFILE_PARTS.parts = []
    PROFILE_PARTS.fill(
        lambda organisation, day: [
            ProfilePart("signatures", "Underskrifter", (row,)),
            ProfilePart("empty", "Tom del"),
        ],
        name="compacts.test",
    )

    page = page_of(client, council)

    assert 'id="signatures"' in page
    assert "14 maj 2025" in page
    assert "Tom del" not in page


def test_a_page_costs_twelve_queries_at_most(client, council, region, parts):
    PROFILE_PARTS.parts = []
    for number in range(30):
        branch(council, number)
        add_unit(body=region, name=f"Nämnd {number}", kind="committee", by=BY)
        add_other_name(organisation=council, name=f"Namn {number}", by=BY)

    for organisation in (council, region):
        with CaptureQueriesContext(connection) as asked:
            page_of(client, organisation)
        assert len(asked) <= 10, "two are left for what later columns show"


# --- confirming ---------------------------------------------------------------------


def test_vera_confirms_her_organisations_facts_in_one_click(client, vera):
    organisation = vera.authorities.get().organisation
    client.force_login(vera)
    assert "Uppgifterna stämmer" in page_of(client, organisation)

    page = client.post(f"/organisationer/{organisation.slug}/bekrafta/", follow=True)

    assert "Tack. Uppgifterna är bekräftade i dag." in page.content.decode()
    organisation.refresh_from_db()
    assert organisation.last_confirmed == timezone.localdate()
    assert organisation.field_sources["contact"]["source"] == "own"
    line = AuditLine.objects.get(action="organisations.confirm_organisation")
    assert (line.actor_label, line.organisation_label) == ("Vera", str(organisation))


def test_a_right_to_speak_that_has_ended_confirms_nothing(client, vera):
    organisation = vera.authorities.get().organisation
    vera.authorities.update(last_day=timezone.localdate() - timedelta(days=1))
    client.force_login(vera)

    answer = client.post(f"/organisationer/{organisation.slug}/bekrafta/")

    assert answer.status_code == 403
    assert "Uppgifterna stämmer" not in page_of(client, organisation)


def test_partial_days_are_kept_as_they_are_known(council):
    assert council.founded == PartialDate(1992)
