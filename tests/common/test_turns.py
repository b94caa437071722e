"""Who writes in turn waits for the one before, and never for one that is dead."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from overens.common import turns
from overens.common.turns import in_turn

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the other lets many write at once"
)


def test_one_at_a_time_and_all_of_them(settings, tmp_path):
    settings.DATA = tmp_path
    inside, most, came = [0], [0], []

    def write(number):
        with in_turn():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.005)
            inside[0] -= 1
            came.append(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert most[0] == 1
    assert sorted(came) == list(range(20))


def test_a_turn_ends_when_what_it_holds_fails(settings, tmp_path):
    settings.DATA = tmp_path
    with pytest.raises(ValueError, match="stopped"), in_turn():
        raise ValueError("stopped")
    with in_turn():
        pass


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_in_a_transaction(settings, tmp_path):
    settings.DATA = tmp_path
    with transaction.atomic(), pytest.raises(RuntimeError), in_turn():
        pass


def test_who_has_waited_too_long_does_not_begin_to_wait_again(
    settings, tmp_path, monkeypatch
):
    settings.DATA = tmp_path
    monkeypatch.setattr(turns, "LONGEST", -1)
    with pytest.raises(OperationalError), in_turn():
        pass
    monkeypatch.undo()
    with in_turn():
        pass


def test_a_turn_ends_with_its_process(settings, tmp_path):
    settings.DATA = tmp_path
    held = (
        "import fcntl, os, sys, time\n"
        "line = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(line, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(60)\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", held, os.fspath(tmp_path / "turn")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    other.kill()
    other.communicate(timeout=30)
    with in_turn():
        pass
