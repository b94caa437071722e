"""Writes that wait for the disk once: before anybody is told, and in their order."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3

import pytest
from django.db import connection, transaction

from overens.common import syncing
from overens.common.ballots import TooLate, cast, end_now, hash_of
from overens.common.models import BallotAnswer, BallotToken
from overens.common.syncing import has_gap, synced_once, wait_for_disk
from tests.common.test_ballots import BY, opened
from tests.once import let_go_of_ballots

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the other waits at each write"
    ),
]

FULL, NORMAL = 2, 1
_FRAME, _HEADER = 24, 32


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    yield
    let_go_of_ballots()


def level():
    return connection.cursor().execute("PRAGMA synchronous").fetchone()[0]


def copied(folder):
    """Copy the database and its log as they are on file; return where."""
    folder.mkdir(exist_ok=True)
    name = connection.settings_dict["NAME"]
    shutil.copy(name, folder / "copy")
    shutil.copy(f"{name}-wal", folder / "copy-wal")
    return folder / "copy"


def stands(copy):
    """Return what a copy says of the one token: begun, number of answers, used."""
    base = sqlite3.connect(copy)
    ((begun, used),) = base.execute("SELECT begun, used FROM common_ballot_token")
    ((answers,),) = base.execute("SELECT COUNT(*) FROM common_ballot_answer")
    base.close()
    return bool(begun), answers, bool(used)


def test_all_is_in_the_log_when_the_disk_is_waited_for_and_it_is_once(
    tmp_path, monkeypatch
):
    _ballot, (token,), _code = opened()
    seen = []

    def wait(log):
        assert os.path.samestat(
            os.fstat(log), os.stat(f"{connection.settings_dict['NAME']}-wal")
        )
        seen.append(stands(copied(tmp_path / "then")))

    monkeypatch.setattr(syncing, "_wait_for", wait)

    cast(token, answer="ja")

    assert seen == [(True, 1, True)]
    assert level() == FULL


def test_the_next_in_line_does_not_wait_for_the_disk_of_the_one_before(
    tmp_path, monkeypatch
):
    _ballot, (token,), _code = opened()
    levels = []

    def wait(_log):
        line = os.open(tmp_path / "turn", os.O_RDWR)
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(line)
        levels.append(level())

    monkeypatch.setattr(syncing, "_wait_for", wait)

    cast(token, answer="ja")

    assert levels == [FULL]


def test_without_power_the_writes_are_lost_from_the_last_on(tmp_path):
    """A later write is never there without an earlier one."""
    _ballot, (token,), _code = opened()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = cursor.execute("PRAGMA page_size").fetchone()
    cast(token, answer="ja")
    log = copied(tmp_path / "whole").with_name("copy-wal").read_bytes()
    frames = (len(log) - _HEADER) // (size + _FRAME)
    assert frames >= 3

    came = []
    for kept in range(frames + 1):
        # The rest of the file may have anything in it.
        end = _HEADER + kept * (size + _FRAME)
        cut = copied(tmp_path / f"cut-{kept}")
        cut.with_name("copy-wal").write_bytes(log[:end] + bytes(len(log) - end))
        came.append(stands(cut))

    in_order = [
        (False, 0, False),
        (True, 0, False),
        (True, 1, False),
        (True, 1, True),
    ]
    assert sorted(set(came), key=in_order.index) == in_order
    assert came == sorted(came, key=in_order.index)


def refuse(_log):
    raise OSError("the disk is gone")


def test_what_the_disk_does_not_take_is_not_said_to_be_in(monkeypatch, tmp_path):
    _ballot, (token,), _code = opened()
    with monkeypatch.context() as broken:
        broken.setattr(syncing, "_wait_for", refuse)

        with pytest.raises(OSError, match="gone"):
            cast(token, answer="ja")

    assert level() == FULL
    # What the log held is in the database, which SQLite has waited for.
    copy = copied(tmp_path / "then")
    assert copy.with_name("copy-wal").stat().st_size == 0
    assert stands(copy) == (True, 1, True)
    assert not has_gap()
    # Sent again it is as if it had been said the first time.
    cast(token, answer="nej")
    assert BallotAnswer.objects.count() == 1


def test_nothing_is_said_to_be_in_behind_a_gap_until_it_is_mended(
    monkeypatch, client, tmp_path
):
    """Linux tells of what is not written once; later it says that all is well."""
    _ballot, (first, second), _code = opened(tokens=2)
    # Somebody reads what is older, so the log cannot be moved.
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM common_ballot").fetchone()
    connection.connection.execute("PRAGMA busy_timeout = 50")
    try:
        with monkeypatch.context() as broken:
            broken.setattr(syncing, "_wait_for", refuse)
            with pytest.raises(OSError, match="not known to be on disk"):
                cast(first, answer="ja")
        assert has_gap()
        assert client.get("/readyz").json()["faults"]["disk"]

        with pytest.raises(OSError, match="not known to be on disk"):
            cast(second, answer="ja")
        with pytest.raises(OSError, match="not known to be on disk"):
            wait_for_disk()
    finally:
        reader.close()
        connection.close()

    cast(second, answer="ja")
    assert not has_gap()
    assert BallotAnswer.objects.count() == 2


def test_a_gap_that_another_has_mended_meanwhile_is_no_fault(monkeypatch):
    _ballot, (token,), _code = opened()
    # Seen as one looks, and gone when the turn has come.
    monkeypatch.setattr(syncing, "has_gap", lambda: True)

    cast(token, answer="ja")

    assert BallotAnswer.objects.count() == 1


def test_the_log_that_is_waited_for_is_beside_what_a_link_leads_to(
    tmp_path, monkeypatch
):
    connection.ensure_connection()
    name = connection.settings_dict["NAME"]
    link = tmp_path / "linked.sqlite3"
    link.symlink_to(name)
    # Left by somebody; SQLite does not write there.
    link.with_name("linked.sqlite3-wal").touch()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(link))

    opened_log = syncing._opened_log()

    assert os.path.samestat(os.fstat(opened_log), os.stat(f"{name}-wal"))
    os.close(opened_log)


def test_a_connection_that_is_lost_meanwhile_does_not_hide_why(tmp_path):
    connection.ensure_connection()
    with pytest.raises(ValueError, match="why"), synced_once():
        connection.close()
        raise ValueError("why")
    assert level() == FULL


def test_an_answer_that_is_not_taken_leaves_the_connection_as_it_was(monkeypatch):
    ballot, (token,), _code = opened()
    waited = []
    monkeypatch.setattr(syncing, "_wait_for", waited.append)
    end_now(ballot, by=BY)

    with pytest.raises(TooLate):
        cast(token, answer="ja", ballot=ballot)

    assert level() == FULL
    # That it was begun may have been written.
    assert len(waited) == 1


def test_in_a_transaction_nothing_is_changed(monkeypatch):
    waited = []
    monkeypatch.setattr(syncing, "_wait_for", waited.append)
    with transaction.atomic(), synced_once():
        assert level() == FULL
    assert waited == []


def test_without_a_log_nothing_is_changed(monkeypatch, tmp_path):
    waited = []
    monkeypatch.setattr(syncing, "_wait_for", waited.append)
    connection.ensure_connection()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "none"))
    with synced_once():
        assert level() == FULL
    assert waited == []


def test_within_it_each_write_is_its_own_and_waits_for_nobody():
    _ballot, tokens, _code = opened(tokens=2)
    with synced_once():
        assert level() == NORMAL
        BallotToken.objects.filter(token_hash=hash_of(tokens[0])).update(begun=True)
        # Another connection sees it at once.
        other = sqlite3.connect(connection.settings_dict["NAME"])
        (begun,) = other.execute("SELECT SUM(begun) FROM common_ballot_token")
        other.close()
        assert begun == (1,)
