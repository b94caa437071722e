"""What waits for the secretariat in governance, and only for it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.to_do import TO_DO
from overens.governance import actions
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(strandland):
    """An answer overdue since 2017, one that is not, and a group out of balance."""
    decision = make_decision(strandland, day="2016-12-13")
    for due in ("2017-01", ""):
        actions.record_assignment(
            decision=decision, text="Återkom", due=PartialDate.parse(due), by=SYSTEM
        )
    group = make_group(strandland, parity=True)
    make_seat(group, "region")
    make_seat(group, "civil")
    make_seat(group, "civil")
    return strandland


def rows(person, space):
    found = TO_DO(person, space, timezone.localdate())
    return [row for row in found if row.key.startswith("governance.")]


def test_petra_sees_the_answer_that_is_overdue_and_the_group_to_see_to(petra, waiting):
    overdue, group = rows(petra, waiting)

    assert "dagar försenat" in overdue.why
    assert overdue.since.isoformat() == "2017-01-31"
    assert "inte lika många platser" in group.why


def test_a_withdrawn_decision_asks_for_nothing(petra, waiting):
    for decision in waiting.decisions.all():
        actions.withdraw_decision(decision=decision, why="Fel.", by=SYSTEM)

    assert [row.key.split(":")[0] for row in rows(petra, waiting)] == [
        "governance.group"
    ]


@pytest.mark.parametrize("name", ["vera", "omar", "sara", "ada", "eve"])
def test_nobody_else_is_asked(request, name, waiting):
    assert rows(request.getfixturevalue(name), waiting) == []


def test_what_waits_keeps_within_its_budget(
    petra, waiting, django_assert_max_num_queries
):
    for number in range(20):
        make_seat(make_group(waiting, f"Grupp {number}"), "civil")
    rows(petra, waiting)

    for _order, name, part in TO_DO.parts:
        if name.startswith(("governance.", "compacts.")):
            with django_assert_max_num_queries(TO_DO.budget):
                list(part(petra, waiting, timezone.localdate()))
