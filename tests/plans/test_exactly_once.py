"""A report by link comes in exactly once: two at once, many, killed half-way."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.test import Client

from overens.common.models import AuditLine, OutgoingMail
from overens.plans.models import ProgressReport, ProgressRequest
from tests.plans import make
from tests.plans.make import TOKEN

URL = f"/lage/{TOKEN}/"
ONE_CLICK = {"attempt": 0, "one_click": "on plan"}
WORDS = {"attempt": 0, "state": "late", "text": "Vi väntar."}

# As many at once as there are threads in a served site.
AT_ONCE = 8


def all_at_once(*calls):
    """Make the calls in threads that begin together; return what each gave."""
    barrier = threading.Barrier(len(calls))

    def one(call):
        barrier.wait()
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(one, call) for call in calls]]


@pytest.fixture
def asked(transactional_db):
    from tests import make as base

    space = base.make_space("strandland")
    question = make.a_question(make.a_measure(make.a_plan(space)))
    # The threads have connections of their own; this one must not hold a lock.
    connection.close()
    yield question
    if connection.vendor == "sqlite":
        # An audit line is never deleted, save when the test's database is emptied;
        # the trigger comes back by itself afterwards.
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER common_audit_no_delete")


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
SEED = """
import django; django.setup()
from overens.accounts.models import Space
from tests import make as base
from tests.plans import make
space = base.make_space("strandland")
make.a_question(make.a_measure(make.a_plan(space)))
"""
COUNT = """
import django; django.setup()
from tests.plans.test_exactly_once import came_in
print(*came_in())
"""


def environment(data, **more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERENS_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "overens.config.settings",
        "OVERENS_DATA": str(data),
        "OVERENS_ENV": "test",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        **more,
    }


def python(data, *arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving_with_kills(data):
    """Serve the data folder, so that each place in KILLS kills the server once."""
    from tests.browser.serving import free_port

    port = free_port()
    wanted = ",".join(f"{place}:kill9" for place in KILLS)
    served = subprocess.Popen(
        [sys.executable, "-m", "overens", "serve", "--web-only", "--port", str(port)],
        env=environment(data, OVERENS_FAILPOINTS=wanted),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        served.terminate()
        served.wait(timeout=40)


def asked_of(port, method, data=None, patience=60):
    """Return (status, text) of one request, or None when the server died."""
    deadline = time.monotonic() + patience
    while True:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body = urllib.parse.urlencode(data or {})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            link.request(method, URL, body, headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            # Nobody listens yet; whoever is killed has been listened to.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        except (http.client.HTTPException, OSError):
            return None
        finally:
            link.close()


@pytest.mark.pure
def test_a_server_killed_at_every_step_loses_nothing_and_doubles_nothing(tmp_path):
    python(tmp_path, "-m", "overens", "migrate", "--verbosity", "0")
    python(tmp_path, "-c", SEED)

    def counted():
        return tuple(map(int, python(tmp_path, "-c", COUNT).split()))

    with serving_with_kills(tmp_path) as port:
        assert asked_of(port, "GET")[0] == 200
        for place in KILLS[:-1]:
            assert asked_of(port, "POST", ONE_CLICK) is None, place
            assert counted() == (0, 0, 0), place
        # Killed between the commit and the answer: it has come in, unacknowledged.
        assert asked_of(port, "POST", ONE_CLICK) is None
        assert counted() == (1, 1, 1)
        # Vera presses again, as anybody would: she gets the receipt of the one.
        assert asked_of(port, "POST", ONE_CLICK)[0] == 302
        status, receipt = asked_of(port, "GET")
        assert status == 200
        assert re.search(r"LR-[0-9A-F]{8}", receipt)
    assert counted() == (1, 1, 1)
