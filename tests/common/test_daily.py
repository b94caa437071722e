"""The steps of the day: in order, each on its own, told line by line."""

from __future__ import annotations

from datetime import date

import pytest

from overens.common import daily
from overens.common.daily import Line, register, steps, take_steps
from overens.common.to_do import ToDo, in_order

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _no_steps(monkeypatch):
    monkeypatch.setattr(daily, "_STEPS", {})


def test_steps_are_taken_in_order_and_told():
    register("b.second", lambda day: [Line("x", did=False, why="asked already")])
    register("a.first", lambda day: [Line(f"did {day}")])
    register("z.early", lambda day: [], order=1)

    results = take_steps(TODAY)

    assert [result.name for result in results] == ["z.early", "a.first", "b.second"]
    assert [(result.did, result.skipped) for result in results] == [
        (0, 0),
        (1, 0),
        (0, 1),
    ]


def test_each_space_goes_by_its_own_day_unless_one_is_given():
    days = []
    register("a.step", lambda day: days.append(day) or [])

    take_steps()
    take_steps(TODAY)

    assert days == [None, TODAY]


def test_a_step_that_fails_is_told_and_stops_no_other(caplog):
    def falls(day):
        yield Line("half")
        raise ValueError("no such thing")

    register("a.falls", falls)
    register("b.stands", lambda day: [Line("whole")])

    first, second = take_steps(TODAY)

    assert first.fault == "ValueError: no such thing"
    assert (second.did, second.fault) == (1, "")


def test_a_step_registered_again_replaces_itself():
    register("a.step", lambda day: [Line("old")])
    register("a.step", lambda day: [Line("new")])

    assert len(steps()) == 1
    assert take_steps(TODAY)[0].lines == (Line("new"),)


def test_what_waits_stands_by_urgency_and_then_by_how_long():
    def row(key, urgency, since=None):
        return ToDo(key, urgency, "t", "w", "a", "/", since)

    rows = [
        row("d", "when free"),
        row("c", "week", date(2026, 1, 1)),
        row("b", "now"),
        row("a", "now", date(2026, 5, 1)),
    ]

    assert [each.key for each in in_order(rows)] == ["a", "b", "c", "d"]
