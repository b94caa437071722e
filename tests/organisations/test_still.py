"""Whoever speaks for an organisation is asked once a year whether they still do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.mail import undo_mail
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.actions import (
    add_contact_role,
    ask_speakers,
    ask_speakers_by_hand,
    ask_yearly,
    end_authority,
    give_authority,
)
from overens.organisations.models import (
    Authority,
    AuthorityQuestion,
    LoggedRequest,
)
from overens.organisations.queries import authorities_of
from tests import make
from tests.organisations.make import speaker
from tests.organisations.make import still_lines as lines

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)


def lapsed(right):
    """Let a right lapse, by two mails without an answer; return the day."""
    lines(APRIL)
    lines(APRIL + timedelta(days=22))
    day = AuthorityQuestion.objects.get(is_reminder=True).due + timedelta(days=1)
    lines(day)
    right.refresh_from_db()
    return day


# --- who is asked, and when -----------------------------------------------------------


def test_who_speaks_is_asked_the_month_after_the_annual_meeting(strandland):
    speaker("Maj", make.make_person("maj"), annual_meeting_month=5)
    speaker("Mars", make.make_person("mars"), annual_meeting_month=3)
    speaker("Ingen månad", make.make_person("ingen"))

    assert lines(date(2026, 3, 31)) == []
    assert {what for what, did, _ in lines(APRIL) if did} == {
        "Mars",
        "Ingen månad",
    }
    assert lines(APRIL) == []
    assert {what for what, did, _ in lines(date(2026, 6, 1)) if did} >= {"Maj"}
    mail = OutgoingMail.objects.order_by("id").first()
    assert "är du fortfarande ordförande för Mars?" in mail.subject.replace("Ä", "ä")
    assert LoggedRequest.objects.filter(kind="still", minutes=1).count() >= 3


def test_those_are_left_in_peace_whose_right_is_new_has_an_end_or_is_not_theirs(
    strandland, petra
):
    def given(key, name, **fields):
        organisation = make.make_organisation(name, **fields.pop("about", {}))
        make.make_authority(make.make_person(key), organisation, **fields)

    old = {"first_day": date(2020, 1, 1)}
    given("ny", "Nyvald", first_day=APRIL)
    given("mandat", "Vald på två år", **old, last_day=date(2027, 3, 31))
    given("slut", "Slut", **old, last_day=date(2026, 1, 1))
    given("borta", "Upplöst", **old, about={"status": "dissolved"})
    given("region", "Region", **old, about={"kind": "public"})
    given("verklig", "Ur källan", **old, about={"origin": "source"})

    assert lines(APRIL) == []


def test_a_new_register_does_not_ask_everybody_on_its_first_day(strandland, petra):
    right = speaker()

    assert lines(date(2026, 8, 1)) == []
    # By hand it can be done at any time.
    ask_speakers_by_hand(authorities=[right], space=strandland, by=petra.actor(""))
    assert AuthorityQuestion.objects.count() == 1


def test_one_with_three_organisations_gets_one_mail_a_day(strandland):
    anna = make.make_person("anna")
    for name in ("Ett", "Två", "Tre"):
        speaker(name, anna)

    days = [lines(APRIL + timedelta(days=n)) for n in range(4)]

    assert [sum(did for _w, did, _y in said) for said in days] == [1, 1, 1, 0]
    assert len(set(AuthorityQuestion.objects.values_list("asked_on"))) == 3


def test_the_two_yearly_questions_do_not_reach_one_person_the_same_day(strandland):
    right = speaker()
    add_contact_role(
        organisation=right.organisation, role="Kansli", email="k@example.org", by=SYSTEM
    )
    lines(APRIL)

    assert [line.did for line in ask_yearly(APRIL)] == [False]
    assert [line.did for line in ask_yearly(APRIL + timedelta(days=1))] == [True]


def test_nobody_is_asked_twice_in_a_year_nor_when_a_mail_was_stopped(strandland):
    right = speaker()
    lines(APRIL)
    undo_mail(OutgoingMail.objects.get(), by=SYSTEM)

    for n in range(1, 20):
        assert lines(APRIL + timedelta(days=n)) == []
    ask_speakers_by_hand(authorities=[right], space=strandland, by=SYSTEM)
    year = AuthorityQuestion.objects.filter(year=2026)
    assert year.count() == 1
    assert {what for what, did, _ in lines(date(2027, 4, 1)) if did}


def test_a_day_has_a_most_of_mails(strandland, monkeypatch):
    from overens.organisations.actions import asking_speakers

    monkeypatch.setattr(asking_speakers, "MOST_A_DAY", 2)
    for name in ("A", "B", "C"):
        speaker(f"Förening {name}", make.make_person(name.lower()))

    assert [did for _what, did, _why in lines(APRIL)] == [True, True, False]
    assert len([1 for _w, did, _y in lines(APRIL + timedelta(days=1)) if did]) == 1


# --- silence --------------------------------------------------------------------------


def test_without_an_answer_the_right_lapses_after_one_reminder(strandland):
    right = speaker()
    lines(APRIL)
    assert lines(APRIL + timedelta(days=21)) == []
    lines(APRIL + timedelta(days=22))
    reminder = AuthorityQuestion.objects.get(is_reminder=True)
    assert OutgoingMail.objects.first().subject.startswith("Påminnelse: Är du")
    assert lines(reminder.due) == []
    right.refresh_from_db()
    assert right.last_day is None

    said = lines(reminder.due + timedelta(days=1))

    right.refresh_from_db()
    assert (right.last_day, right.ended_why) == (reminder.due, "no answer")
    assert "upphört" in said[0][2]
    line = AuditLine.objects.get(action="organisations.end_authority")
    assert line.facts["why"] == "no answer"
    assert lines(reminder.due + timedelta(days=2)) == []


def test_nobody_loses_a_right_by_a_mail_that_never_left(strandland):
    right = speaker()
    lines(APRIL)
    lines(APRIL + timedelta(days=22))
    later = APRIL + timedelta(days=60)

    said = [(line.did, line.why) for line in ask_speakers(later)]

    assert said == [(False, "påminnelsen har inte gått iväg än")]
    right.refresh_from_db()
    assert right.last_day is None


def test_a_reminder_that_was_stopped_leads_to_nothing(strandland):
    right = speaker()
    lines(APRIL)
    lines(APRIL + timedelta(days=22))
    undo_mail(OutgoingMail.objects.first(), by=SYSTEM)

    for days in (23, 40, 59):
        lines(APRIL + timedelta(days=days))

    right.refresh_from_db()
    assert right.last_day is None
    assert AuthorityQuestion.objects.standing().count() == 1
    assert LoggedRequest.objects.count() == 1


def test_one_whose_right_was_ended_meanwhile_is_not_reminded(strandland):
    right = speaker()
    lines(APRIL)
    end_authority(authority=right, last_day=APRIL, today=APRIL, by=SYSTEM)

    assert lines(APRIL + timedelta(days=22)) == []
    right.refresh_from_db()
    assert right.ended_why == ""


def test_what_has_lapsed_is_seen_and_given_back(client, petra, strandland):
    right = speaker()
    lapsed(right)
    yesterday = timezone.localdate() - timedelta(days=1)
    Authority.objects.update(last_day=yesterday)
    anna = right.person
    client.force_login(anna)
    page = client.get("/min-sida/").content.decode()
    assert "eftersom frågan inte fick något svar" in page
    assert f"/organisationer/{right.organisation.slug}/foretrad/" in page

    client.force_login(petra)
    assert "upphört utan svar" in client.get("/att-gora/").content.decode()
    page = client.get("/organisationer/behorigheter/?state=lapsed").content.decode()
    assert right.organisation.name in page
    where = f"/organisationer/{right.organisation.slug}/foretradare/"
    assert "obesvarad" in client.get(where).content.decode()
    back = f"{where}{right.uuid}/ge-tillbaka/"
    assert client.get(back).status_code == 405
    client.post(back)

    right.refresh_from_db()
    assert (right.last_day, right.ended_why) == (None, "")
    assert list(authorities_of(anna, yesterday)) == [right]
    assert "upphört utan svar" not in client.get("/att-gora/").content.decode()
    # Twice is said, and changes nothing; and nobody is asked again this year.
    assert (
        "upphörde inte genom en fråga"
        in client.post(back, follow=True).content.decode()
    )
    assert not any(did for _w, did, _y in lines(date(2026, 5, 25)))


def test_a_right_that_was_given_anew_meanwhile_is_not_given_twice(
    client, petra, strandland
):
    right = speaker()
    day = lapsed(right)
    give_authority(
        person=right.person,
        organisation=right.organisation,
        evidence="Protokoll",
        first_day=day,
        by=SYSTEM,
    )
    client.force_login(petra)
    where = f"/organisationer/{right.organisation.slug}/foretradare/"

    said = client.post(f"{where}{right.uuid}/ge-tillbaka/", follow=True)

    right.refresh_from_db()
    assert right.ended_why == "no answer"
    assert "redan" in said.content.decode()


# --- signed in, and the secretariat ---------------------------------------------------


def test_petra_sees_the_load_before_she_asks_by_hand(
    client, petra, strandland, django_assert_max_num_queries
):
    rights = [speaker(f"Förening {n:02}", make.make_person(f"p{n}")) for n in range(30)]
    url = "/organisationer/behorigheter/"
    client.force_login(petra)
    assert f'href="{url}"' in client.get("/organisationer/").content.decode()
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "inte tillfrågad om något de senaste 90 dagarna" in page
    assert "30 behörigheter" in page

    sent = {"authority": [str(rights[0].uuid), str(rights[1].uuid)]}
    assert client.post(url, sent).status_code == 302

    assert AuthorityQuestion.objects.count() == 2
    page = client.get(f"{url}?state=waits").content.decode()
    assert page.count("tillfrågad ") == 2 and 'type="checkbox"' not in page
    assert "väntar på att skickas" in client.get("/att-gora/").content.decode()
    # Asked once: what was ticked on a page of before asks nobody again.
    client.post(url, sent)
    assert AuthorityQuestion.objects.count() == 2
    assert client.post(url).status_code == 422
