"""The secretariat asks how it goes: whom, once, all at once, and takes it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overens.common.audit import SYSTEM
from overens.common.mail import undo_batch, undo_mail
from overens.common.models import OutgoingMail
from overens.common.to_do import TO_DO
from overens.plans.actions import (
    LinkUnknown,
    ask_again,
    ask_for_reports,
    find_request,
    report_progress,
    withdraw_measure,
)
from overens.plans.models import ProgressRequest
from overens.plans.queries import row_of
from overens.plans.rules import AlreadyAsked, Written
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    return make.a_plan(strandland)


@pytest.fixture
def measure(vera, plan):
    return make.a_measure(plan)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def late(plan, **fields):
    return make.a_measure(plan, due=make.today() - timedelta(days=3), **fields)


def ask(measure, side="civil"):
    return ask_again(row=row_of(measure, (), make.today()), side=side, by=SYSTEM)


def token_of(mail):
    line = next(line for line in mail.body.splitlines() if "/lage/" in line)
    return line.rstrip("/").rpartition("/")[2]


# --- once -----------------------------------------------------------------------------


def test_the_second_press_sends_nothing_and_says_when_they_were_asked(
    as_petra, measure
):
    url = f"{measure.get_absolute_url()}fraga/civil/"
    as_petra.post(url)

    shown = as_petra.post(url, follow=True).content.decode()

    assert OutgoingMail.objects.count() == 1
    assert f"De fick frågan {make.today().isoformat()}" in shown
    assert "svar senast" in shown
    assert f'action="{url}"' not in shown


def test_once_the_last_day_to_answer_has_passed_they_can_be_asked_again(
    as_petra, measure
):
    make.a_question(measure, asked_on=make.today() - timedelta(days=25))

    shown = as_petra.get(measure.get_absolute_url()).content.decode()

    assert "Inget svar har kommit." in shown
    assert "Fråga igen" in shown
    assert ask(measure).round >= 1


def test_a_question_that_could_not_be_delivered_does_not_stand_in_the_way(measure):
    lost = ask(measure)
    OutgoingMail.objects.update(state="failed")

    assert ask(measure).round == lost.round + 1


def test_the_address_on_the_page_is_the_one_the_mail_goes_to(as_petra, client, measure):
    shown = as_petra.get(measure.get_absolute_url()).content.decode()
    assert "vera@example.org" in shown

    as_petra.post(f"{measure.get_absolute_url()}fraga/civil/")
    assert OutgoingMail.objects.get().to == "vera@example.org"

    client.logout()
    assert (
        "vera@example.org"
        not in client.get(measure.get_absolute_url()).content.decode()
    )


# --- taken back -----------------------------------------------------------------------


def test_undoing_the_mail_takes_the_question_back(as_petra, measure):
    asked = ask(measure)
    mail = OutgoingMail.objects.get()

    as_petra.post(f"/mejl/{mail.batch}/angra/")

    asked.refresh_from_db()
    assert asked.voided_at is not None
    with pytest.raises(LinkUnknown):
        find_request(token_of(mail))
    assert as_petra.get(f"/lage/{token_of(mail)}/").status_code == 404
    assert ask(measure).pk != asked.pk


def test_a_question_taken_back_is_asked_by_itself_another_day(measure):
    list(ask_for_reports())
    undo_batch(OutgoingMail.objects.first().batch, by=SYSTEM)
    sent = OutgoingMail.objects.count()

    list(ask_for_reports())
    assert OutgoingMail.objects.count() == sent

    ProgressRequest.objects.update(asked_on=make.today() - timedelta(days=1))
    list(ask_for_reports())
    assert OutgoingMail.objects.count() == 2 * sent


def test_undoing_one_mail_leaves_the_others_of_the_mail_out(as_petra, measure):
    list(ask_for_reports())
    first, second = OutgoingMail.objects.order_by("id")
    assert first.batch == second.batch
    assert "Stoppa det här mejlet" in as_petra.get("/mejl/").content.decode()

    as_petra.post(f"/mejl/ett/{first.uuid}/angra/")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("cancelled", "waiting")
    assert ProgressRequest.objects.standing().get().uuid == second.about_uuid


def test_a_question_answered_meanwhile_stays_when_its_mail_is_undone(measure, vera):
    asked = ask(measure)
    report_progress(
        measure=measure,
        side="civil",
        written=Written("on plan"),
        language="sv",
        once_key="form:1",
        by=SYSTEM,
        by_role=base_role(),
    )

    assert undo_mail(OutgoingMail.objects.get(), by=SYSTEM)

    asked.refresh_from_db()
    assert asked.voided_at is None


def base_role():
    from overens.common.texts import LocalText

    return LocalText({"sv": "Ordförande"})


def test_a_receipt_that_is_undone_takes_no_question_back(client, measure):
    asked = make.a_question(measure)
    client.post(f"/lage/{make.TOKEN}/", {"attempt": 0, "one_click": "on plan"})
    receipt = OutgoingMail.objects.get()

    undo_mail(receipt, by=SYSTEM)

    asked.refresh_from_db()
    assert asked.voided_at is None


def test_a_measure_that_is_withdrawn_takes_its_questions_and_mails_along(measure):
    asked = ask(measure)

    withdraw_measure(measure=measure, by=SYSTEM, why="Stod två gånger.")

    asked.refresh_from_db()
    assert asked.voided_at is not None
    assert OutgoingMail.objects.get().state == "cancelled"


# --- in "Att göra nu", and all at once ------------------------------------------------


def rows(person, space):
    return {
        row.key.partition(":")[0]: row
        for row in TO_DO(person, space, make.today())
        if row.key.startswith("plans.")
    }


def test_a_late_measure_whose_sides_have_been_asked_waits_with_less_urgency(
    petra, vera, plan
):
    measure = late(plan)
    assert rows(petra, plan.space)["plans.late"].urgency == "now"

    ask(measure, "civil")
    assert "har fått frågan" in rows(petra, plan.space)["plans.late"].why
    ask(measure, "public")

    row = rows(petra, plan.space)["plans.late"]
    assert row.urgency == "when free"
    assert "kan svara till och med" in row.why


def test_petra_asks_all_who_are_silent_in_one_press(as_petra, petra, vera, plan):
    for name in ("Ett", "Två"):
        late(
            plan,
            public_body=None,
            public_unit=None,
            civil_organisation=somebody(name),
        )
    late(plan, public_body=None, public_unit=None, civil_organisation=nobody())
    row = rows(petra, plan.space)["plans.ask_all"]
    assert row.action_label == "Fråga alla (3)"

    page = as_petra.get(row.url).content.decode()
    assert "ett@example.org" in page
    assert "Får inte frågan nu:" in page
    assert "Fråga alla (2)" in page

    shown = as_petra.post(row.url, follow=True).content.decode()

    assert "2 frågor skickas om tio minuter." in shown
    assert {mail.to for mail in OutgoingMail.objects.all()} == {
        "ett@example.org",
        "tva@example.org",
    }
    as_petra.post(row.url)
    assert OutgoingMail.objects.count() == 2


def somebody(name):
    organisation = base.make_organisation(name)
    person = base.make_person(name.replace("å", "a"))
    base.make_authority(person, organisation)
    return organisation


def nobody():
    return base.make_organisation("Ingen")


def test_of_several_measures_of_one_address_one_is_asked_about(as_petra, vera, plan):
    for _ in range(2):
        late(plan, public_body=None, public_unit=None)

    as_petra.post(f"/planer/{plan.slug}/fraga/")

    assert OutgoingMail.objects.count() == 1


def test_whoever_is_not_the_secretariat_asks_nobody(client, vera, plan):
    client.force_login(vera)
    assert client.post(f"/planer/{plan.slug}/fraga/").status_code == 403


def test_asking_while_a_question_waits_breaks_a_rule(measure):
    ask(measure)
    with pytest.raises(AlreadyAsked):
        ask(measure)
