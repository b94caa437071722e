"""Vera answers by the link in the yearly mail, from a phone, without signing in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.actions import (
    ask_by_hand,
    ask_yearly,
    change_organisation,
    merge_into,
    part_again,
)
from overens.organisations.models import (
    Area,
    Confirmation,
    ConfirmationRequest,
    Organisation,
)
from overens.organisations.rules.coming_in.weighing import CONFIRMED, weigh
from tests.organisations.make import link, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(strandland):
    """Return an organisation that has just been asked."""
    made = ready(annual_meeting_month=None, website="https://aled.example.org")
    ask_by_hand(organisations=[made], space=strandland, by=SYSTEM)
    return made


def test_a_scanner_that_looks_changes_nothing(client, asked):
    before = ConfirmationRequest.objects.values().get()
    url = link()
    for ask in (client.get, client.head, client.get):
        assert ask(url).status_code == 200
        assert ask(f"{url}ratta/").status_code == 200
    assert client.get(f"{url}angra/").status_code == 405

    assert ConfirmationRequest.objects.values().get() == before
    assert not Confirmation.objects.exists()


def test_one_press_confirms_and_the_organisation_is_the_source_of_every_group(asked):
    Organisation.objects.filter(pk=asked.pk).update(status="unknown")
    phone = Client(enforce_csrf_checks=True)  # that keeps no cookies
    answer = phone.post(link(), {"attempt": "0"}, headers={"Origin": "null"})

    assert answer.status_code == 302
    asked.refresh_from_db()
    today = timezone.localdate()
    assert asked.last_confirmed == today
    assert asked.status == "active"
    assert {said["source"] for said in asked.field_sources.values()} == {"own"}
    assert set(asked.field_sources) == {"identity", "activity", "contact"}
    assert Confirmation.objects.get().number in phone.get(link()).content.decode()


def test_what_the_organisation_confirmed_is_not_changed_by_an_import(client, asked):
    client.post(link(), {"attempt": "0"})
    asked.refresh_from_db()

    (found,) = weigh(
        {"website": asked.website},
        {"website": "https://annan.example.org"},
        before=None,
        sources=asked.field_sources,
        source="kommunens-lista",
    )
    assert found.kept == CONFIRMED


def test_the_receipt_goes_to_the_address_that_was_asked_also_when_it_was_passed_on(
    client, asked, eve
):
    client.force_login(eve)
    client.post(link(), {"attempt": "0"})

    receipt = OutgoingMail.objects.get(once_key__startswith="organisations.confirmed:")
    assert receipt.to == "aleds-if@example.org"
    line = AuditLine.objects.get(action="organisations.confirm_organisation")
    assert (line.actor_kind, line.actor_uuid) == ("link", eve.uuid)


def test_pressing_twice_is_one_answer(client, asked):
    for _time in range(2):
        assert client.post(link(), {"attempt": "0"}).status_code == 302

    assert Confirmation.objects.count() == 1
    receipts = OutgoingMail.objects.filter(once_key__contains=".confirmed:")
    assert receipts.count() == 1
    log = AuditLine.objects.filter(action="organisations.confirm_organisation")
    assert log.count() == 1


def test_another_answer_by_the_same_link_gets_a_clear_no(client, asked):
    url = link()
    client.post(url, {"attempt": "0"})
    form = correction(website="https://ny.example.org")
    answer = client.post(f"{url}ratta/", form)

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "redan" in said
    assert "https://ny.example.org" in said  # what was written stays
    asked.refresh_from_db()
    assert asked.website == "https://aled.example.org"


def correction(**changed):
    return {
        "attempt": "0",
        "about_sv": "Vi spelar fotboll.",
        "website": "https://aled.example.org",
        "contact_sv": "Kansli",
        "contact_en": "Office",
        "contact_email": "aleds-if@example.org",
        "status": "active",
        **changed,
    }


def test_what_is_wrong_is_put_right_and_undone_exactly(client, asked):
    area = Area.objects.create(
        classification="areas", key="idrott", name={"sv": "Idrott"}
    )
    before = Organisation.objects.values().get(pk=asked.pk)
    url = link()
    answer = client.post(
        f"{url}ratta/",
        correction(
            areas=["idrott"],
            contact_email="styrelsen@example.org",
            annual_meeting_month="2",
        ),
        follow=True,
    )

    assert "Områden" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.about["sv"] == "Vi spelar fotboll."
    assert asked.annual_meeting_month == 2
    assert list(asked.areas.all()) == [area]
    assert asked.contacts.get().email == "styrelsen@example.org"

    assert client.post(f"{url}angra/").status_code == 302

    after = Organisation.objects.values().get(pk=asked.pk)
    changed = before.pop("changed"), after.pop("changed")
    assert changed[0] < changed[1]
    assert after == before
    assert not asked.areas.exists()
    assert asked.contacts.get().email == "aleds-if@example.org"
    assert "ångrat" in client.get(url).content.decode()
    # And answered again by the same link.
    assert client.post(url, {"attempt": "1"}).status_code == 302
    assert Confirmation.objects.standing().count() == 1


def test_an_answer_cannot_be_undone_after_a_day_nor_when_something_changed(
    client, asked
):
    url = link()
    client.post(url, {"attempt": "0"})
    change_organisation(organisation=asked, status="dormant", by=SYSTEM)

    assert client.post(f"{url}angra/").status_code == 422
    change_organisation(organisation=asked, status="active", by=SYSTEM)
    Confirmation.objects.update(created=timezone.now() - timedelta(hours=25))
    assert client.post(f"{url}angra/").status_code == 422
    assert Confirmation.objects.standing().count() == 1


def test_a_page_opened_before_an_undoing_is_not_taken(client, asked):
    url = link()
    client.post(url, {"attempt": "0"})
    client.post(f"{url}angra/")

    assert client.post(url, {"attempt": "0"}).status_code == 409
    assert not Confirmation.objects.standing().exists()


def test_a_link_that_is_over_says_so_and_where_to_turn(client, asked):
    url = link()
    ConfirmationRequest.objects.update(
        asked_on=date(2025, 4, 1), due=date(2025, 4, 2), expires=date(2025, 5, 1)
    )

    for answer in (client.get(url), client.post(url), client.get(f"{url}ratta/")):
        assert answer.status_code == 410
        assert "kansliet@example.org" in answer.content.decode()
    assert client.get("/bekrafta/finns-inte/").status_code == 404
    assert client.post("/bekrafta/finns-inte/angra/").status_code == 404


def test_bad_input_in_the_short_form_keeps_what_was_written(client, asked):
    url = link()
    answer = client.post(
        f"{url}ratta/", correction(website="javascript:x", contact_sv="Ordförande")
    )

    assert answer.status_code == 422
    assert "Ordförande" in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_the_reminders_link_and_the_first_both_lead_to_the_one_answer(
    client, strandland
):
    ready()
    today = timezone.localdate()
    made = Organisation.objects.get()
    ask_by_hand(organisations=[made], space=strandland, by=SYSTEM)
    ConfirmationRequest.objects.update(
        asked_on=today - timedelta(days=30), due=today - timedelta(days=1)
    )
    first = link()
    list(ask_yearly(today))
    second = link()
    assert first != second

    client.post(second, {"attempt": "0"})

    assert client.get(first).status_code == 200
    assert client.post(first, {"attempt": "0"}).status_code == 409
    assert Confirmation.objects.count() == 1


def test_an_answer_with_a_number_beyond_reason_is_taken_as_any_other(client, asked):
    assert client.post(link(), {"attempt": "9" * 5000}).status_code == 302


def test_one_that_says_it_lives_after_all_has_no_day_of_dissolving_and_undoes_it(
    client, asked
):
    change_organisation(
        organisation=asked, status="dissolved", dissolved_on="2024", by=SYSTEM
    )
    url = link()

    sent = client.post(f"{url}ratta/", {"attempt": "0", "status": "active"})

    assert sent.status_code == 302
    asked.refresh_from_db()
    assert (asked.status, str(asked.dissolved_on)) == ("active", "")
    client.post(f"{url}angra/")
    asked.refresh_from_db()
    assert (asked.status, str(asked.dissolved_on)) == ("dissolved", "2024")


def test_no_cache_keeps_the_pages_and_no_referrer_carries_the_key(client, asked):
    for url in (link(), f"{link()}ratta/", "/bekrafta/finns-inte/"):
        answer = client.get(url)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_the_pages_of_the_link_cost_few_questions(
    client, asked, django_assert_max_num_queries
):
    url = link()
    # A process reads what it counts the register by once, at its first question.
    client.get(f"{url}ratta/")
    for part in (url, f"{url}ratta/"):
        with django_assert_max_num_queries(12):
            client.get(part)


# --- merged since it was asked --------------------------------------------------------


@pytest.fixture
def double(asked, strandland):
    """Return a row of the same organisation that was asked too, and its link."""
    made = ready("Åleds Idrottsförening", website="https://dubbel.example.org")
    ask_by_hand(organisations=[made], space=strandland, by=SYSTEM)
    return made, link()


def test_the_link_of_a_row_that_was_merged_leads_to_the_one_that_stands(
    client, asked, double
):
    made, url = double
    merge_into(organisation=made, into=asked, by=SYSTEM)

    assert asked.name in client.get(url).content.decode()
    assert client.post(url, {"attempt": "0"}).status_code == 302

    assert Confirmation.objects.get().organisation == asked
    # Both questions are answered by it, and either link undoes it.
    assert not ConfirmationRequest.objects.filter(used_at=None).exists()
    made.refresh_from_db()
    assert made.last_confirmed is None
    assert client.post(f"{url}angra/").status_code == 302
    asked.refresh_from_db()
    assert asked.last_confirmed is None


def test_a_correction_by_the_link_of_a_merged_row_is_of_the_one_that_stands(
    client, asked, double
):
    made, url = double
    merge_into(organisation=made, into=asked, by=SYSTEM)

    sent = correction(website="https://ny.example.org")
    assert client.post(f"{url}ratta/", sent).status_code == 302

    asked.refresh_from_db()
    made.refresh_from_db()
    assert asked.website == "https://ny.example.org"
    assert made.website == "https://dubbel.example.org"


def test_parted_again_each_link_is_its_own_organisations(client, asked, double):
    made, url = double
    merge_into(organisation=made, into=asked, by=SYSTEM)
    client.post(url, {"attempt": "0"})
    client.post(f"{url}angra/")
    part_again(organisation=made, by=SYSTEM)

    assert made.name in client.get(url).content.decode()
    assert client.post(url, {"attempt": "1"}).status_code == 302

    assert Confirmation.objects.standing().get().organisation == made
    asked.refresh_from_db()
    assert asked.last_confirmed is None


def test_an_answer_of_before_the_merge_is_shown_and_cannot_be_undone_at_another(
    client, asked, double
):
    made, url = double
    client.post(url, {"attempt": "0"})
    merge_into(organisation=made, into=asked, by=SYSTEM)

    assert Confirmation.objects.get().number in client.get(url).content.decode()
    assert client.post(f"{url}angra/").status_code == 422
