"""A report by link comes in exactly once: two at once, many, killed half-way."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from overens.common.models import AuditLine, OutgoingMail
from overens.plans.models import ProgressReport, ProgressRequest
from tests.once import AT_ONCE, all_at_once, let_go, tried_at_every_step
from tests.plans import make
from tests.plans.make import TOKEN

URL = f"/lage/{TOKEN}/"
ONE_CLICK = {"attempt": 0, "one_click": "on plan"}
WORDS = {"attempt": 0, "state": "late", "text": "Vi väntar."}


def a_question():
    """Ask about a measure by a link that is known."""
    from tests import make as base

    space = base.make_space("strandland")
    return make.a_question(make.a_measure(make.a_plan(space)))


@pytest.fixture
def asked(transactional_db):
    question = a_question()
    # The threads have connections of their own; this one must not hold a lock.
    connection.close()
    yield question
    let_go()


def came_in():
    """Return how many reports stand, receipts wait, and lines the log has."""
    return (
        ProgressReport.objects.standing().count(),
        OutgoingMail.objects.filter(once_key__startswith="plans.receipt:").count(),
        AuditLine.objects.filter(action="plans.report_progress").count(),
    )


def post(data, url=URL):
    return lambda: Client(raise_request_exception=False).post(url, data).status_code


def test_the_same_press_from_many_at_once_is_one_report(asked):
    statuses = all_at_once(*[post(ONE_CLICK)] * AT_ONCE)

    assert statuses == [302] * AT_ONCE
    assert came_in() == (1, 1, 1)


def test_two_tabs_with_different_words_give_one_report_and_one_clear_no(asked):
    statuses = all_at_once(post(ONE_CLICK), post(WORDS))

    assert sorted(statuses) == [302, 409]
    assert came_in() == (1, 1, 1)


def test_undoing_and_reporting_at_once_leaves_a_whole_state(asked):
    Client().post(URL, ONE_CLICK)
    connection.close()

    all_at_once(post({}, f"{URL}angra/"), post(ONE_CLICK), post(WORDS))

    standing = ProgressReport.objects.standing().count()
    question = ProgressRequest.objects.get()
    assert standing == (1 if question.used_at else 0)
    assert question.attempt == ProgressReport.objects.count() - standing


def test_do_daily_twice_at_once_asks_each_address_once(asked):
    from overens.plans.actions import ask_for_reports

    ProgressRequest.objects.all().delete()
    connection.close()

    all_at_once(*[lambda: list(ask_for_reports())] * 2)

    asked_of = ProgressRequest.objects.values_list("side", flat=True)
    assert sorted(asked_of) == ["public"] or sorted(asked_of) == ["civil", "public"]
    assert OutgoingMail.objects.count() == ProgressRequest.objects.count()


# --- killed half-way: a served site on a database file of its own ---------------------

KILLS = (
    "plans.report.before_report",
    "plans.report.after_report",
    "plans.report.before_commit",
    "plans.report.after_commit",
)


@pytest.mark.pure
def test_a_server_killed_at_every_step_loses_nothing_and_doubles_nothing(tmp_path):
    here = "tests.plans.test_exactly_once"

    receipt = tried_at_every_step(
        tmp_path, f"{here}:a_question", f"{here}:came_in", KILLS, URL, ONE_CLICK
    )

    assert re.search(r"LR-[0-9A-F]{8}", receipt)
