"""The secretariat chooses the sender, and sends the question to itself as a test."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.urls import reverse

from overens.accounts.actions import change_space
from overens.common.audit import SYSTEM
from overens.common.mail import send_due
from overens.common.models import AuditLine, OutgoingMail
from overens.compacts.queries.first_hour import FIRST_HOUR
from overens.plans.models import ProgressReport, ProgressRequest
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db
SENDER = "Kansliet på Öland"
REPLY = "svar@example.org"


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    change_space(
        space=strandland,
        by=SYSTEM,
        sender_name=make.text(SENDER),
        reply_to=REPLY,
    )
    return make.a_plan(strandland)


@pytest.fixture
def measure(vera, plan):
    organisation = vera.authorities.get().organisation
    return make.a_measure(plan, civil_organisation=organisation)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def url_of(plan) -> str:
    return reverse("plans:ask_test", args=[plan.slug])


def link_in(body: str) -> str:
    """Return the path of the link in a mail."""
    line = next(line for line in body.splitlines() if "/lage-test/" in line)
    return line.strip().removeprefix(settings.BASE_URL)


def test_the_page_shows_the_very_mail_with_sender_subject_and_link(as_petra, measure):
    page = as_petra.get(url_of(measure.plan)).content.decode()

    assert SENDER in page
    assert REPLY in page
    assert f"Hur går det med {measure.number}?" in page
    assert str(measure.title) in page
    assert "/lage-test/" in page
    assert "vera@example.org" in page
    assert "Skicka ett test till mig själv" in page


def test_the_test_goes_at_once_to_the_one_signed_in_and_to_nobody_else(
    as_petra, petra, measure
):
    as_petra.post(url_of(measure.plan))
    send_due()

    (sent,) = outbox.outbox
    assert sent.to == [petra.email]
    assert sent.subject.startswith("Test: Hur går det")
    assert "Det här är ett test. Bara du har fått det." in sent.body
    assert sent.reply_to == [REPLY]
    assert sent.from_email.endswith(f"<no-reply@{settings.MAIL_DOMAIN}>")
    assert not ProgressRequest.objects.exists()
    assert AuditLine.objects.get(action="plans.send_test").actor_label == str(petra)


def test_the_same_page_sent_twice_is_one_test(as_petra, measure):
    page = as_petra.get(url_of(measure.plan)).content.decode()
    once = page.partition('name="sent_once" value="')[2].partition('"')[0]
    assert once

    for _time in range(2):
        as_petra.post(url_of(measure.plan), {"sent_once": once})

    assert OutgoingMail.objects.count() == 1


def test_the_link_opens_the_form_without_signing_in_and_records_nothing(
    as_petra, client, measure
):
    as_petra.post(url_of(measure.plan))
    link = link_in(OutgoingMail.objects.get().body)
    client.logout()

    page = client.get(link).content.decode()
    answers = [
        client.post(link, {"attempt": "0", "one_click": "on plan"}),
        client.post(link, {"attempt": "0", "state": "late", "text": "Vi väntar."}),
    ]

    assert "Det här är ett test" in page
    assert "Ja, det går enligt plan" in page
    for answer in answers:
        assert answer.status_code == 302
        assert "sparades ingenting" in client.get(answer["Location"]).content.decode()
    assert not ProgressReport.objects.exists()
    assert OutgoingMail.objects.count() == 1


def test_the_test_keeps_the_rules_of_the_form(as_petra, client, measure):
    as_petra.post(url_of(measure.plan))
    link = link_in(OutgoingMail.objects.get().body)

    assert (
        client.post(link, {"attempt": "0", "text": "Ingen status"}).status_code == 422
    )


def test_the_marker_of_a_test_answers_no_question_and_a_token_opens_no_test(
    as_petra, client, measure
):
    make.a_question(measure)
    as_petra.post(url_of(measure.plan))
    marker = link_in(OutgoingMail.objects.get().body).rstrip("/").rpartition("/")[2]

    progress = reverse("plans:progress", args=[marker])
    test = reverse("plans:progress_test", args=[make.TOKEN])

    assert client.get(progress).status_code == 404
    assert client.get(test).status_code == 404


def test_a_measure_and_a_side_can_be_chosen(as_petra, plan, measure):
    unit = make.a_unit()
    other = make.a_measure(
        plan, civil_organisation=None, public_body=unit.body, public_unit=unit
    )

    page = as_petra.get(
        url_of(plan), {"measure": other.slug, "side": "public"}
    ).content.decode()

    assert f"Hur går det med {other.number}?" in page
    assert str(unit) in page


def test_a_plan_without_anybody_responsible_says_what_to_do(as_petra, plan):
    page = as_petra.get(url_of(plan)).content.decode()

    assert "Det finns inget att fråga om ännu" in page
    assert as_petra.post(url_of(plan)).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_a_real_question_says_the_same_sender(as_petra, vera, measure):
    late = make.a_measure(
        measure.plan,
        civil_organisation=measure.civil_organisation,
        due=make.today() - timedelta(days=3),
    )
    as_petra.post(
        reverse("plans:measure_ask", args=[late.plan.slug, late.slug, "civil"])
    )

    asked = OutgoingMail.objects.get()
    assert (asked.to, asked.from_name, asked.reply_to) == (vera.email, SENDER, REPLY)


def test_the_first_hour_ends_with_a_sender_and_a_test(as_petra, strandland, measure):
    def done() -> list[bool]:
        return [step.is_done for step in FIRST_HOUR(strandland, make.today())][1:3]

    assert done() == [True, False]
    as_petra.post(url_of(measure.plan))
    assert done() == [True, True]


def test_the_sender_is_chosen_on_a_page_of_the_space(as_petra, strandland):
    url = reverse("accounts:sender", args=[strandland.slug])
    page = as_petra.get(url)
    assert strandland.contact_email in page.content.decode()

    as_petra.post(
        url,
        {"sender_name_sv": "Vi", "sender_name_en": "Us", "reply_to": "X@Example.org"},
    )

    strandland.refresh_from_db()
    assert strandland.sender == ("Vi", "x@example.org")
    line = AuditLine.objects.get(action="accounts.change_space")
    assert line.facts == {"fields": ["reply_to", "sender_name"]}
