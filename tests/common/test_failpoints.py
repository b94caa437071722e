"""Places where a test may stop the program: once each, and never in production."""

from __future__ import annotations

import pytest

from overens.common.failpoints import Stopped, failpoint

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_nothing_happens_unless_asked_for(monkeypatch):
    monkeypatch.delenv("OVERENS_FAILPOINTS", raising=False)
    failpoint("a.place")
    monkeypatch.setenv("OVERENS_FAILPOINTS", "another.place:raise")
    failpoint("a.place")


def test_a_place_stops_the_program_once(monkeypatch):
    monkeypatch.setenv("OVERENS_FAILPOINTS", "a.place:raise, b.place:raise")

    with pytest.raises(Stopped):
        failpoint("a.place")
    failpoint("a.place")
    with pytest.raises(Stopped):
        failpoint("b.place")


def test_nothing_stops_in_production(monkeypatch, settings):
    monkeypatch.setenv("OVERENS_FAILPOINTS", "a.place:raise")
    settings.PRODUCTION = True

    failpoint("a.place")
