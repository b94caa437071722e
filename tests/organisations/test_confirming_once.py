"""A confirmation by link comes in exactly once: many at once, and killed half-way."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from overens.common.audit import SYSTEM
from overens.common.mailed_links import hash_of
from overens.common.models import AuditLine, OutgoingMail
from overens.organisations.models import Confirmation, ConfirmationRequest
from tests import make
from tests.once import AT_ONCE, all_at_once, let_go, tried_at_every_step

TOKEN = "a-token-that-nobody-could-guess-0123456789"
URL = f"/bekrafta/{TOKEN}/"
PRESS = {"attempt": "0"}
CORRECTED = {"attempt": "0", "status": "dormant", "website": ""}


def a_question():
    """Ask Vera's association by a link that is known."""
    from overens.organisations.actions import add_contact_role, ask_by_hand

    space = make.make_space("strandland")
    made = make.make_organisation()
    add_contact_role(
        organisation=made, role="Ordförande", email="ordf@example.org", by=SYSTEM
    )
    (asked,) = ask_by_hand(organisations=[made], space=space, by=SYSTEM)
    ConfirmationRequest.objects.filter(pk=asked.pk).update(token_hash=hash_of(TOKEN))
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
        Confirmation.objects.standing().count(),
        OutgoingMail.objects.filter(
            once_key__startswith="organisations.confirmed:"
        ).count(),
        AuditLine.objects.filter(action="organisations.confirm_organisation").count(),
    )


def post(data, url=URL):
    return lambda: Client(raise_request_exception=False).post(url, data).status_code


def test_the_same_press_from_many_at_once_is_one_answer(asked):
    statuses = all_at_once(*[post(PRESS)] * AT_ONCE)

    assert statuses == [302] * AT_ONCE
    assert came_in() == (1, 1, 1)


def test_a_press_and_a_correction_at_once_give_one_answer_and_one_clear_no(asked):
    statuses = all_at_once(post(PRESS), post(CORRECTED, f"{URL}ratta/"))

    assert sorted(statuses) in ([302, 409], [302, 422])
    assert came_in() == (1, 1, 1)


def test_undoing_and_answering_at_once_leaves_a_whole_state(asked):
    Client().post(URL, PRESS)
    connection.close()

    all_at_once(post({}, f"{URL}angra/"), post(PRESS), post(CORRECTED, f"{URL}ratta/"))

    standing = Confirmation.objects.standing().count()
    question = ConfirmationRequest.objects.select_related("organisation").get()
    assert standing == (1 if question.used_at else 0)
    assert question.attempt == Confirmation.objects.count() - standing
    assert bool(question.organisation.last_confirmed) is bool(standing)


def test_do_daily_twice_at_once_asks_each_once(asked):
    from datetime import date

    from overens.organisations.actions import ask_yearly

    ConfirmationRequest.objects.all().delete()
    OutgoingMail.objects.all().delete()
    connection.close()

    all_at_once(*[lambda: list(ask_yearly(date(2026, 4, 1)))] * 2)

    assert ConfirmationRequest.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


# --- killed half-way: a served site on a database file of its own ---------------------

KILLS = (
    "organisations.confirm.before",
    "organisations.confirm.after_answer",
    "organisations.confirm.before_commit",
    "organisations.confirm.after_commit",
)


@pytest.mark.pure
def test_a_server_killed_at_every_step_loses_nothing_and_doubles_nothing(tmp_path):
    here = "tests.organisations.test_confirming_once"

    receipt = tried_at_every_step(
        tmp_path, f"{here}:a_question", f"{here}:came_in", KILLS, URL, PRESS
    )

    assert re.search(r"BK-[0-9A-F]{8}", receipt)
