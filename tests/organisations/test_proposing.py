"""Organisations register, people ask to speak for them, anybody suggests a change."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from overens.common import formats
from overens.common.models import AuditLine, FileReference, OutgoingMail
from overens.common.retention import forget_what_is_due
from overens.organisations.models import (
    Area,
    Authority,
    AuthorityRequest,
    ChangeSuggestion,
    Municipality,
    Organisation,
    Registration,
)
from tests import make
from tests.organisations.make import ready

pytestmark = pytest.mark.django_db

REGISTER = "/organisationer/registrera/"
NEW = {
    "name": "Vävarna i Björkmo",
    "form": "association",
    "municipalities": ["9905"],
    "areas": ["kultur"],
    "about_sv": "Vi väver.",
    "contact_sv": "Ordförande",
    "contact_email": "vavarna@example.org",
}


@pytest.fixture
def place(strandland):
    Area.objects.create(classification="areas", key="kultur", name={"sv": "Kultur"})
    return Municipality.objects.create(
        code="9905", name="Björkmo", county="99", origin="made up"
    )


def link():
    mail = OutgoingMail.objects.filter(
        once_key__startswith="organisations.registration:"
    ).first()
    return re.search(r"/anmalan/[^/\s]+/", mail.body)[0]


def register(client, **changed):
    return client.post(REGISTER, NEW | changed)


def in_queue():
    return f"/organisationer/inkommet/anmalan/{Registration.objects.get().uuid}/"


# --- registration ---------------------------------------------------------------------


def test_two_presses_are_one_registration_and_one_mail(client, place):
    for _press in range(2):
        assert register(client).status_code == 302
    assert Registration.objects.count() == OutgoingMail.objects.count() == 1

    # Another form is another registration; so is the same one when the mail is lost.
    register(client, about_sv="Vi väver mattor.")
    Registration.objects.update(created=timezone.now() - timedelta(minutes=11))
    register(client)
    assert Registration.objects.count() == OutgoingMail.objects.count() == 3


def test_an_organisation_registers_confirms_and_is_in_the_register_when_approved(
    client, place, petra
):
    assert REGISTER in client.get("/organisationer/").content.decode()
    assert client.get(REGISTER).status_code == 200
    assert register(client).status_code == 302
    url = link()
    # Looking confirms nothing, as a mail program's scanner looks.
    client.get(url), client.head(url)
    assert Registration.objects.get().state == "unconfirmed"
    phone = Client(enforce_csrf_checks=True)
    assert phone.post(url, headers={"Origin": "null"}).status_code == 302
    assert phone.post(url, headers={"Origin": "null"}).status_code == 302
    assert not Organisation.objects.exists()

    client.force_login(petra)
    assert "Vävarna i Björkmo" in client.get("/att-gora/").content.decode()
    assert in_queue() in client.get("/organisationer/inkommet/").content.decode()
    assert client.post(in_queue(), {"decision": "approved"}).status_code == 302

    made = Organisation.objects.get()
    assert (made.name, made.status, made.origin) == (
        "Vävarna i Björkmo",
        "active",
        "made up",
    )
    assert {said["source"] for said in made.field_sources.values()} == {"own"}
    assert made.contacts.get().email == "vavarna@example.org"
    assert [each.code for each in made.municipalities.all()] == ["9905"]
    assert OutgoingMail.objects.first().to == "vavarna@example.org"
    assert made.get_absolute_url() in OutgoingMail.objects.first().body
    assert AuditLine.objects.filter(action__endswith="decide_registration").count() == 1
    # Twice is once.
    assert client.post(in_queue(), {"decision": "refused", "said": "Nej"}).status_code
    assert Registration.objects.get().state == "approved"


def test_what_is_asked_back_is_answered_by_a_link_of_its_own(client, place, petra):
    register(client)
    client.post(link())
    client.force_login(petra)
    assert client.post(in_queue(), {"decision": "asked"}).status_code == 422
    client.post(in_queue(), {"decision": "asked", "said": "Vad heter ni?"})
    url = link()

    assert "Vad heter ni?" in client.get(url).content.decode()
    changed = {**NEW, "name": "Björkmo Vävare"}
    assert client.post(url, changed).status_code == 302
    assert Registration.objects.get().name == "Björkmo Vävare"
    assert Registration.objects.get().state == "waiting"


def test_those_alike_are_shown_to_both(client, place, petra):
    make.make_organisation("Vävarna i Björkmo")
    answer = register(client)

    assert answer.status_code == 422
    assert "vavarna-i-bjorkmo" in answer.content.decode()
    assert not Registration.objects.exists()
    register(client, is_another="on")
    client.post(link())
    client.force_login(petra)
    assert "vavarna-i-bjorkmo" in client.get(in_queue()).content.decode()


def test_a_program_that_fills_in_everything_leaves_nothing(client, place):
    assert register(client, fax_number="0").status_code == 302
    assert not Registration.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_one_address_is_not_drowned_in_mails(client, place):
    statuses = [
        register(client, about_sv=f"Vi väver {n}.").status_code for n in range(7)
    ]

    assert statuses == [302] * 5 + [422] * 2
    assert OutgoingMail.objects.count() == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 500},
        {"contact_email": "ingen adress"},
        {"org_number": "123"},
        {"org_number": "811218-9876"},
        {"municipalities": ["0000"]},
        {"website": "javascript:alert(1)"},
    ],
)
def test_bad_input_is_said_and_keeps_the_rest(client, place, wrong):
    answer = register(client, **wrong)

    assert answer.status_code == 422
    assert "Vi väver." in answer.content.decode()
    assert not Registration.objects.exists()


def test_a_register_of_a_source_takes_no_registrations(client, place):
    make.make_space("hok", origin="source")

    assert client.get(f"{REGISTER}?compact=hok").status_code == 404
    assert client.get("/anmalan/finns-inte/").status_code == 404


def test_what_is_not_confirmed_or_not_approved_goes(client, place, petra):
    register(client)
    Registration.objects.update(created=timezone.now() - timedelta(days=32))
    list(forget_what_is_due())
    assert not Registration.objects.exists()

    register(client, contact_email="en-annan@example.org")
    client.post(link())
    client.force_login(petra)
    client.post(in_queue(), {"decision": "refused", "said": "Det är ett företag."})
    Registration.objects.update(decided_at=timezone.now() - timedelta(days=92))
    list(forget_what_is_due())
    assert not Registration.objects.exists()


def test_what_is_asked_back_and_never_answered_goes_and_the_page_says_when(
    client, place, petra
):
    register(client)
    client.post(link())
    client.force_login(petra)
    client.post(in_queue(), {"decision": "asked", "said": "Vilket nummer har ni?"})
    last = timezone.localdate() + timedelta(days=90)
    mail = OutgoingMail.objects.first()
    assert f"Svara senast den {formats.day(last)}." in mail.body
    assert formats.day(last) in client.get(link()).content.decode()

    list(forget_what_is_due(last))
    assert Registration.objects.exists()
    list(forget_what_is_due(last + timedelta(days=1)))
    assert not Registration.objects.exists()
    assert client.get(link()).status_code == 404


def test_an_answer_to_what_was_asked_back_waits_a_year_for_its_decision(
    client, place, petra
):
    register(client)
    client.post(link())
    Registration.objects.update(asked_at=timezone.now(), state="waiting")

    list(forget_what_is_due(timezone.localdate() + timedelta(days=365)))
    assert Registration.objects.exists()
    list(forget_what_is_due(timezone.localdate() + timedelta(days=366)))
    assert not Registration.objects.exists()


# --- authority ------------------------------------------------------------------------


def test_a_person_asks_to_speak_with_a_paper_and_is_told(client, petra, eve):
    made = make.make_organisation("Åleds IF")
    url = f"/organisationer/{made.slug}/foretrad/"
    assert client.get(url).status_code == 302  # to sign in
    client.force_login(eve)
    assert url in client.get(made.get_absolute_url()).content.decode()
    paper = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7 protokoll")
    sent = {"post": "Ordförande", "evidence": "§ 8", "file": paper}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, {"post": "Kassör", "evidence": "§ 9"}).status_code == 422
    asked = AuthorityRequest.objects.get()
    decide = f"/organisationer/inkommet/behorighet/{asked.uuid}/"
    # Nothing is Eve's before it is decided.
    for address in (decide, f"{decide}fil/"):
        assert client.get(address).status_code == 403
    assert client.post(decide, {"decision": "approved"}).status_code == 403
    assert not Authority.objects.exists()

    client.force_login(petra)
    assert decide in client.get("/att-gora/").content.decode()
    paper = client.get(f"{decide}fil/")
    assert paper.content == b"%PDF-1.7 protokoll"
    assert "attachment" in paper["Content-Disposition"]
    assert client.post(decide, {"decision": "approved"}).status_code == 302

    held = Authority.objects.get()
    assert (held.person, held.organisation, held.post) == (eve, made, "Ordförande")
    assert OutgoingMail.objects.get().to == "eve@example.org"
    # The paper and the words go, the ground stays.
    AuthorityRequest.objects.update(decided_at=timezone.now() - timedelta(days=92))
    FileReference.objects.update(until=timezone.localdate() - timedelta(days=1))
    list(forget_what_is_due())
    assert AuthorityRequest.objects.get().evidence == ""
    assert not FileReference.objects.exists()


@pytest.mark.parametrize(
    "data", [b"<html><script>", b"PK\x03\x04", b"%PDF-" + b"0" * 5_000_001]
)
def test_a_paper_that_is_none_is_not_taken(client, eve, data):
    made = make.make_organisation("Åleds IF")
    client.force_login(eve)
    paper = SimpleUploadedFile("protokoll.pdf", data)

    answer = client.post(
        f"/organisationer/{made.slug}/foretrad/", {"post": "Kassör", "file": paper}
    )
    assert answer.status_code == 422
    assert not AuthorityRequest.objects.exists()


def test_a_no_says_why(client, petra, eve):
    made = make.make_organisation("Åleds IF")
    asked = AuthorityRequest.objects.create(person=eve, organisation=made)
    decide = f"/organisationer/inkommet/behorighet/{asked.uuid}/"
    client.force_login(petra)

    assert client.post(decide, {"decision": "refused"}).status_code == 422
    client.post(decide, {"decision": "refused", "said": "Skicka protokollet."})
    assert "Skicka protokollet." in OutgoingMail.objects.get().body
    assert not Authority.objects.exists()


# --- suggestions ----------------------------------------------------------------------


def suggestion_of(client, made, **changed):
    sent = {
        "name": made.name,
        "status": "active",
        "contact_sv": "Kansli",
        "contact_en": "Office",
        "contact_email": f"{made.slug}@example.org",
        **changed,
    }
    return client.post(f"/organisationer/{made.slug}/foresla/", sent)


def test_anybody_suggests_and_each_field_is_decided_by_itself(
    client, petra, strandland
):
    made = ready(website="https://gammal.example.org")
    assert "foresla" in client.get(made.get_absolute_url()).content.decode()
    answer = suggestion_of(
        client,
        made,
        name="Helt annat namn",
        website="https://ny.example.org",
        comment="Står på deras sida.",
        email="ali@example.org",
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.website == "https://gammal.example.org"
    found = ChangeSuggestion.objects.get()
    assert set(found.fields) == {"name", "website"}

    decide = f"/organisationer/inkommet/forslag/{found.uuid}/"
    client.force_login(petra)
    assert decide in client.get("/att-gora/").content.decode()
    page = client.get(decide).content.decode()
    assert "https://gammal.example.org" in page and "https://ny.example.org" in page
    client.post(decide, {"accepted": ["website"], "said": "Namnet stämmer."})

    made.refresh_from_db()
    assert (made.name, made.website) == ("Åleds IF", "https://ny.example.org")
    assert made.field_sources["contact"]["source"] == "secretariat"
    mail = OutgoingMail.objects.get()
    assert mail.to == "ali@example.org" and "Namnet stämmer." in mail.body
    line = AuditLine.objects.get(action="organisations.decide_suggestion")
    assert line.facts == {"accepted": ["website"], "suggested": ["name", "website"]}
    ChangeSuggestion.objects.update(decided_at=timezone.now() - timedelta(days=32))
    list(forget_what_is_due())
    assert ChangeSuggestion.objects.get().email == ""


def test_who_speaks_for_it_decides_and_is_then_the_source(client, vera, eve):
    made = vera.authorities.get().organisation
    client.post(
        f"/organisationer/{made.slug}/foresla/",
        {"name": made.name, "status": "dormant", "comment": "Tyst länge"},
    )
    found = ChangeSuggestion.objects.get()
    decide = f"/organisationer/inkommet/forslag/{found.uuid}/"
    client.force_login(eve)
    assert client.get(decide).status_code == 403
    client.force_login(vera)
    assert decide in client.get("/min-sida/").content.decode()
    assert client.post(decide, {"accepted": ["status"]}).status_code == 302

    made.refresh_from_db()
    assert made.status == "dormant"
    assert made.field_sources["identity"]["source"] == "own"


def test_nothing_suggested_is_said_and_hidden_addresses_stay_hidden(client, strandland):
    made = ready()
    made.contacts.update(public=False, email="hemlig@example.org")
    page = client.get(f"/organisationer/{made.slug}/foresla/").content.decode()

    assert "hemlig@example.org" not in page
    answer = suggestion_of(client, made, contact_sv="", contact_en="", contact_email="")
    assert answer.status_code == 422
    assert "Ändra minst ett fält" in answer.content.decode()
    assert not ChangeSuggestion.objects.exists()


def test_the_queue_costs_few_questions_and_is_not_for_others(
    client, petra, vera, django_assert_max_num_queries
):
    for number in range(20):
        made = make.make_organisation(f"Förening {number}")
        ChangeSuggestion.objects.create(organisation=made, origin="made up")
    client.force_login(petra)
    client.get("/organisationer/inkommet/")  # the process knows the spaces
    with django_assert_max_num_queries(12):
        assert client.get("/organisationer/inkommet/").status_code == 200
    client.force_login(vera)
    assert client.get("/organisationer/inkommet/").status_code == 403
