"""Tries whether something comes in exactly once: many at once, and killed half-way."""

from __future__ import annotations

import http.client
import os
import signal
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


def let_go_of_ballots():
    """Let the database be emptied, of the ballots' rows too.

    Django empties the tables that it manages, and theirs it does not.
    """
    from overens.common.models import BallotAnswer, BallotDraft, BallotToken

    let_go()
    for rows in (BallotAnswer, BallotDraft, BallotToken):
        rows.objects.all().delete()


def killed_at(place, work):
    """Do the work in a child process that is killed at a named place of it.

    Args:
        place: a failpoint; "" kills when the work is done, before anybody is told.

    Returns:
        Whether it was killed there, and not ended by itself.
    """
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            os.environ["OVERENS_FAILPOINTS"] = f"{place}:kill9"
            work()
            if not place:
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


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


def tried_at_every_step(data, seed, came_in, places, url, press):
    """Kill a served site at each step of an answer by link; return the receipt.

    Nothing of it is there until the last step, after the commit. Pressed again, as
    anybody would who got no answer, there is one of each and no more.

    Args:
        seed: makes the question; ``module:function``.
        came_in: counts answers, receipts and lines of the log; ``module:function``.
        places: the failpoints in order, the last one after the commit.
        url, press: where the answer is sent, and what.
    """
    begin = "import django; django.setup()\nfrom {} import {} as it\n"
    python(data, "-m", "overens", "migrate", "--verbosity", "0")
    python(data, "-c", begin.format(*seed.split(":")) + "it()")

    def counted():
        printed = python(data, "-c", begin.format(*came_in.split(":")) + "print(*it())")
        return tuple(map(int, printed.split()))

    with kill_at(data, places) as port:
        assert posted(port, "GET", url)[0] == 200
        for place in places[:-1]:
            assert posted(port, "POST", url, press) is None, place
            assert counted() == (0, 0, 0), place
        # Killed between the commit and the answer: it has come in, unacknowledged.
        assert posted(port, "POST", url, press) is None
        assert counted() == (1, 1, 1)
        assert posted(port, "POST", url, press)[0] == 302
        status, receipt = posted(port, "GET", url)
        assert status == 200
        assert counted() == (1, 1, 1)
    return receipt
