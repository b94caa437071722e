from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from overens.common import jobs, worker
from overens.common.lease import Lease, is_dead

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(monkeypatch):
    """A job that notes what it was called with."""
    import types

    noted: list[object] = []
    module = types.ModuleType("overens.common.tasks")
    module.note = noted.append
    monkeypatch.setitem(sys.modules, "overens.common.tasks", module)
    return noted


def test_a_misspelt_job_is_refused_at_once():
    with pytest.raises(LookupError):
        jobs.later("common.no_such_job")


def test_a_job_is_done_with_its_arguments(notes):
    jobs.later("common.note", "åäö")

    assert worker.do_queue() == 1
    assert notes == ["åäö"]


def test_a_job_of_a_change_that_did_not_happen_is_not_done(notes):
    with pytest.raises(ValueError), transaction.atomic():
        jobs.later("common.note", 1)
        raise ValueError

    assert worker.do_queue() == 0
    assert notes == []


def _running_under(holder):
    jobs.later("common.note", 1)
    job = DBTaskResult.objects.get()
    job.claim(holder)
    return job


def test_a_dead_workers_job_goes_back_to_the_queue(notes):
    _running_under("a-worker-that-is-gone")

    assert worker.reap("own") == 1
    assert worker.do_queue() == 1
    assert notes == [1]


def test_a_living_workers_job_is_left_alone(notes):
    living = Lease("living")
    assert living.take()
    _running_under("living")
    try:
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            assert worker.reap("own") == 0
    finally:
        living.release()


def test_a_job_that_brings_its_worker_down_each_time_is_given_up(notes):
    job = _running_under("gone")
    DBTaskResult.objects.filter(pk=job.pk).update(
        worker_ids=["gone"] * worker.LONGEST_TRIES
    )

    assert worker.reap("own") == 0
    job.refresh_from_db()
    assert job.status == "FAILED"


@pytest.mark.skipif(
    "not settings.DATABASES['default']['ENGINE'].endswith('sqlite3')",
    reason="the lock is a file",
)
def test_a_killed_process_lets_its_lock_go():
    code = (
        "import django; django.setup()\n"
        "from overens.common.lease import Lease\n"
        "import time\n"
        "lease = Lease('killed'); lease.take()\n"
        "print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:."},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout.readline() == "held\n"
            assert not is_dead("killed")
        finally:
            process.kill()

    deadline = time.monotonic() + 5
    while not is_dead("killed") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert is_dead("killed")
