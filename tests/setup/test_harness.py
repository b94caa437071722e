"""The run of all tests: PostgreSQL for its length, and what is absent said by name."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from scripts import postgres
from scripts import test as runner

pytestmark = pytest.mark.pure


@pytest.mark.skipif(postgres.find_programs() is None, reason="no PostgreSQL here")
def test_postgresql_runs_on_loopback_as_an_ordinary_user_and_leaves_nothing() -> None:
    with postgres.server() as address:
        assert urlsplit(address).hostname == "127.0.0.1"
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
            assert row is not None
            folder = Path(row[0])
            assert folder.stat().st_uid != 0
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


@pytest.mark.skipif(postgres.find_programs() is None, reason="no PostgreSQL here")
def test_only_the_password_opens_the_server() -> None:
    with postgres.server() as address:
        wrong = address.replace(urlsplit(address).password or "", "guess")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)


def test_a_server_stops_also_when_the_tests_fall_over() -> None:
    if postgres.find_programs() is None:
        pytest.skip("no PostgreSQL here")
    kept = ""
    with pytest.raises(ZeroDivisionError), postgres.server() as address:
        kept = address
        raise ZeroDivisionError
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(kept, connect_timeout=2)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A machine with neither browser nor PostgreSQL nor a way to fetch them."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    commands: list[tuple[str, ...]] = []

    def run(*command: str, **extra: str) -> str:
        commands.append(command)
        return "ok"

    monkeypatch.setattr(runner, "run", run)
    return commands


def test_what_cannot_be_had_is_named(bare: list[tuple[str, ...]]) -> None:
    assert runner.fetch_needs() == "ok, without chromium and postgresql"


def test_without_a_browser_its_tests_are_left_out(bare: list[tuple[str, ...]]) -> None:
    assert "tests marked browser" in runner.on_sqlite(full=False)
    assert "not slow and not browser" in bare[0]


def test_without_postgresql_it_is_left_out(bare: list[tuple[str, ...]]) -> None:
    assert runner.on_postgresql(full=True).startswith("left out: no PostgreSQL")
    assert bare == []


def test_a_missing_python_is_left_out(bare: list[tuple[str, ...]]) -> None:
    assert runner.on_python("3.99") == "left out: no Python 3.99 here"


def test_a_failing_part_is_not_good() -> None:
    verdict = runner.run(os.environ.get("SHELL", "/bin/sh"), "-c", "exit 3")
    assert verdict == "FAILED with 3"
    assert not runner.Part("x", verdict, 0.0).good
    assert runner.Part("x", "ok, without chromium", 0.0).good
