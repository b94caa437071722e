"""The demonstration's plan comes out by the rules, whatever day it is loaded."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from overens.config.demonstration.reading import read_toml
from overens.plans.actions.loading import days_of
from overens.plans.rules import Facts, Said, status_on

pytestmark = pytest.mark.pure

# Strandland's story: 25 measures in the year of loading.
STORY = {
    "done": 6,
    "on plan": 11,
    "late": 4,
    "not begun": 2,
    "paused": 1,
    "carried over": 1,
}
# The turns of the year are where relative days go wrong; one day a month besides.
DAYS = [
    *(date(2028, 1, 1) + timedelta(days=ago) for ago in range(-12, 12)),
    *(date(2027, month, 17) for month in range(1, 13)),
    date(2028, 2, 29),
]


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_statuses_of_the_story_come_out_whatever_the_day(today):
    said = {}
    for row in read_toml("strandland/reports.toml", today=today)["report"]:
        when = date.fromisoformat(row["day"])
        assert when <= today
        sides = said.setdefault(row["measure"], {})
        before = sides.get(row["side"])
        if before is None or before.day <= when:
            sides[row["side"]] = Said(row["side"], row["state"], when)

    found = Counter()
    for row in read_toml("strandland/measures.toml", today=today)["measure"]:
        starts, due = days_of(row, today)
        facts = Facts(
            starts=starts,
            due=due,
            done_day=day(row.get("finished")),
            paused_day=day(row.get("paused", {}).get("day")),
            carried_over_day=day(row.get("carried_over", {}).get("day")),
            sides=frozenset({"public", "civil"}),
            said=tuple(said.get(row["number"], {}).values()),
        )
        status, _reason = status_on(facts, today)
        assert status.key == row["status"], row["number"]
        found[status.key] += 1

    assert found == STORY
