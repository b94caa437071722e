"""Vera reports: the link in the mail, on a phone, without signing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from overens.common.models import AuditLine, OutgoingMail
from overens.plans.actions import undo_report
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


def test_looking_shows_the_measure_and_who_one_answers_for(client, asked):
    shown = client.get(URL).content.decode()

    assert "Bjuda in föreningar innan förslag skrivs" in shown
    assert "Du svarar för Strandlands Brukarråd." in shown
    assert "vera@example.org" not in shown


def test_a_scanner_that_looks_changes_nothing(client, asked):
    before = ProgressRequest.objects.values().get()
    for method in (client.get, client.head, client.get):
        assert method(URL).status_code == 200
    assert client.options(URL).status_code in (200, 405)
    assert client.get(UNDO).status_code == 405

    assert not reports().exists()
    assert ProgressRequest.objects.values().get() == before
    assert not OutgoingMail.objects.exists()


def test_a_page_with_a_key_in_its_address_is_kept_out_of_caches_and_referrers(
    client, asked
):
    for url in (URL, "/lage/no-such-link/"):
        answer = client.get(url)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_a_phone_that_keeps_no_cookies_and_says_no_origin_can_report(asked):
    careful = Client(enforce_csrf_checks=True)

    assert not careful.get(URL).cookies
    assert careful.post(URL, ONE_CLICK, headers={"Origin": "null"}).status_code == 302
    assert careful.post(UNDO, headers={"Origin": "null"}).status_code == 302
    # Without cookies too the page says what became of it.
    assert "Rapporten är ångrad." in careful.get(URL).content.decode()


def test_the_token_is_long_and_only_its_hash_is_kept(strandland, asked):
    from overens.common.mailed_links import TOKEN_BYTES

    assert TOKEN_BYTES * 8 >= 128
    stored = str(ProgressRequest.objects.values().get())
    assert TOKEN not in stored


def test_on_plan_takes_one_press(client, asked):
    answer = client.post(URL, ONE_CLICK, follow=True)

    assert answer.redirect_chain == [(URL, 302)]
    report = reports().get()
    assert (report.state, report.text, report.side) == ("on plan", "", "civil")
    assert report.organisation == asked.organisation
    assert report.number in answer.content.decode()


def test_three_lines_and_what_became_different_are_kept(client, asked):
    client.post(URL, WORDS)

    report = reports().get()
    assert report.text == "Vi väntar på svar.\nMötet flyttades."
    assert (report.difference, report.for_whom) == (
        "Fler hann svara.",
        "små föreningar",
    )
    assert (report.how_known, report.language) == ("counted", "sv")


def test_the_receipt_comes_by_mail_to_the_address_that_was_asked(client, asked):
    client.post(URL, WORDS)

    mail = OutgoingMail.objects.get()
    assert mail.to == "vera@example.org"
    assert reports().get().number in mail.subject
    assert TOKEN in mail.body
    assert "Vi väntar på svar." in mail.body


def test_the_report_leaves_one_line_in_the_audit_log_without_its_words(client, asked):
    client.post(URL, WORDS)

    line = AuditLine.objects.get(action="plans.report_progress")
    assert (line.actor_kind, line.organisation_label) == (
        "link",
        "Strandlands Brukarråd",
    )
    assert line.facts["state"] == "late"
    assert "väntar" not in str(line.facts)


def test_a_double_press_gives_one_report_and_the_same_receipt(client, asked):
    first = client.post(URL, ONE_CLICK, follow=True).content.decode()
    second = client.post(URL, ONE_CLICK, follow=True)

    number = reports().get().number
    assert second.status_code == 200
    assert number in first and number in second.content.decode()
    assert OutgoingMail.objects.count() == 1


def test_another_tab_with_other_words_is_told_and_keeps_what_was_typed(client, asked):
    client.post(URL, ONE_CLICK)

    answer = client.post(URL, WORDS)

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Läget är redan rapporterat." in shown
    assert "Vi väntar på svar." in shown
    assert reports().get().state == "on plan"


def test_an_expired_link_says_so_in_a_sentence(client, strandland):
    measure = make.a_measure(make.a_plan(strandland))
    asked_on = make.today() - timedelta(days=61)
    make.a_question(measure, asked_on=asked_on, expires=asked_on + timedelta(days=60))

    for answer in (client.get(URL), client.post(URL, ONE_CLICK)):
        assert answer.status_code == 410
        assert "Länken gällde till och med" in answer.content.decode()
    assert not reports().exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_nobody_knows_says_so_in_a_sentence(client, asked, method):
    for url in ("/lage/no-such-link/", "/lage/no-such-link/angra/"):
        answer = getattr(client, method)(url, ONE_CLICK)
        if answer.status_code != 405:
            assert answer.status_code == 404
            assert "Vi känner inte igen länken." in answer.content.decode()


def test_a_link_to_a_measure_that_has_been_carried_over_says_so(client, asked):
    from overens.common.audit import SYSTEM
    from overens.plans.actions import carry_over

    carry_over(measure=asked.measure, by=SYSTEM, why={"sv": "Hann inte."})

    for answer in (client.get(URL), client.post(URL, ONE_CLICK)):
        assert answer.status_code == 410
        assert "förts över till en senare plan" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"attempt": 0}, "Välj hur det går."),
        ({"attempt": 0, "state": "late"}, "Skriv en eller två rader"),
        (
            {"attempt": 0, "state": "late", "text": "x" * 1501},
            "Du har skrivit 1501 tecken. Korta till högst 1500.",
        ),
        (
            {"attempt": 0, "state": "done", "difference": "Fler kom."},
            "Välj hur ni vet det.",
        ),
    ],
)
def test_what_cannot_be_taken_says_what_to_do_and_keeps_what_was_typed(
    client, asked, given, sentence
):
    answer = client.post(URL, given)

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert sentence in shown
    assert given.get("text", "") in shown
    assert not reports().exists()


@pytest.mark.parametrize("attempt", ["", "x", "-1", "9" * 40])
def test_a_form_that_has_been_tampered_with_is_no_server_error(client, asked, attempt):
    assert client.post(URL, {"attempt": attempt, "state": "on plan"}).status_code == 422
    assert not reports().exists()


def test_vera_undoes_within_the_day_and_reports_anew(client, asked):
    client.post(URL, ONE_CLICK)
    assert "Ångra rapporten" in client.get(URL).content.decode()

    answer = client.post(UNDO, follow=True)

    assert answer.redirect_chain == [(URL, 302)]
    assert "Rapporten är ångrad." in answer.content.decode()
    assert not reports().exists()
    assert OutgoingMail.objects.filter(subject__contains="ångrad").count() == 1
    client.post(URL, {**WORDS, "attempt": 1})
    assert reports().get().state == "late"


def test_a_form_opened_before_the_undoing_is_not_taken_in_silence(client, asked):
    client.post(URL, ONE_CLICK)
    client.post(UNDO)

    answer = client.post(URL, WORDS)

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "har ångrats sedan sidan öppnades" in shown
    assert "Vi väntar på svar." in shown
    assert not reports().exists()


def test_what_is_undone_twice_or_the_day_after_is_told_so(client, asked):
    client.post(URL, ONE_CLICK)
    client.post(UNDO)
    again = client.post(UNDO)
    assert (again.status_code, ProgressRequest.objects.get().attempt) == (422, 1)
    assert "ingen rapport" in again.content.decode()

    client.post(URL, {**ONE_CLICK, "attempt": 1})
    reports().update(
        day=make.today() - timedelta(days=1),
        created=reports().get().created - timedelta(days=1, seconds=1),
    )
    late = client.post(UNDO)
    assert late.status_code == 422
    assert "i 24 timmar" in late.content.decode()
    # The page's other language is a page that can be looked at.
    assert f'href="/en/progress/{TOKEN}/"' in late.content.decode()
    assert reports().count() == 1


def test_whoever_the_link_was_forwarded_to_answers_for_the_organisation_once(
    client, eve, asked
):
    client.force_login(eve)
    client.post(URL, ONE_CLICK)

    report = reports().get()
    assert report.organisation.name == "Strandlands Brukarråd"
    assert report.by_person is None
    assert OutgoingMail.objects.get().to == "vera@example.org"


def test_a_report_made_signed_in_answers_the_question_too(client, vera, asked):
    client.force_login(vera)
    measure = asked.measure
    page = client.get(f"{measure.get_absolute_url()}rapportera/")
    once = page.context["form"].initial["once"]
    form = {"once": once, "side": "civil", "state": "on plan"}

    client.post(f"{measure.get_absolute_url()}rapportera/", form)
    client.post(f"{measure.get_absolute_url()}rapportera/", form)

    report = reports().get()
    assert report.by_person == vera
    shown = client.get(URL).content.decode()
    assert report.number in shown
    assert client.post(UNDO).status_code == 422


def test_the_page_works_in_english(client, asked):
    shown = client.get(f"/en/progress/{TOKEN}/").content.decode()

    assert "You answer for Strandlands Brukarråd." in shown
    answer = client.post(f"/en/progress/{TOKEN}/", {**WORDS, "text": "We wait."})
    assert answer["Location"] == f"/en/progress/{TOKEN}/"
    assert reports().get().language == "en"


def test_a_report_undone_by_somebody_else_opens_the_question_again(asked, client):
    from overens.common.audit import SYSTEM

    client.post(URL, ONE_CLICK)
    undo_report(report=reports().get(), by=SYSTEM)

    assert ProgressRequest.objects.get().used_at is None
    assert "Du svarar för" in client.get(URL).content.decode()
