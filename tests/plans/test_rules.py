"""Status, reports, asking and moves: the rules, by named cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from overens.common.dates import Period
from overens.plans.rules import (
    CARRIED_OVER,
    DONE,
    LATE,
    LONGEST_TEXT,
    MOVES,
    NOT_BEGUN,
    ON_PLAN,
    PAUSED,
    STATUSES,
    Agreement,
    AlreadyReported,
    AlreadyUndone,
    Facts,
    HowKnownMissing,
    LinkExpired,
    MoveNotPossible,
    NotAsked,
    NothingWritten,
    ReportsClosed,
    ReportTooLong,
    Said,
    StaleForm,
    StateMissing,
    TooLateToUndo,
    Written,
    agreement,
    check_link,
    check_move,
    check_report,
    check_undo,
    quarter_of,
    status_of,
    status_on,
    why_not_asked,
)

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 22)
BOTH = frozenset({"public", "civil"})
EARLIER = date(2026, 3, 1)
LATER = date(2027, 3, 1)


def facts(**given: object) -> Facts:
    given.setdefault("starts", EARLIER)
    given.setdefault("due", LATER)
    given.setdefault("sides", BOTH)
    return Facts(**given)  # type: ignore[arg-type]


def said(side: str, state: str, days_ago: int = 10) -> Said:
    return Said(side, state, TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, ON_PLAN),
        ({"starts": TODAY + timedelta(days=1)}, NOT_BEGUN),
        ({"starts": TODAY}, ON_PLAN),
        ({"due": TODAY}, ON_PLAN),
        ({"due": TODAY - timedelta(days=1)}, LATE),
        ({"due": TODAY - timedelta(days=1), "done_day": TODAY}, DONE),
        ({"done_day": TODAY + timedelta(days=1)}, ON_PLAN),
        ({"paused_day": TODAY}, PAUSED),
        ({"paused_day": TODAY + timedelta(days=1)}, ON_PLAN),
        ({"paused_day": EARLIER, "paused_until": TODAY}, ON_PLAN),
        ({"paused_day": EARLIER, "paused_until": LATER}, PAUSED),
        ({"paused_day": EARLIER, "due": EARLIER}, PAUSED),
        ({"paused_day": EARLIER, "done_day": TODAY}, DONE),
        ({"carried_over_day": TODAY, "done_day": EARLIER}, CARRIED_OVER),
        ({"carried_over_day": TODAY + timedelta(days=1)}, ON_PLAN),
        ({"starts": None, "due": None}, ON_PLAN),
        ({"said": (said("civil", LATE),)}, LATE),
        ({"said": (said("civil", LATE, 40), said("public", ON_PLAN, 1))}, LATE),
        ({"said": (said("civil", DONE),)}, ON_PLAN),
        ({"said": (said("civil", DONE), said("public", DONE))}, DONE),
        ({"said": (said("civil", DONE),), "sides": frozenset({"civil"})}, DONE),
        ({"said": (said("civil", DONE), said("public", LATE))}, LATE),
        ({"said": (said("civil", NOT_BEGUN),)}, NOT_BEGUN),
        ({"said": (said("civil", NOT_BEGUN), said("public", ON_PLAN))}, ON_PLAN),
        ({"starts": LATER, "said": (said("civil", ON_PLAN),)}, ON_PLAN),
        ({"sides": frozenset()}, ON_PLAN),
    ],
)
def test_a_measure_has_the_status_that_its_facts_give(given, status):
    found, reason = status_on(facts(**given), TODAY)

    assert found.key == status
    assert reason.sentence


def test_the_reason_names_the_side_that_said_it_and_the_day():
    _status, reason = status_on(facts(said=(said("civil", LATE),)), TODAY)

    assert reason.facts == {"side": "civil", "day": date(2026, 11, 12)}


def test_every_status_can_be_told_apart_and_has_its_place():
    every = list(STATUSES.values())

    places = sorted(status.place for status in every)
    assert places == list(range(1, len(every) + 1))
    assert every[-1].holds(Facts(), TODAY) is not None


def test_a_status_is_found_by_its_key_and_by_its_address():
    assert status_of("on-plan") is status_of("on plan")
    with pytest.raises(KeyError):
        status_of("nonsense")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), Agreement.NONE),
        ((said("civil", LATE),), Agreement.ONE),
        ((said("civil", LATE), said("public", LATE)), Agreement.AGREE),
        ((said("civil", LATE), said("public", ON_PLAN)), Agreement.DIFFER),
    ],
)
def test_the_sides_agree_differ_or_have_not_both_spoken(given, expected):
    assert agreement(given) is expected


@pytest.mark.parametrize("now", sorted(MOVES))
@pytest.mark.parametrize("then", sorted(MOVES))
def test_a_measure_is_made_by_hand_only_what_moves_allows(now, then):
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotPossible):
            check_move(now, then)


def test_on_plan_in_one_click_needs_no_words():
    assert check_report(Written("on plan"), status=ON_PLAN) == Written("on plan")


def test_a_report_is_kept_without_outer_blank_space():
    written = Written("late", text="  Vi väntar.\r\nPå svar.  ", for_whom=" unga ")

    kept = check_report(written, status=ON_PLAN)

    assert (kept.text, kept.for_whom) == ("Vi väntar.\nPå svar.", "unga")


@pytest.mark.parametrize(
    ("written", "status", "rule"),
    [
        (Written(""), ON_PLAN, StateMissing),
        (Written("paused", text="Vilar."), ON_PLAN, StateMissing),
        (Written("nonsense"), ON_PLAN, StateMissing),
        (Written("late"), ON_PLAN, NothingWritten),
        (Written("done", text=" \n "), ON_PLAN, NothingWritten),
        (Written("late", text="x" * (LONGEST_TEXT + 1)), ON_PLAN, ReportTooLong),
        (Written("on plan", difference="x" * 2000), ON_PLAN, ReportTooLong),
        (Written("done", difference="Fler kom."), ON_PLAN, HowKnownMissing),
        (Written("on plan", how_known="guessed"), ON_PLAN, HowKnownMissing),
        (Written("on plan"), CARRIED_OVER, ReportsClosed),
    ],
)
def test_a_report_that_breaks_a_rule_is_told_which(written, status, rule):
    with pytest.raises(rule):
        check_report(written, status=status)


def test_the_longest_report_is_taken():
    assert check_report(Written("late", text="x" * LONGEST_TEXT), status=LATE).text


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"expires": TODAY - timedelta(days=1)}, LinkExpired),
        ({"used": True}, AlreadyReported),
        ({"used": True, "expires": EARLIER}, AlreadyReported),
        ({"attempt": 1}, StaleForm),
    ],
)
def test_a_link_that_cannot_be_answered_says_why(given, rule):
    whole = {"expires": TODAY, "used": False, "attempt": 0, "sent_attempt": 0} | given

    with pytest.raises(rule):
        check_link(**whole, today=TODAY)


def test_a_link_holds_the_whole_of_its_last_day():
    check_link(expires=TODAY, used=False, attempt=0, sent_attempt=0, today=TODAY)


def test_a_new_report_may_follow_the_one_that_came_in_by_the_same_link():
    used = {"expires": TODAY, "used": True, "attempt": 0, "today": TODAY}

    check_link(**used, sent_attempt=1, by_this_link=True)
    for given in (
        {"sent_attempt": 1, "by_this_link": False},
        {"sent_attempt": 0, "by_this_link": True},
        {"sent_attempt": 2, "by_this_link": True},
    ):
        with pytest.raises(AlreadyReported):
            check_link(**used, **given)
    with pytest.raises(LinkExpired):
        late = used | {"expires": EARLIER}
        check_link(**late, sent_attempt=1, by_this_link=True)


def test_a_report_is_undone_within_24_hours_and_once():
    late_at_night = datetime(2026, 11, 22, 23, 49, tzinfo=UTC)
    for hours in (0, 1, 24):
        check_undo(
            made=late_at_night,
            undone=False,
            now=late_at_night + timedelta(hours=hours),
        )
    with pytest.raises(TooLateToUndo):
        now = late_at_night + timedelta(hours=24, seconds=1)
        check_undo(made=late_at_night, undone=False, now=now)
    with pytest.raises(AlreadyUndone):
        check_undo(made=late_at_night, undone=True, now=late_at_night)


@pytest.mark.parametrize(
    ("written", "more"),
    [
        (Written(""), False),
        (Written(ON_PLAN, text="  "), False),
        (Written(LATE), True),
        (Written("", text="Vi väntar."), True),
        (Written(ON_PLAN, for_whom="barn"), True),
    ],
)
def test_words_and_another_state_are_more_than_one_press_says(written, more):
    assert written.says_more is more


def asking(**given: object) -> NotAsked | None:
    whole: dict[str, object] = {
        "plan_days": Period(date(2026, 1, 1), date(2026, 12, 31)),
        "status": status_of(ON_PLAN),
        "asked_this_quarter": False,
        "last_report": None,
        "has_address": True,
        "address_asked_today": False,
    }
    return why_not_asked(**(whole | given), today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"status": status_of(LATE)}, None),
        ({"status": status_of(PAUSED)}, NotAsked.STATUS),
        ({"status": status_of(DONE)}, NotAsked.STATUS),
        ({"status": status_of(NOT_BEGUN)}, NotAsked.STATUS),
        ({"plan_days": Period(None, date(2026, 11, 21))}, NotAsked.PLAN_NOT_RUNNING),
        ({"asked_this_quarter": True}, NotAsked.ASKED),
        ({"last_report": date(2026, 10, 1)}, NotAsked.REPORTED),
        ({"last_report": date(2026, 9, 30)}, None),
        ({"has_address": False}, NotAsked.NOBODY),
        ({"address_asked_today": True}, NotAsked.ENOUGH_TODAY),
    ],
)
def test_a_side_is_asked_once_a_quarter_and_told_apart_otherwise(given, expected):
    assert asking(**given) is expected


def test_a_fresh_report_counts_across_the_turn_of_the_quarter():
    why = why_not_asked(
        plan_days=Period(),
        status=status_of(ON_PLAN),
        asked_this_quarter=False,
        last_report=date(2026, 9, 20),
        has_address=True,
        address_asked_today=False,
        today=date(2026, 10, 1),
    )

    assert why is NotAsked.REPORTED


@pytest.mark.parametrize("month", range(1, 13))
def test_each_day_lies_in_its_quarter(month):
    quarter = quarter_of(date(2026, month, 15))

    assert quarter.first <= date(2026, month, 15) <= quarter.last
    assert (quarter.last + timedelta(days=1)).day == 1
