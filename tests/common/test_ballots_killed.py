"""Killed at any step of answering or closing: nothing acknowledged lost, none twice."""

from __future__ import annotations

import json

import pytest

from tests.common.ballots_killed import PLACES
from tests.once import python

# On a data folder of its own, once whatever the database.
pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    "rounds", [13, pytest.param(300, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_a_kill_at_any_step_loses_no_answer_and_counts_none_twice(tmp_path, rounds):
    assert rounds > len(PLACES)
    python(tmp_path, "-m", "overens", "migrate", "--verbosity", "0")

    came = json.loads(
        python(tmp_path, "-m", "tests.common.ballots_killed", str(rounds))
    )

    assert [one for one in came if not one["killed"]] == []
    lost = sum(2 - len(set(one["kept"])) for one in came)
    double = sum(len(one["kept"]) - len(set(one["kept"])) for one in came)
    assert (len(came), lost, double) == (rounds, 0, 0)
    assert {(one["left"], one["state"]) for one in came} == {(0, "closed")}
