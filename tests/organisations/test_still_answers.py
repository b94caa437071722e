"""Whether somebody still speaks: answered by the link of a mail, or signed in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.actions import (
    ask_speakers_by_hand,
    end_authority,
    merge_into,
    part_again,
)
from overens.organisations.models import (
    Authority,
    AuthorityQuestion,
)
from overens.organisations.queries import authorities_of, what_organisations_keep
from tests import make
from tests.organisations.make import speaker
from tests.organisations.make import still_lines as lines
from tests.organisations.make import still_link as link

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)
YES, NO = {"attempt": "0", "answer": "yes"}, {"attempt": "0", "answer": "no"}


@pytest.fixture
def asked(strandland):
    """Return a right that has just been asked about."""
    right = speaker()
    ask_speakers_by_hand(authorities=[right], space=strandland, by=SYSTEM)
    return right


# --- the link -------------------------------------------------------------------------


def test_a_scanner_that_looks_answers_nothing(client, asked):
    before = AuthorityQuestion.objects.values().get()
    url = link()
    for ask in (client.get, client.head, client.get):
        assert ask(url).status_code == 200
    assert client.get(f"{url}?answer=no").status_code == 200
    # What is sent without an answer is none.
    client.post(url)
    client.post(url, {"attempt": "0", "answer": "kanske"})

    assert AuthorityQuestion.objects.values().get() == before


def test_one_press_says_still_so_from_a_phone_that_keeps_no_cookies(asked):
    phone = Client(enforce_csrf_checks=True)
    page = phone.get(link()).content.decode()
    assert "Är du fortfarande ordförande för Åleds IF?" in page

    assert phone.post(link(), YES, headers={"Origin": "null"}).status_code == 302

    question = AuthorityQuestion.objects.get()
    assert question.still is True and question.used_at
    asked.refresh_from_db()
    assert asked.last_day is None
    assert (
        "Tack, du företräder fortfarande Åleds IF" in phone.get(link()).content.decode()
    )
    receipt = OutgoingMail.objects.first()
    assert (receipt.to, "fortfarande" in receipt.subject) == (asked.person.email, True)


def test_no_longer_ends_the_right_today_and_says_how_another_asks(client, asked):
    answer = client.post(link(), NO, follow=True)

    asked.refresh_from_db()
    today = timezone.localdate()
    assert asked.last_day == today - timedelta(days=1)
    assert asked.ended_why == "said so"
    assert not authorities_of(asked.person, today).exists()
    assert "ber om behörighet på dess sida" in answer.content.decode()
    line = AuditLine.objects.get(action="organisations.end_authority")
    assert line.actor_kind == "link"
    # What the mail leads to can be undone, exactly, and answered again.
    assert client.post(link(), {"answer": "undo"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.last_day, asked.ended_why) == (None, "")
    assert "ångrat" in client.get(link()).content.decode()
    assert client.post(link(), NO).status_code == 409  # a page of before the undoing
    assert client.post(link(), {"attempt": "1", "answer": "yes"}).status_code == 302


def test_a_planned_end_is_given_back_when_a_no_is_undone(client, asked):
    planned = timezone.localdate() + timedelta(days=40)
    Authority.objects.update(last_day=planned)

    client.post(link(), NO)
    client.post(link(), {"answer": "undo"})

    asked.refresh_from_db()
    assert asked.last_day == planned


def test_the_same_press_twice_is_one_answer_and_another_gets_a_clear_no(client, asked):
    for _time in range(2):
        assert client.post(link(), YES).status_code == 302
    other = client.post(link(), NO)

    assert other.status_code == 409
    assert "redan" in other.content.decode()
    asked.refresh_from_db()
    assert asked.last_day is None
    receipts = OutgoingMail.objects.filter(once_key__contains=".still_answered:")
    assert receipts.count() == 1
    log = AuditLine.objects.filter(action="organisations.answer_still")
    assert log.count() == 1


def test_an_answer_cannot_be_undone_after_a_day(client, asked):
    client.post(link(), NO)
    AuthorityQuestion.objects.update(used_at=timezone.now() - timedelta(hours=25))

    assert client.post(link(), {"answer": "undo"}).status_code == 422
    asked.refresh_from_db()
    assert asked.ended_why == "said so"


def test_a_right_that_was_withdrawn_meanwhile_is_said_and_not_answered(client, asked):
    yesterday = timezone.localdate() - timedelta(days=1)
    end_authority(
        authority=asked, last_day=yesterday, today=timezone.localdate(), by=SYSTEM
    )

    for answer in (client.get(link()), client.post(link(), YES)):
        assert answer.status_code == 410
        assert f"/organisationer/{asked.organisation.slug}/foretrad/" in (
            answer.content.decode()
        )
    assert AuthorityQuestion.objects.get().used_at is None


def test_a_link_that_is_over_says_so_and_a_strange_one_too(client, asked):
    AuthorityQuestion.objects.update(
        asked_on=date(2025, 4, 1), due=date(2025, 4, 2), expires=date(2025, 5, 1)
    )

    for answer in (client.get(link()), client.post(link(), NO)):
        assert answer.status_code == 410
        assert "kansliet@example.org" in answer.content.decode()
    assert client.get("/fortfarande/finns-inte/").status_code == 404
    asked.refresh_from_db()
    assert asked.last_day is None


def test_the_reminders_link_and_the_first_lead_to_the_one_answer(client, strandland):
    ask_speakers_by_hand(authorities=[speaker()], space=strandland, by=SYSTEM)
    today = timezone.localdate()
    AuthorityQuestion.objects.update(
        asked_on=today - timedelta(days=30), due=today - timedelta(days=1)
    )
    first = link()
    lines(today)
    second = link()
    assert first != second

    client.post(second, YES)

    assert client.post(first, NO).status_code == 409
    assert not AuthorityQuestion.objects.filter(used_at=None).exists()


def test_no_cache_keeps_the_page_and_it_costs_few_questions(
    client, asked, django_assert_max_num_queries
):
    client.get(link())
    with django_assert_max_num_queries(12):
        answer = client.get(link())
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


# --- merged meanwhile -----------------------------------------------------------------


def test_merged_meanwhile_the_answer_is_about_the_one_that_stands(client, asked):
    into = make.make_organisation("Åleds Idrottsförening")
    url = link()
    merge_into(organisation=asked.organisation, into=into, by=SYSTEM)

    assert into.name in client.get(url).content.decode()
    client.post(url, NO)

    asked.refresh_from_db()
    assert (asked.organisation, asked.ended_why) == (into, "said so")


def test_parted_again_the_question_is_about_its_own_organisation(client, asked):
    own, into = asked.organisation, make.make_organisation("Åleds Idrottsförening")
    url = link()
    merge_into(organisation=own, into=into, by=SYSTEM)
    client.post(url, YES)
    client.post(url, {"answer": "undo"})
    part_again(organisation=own, by=SYSTEM)

    assert own.name in client.get(url).content.decode()
    assert client.post(url, {"attempt": "1", "answer": "yes"}).status_code == 302


def test_two_rights_that_a_merge_brought_together_are_asked_about_and_end_as_one(
    client, strandland
):
    anna = make.make_person("anna")
    one, two = speaker("Åleds IF", anna), speaker("Åleds IF dubblett", anna)
    merge_into(organisation=two.organisation, into=one.organisation, by=SYSTEM)
    assert [did for _w, did, _y in lines(APRIL)] == [True, False]
    assert lines(APRIL + timedelta(days=1)) == []
    AuthorityQuestion.objects.update(expires=timezone.localdate())

    client.post(link(), NO)

    assert set(Authority.objects.values_list("ended_why")) == {("said so",)}


# --- signed in ------------------------------------------------------------------------


def test_who_is_signed_in_answers_on_their_own_page(client, asked, eve):
    question = AuthorityQuestion.objects.get()
    url = f"/organisationer/fortfarande/{question.uuid}/"
    client.force_login(asked.person)
    page = client.get("/min-sida/").content.decode()
    assert "Är du fortfarande ordförande för Åleds IF?" in page and url in page

    assert client.post(url, YES).status_code == 302

    assert "Tack, du företräder fortfarande" in client.get(url).content.decode()
    line = AuditLine.objects.get(action="organisations.answer_still")
    assert (line.actor_kind, line.actor_uuid) == ("person", asked.person.uuid)
    assert url in OutgoingMail.objects.first().body
    assert url not in client.get("/min-sida/").content.decode()
    client.force_login(eve)
    for ask in (client.get, client.post):
        assert ask(url).status_code == 404


def test_a_person_gets_along_what_they_were_asked(client, asked):
    client.post(link(), NO)

    found = {part.name: part.rows for part in what_organisations_keep(asked.person)}
    assert found["represents"][0]["ended"] == "said so"
    assert found["asked whether still"][0]["answer"] is False
