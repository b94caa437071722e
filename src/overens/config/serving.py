"""``overens serve``: two web processes and one job worker under one parent.

The program is loaded once in the parent and shared by forking, which keeps three
processes within the memory of little more than one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

WEB_PROCESSES = 2
THREADS = 4


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings, and a job worker beside the web processes."""

    def __init__(self, *, host: str, port: int, with_jobs: bool) -> None:
        self.bind = f"{host}:{port}"
        self.with_jobs = with_jobs
        self.job_worker: int | None = None
        self.stopping = False
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn what it needs."""
        for name, value in {
            "bind": self.bind,
            "workers": WEB_PROCESSES,
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 30,
            "keepalive": 5,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,
            "accesslog": None,
            "loglevel": "warning",
            "when_ready": self.when_ready,
            "on_exit": self.on_exit,
            "post_fork": self.post_fork,
            "control_socket_disable": True,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the program once, before forking."""
        return get_wsgi_application()

    def post_fork(self, server: Any, worker: Any) -> None:
        """Open no connection that another process has."""
        from django.db import connections

        connections.close_all()

    def when_ready(self, server: Any) -> None:
        """Say where we are, and start the job worker."""
        sys.stdout.write(f"Överens: http://{self.bind}/\n")
        sys.stdout.flush()
        if self.with_jobs:
            self.job_worker = self._start_job_worker()
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self.stopping:
            time.sleep(1)
            if self.job_worker is None or not _is_alive(self.job_worker):
                self.job_worker = self._start_job_worker()

    def _start_job_worker(self) -> int:
        parent = os.getpid()
        child = os.fork()
        if child:
            return child
        code = 1
        try:
            for number in (
                signal.SIGCHLD,
                signal.SIGHUP,
                signal.SIGUSR1,
                signal.SIGUSR2,
            ):
                signal.signal(number, signal.SIG_DFL)
            signal.set_wakeup_fd(-1)
            _work(parent)
            code = 0
        finally:
            os._exit(code)

    def on_exit(self, server: Any) -> None:
        """Stop the job worker, letting it finish the job at hand."""
        self.stopping = True
        if self.job_worker is not None and _is_alive(self.job_worker):
            os.kill(self.job_worker, signal.SIGTERM)


def _is_alive(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True


def _work(parent: int) -> None:
    """Be the job worker, in the child process."""
    from django.db import connections

    from overens.common.worker import JobWorker, parent_is_gone

    connections.close_all()
    worker = JobWorker(stop_when=lambda: parent_is_gone(parent))
    worker.run()
