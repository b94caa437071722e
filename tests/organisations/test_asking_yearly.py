"""Organisations are asked once a year whether their facts are right, or by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.mail import undo_mail
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.actions import (
    add_contact_role,
    ask_by_hand,
    change_organisation,
)
from overens.organisations.models import (
    Confirmation,
    ConfirmationRequest,
    LoggedRequest,
    Organisation,
)
from tests import make
from tests.organisations.make import lines, link, ready

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)


@pytest.fixture
def asked(strandland):
    """Return an organisation that has just been asked."""
    made = ready(annual_meeting_month=None, website="https://aled.example.org")
    ask_by_hand(organisations=[made], space=strandland, by=SYSTEM)
    return made


# --- who is asked, and when ---------------------------------------------------------


def test_an_organisation_is_asked_the_month_after_its_annual_meeting(strandland):
    ready("Maj", annual_meeting_month=5)
    ready("Mars", annual_meeting_month=3)
    ready("Ingen månad")

    assert lines(date(2026, 3, 31)) == []
    assert {what for what, did, _ in lines(APRIL) if did} == {"Mars", "Ingen månad"}
    assert {what for what, did, _ in lines(date(2026, 6, 1)) if did} >= {"Maj"}


def test_the_second_time_the_same_day_finds_everybody_asked(strandland):
    ready()
    lines(APRIL)

    assert lines(APRIL) == []
    assert OutgoingMail.objects.count() == ConfirmationRequest.objects.count() == 1


def test_a_new_register_does_not_write_to_everybody_on_its_first_day(strandland):
    ready()

    assert lines(date(2026, 8, 1)) == []


def test_those_that_have_confirmed_since_their_meeting_are_left_in_peace(strandland):
    ready("Nyss", last_confirmed=date(2026, 4, 1))
    ready("Före mötet", last_confirmed=date(2026, 3, 1))
    ready("Upplöst", status="dissolved")
    make.make_organisation("Ingen adress")

    said = lines(APRIL)

    assert [what for what, did, _ in said if did] == ["Före mötet"]
    assert any(not did and "ingen" in why.lower() for _what, did, why in said)


def test_nobody_is_written_to_about_what_a_source_says(db):
    make.make_space("hok", origin="source")
    ready("Ur källan", origin="source")

    assert lines(APRIL) == []
    assert not OutgoingMail.objects.exists()


def test_one_address_gets_one_question_a_day(strandland):
    for name in ("Ett", "Två"):
        made = make.make_organisation(name)
        add_contact_role(
            organisation=made, role="Kansli", email="delad@example.org", by=SYSTEM
        )

    assert [did for _what, did, _why in lines(APRIL)] == [True, False]
    assert [what for what, did, _ in lines(APRIL + timedelta(days=1)) if did] == ["Två"]


def test_a_day_has_a_most_of_mails_and_the_rest_comes_tomorrow(strandland, monkeypatch):
    from overens.organisations.actions import asking

    monkeypatch.setattr(asking, "MOST_A_DAY", 2)
    for name in ("A", "B", "C"):
        ready(f"Förening {name}")

    assert [did for _what, did, _why in lines(APRIL)] == [True, True, False]
    assert len([1 for _w, did, _y in lines(APRIL + timedelta(days=1)) if did]) == 1


def test_a_silent_organisation_is_reminded_once_and_then_unknown(strandland):
    made = ready()
    lines(APRIL)

    assert lines(APRIL + timedelta(days=21)) == []
    lines(APRIL + timedelta(days=22))
    reminder = ConfirmationRequest.objects.get(is_reminder=True)
    assert "påminn" in OutgoingMail.objects.first().subject.lower()
    assert lines(reminder.due) == []
    lines(reminder.due + timedelta(days=1))

    made.refresh_from_db()
    assert made.status == "unknown"
    assert AuditLine.objects.filter(action="organisations.give_up_on").count() == 1
    # Whoever says that it is active after that is not overruled the next day.
    change_organisation(organisation=made, status="active", by=SYSTEM)
    lines(reminder.due + timedelta(days=2))
    made.refresh_from_db()
    assert made.status == "active"


def test_one_that_the_secretariat_has_confirmed_meanwhile_is_not_reminded(strandland):
    made = ready()
    lines(APRIL)
    Organisation.objects.filter(pk=made.pk).update(last_confirmed=APRIL)

    assert lines(APRIL + timedelta(days=22)) == []


def test_a_mail_that_is_stopped_takes_question_and_load_back(asked):
    undo_mail(OutgoingMail.objects.get(), by=SYSTEM)

    assert ConfirmationRequest.objects.get().voided_at
    assert not LoggedRequest.objects.exists()
    assert Client().get(link(OutgoingMail.objects.get())).status_code == 404


# --- signed in, and the secretariat ---------------------------------------------------


def test_vera_who_confirms_signed_in_answers_the_question_that_waits(client, vera):
    made = vera.authorities.get().organisation
    ask_by_hand(organisations=[made], space=make.make_space(), by=SYSTEM)
    client.force_login(vera)
    assert made.name in client.get("/min-sida/").content.decode()

    client.post(f"/organisationer/{made.slug}/bekrafta/", follow=True)

    assert ConfirmationRequest.objects.get().answered_by == Confirmation.objects.get()
    assert client.post(f"{link()}angra/").status_code == 422


def test_petra_sees_the_load_before_she_asks_by_hand(
    client, petra, strandland, django_assert_max_num_queries
):
    rows = [ready(f"Förening {n:02}") for n in range(30)]
    url = "/organisationer/bekraftelser/"
    client.force_login(petra)
    assert f'href="{url}"' in client.get("/organisationer/").content.decode()
    client.get(url)  # the process knows the spaces
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "inte tillfrågad om något de senaste 90 dagarna" in page

    answer = client.post(url, {"organisation": [str(rows[0].uuid), str(rows[1].uuid)]})

    assert answer.status_code == 302
    assert ConfirmationRequest.objects.count() == 2
    page = client.get(f"{url}?state=waits").content.decode()
    assert "tillfrågad 1 gång de senaste 90 dagarna, ungefär 5 minuter" in page
    # They have days left: nobody is asked again.
    client.post(f"{url}?state=waits", {"organisation": [str(rows[0].uuid)]})
    assert ConfirmationRequest.objects.count() == 2


def test_nothing_ticked_is_said_and_others_may_not_ask(client, petra, eve, vera):
    url = "/organisationer/bekraftelser/"
    client.force_login(petra)
    assert client.post(url).status_code == 422
    for person in (eve, vera):
        client.force_login(person)
        assert client.get(url).status_code == 403
        assert client.post(url).status_code == 403


def test_what_waits_and_who_is_silent_stand_in_what_to_do(client, petra, strandland):
    ready()
    lines(timezone.localdate().replace(month=4, day=1))
    client.force_login(petra)
    assert "väntar på att skickas" in client.get("/att-gora/").content.decode()


def test_a_reminder_that_was_stopped_is_not_written_anew(strandland):
    ready()
    lines(APRIL)
    lines(APRIL + timedelta(days=22))
    undo_mail(OutgoingMail.objects.first(), by=SYSTEM)

    for days in (23, 40, 59):
        lines(APRIL + timedelta(days=days))

    assert ConfirmationRequest.objects.standing().count() == 1
    assert Organisation.objects.get().status == "active"


def test_who_was_silent_is_still_listed_when_the_link_is_over(
    client, petra, strandland
):
    made = ready()
    long_ago = timezone.localdate() - timedelta(days=200)
    ask_by_hand(organisations=[made], space=strandland, by=SYSTEM)
    ConfirmationRequest.objects.update(
        asked_on=long_ago, due=long_ago, expires=long_ago, given_up_on=long_ago
    )
    change_organisation(organisation=made, status="unknown", by=SYSTEM)
    client.force_login(petra)

    url = "/organisationer/bekraftelser/?state=silent"
    assert made.name in client.get(url).content.decode()
    change_organisation(organisation=made, status="active", by=SYSTEM)
    assert made.name not in client.get(url).content.decode()
