"""Write in the register: by page, and what the actions refuse."""

from __future__ import annotations

from datetime import date

import pytest

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import (
    add_organisation,
    add_other_name,
    import_areas,
    import_municipalities,
)
from overens.organisations.models import Authority, Organisation, OrganisationList
from tests import make

BY = operator()
TODAY = date(2026, 5, 4)


@pytest.fixture
def places(strandland):
    rows = [{"code": "9901", "name": "Sandhamra"}, {"code": "9902", "name": "Tångsund"}]
    import_municipalities(rows, county="99", by=BY, origin="made up")
    areas = {"culture": {"sv": "Kultur"}, "sport": {"sv": "Idrott"}}
    import_areas(areas, classification="areas", by=BY)


GIVEN = {
    "name": "Nya föreningen",
    "kind": "civil",
    "status": "active",
    "form": "association",
    "areas": ["sport", "culture"],
    "municipalities": ["9902", "9901"],
    "about_sv": "Spelar.",
    "contact_sv": "Ordförande",
    "contact_email": "Ordf@Example.org",
    "founded": "1992",
    "source": "secretariat",
}


def test_petra_adds_an_organisation(client, petra, places):
    client.force_login(petra)

    answer = client.post("/organisationer/ny/", GIVEN, follow=True)

    assert answer.redirect_chain == [("/organisationer/nya-foreningen/", 302)]
    made = Organisation.objects.get(slug="nya-foreningen")
    assert made.origin == "made up"
    assert made.contacts.get().email == "ordf@example.org"
    assert made.municipalities.count() == 2
    line = AuditLine.objects.get(action="organisations.add_organisation")
    assert (line.actor_label, line.actor_role) == ("Petra", "secretariat")


def test_faults_stand_at_their_fields_and_what_was_typed_stays(client, petra, places):
    client.force_login(petra)
    given = GIVEN | {"org_number": "121212-1212", "name": "Behåll mig"}

    answer = client.post("/organisationer/ny/", given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Det här ser ut som ett personnummer." in page
    assert "Behåll mig" in page
    assert not Organisation.objects.filter(name="Behåll mig").exists()


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "ftp://example.org", "https://b.se/" + "a" * 200]
)
def test_a_web_address_is_one_that_a_page_may_lead_to(client, petra, places, website):
    client.force_login(petra)

    answer = client.post("/organisationer/ny/", GIVEN | {"website": website})

    assert answer.status_code == 422
    assert not Organisation.objects.exists()


def test_saving_unchanged_writes_nothing(client, petra, places):
    client.force_login(petra)
    client.post("/organisationer/ny/", GIVEN)
    before = AuditLine.objects.count()
    given = {name: value for name, value in GIVEN.items() if name != "kind"}

    client.post("/organisationer/nya-foreningen/andra/", given)

    assert AuditLine.objects.count() == before


def test_a_new_name_keeps_the_old_one_searchable(client, petra, places):
    client.force_login(petra)
    client.post("/organisationer/ny/", GIVEN)
    given = {name: value for name, value in GIVEN.items() if name != "kind"}

    client.post("/organisationer/nya-foreningen/andra/", given | {"name": "Klubben"})

    made = Organisation.objects.get(slug="nya-foreningen")
    assert made.name == "Klubben"
    assert made.names.get().name == "Nya föreningen"
    assert made in Organisation.objects.named("nya föreningen")
    line = AuditLine.objects.get(action="organisations.change_organisation")
    assert line.facts == {"fields": ["name"]}


def test_another_worlds_register_is_not_petras(client, petra, places):
    foreign = make.make_organisation("Nämnd i källan", origin="source")
    client.force_login(petra)

    for part in ("andra/", "foretradare/", "foretradare/ny/", "namn/nytt/"):
        assert client.get(f"/organisationer/{foreign.slug}/{part}").status_code == 403
    assert client.post(f"/organisationer/{foreign.slug}/bekrafta/").status_code == 403


def test_petra_says_what_an_organisation_belongs_to_and_when_no_longer(client, petra):
    lower, upper = make.make_organisation("Lokal"), make.make_organisation("Paraply")
    client.force_login(petra)

    client.post(
        "/organisationer/lokal/hor-till/ny/", {"upper": "paraply", "kind": "member"}
    )
    relation = lower.upward.get()
    assert relation.upper == upper
    client.post(
        f"/organisationer/lokal/hor-till/{relation.uuid}/avsluta/",
        {"last_day": "2026-01-31"},
    )

    relation.refresh_from_db()
    assert relation.last_day == date(2026, 1, 31)


def test_an_organisation_that_is_not_there_is_said_at_its_field(client, petra):
    make.make_organisation("Lokal")
    client.force_login(petra)

    answer = client.post(
        "/organisationer/lokal/hor-till/ny/", {"upper": "nowhere", "kind": "member"}
    )

    assert answer.status_code == 422
    assert "Ingen i registret heter så." in answer.content.decode()


def test_petra_adds_and_changes_a_unit(client, petra):
    make.make_organisation("Region Strandland", kind="public")
    client.force_login(petra)
    given = {"name_sv": "Kulturnämnden", "kind": "committee", "leg": "development"}

    answer = client.post("/organisationer/region-strandland/enheter/ny/", given)
    assert answer["Location"] == "/organisationer/region-strandland/#kulturnamnden"
    client.post(
        "/organisationer/region-strandland/enheter/kulturnamnden/andra/",
        given | {"contact_email": "k@example.org"},
    )

    unit = Organisation.objects.get(slug="region-strandland").units.get()
    assert unit.contact_email == "k@example.org"


def test_a_unit_is_not_added_to_an_association(client, petra):
    make.make_organisation("Lokal")
    client.force_login(petra)

    answer = client.post(
        "/organisationer/lokal/enheter/ny/", {"name_sv": "A", "kind": "board"}
    )

    assert answer.status_code == 422
    assert "Lokal är inget offentligt organ" in answer.content.decode()


# --- who speaks for whom ------------------------------------------------------------


def test_petra_lets_vera_speak_and_ends_it(client, petra):
    make.make_organisation("Brukarrådet")
    client.force_login(petra)
    given = {
        "email": "vera@example.org",
        "name": "Vera",
        "post": "Ordförande",
        "evidence": "Årsmötesprotokoll 2026-03-12",
        "first_day": "2026-03-12",
    }

    client.post("/organisationer/brukarradet/foretradare/ny/", given)
    page = client.get("/organisationer/brukarradet/foretradare/").content.decode()
    assert "vera@example.org" in page
    assert "Årsmötesprotokoll" in page
    assert "minst två personer" in page
    held = Authority.objects.get()
    answer = client.post(
        f"/organisationer/brukarradet/foretradare/{held.uuid}/avsluta/",
        {"last_day": "2026-04-01"},
    )

    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.last_day == date(2026, 4, 1)


def test_a_right_to_speak_rests_on_something(client, petra):
    make.make_organisation("Brukarrådet")
    client.force_login(petra)

    answer = client.post(
        "/organisationer/brukarradet/foretradare/ny/",
        {"email": "vera@example.org", "evidence": " "},
    )

    assert answer.status_code == 422
    assert not Authority.objects.exists()


def test_what_vera_represents_stands_on_her_own_page(client, vera):
    client.force_login(vera)

    page = client.get("/min-sida/").content.decode()
    extract = client.get("/min-sida/uppgifter/").json()

    assert "Det här företräder du" in page
    assert "Strandlands Brukarråd" in page
    assert extract["represents"][0]["organisation"] == "Strandlands Brukarråd"


# --- lists --------------------------------------------------------------------------


def test_petra_keeps_what_she_found_as_a_list_with_its_reason(client, petra, places):
    for name in ("Röda tråden", "Blå tråden", "Annat"):
        add_organisation(
            name=name, kind="civil", origin="made up", areas=["culture"], by=BY
        )
    client.force_login(petra)

    answer = client.post(
        "/organisationer/listor/spara/?q=tråden&area=culture",
        {"name": "Att bjuda in"},
        follow=True,
    )

    page = answer.content.decode()
    assert "Blå tråden" in page
    assert "Annat" not in page
    assert "Namn, ord eller nummer: tråden, Område: Kultur" in page
    kept = OrganisationList.objects.get()
    assert kept.question == {"q": "tråden", "area": "culture"}
    assert "Att bjuda in" in client.get("/organisationer/listor/").content.decode()


# --- the same twice -------------------------------------------------------------------


def _new(name):
    return {"name": name, "kind": "civil", "status": "active", "source": "secretariat"}


@pytest.mark.parametrize("name", ["strandlands brukarrad", "Strandlands brukarråd."])
def test_one_called_as_another_is_asked_about_and_added_only_deliberately(
    client, petra, name
):
    make.make_organisation("Strandlands Brukarråd")
    client.force_login(petra)

    asked = client.post("/organisationer/ny/", _new(name))

    text = asked.content.decode()
    assert asked.status_code == 422
    assert "Det finns redan en som heter så" in text
    assert 'href="/organisationer/strandlands-brukarrad/"' in text
    assert "Lägg till ändå" in text
    added = client.post("/organisationer/ny/", _new(name) | {"is_another": "on"})
    assert added.status_code == 302


def test_one_called_as_another_was_is_asked_about_too(client, petra):
    there = make.make_organisation("Nya namnet")
    add_other_name(organisation=there, name="Handikappföreningarna", by=BY)
    client.force_login(petra)

    answer = client.post("/organisationer/ny/", _new("Handikappföreningarna"))

    assert "Nya namnet" in answer.content.decode()


def test_the_same_other_name_twice_is_refused(client, petra):
    make.make_organisation("Lokal")
    client.force_login(petra)
    name = {"name": "Lokalen", "kind": "other"}

    assert client.post("/organisationer/lokal/namn/nytt/", name).status_code == 302
    again = client.post("/organisationer/lokal/namn/nytt/", name)

    assert again.status_code == 422
    assert "finns redan bland namnen" in again.content.decode()


def test_what_it_belongs_to_is_found_by_any_of_its_names_or_suggested(client, petra):
    lower = make.make_organisation("Lokal")
    upper = make.make_organisation("Föreningsrådet i Strandland")
    add_other_name(organisation=upper, name="FRIS", by=BY)
    client.force_login(petra)
    address = "/organisationer/lokal/hor-till/ny/"

    near = client.post(address, {"upper": "Föreningsråd Strandland", "kind": "member"})
    client.post(address, {"upper": "fris", "kind": "member"})

    assert "Menar du Föreningsrådet i Strandland?" in near.content.decode()
    assert lower.upward.get().upper == upper


def test_two_of_one_name_are_told_apart_by_their_addresses(client, petra):
    lower = make.make_organisation("Lokal")
    make.make_organisation("Rådet", slug="radet-norr")
    south = make.make_organisation("Rådet", slug="radet-syd")
    client.force_login(petra)
    address = "/organisationer/lokal/hor-till/ny/"

    several = client.post(address, {"upper": "Rådet", "kind": "member"})
    client.post(address, {"upper": "radet-syd", "kind": "member"})

    assert "radet-norr / radet-syd" in several.content.decode()
    assert lower.upward.get().upper == south
