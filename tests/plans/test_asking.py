"""``do_daily`` asks those responsible how it goes: whom, when, once, and why not."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from overens.common.audit import SYSTEM
from overens.common.mail import send_due
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.models import ContactRole
from overens.plans.actions import ask_again, ask_for_reports, pause_measure
from overens.plans.actions.asking import NobodyToAsk
from overens.plans.models import Measure, ProgressRequest
from overens.plans.queries import row_of
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(vera, strandland):
    return make.a_measure(make.a_plan(strandland))


def asked():
    return sorted(
        ProgressRequest.objects.values_list("side", "to_email", "period").distinct()
    )


def test_both_sides_are_asked_the_spokesperson_and_the_units_contact(measure, vera):
    lines = list(ask_for_reports())

    quarter = f"{make.today().year}-Q{(make.today().month + 2) // 3}"
    assert asked() == [
        ("civil", "vera@example.org", quarter),
        ("public", "habiliteringen@example.org", quarter),
    ]
    assert [line.did for line in lines] == [True, True]
    assert ProgressRequest.objects.get(side="civil").to_person == vera


def test_the_mail_has_one_task_one_link_in_plain_text_and_a_last_day(measure):
    list(ask_for_reports())

    mail = OutgoingMail.objects.get(to="vera@example.org")
    due = ProgressRequest.objects.get(side="civil").due
    assert mail.subject.startswith(f"Hur går det med {measure.number}? Svara senast")
    assert str(due.year) in mail.subject
    assert mail.body.count("http") == 1
    assert "<" not in mail.body
    assert "Strandlands Brukarråd är ansvarig för åtgärden" in mail.body
    assert "kansliet@example.org" in mail.body
    assert "påhittade" in mail.body


def test_the_link_in_the_mail_leads_to_the_question(client, measure):
    list(ask_for_reports())
    body = OutgoingMail.objects.get(to="vera@example.org").body
    link = next(line for line in body.splitlines() if line.startswith("http"))

    answer = client.get(link.removeprefix("http://127.0.0.1:8000"))

    assert answer.status_code == 200
    assert "Du svarar för Strandlands Brukarråd." in answer.content.decode()


def test_whoever_reads_english_is_asked_in_english(measure, vera):
    vera.language = "en"
    vera.save()

    list(ask_for_reports())

    mail = OutgoingMail.objects.get(to="vera@example.org")
    assert mail.subject.startswith("How is")
    assert "/en/progress/" in mail.body


def test_twice_the_same_day_changes_nothing(measure):
    list(ask_for_reports())
    lines = list(ask_for_reports())

    assert OutgoingMail.objects.count() == 2
    assert [line.why for line in lines] == [
        "har redan fått frågan det här kvartalet"
    ] * 2
    assert AuditLine.objects.filter(action="plans.ask_for_reports").count() == 1


def test_nobody_is_asked_twice_in_a_quarter_and_everyone_in_the_next(measure):
    year = make.today().year
    Measure.objects.update(starts=date(year, 1, 1), due=date(year, 12, 31))
    first = date(year, 2, 10)
    list(ask_for_reports(first))
    list(ask_for_reports(first + timedelta(days=20)))
    assert ProgressRequest.objects.count() == 2

    list(ask_for_reports(first + timedelta(days=80)))

    assert ProgressRequest.objects.count() == 4


def test_nobody_gets_more_than_one_question_a_day(measure):
    make.a_measure(measure.plan)

    list(ask_for_reports())
    assert asked_a_person() == [1, 1]
    list(ask_for_reports(make.today() + timedelta(days=1)))

    assert ProgressRequest.objects.filter(to_email="vera@example.org").count() == 2


def asked_a_person():
    emails = ProgressRequest.objects.values_list("to_email", flat=True)
    return [list(emails).count(email) for email in sorted(set(emails))]


def test_late_measures_are_asked_about_first(measure):
    late = make.a_measure(measure.plan, due=make.today() - timedelta(days=1))

    list(ask_for_reports())

    assert set(ProgressRequest.objects.values_list("measure", flat=True)) == {late.pk}


def test_whoever_has_just_reported_is_left_alone(measure):
    make.a_report(measure, side="civil")

    lines = {line.what: line.why for line in ask_for_reports()}

    assert [side for side, *_ in asked()] == ["public"]
    assert any("har rapporterat" in why for why in lines.values())


def test_a_paused_measure_is_passed_over(measure):
    pause_measure(measure=measure, by=SYSTEM, why={"sv": "Vilar."})

    assert all(not line.did and line.why for line in ask_for_reports())
    assert not OutgoingMail.objects.exists()


def test_an_organisation_without_spokesperson_is_asked_by_its_contact(strandland):
    measure = make.a_measure(make.a_plan(strandland))
    ContactRole.objects.create(
        organisation=measure.civil_organisation,
        role=make.text("Ordförande"),
        email="ordforande@example.org",
    )

    list(ask_for_reports())

    assert (
        ProgressRequest.objects.get(side="civil").to_email == "ordforande@example.org"
    )


def test_somebody_whose_authority_has_ended_is_not_asked(measure, vera):
    vera.authorities.update(last_day=make.today() - timedelta(days=1))

    lines = list(ask_for_reports())

    assert [side for side, *_ in asked()] == ["public"]
    assert any("ingen att fråga" in line.why for line in lines)


def test_plans_that_do_not_run_or_are_not_followed_or_are_off_ask_nobody(strandland):
    make.a_measure(make.a_plan(strandland, year=1999))
    make.a_measure(make.a_plan(strandland, year=1998, is_followed=False))
    other = base.make_space("grannland", columns=["compacts"])
    make.a_measure(make.a_plan(other))

    assert list(ask_for_reports()) == []


def test_the_mail_waits_so_that_it_can_be_undone_and_its_link_is_blanked_when_sent(
    measure,
):
    list(ask_for_reports())
    assert send_due() == 0

    OutgoingMail.objects.update(not_before=make.timezone.now())
    assert send_due() == 2
    assert "/lage/" not in OutgoingMail.objects.get(to="vera@example.org").body


def test_the_secretariat_asks_again_and_either_link_answers_once(client, measure):
    list(ask_for_reports())
    # The last day to answer has passed; the link holds for a while yet.
    ProgressRequest.objects.update(
        asked_on=make.today() - timedelta(days=22),
        due=make.today() - timedelta(days=1),
    )

    again = ask_again(row=row_of(measure, (), make.today()), side="civil", by=SYSTEM)

    assert again.round == 2
    bodies = OutgoingMail.objects.filter(to="vera@example.org")
    links = [
        line.removeprefix("http://127.0.0.1:8000")
        for mail in bodies
        for line in mail.body.splitlines()
        if line.startswith("http")
    ]
    client.post(links[0], {"attempt": 0, "one_click": "on plan"})
    answer = client.post(links[1], {"attempt": 0, "one_click": "on plan"})
    assert answer.status_code == 409
    assert measure.reports.count() == 1


def test_asking_a_side_without_anybody_says_so(strandland):
    measure = make.a_measure(make.a_plan(strandland), civil_organisation=None)
    with pytest.raises(NobodyToAsk):
        ask_again(row=row_of(measure, (), make.today()), side="civil", by=SYSTEM)


# --- the command ----------------------------------------------------------------------


def do_daily(*arguments):
    out = StringIO()
    call_command("do_daily", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did_and_skipped_and_why(measure):
    first, second = do_daily(), do_daily()

    assert "plans.ask_for_reports: 2 done, 0 skipped" in first
    assert "plans.ask_for_reports: 0 done, 2 skipped" in second
    assert "har redan fått frågan" in second


def test_the_command_answers_in_json(measure):
    answer = json.loads(do_daily("--json"))

    step = next(s for s in answer["steps"] if s["name"] == "plans.ask_for_reports")
    assert (step["did"], step["skipped"], step["fault"]) == (2, 0, "")
