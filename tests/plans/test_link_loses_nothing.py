"""The link in the mail: no word is lost, and what was sent can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overens.common.models import AuditLine, OutgoingMail
from overens.plans.models import ProgressReport, ProgressRequest
from tests.plans import make
from tests.plans.make import TOKEN

pytestmark = pytest.mark.django_db

URL = f"/lage/{TOKEN}/"
UNDO = f"/lage/{TOKEN}/angra/"
ONE_CLICK = {"attempt": 0, "one_click": "on plan"}
WORDS = {
    "attempt": 0,
    "state": "late",
    "text": "Vi väntar på svar.\nMötet flyttades.",
    "difference": "Fler hann svara.",
    "for_whom": "små föreningar",
    "how_known": "counted",
}


@pytest.fixture
def asked(strandland):
    return make.a_question(make.a_measure(make.a_plan(strandland)))


def reports():
    return ProgressReport.objects.standing()


# --- nothing that was typed is lost ---------------------------------------------------


def test_the_one_press_with_words_beside_it_asks_and_keeps_every_word(client, asked):
    answer = client.post(URL, {**WORDS, **ONE_CLICK})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Du har också skrivit något. Vill du skicka det med?" in shown
    assert "Vi väntar på svar." in shown and "Fler hann svara." in shown
    assert answer.context["form"]["state"].value() == "late"
    assert not reports().exists()


def test_to_yes_the_words_are_sent_and_to_no_only_the_press(client, asked):
    asks = client.post(URL, {**ONE_CLICK, "text": "Vi väntar."})
    form = asks.context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    assert given["state"] == "on plan"

    client.post(URL, given)
    assert reports().get().text == "Vi väntar."
    client.post(UNDO)
    client.post(URL, {**given, "attempt": 1, "one_click": "alone"})
    assert (reports().get().state, reports().get().text) == ("on plan", "")


def test_the_press_and_the_words_are_one_form_and_enter_sends_the_words(client, asked):
    shown = client.get(URL).content.decode()

    main = shown[shown.index("<main") :]
    assert main.count("<form") == 1
    first, press = main.index("<button"), main.index('name="one_click"')
    assert main[first:].startswith('<button type="submit" hidden>') and first < press


def test_the_press_on_what_is_reported_already_loses_no_words(client, asked):
    client.post(URL, ONE_CLICK)

    answer = client.post(URL, {**WORDS, **ONE_CLICK})

    assert answer.status_code == 409
    assert "Vi väntar på svar." in answer.content.decode()


def test_words_that_come_too_late_are_given_back_as_a_mail(client, asked):
    asked.measure.plan.space.contact_email = "kansliet@example.org"
    asked.measure.plan.space.save()
    long_ago = make.today() - timedelta(days=70)
    ProgressRequest.objects.update(
        asked_on=long_ago, due=long_ago, expires=long_ago + timedelta(days=60)
    )

    for given in (WORDS, {**WORDS, **ONE_CLICK}):
        answer = client.post(URL, given)
        assert answer.status_code == 410
        shown = answer.content.decode()
        assert "Vi väntar på svar." in shown and "Fler hann svara." in shown
        assert "Kopiera till ett mejl till kansliet" in shown
        assert "mailto:kansliet@example.org?subject=" in shown
        assert "Vi%20v%C3%A4ntar" in shown
    assert not reports().exists()


def test_words_on_a_measure_that_has_moved_are_given_back_too(client, asked):
    from overens.common.audit import SYSTEM
    from overens.plans.actions import carry_over

    carry_over(measure=asked.measure, by=SYSTEM, why={"sv": "Hann inte."})

    answer = client.post(URL, WORDS)

    assert answer.status_code == 410
    assert "Vi väntar på svar." in answer.content.decode()


# --- after the report -----------------------------------------------------------------


def age(hours: int) -> None:
    """Make the standing report so many hours older."""
    report = reports().latest("id")
    reports().filter(pk=report.pk).update(
        created=report.created - timedelta(hours=hours)
    )


def test_a_report_late_at_night_can_be_undone_the_morning_after(client, asked):
    client.post(URL, ONE_CLICK)
    age(23)

    assert "Ångra rapporten" in client.get(URL).content.decode()
    assert client.post(UNDO)["Location"] == URL
    assert not reports().exists()


def test_a_new_report_by_the_same_link_stands_beside_the_first(client, asked):
    client.post(URL, ONE_CLICK)
    age(48)
    shown = client.get(URL).content.decode()
    assert "Ångra rapporten" not in shown
    assert f"{URL}?new=1" in shown
    page = client.get(f"{URL}?new=1")
    attempt = page.context["form"]["attempt"].value()

    new = {**WORDS, "attempt": attempt}
    assert client.post(URL, new)["Location"] == URL
    assert client.post(URL, new)["Location"] == URL  # the same press twice

    states = list(reports().order_by("id").values_list("state", flat=True))
    assert states == ["on plan", "late"]
    assert ProgressRequest.objects.get().answered_by == reports().latest("id")
    assert (
        OutgoingMail.objects.filter(once_key__startswith="plans.receipt").count() == 2
    )
    other = client.post(URL, {**new, "text": "Något annat."})
    assert other.status_code == 409 and "Något annat." in other.content.decode()


def test_a_link_that_is_over_takes_no_new_report(client, asked):
    client.post(URL, ONE_CLICK)
    long_ago = make.today() - timedelta(days=70)
    ProgressRequest.objects.update(
        asked_on=long_ago, due=long_ago, expires=long_ago + timedelta(days=60)
    )

    assert "?new=1" not in client.get(URL).content.decode()
    assert client.post(URL, {**WORDS, "attempt": 1}).status_code == 410


def test_who_follows_a_passed_on_link_signed_in_is_told_and_noted(client, eve, asked):
    client.force_login(eve)

    shown = client.get(URL).content.decode()
    assert (
        "Du är inloggad som Eve, men med den här länken svarar du för "
        "Strandlands Brukarråd." in shown
    )
    client.post(URL, ONE_CLICK)
    client.post(UNDO)

    lines = AuditLine.objects.filter(
        action__in=["plans.report_progress", "plans.undo_report"]
    )
    assert {(line.actor_kind, line.actor_uuid) for line in lines} == {
        ("link", eve.uuid)
    }
    assert {line.actor_label for line in lines} == {"Strandlands Brukarråd"}


def test_the_history_tells_of_the_report_and_its_undoing_in_the_order_of_the_day(
    client, asked
):
    from overens.plans.queries.measure_page import history_of

    client.post(URL, ONE_CLICK)
    client.post(UNDO)
    client.post(URL, {**WORDS, "attempt": 1})

    said = [line.what for line in history_of(asked.measure, list(reports()))]
    assert said == [
        "Lägesrapport: Försenad",
        "En lägesrapport ångrades",
        "Lägesrapport: Enligt plan",
        "Tillagd i planen",
    ]
