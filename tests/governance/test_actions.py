"""Groups, seats, decisions and assignments as they are written."""

from __future__ import annotations

from datetime import date

import pytest

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.governance import actions
from overens.governance.models import Decision, Seat
from overens.governance.rules import (
    AlreadyAnswered,
    AlreadyWithdrawn,
    AnswerBeforeDecision,
    AnswerUnknown,
    DayInTheFuture,
    DaysOutOfOrder,
    DecisionTitleMissing,
    GroupNameMissing,
    ReasonMissing,
    SeatAlreadyEnded,
    TextMissing,
    TooManySeats,
)
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db
day = PartialDate.parse


def lines() -> list[str]:
    return list(AuditLine.objects.order_by("id").values_list("action", flat=True))


def test_each_action_writes_one_audit_line(strandland):
    group = make_group(strandland)
    seat = make_seat(group)
    actions.end_seat(seat=seat, day=date(2026, 1, 1), why="Flyttade.", by=SYSTEM)
    actions.add_meeting(group=group, day=day("2026-01"), by=SYSTEM)
    actions.change_group(group=group, by=SYSTEM, parity=True)

    assert lines() == [
        "governance.add_group",
        "governance.add_seat",
        "governance.end_seat",
        "governance.add_meeting",
        "governance.change_group",
    ]


def test_two_groups_of_one_name_get_an_address_each(strandland):
    first, second = make_group(strandland), make_group(strandland)

    assert (first.slug, second.slug) == ("styrgruppen", "styrgruppen-2")


def test_a_name_in_letters_that_no_address_has_gets_one_all_the_same(strandland):
    assert make_group(strandland, "مجموعة").slug == "group"


def test_a_group_has_a_name_and_a_size_that_can_be_drawn(strandland):
    with pytest.raises(GroupNameMissing):
        make_group(strandland, "  ")
    with pytest.raises(TooManySeats):
        make_group(strandland, most_seats=61)


def test_changing_nothing_writes_nothing(strandland):
    group = make_group(strandland)

    actions.change_group(group=group, by=SYSTEM, parity=False)

    assert lines() == ["governance.add_group"]


def test_a_seat_is_left_once_with_a_reason(strandland):
    seat = make_seat(make_group(strandland))
    with pytest.raises(ReasonMissing):
        actions.end_seat(seat=seat, day=date(2026, 1, 1), why=" ", by=SYSTEM)
    actions.end_seat(seat=seat, day=date(2026, 1, 1), why="Avgick.", by=SYSTEM)

    with pytest.raises(SeatAlreadyEnded):
        actions.end_seat(seat=seat, day=date(2026, 1, 2), why="Igen.", by=SYSTEM)
    assert not Seat.objects.on(date(2026, 1, 1)).exists()
    assert Seat.objects.on(date(2025, 12, 31)).exists()


def test_a_decision_is_recorded_with_its_holes(strandland):
    decision = make_decision(strandland, approved_day=day("2017-02-21"))

    stored = Decision.objects.get(pk=decision.pk)
    assert not stored.day
    assert stored.paragraph == ""
    assert str(stored.approved_day) == "2017-02-21"


@pytest.mark.parametrize("written", ["15", "§ 15", "§15"])
def test_a_paragraph_is_kept_without_its_sign(strandland, written):
    assert make_decision(strandland, paragraph=written).paragraph == "15"


def test_a_decision_of_tomorrow_or_in_the_wrong_order_is_refused(strandland):
    with pytest.raises(DayInTheFuture):
        make_decision(strandland, day="2999-01-01")
    with pytest.raises(DaysOutOfOrder):
        make_decision(strandland, day="2017-02-21", approved_day=day("2017-02-01"))
    with pytest.raises(DecisionTitleMissing):
        make_decision(strandland, " ")


def test_a_correction_keeps_what_stood_before_in_the_audit_line(strandland):
    decision = make_decision(strandland, paragraph="15")

    actions.correct_decision(decision=decision, by=SYSTEM, day=day("2017-02-14"))

    line = AuditLine.objects.get(action="governance.correct_decision")
    assert line.facts == {"before": {"day": ""}}
    assert str(Decision.objects.get().day) == "2017-02-14"


def test_a_decision_cannot_follow_itself(strandland):
    decision = make_decision(strandland)

    with pytest.raises(DaysOutOfOrder):
        actions.correct_decision(decision=decision, by=SYSTEM, follows=decision)


def test_a_withdrawn_decision_stays_but_is_off_the_trail(strandland):
    decision = make_decision(strandland)
    actions.withdraw_decision(decision=decision, why="Fel ärende.", by=SYSTEM)

    assert Decision.objects.count() == 1
    assert not Decision.objects.of(strandland).exists()
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_decision(decision=decision, why="Igen.", by=SYSTEM)
    with pytest.raises(AlreadyWithdrawn):
        actions.correct_decision(decision=decision, by=SYSTEM, paragraph="1")
    with pytest.raises(PermissionError):
        decision.delete()


def test_an_assignment_is_followed_to_its_answer(strandland):
    asked = make_decision(strandland, day="2016-12-13", kind="assign")
    answered = make_decision(strandland, "Svar")
    assignment = actions.record_assignment(
        decision=asked, text={"sv": "Återkom"}, due=day("2017-01"), by=SYSTEM
    )
    actions.note_assignment(assignment=assignment, note="På gång.", by=SYSTEM)
    actions.answer_assignment(
        assignment=assignment, day=day("2017-02-23"), answered_by=answered, by=SYSTEM
    )

    assignment.refresh_from_db()
    state = assignment.state_on(date(2026, 1, 1))
    assert (state.key, state.days) == ("late", 23)
    assert str(assignment.answer_note) == "På gång."
    with pytest.raises(AlreadyAnswered):
        actions.answer_assignment(assignment=assignment, day=day("2017-03"), by=SYSTEM)
    with pytest.raises(AlreadyAnswered):
        actions.note_assignment(assignment=assignment, note="Mer.", by=SYSTEM)


def test_an_answer_says_when_or_by_what_and_not_before_it_was_asked(strandland):
    decision = make_decision(strandland, day="2016-12-13")
    assignment = actions.record_assignment(
        decision=decision, text={"sv": "Återkom"}, by=SYSTEM
    )
    with pytest.raises(AnswerUnknown):
        actions.answer_assignment(assignment=assignment, note="Klart.", by=SYSTEM)
    with pytest.raises(AnswerBeforeDecision):
        actions.answer_assignment(assignment=assignment, day=day("2016-11"), by=SYSTEM)
    with pytest.raises(TextMissing):
        actions.record_assignment(decision=decision, text="", by=SYSTEM)
    with pytest.raises(DaysOutOfOrder):
        actions.record_assignment(
            decision=decision, text="Gör", due=day("2016-11"), by=SYSTEM
        )
