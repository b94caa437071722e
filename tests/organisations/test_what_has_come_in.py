"""What has come in, when time has gone: what else changed, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.files import path_of, sweep_files
from overens.common.formats import day
from overens.common.models import FileReference, OutgoingMail
from overens.common.retention import forget_what_is_due
from overens.organisations.actions import (
    add_contact_role,
    change_organisation,
    merge_into,
    set_contact_roles,
)
from overens.organisations.models import (
    Authority,
    AuthorityRequest,
    ChangeSuggestion,
    Confirmation,
)
from tests import make
from tests.organisations.make import ready

pytestmark = pytest.mark.django_db


def suggest(client, made, **changed):
    sent = {
        "name": made.name,
        "contact_sv": "Kansli",
        "contact_en": "Office",
        "contact_email": f"{made.slug}@example.org",
        **changed,
    }
    return client.post(f"/organisationer/{made.slug}/foresla/", sent)


def decide_url():
    return f"/organisationer/inkommet/forslag/{ChangeSuggestion.objects.get().uuid}/"


# --- suggestions ----------------------------------------------------------------------


def test_who_changes_an_address_says_nothing_of_a_status_that_is_unknown(
    client, strandland
):
    made = ready(status="unknown")

    assert suggest(client, made).status_code == 422
    assert suggest(client, made, website="https://ny.example.org").status_code == 302
    assert set(ChangeSuggestion.objects.get().fields) == {"website"}


def test_a_role_in_one_language_alone_is_no_suggestion(client, strandland):
    made = make.make_organisation("Åleds IF")
    add_contact_role(
        organisation=made, role={"sv": "Kansli"}, email="if@example.org", by=SYSTEM
    )

    answer = suggest(client, made, contact_en="", contact_email="if@example.org")
    assert answer.status_code == 422


def test_an_address_that_came_in_since_stays_when_the_suggested_one_is_taken(
    client, petra, strandland
):
    made = ready()
    suggest(client, made, contact_email="ny@example.org")
    add_contact_role(
        organisation=made,
        role={"sv": "Kassör"},
        email="kassor@example.org",
        public=False,
        by=SYSTEM,
    )
    client.force_login(petra)

    client.post(decide_url(), {"accepted": ["contacts"]})

    stand = made.contacts.order_by("id").values_list("email", "public")
    assert list(stand) == [("ny@example.org", True), ("kassor@example.org", False)]


def test_one_that_has_been_changed_since_is_put_right_not_doubled(
    client, petra, strandland
):
    made = ready()
    suggest(client, made, contact_email="ny@example.org")
    role = {"sv": "Kansli", "en": "Office"}
    since = {"role": role, "email": "annan@example.org"}
    set_contact_roles(organisation=made, contacts=[since], by=SYSTEM)
    client.force_login(petra)
    # She sees what stands now, not what stood then.
    assert "annan@example.org" in client.get(decide_url()).content.decode()

    client.post(decide_url(), {"accepted": ["contacts"]})

    assert [row.email for row in made.contacts.all()] == ["ny@example.org"]


def test_what_stands_now_is_shown_beside_what_is_suggested(client, petra, strandland):
    made = ready(website="https://da.example.org")
    suggest(client, made, website="https://ny.example.org")
    change_organisation(organisation=made, website="https://nu.example.org", by=SYSTEM)
    client.force_login(petra)

    page = client.get(decide_url()).content.decode()
    assert "https://nu.example.org" in page and "https://da.example.org" not in page
    client.post(decide_url(), {"said": "Nej."})
    # Decided: what it was about stays as it was told.
    assert "https://da.example.org" in client.get(decide_url()).content.decode()


def test_one_that_is_said_to_live_after_all_has_no_day_of_dissolving(
    client, petra, strandland
):
    made = ready(status="dissolved", dissolved_on="2024")
    suggest(client, made, status="active")
    client.force_login(petra)

    assert client.post(decide_url(), {"accepted": ["status"]}).status_code == 302
    made.refresh_from_db()
    assert (made.status, str(made.dissolved_on)) == ("active", "")


def test_a_queue_longer_than_the_page_says_so(client, petra, strandland, monkeypatch):
    monkeypatch.setattr("overens.organisations.views.deciding.MOST_WAITING", 2)
    made = ready()
    for _each in range(3):
        ChangeSuggestion.objects.create(organisation=made, origin="made up")
    client.force_login(petra)

    page = client.get("/organisationer/inkommet/").content.decode()
    assert page.count("/inkommet/forslag/") == 2
    assert "Fler väntar än de som visas här" in page


def test_a_right_asked_for_at_a_row_that_was_merged_is_given_where_it_leads(
    client, petra, eve
):
    there, double = make.make_organisation("Åleds IF"), ready("Åleds IF (dubblett)")
    for made in (there, double):
        AuthorityRequest.objects.create(person=eve, organisation=made, post="Kassör")
    merge_into(organisation=double, into=there, by=SYSTEM)
    left = AuthorityRequest.objects.get(organisation=double)
    client.force_login(petra)

    url = f"/organisationer/inkommet/behorighet/{left.uuid}/"
    assert client.post(url, {"decision": "approved"}).status_code == 302
    assert Authority.objects.get().organisation == there


# --- what is forgotten ----------------------------------------------------------------


def test_words_of_one_who_gave_no_address_are_erased_too(client, petra, strandland):
    made = ready()
    suggest(client, made, contact_email="anna@example.org", comment="Anna sade det.")
    client.force_login(petra)
    client.post(decide_url(), {"said": "Nej."})
    ChangeSuggestion.objects.update(decided_at=timezone.now() - timedelta(days=32))

    list(forget_what_is_due())

    kept = ChangeSuggestion.objects.get()
    assert (kept.comment, kept.fields) == ("", {})
    assert client.get(decide_url()).status_code == 200
    assert list(forget_what_is_due()) == []


def test_of_a_paper_the_bytes_go_and_the_post_also_where_no_words_stood(
    client, petra, eve
):
    made = make.make_organisation("Åleds IF")
    client.force_login(eve)
    paper = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7 protokoll")
    sent = {"post": "Ordförande", "file": paper}
    client.post(f"/organisationer/{made.slug}/foretrad/", sent)
    asked = AuthorityRequest.objects.get()
    client.force_login(petra)
    url = f"/organisationer/inkommet/behorighet/{asked.uuid}/"
    client.post(url, {"decision": "refused", "said": "Nej."})
    bytes_at = path_of(FileReference.objects.get().file.digest)
    assert default_storage.exists(bytes_at)
    later = timezone.localdate() + timedelta(days=92)

    list(forget_what_is_due(later))
    list(sweep_files(later))

    assert AuthorityRequest.objects.get().post == ""
    assert not default_storage.exists(bytes_at)
    assert client.get(f"{url}fil/").status_code == 404
    # The mail that told of it has neither address nor words left.
    OutgoingMail.objects.update(sent_at=timezone.now())
    list(forget_what_is_due(later + timedelta(days=1)))
    assert set(OutgoingMail.objects.values_list("to", "body")) == {("", "")}


def test_the_role_of_an_answer_by_link_is_forgotten_after_a_year(strandland):
    made = ready()
    day = timezone.localdate() - timedelta(days=366)
    Confirmation.objects.create(
        organisation=made,
        day=day,
        by_role={"sv": "Kansli"},
        before={"contacts": [{"email": "if@example.org"}]},
        after={"contacts": []},
        once_key="link:x:0",
        origin="made up",
    )

    list(forget_what_is_due())

    kept = Confirmation.objects.get()
    assert (kept.by_role, kept.before, kept.after) == ({}, {}, {})
    assert list(forget_what_is_due()) == []


def test_what_nobody_decides_goes_after_a_year_with_its_paper(
    client, petra, eve, strandland
):
    made = ready()
    suggest(client, made, website="https://ny.example.org", email="ali@example.org")
    client.force_login(eve)
    paper = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7 protokoll")
    sent = {"post": "Ordförande", "file": paper}
    client.post(f"/organisationer/{made.slug}/foretrad/", sent)
    bytes_at = path_of(FileReference.objects.get().file.digest)
    client.force_login(petra)
    last = timezone.localdate() + timedelta(days=365)
    page = client.get("/organisationer/inkommet/").content.decode()
    assert page.count(f"försvinner efter den {day(last)} om inget händer") == 2

    list(forget_what_is_due(last))
    assert ChangeSuggestion.objects.count() == AuthorityRequest.objects.count() == 1
    list(forget_what_is_due(last + timedelta(days=1)))
    list(sweep_files(last + timedelta(days=1)))

    assert not ChangeSuggestion.objects.exists()
    assert not AuthorityRequest.objects.exists()
    assert not default_storage.exists(bytes_at)


def test_what_was_said_of_a_decision_is_forgotten_with_the_rest(
    client, petra, eve, strandland
):
    made = ready()
    suggest(client, made, website="https://ny.example.org")
    asked = AuthorityRequest.objects.create(person=eve, organisation=made)
    client.force_login(petra)
    client.post(decide_url(), {"said": "Anna säger nej."})
    client.post(
        f"/organisationer/inkommet/behorighet/{asked.uuid}/",
        {"decision": "refused", "said": "Anna säger nej."},
    )

    list(forget_what_is_due(timezone.localdate() + timedelta(days=31)))
    assert ChangeSuggestion.objects.get().said == ""
    assert AuthorityRequest.objects.get().said
    list(forget_what_is_due(timezone.localdate() + timedelta(days=91)))
    assert AuthorityRequest.objects.get().said == ""
