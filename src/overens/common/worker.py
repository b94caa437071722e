"""The job worker: does the queue, puts dead workers' jobs back, sends mail, chains.

Jobs are done at least once. A job that was being done by a worker that died goes back
to the queue, at most ``LONGEST_TRIES`` times; then it is failed and shown.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import close_old_connections, connection
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from overens.common.audit import chain_lines
from overens.common.lease import Lease, fresh_name, is_dead
from overens.common.mail import send_due

log = logging.getLogger("overens.worker")

# A job that has brought its worker down this often is the cause of it.
LONGEST_TRIES = 5
REST_SECONDS = 0.5
ROUND_SECONDS = 2.0


def reap(own: str) -> int:
    """Put the jobs of dead workers back in the queue; return how many."""
    back = 0
    for job in DBTaskResult.objects.running():
        holder = job.worker_ids[-1] if job.worker_ids else ""
        if holder == own or (holder and not is_dead(holder)):
            continue
        given_up = len(job.worker_ids) >= LONGEST_TRIES
        changed = DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
        )
        if given_up:
            changed.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                traceback="The worker died each time that it did this job.",
            )
        else:
            back += changed.update(status=TaskResultStatus.READY)
    return back


def _claim_one(worker: str) -> DBTaskResult[..., Any] | None:
    tasks = DBTaskResult.objects.ready()
    with exclusive_transaction(tasks.db):
        job: DBTaskResult[..., Any] | None = tasks.get_locked()
        if job is not None:
            job.claim(worker)
    return job


def _doer(worker: str) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )


def do_queue(worker: str = "once") -> int:
    """Do every job that is ready now; return how many. Tests and commands use it."""
    doer, done = _doer(worker), 0
    while (job := _claim_one(worker)) is not None:
        doer.run_task(job)
        done += 1
    return done


class JobWorker:
    """Works until told to stop, or until the process that started it is gone."""

    def __init__(self, *, stop_when: Callable[[], bool] = lambda: False) -> None:
        self.name = fresh_name()
        self.running = True
        self.stop_when = stop_when

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the job at hand, then stop."""
        self.running = False

    def run(self) -> None:
        """Work the queue; rest when it is empty."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        lease, doer, next_round = Lease(self.name), _doer(self.name), 0.0
        lease.take()
        while self.running and not self.stop_when():
            try:
                if time.monotonic() >= next_round:
                    self._round(lease)
                    next_round = time.monotonic() + ROUND_SECONDS
                job = _claim_one(self.name)
                if job is not None:
                    doer.run_task(job)
                    continue
            except OperationalError:
                # Locked, or away for a while: what waits in the queue waits on.
                log.warning("The database did not answer; trying again.")
                connection.close()
                next_round = 0.0
            time.sleep(REST_SECONDS)
        lease.release()

    def _round(self, lease: Lease) -> None:
        if connection.vendor == "postgresql":
            # The lock lives in the connection: take it anew if that was lost.
            lost = connection.connection is None
            close_old_connections()
            if lost or connection.connection is None:
                lease.take()
        reap(self.name)
        send_due()
        chain_lines()


def parent_is_gone(parent: int) -> bool:
    """Tell whether the process that started this one has ended."""
    return os.getppid() != parent
