"""Whether somebody still speaks is answered once: many at once, killed half-way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.mailed_links import hash_of
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.models import Authority, AuthorityQuestion
from tests import make
from tests.once import AT_ONCE, all_at_once, let_go, tried_at_every_step

TOKEN = "a-token-that-nobody-could-guess-0123456789"
URL = f"/fortfarande/{TOKEN}/"
YES, NO = {"attempt": "0", "answer": "yes"}, {"attempt": "0", "answer": "no"}


def a_question():
    """Ask the chair of an association by a link that is known."""
    from overens.organisations.actions import ask_speakers_by_hand

    space = make.make_space("strandland")
    right = make.make_authority(
        make.make_person("anna"),
        make.make_organisation(),
        post="Ordförande",
        first_day=date(2020, 1, 1),
    )
    (asked,) = ask_speakers_by_hand(authorities=[right], space=space, by=SYSTEM)
    AuthorityQuestion.objects.filter(pk=asked.pk).update(token_hash=hash_of(TOKEN))
    return asked


@pytest.fixture
def asked(transactional_db):
    question = a_question()
    # The threads have connections of their own; this one must not hold a lock.
    connection.close()
    yield question
    let_go()


def came_in():
    """Return how many answers stand, receipts wait, and lines the log has."""
    return (
        AuthorityQuestion.objects.exclude(used_at=None).count(),
        OutgoingMail.objects.filter(
            once_key__startswith="organisations.still_answered:"
        ).count(),
        AuditLine.objects.filter(action="organisations.answer_still").count(),
    )


def post(data):
    return lambda: Client(raise_request_exception=False).post(URL, data).status_code


def test_the_same_press_from_many_at_once_is_one_answer(asked):
    assert all_at_once(*[post(NO)] * AT_ONCE) == [302] * AT_ONCE

    assert came_in() == (1, 1, 1)
    assert AuditLine.objects.filter(action="organisations.end_authority").count() == 1


def test_yes_and_no_at_once_give_one_answer_and_one_clear_no(asked):
    statuses = all_at_once(post(YES), post(NO))

    assert sorted(statuses) == [302, 409]
    assert came_in() == (1, 1, 1)
    still = AuthorityQuestion.objects.get().still
    assert Authority.objects.get().ended_why == ("" if still else "said so")


def test_an_answer_at_the_moment_of_lapsing_leaves_a_whole_state(asked):
    from overens.organisations.actions import ask_speakers

    today = timezone.localdate()
    OutgoingMail.objects.update(state="sent")
    AuthorityQuestion.objects.update(
        asked_on=today - timedelta(days=15),
        due=today - timedelta(days=1),
        is_reminder=True,
    )
    connection.close()

    status, _lines = all_at_once(post(YES), lambda: list(ask_speakers(today)))

    question, right = AuthorityQuestion.objects.get(), Authority.objects.get()
    if status == 302:
        assert (question.still, right.last_day) == (True, None)
    else:
        assert status == 410
        assert (question.still, right.ended_why) == (None, "no answer")


def test_do_daily_twice_at_once_asks_each_once(asked):
    from overens.organisations.actions import ask_speakers

    AuthorityQuestion.objects.all().delete()
    OutgoingMail.objects.all().delete()
    connection.close()

    all_at_once(*[lambda: list(ask_speakers(date(2026, 4, 1)))] * 2)

    assert AuthorityQuestion.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_giving_back_twice_at_once_is_once(asked):
    from overens.errors import RuleBroken
    from overens.organisations.actions import give_back_authority

    Client().post(URL, NO)
    right = Authority.objects.get()
    connection.close()

    def back():
        try:
            give_back_authority(authority=right, by=SYSTEM)
        except RuleBroken:
            return "no"
        return "given"

    assert sorted(all_at_once(back, back)) == ["given", "no"]
    assert Authority.objects.get().last_day is None


# --- killed half-way: a served site on a database file of its own ---------------------

KILLS = (
    "organisations.still.before",
    "organisations.still.after_answer",
    "organisations.still.before_commit",
    "organisations.still.after_commit",
)


# Its steps are those of the yearly confirmation, which every stop kills.
@pytest.mark.slow
@pytest.mark.pure
def test_a_server_killed_at_every_step_loses_nothing_and_doubles_nothing(tmp_path):
    here = "tests.organisations.test_still_once"

    receipt = tried_at_every_step(
        tmp_path, f"{here}:a_question", f"{here}:came_in", KILLS, URL, NO
    )

    assert "du företräder inte längre" in receipt
