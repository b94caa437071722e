"""Tries whether something comes in exactly once: many at once, and killed half-way."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection, connections

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


def let_go():
    """Let the test's database be emptied: an audit line is never deleted otherwise.

    The trigger comes back by itself afterwards.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER common_audit_no_delete")


def environment(data, **more):
    """Return the environment of a program of ours on a data folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERENS_")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "overens.config.settings",
        "OVERENS_DATA": str(data),
        "OVERENS_ENV": "test",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
        **more,
    }


def python(data, *arguments):
    """Run Python on a data folder to its end; return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(data),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def kill_at(data, places):
    """Serve a data folder, so that each named place kills the server once."""
    from tests.browser.serving import free_port

    port = free_port()
    wanted = ",".join(f"{place}:kill9" for place in places)
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


def posted(port, method, url, data=None, patience=60):
    """Return (status, text) of one request, or None when the server died."""
    deadline = time.monotonic() + patience
    while True:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        body = urllib.parse.urlencode(data or {})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            link.request(method, url, body, headers)
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
