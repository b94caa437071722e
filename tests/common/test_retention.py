"""What is forgotten by itself when its time is over, and what the page says of it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from overens.accounts.models import SentCode
from overens.common.models import AuditLine, OutgoingMail
from overens.common.personal_data import our_models
from overens.common.retention import forget_sessions, forget_what_is_due

pytestmark = pytest.mark.django_db


def a_mail(days_ago: int, state: str = "sent") -> OutgoingMail:
    """Return a mail that was sent, or given up, so many days ago."""
    then = timezone.now() - timedelta(days=days_ago)
    mail = OutgoingMail.objects.create(
        to="vera@example.org",
        subject="Hur går det?",
        body="Hej!",
        batch=uuid.uuid4(),
        once_key=uuid.uuid4().hex,
        not_before=then,
        state=state,
        sent_at=then if state == "sent" else None,
    )
    OutgoingMail.objects.filter(pk=mail.pk).update(created=then)
    return mail


@pytest.mark.parametrize("state", ["sent", "cancelled", "failed"])
def test_a_mails_text_and_address_are_kept_for_ninety_days(state):
    old, young = a_mail(92, state), a_mail(89, state)

    lines = list(forget_what_is_due())

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.to, old.body, old.subject) == ("", "", "Hur går det?")
    assert (young.to, young.body) == ("vera@example.org", "Hej!")
    assert [line.what for line in lines] == [
        "common.OutgoingMail: 1 emptied of to, reply_to, body, failure (90 days after "
        f"{'sent_at' if state == 'sent' else 'created'})"
    ]
    audit = AuditLine.objects.get(action="common.forget")
    assert (audit.facts["rows"], audit.facts["kind"]) == (1, "common.OutgoingMail")
    assert list(forget_what_is_due()) == []
    assert AuditLine.objects.filter(action="common.forget").count() == 1


def test_a_mail_that_still_waits_is_left_alone():
    waiting = a_mail(200, "waiting")

    list(forget_what_is_due())

    waiting.refresh_from_db()
    assert waiting.to == "vera@example.org"


def test_whom_a_question_went_to_is_forgotten_after_a_year(strandland, vera):
    from tests.plans import make

    question = make.a_question(
        make.a_measure(make.a_plan(strandland)),
        asked_on=make.today() - timedelta(days=367),
        to_person=vera,
    )

    list(forget_what_is_due())

    question.refresh_from_db()
    assert (question.to_email, question.to_person) == ("", None)
    assert str(question.to_role) == ""
    assert question.organisation is not None


def test_codes_and_counts_that_are_over_are_taken_away():
    SentCode.objects.create(expires=timezone.now() - timedelta(days=3))
    kept = SentCode.objects.create(expires=timezone.now())
    cache.set("over", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE overens_cache SET expires = %s",
            [
                connection.ops.adapt_datetimefield_value(
                    timezone.now() - timedelta(days=1)
                )
            ],
        )
    cache.set("held", 1, 60)

    list(forget_what_is_due())
    lines = list(forget_sessions())

    assert SentCode.objects.get() == kept
    assert cache.get("held") == 1
    assert [line.what for line in lines] == ["counts of tries to sign in: 1 taken away"]


def test_do_daily_says_what_it_forgot(capsys):
    a_mail(100)

    call_command("do_daily")

    said = capsys.readouterr().out
    assert "common.forget_what_is_due: 1 done, 0 skipped" in said


def test_the_page_promises_of_itself_only_what_a_step_does(client):
    page = client.get("/personuppgifter/").content.decode()

    assert page.count("(raderas av sig självt)") == sum(
        any(
            rule.emptied is None or name in rule.emptied
            for rule in getattr(model, "forgets", ())
        )
        for model in our_models()
        for name in model.kept.personal
    )
    assert "Resten raderar vi för hand" in page


@pytest.mark.pure
def test_every_rule_of_forgetting_names_fields_that_there_are():
    for model in our_models():
        for rule in getattr(model, "forgets", ()):
            for name in (rule.since, *(rule.emptied or ())):
                model._meta.get_field(name)
