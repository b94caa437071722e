"""What writes plans and measures: add, change, pause, finish, carry over, withdraw."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from overens.common.audit import SYSTEM
from overens.common.models import AuditLine
from overens.plans.actions import (
    add_measure,
    carry_over,
    change_measure,
    change_plan,
    finish_measure,
    make_plan,
    pause_measure,
    reopen_measure,
    resume_measure,
    take_back_carry_over,
    withdraw_measure,
)
from overens.plans.actions.measures import WrongSide
from overens.plans.actions.moves import DoneByReports, GoesOnThere, SamePlan
from overens.plans.actions.plans import PlanSlugTaken
from overens.plans.models import Measure, ProgressReport
from overens.plans.queries import plan_rows
from overens.plans.rules import (
    DoneLater,
    DueBeforeStart,
    MoveNotPossible,
    NumberTaken,
    NumberTooLong,
    PlanEndsBeforeItBegins,
    PlanTitleMissing,
    TextTooLong,
    TitleMissing,
    UnitOfAnotherBody,
    WhyMissing,
)
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db

WHY = {"sv": "Vi väntar på beslut."}


@pytest.fixture
def plan(strandland):
    return make.a_plan(strandland)


@pytest.fixture
def measure(plan):
    return make.a_measure(plan)


def status(measure):
    row = next(
        row for row in plan_rows(measure.plan, make.today()) if row.measure == measure
    )
    return row.status.key


def deeds():
    return list(AuditLine.objects.order_by("id").values_list("action", flat=True))


def test_a_plan_of_a_year_runs_the_whole_year(plan):
    assert (plan.first_day.month, plan.last_day.month) == (1, 12)
    assert plan.slug == f"strandland-{plan.year}"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"title": {}}, PlanTitleMissing),
        (
            {
                "title": {"sv": "Plan"},
                "first_day": make.today(),
                "last_day": make.today() - timedelta(days=1),
            },
            PlanEndsBeforeItBegins,
        ),
    ],
)
def test_a_plan_that_breaks_a_rule_is_not_made(strandland, fields, rule):
    with pytest.raises(rule):
        make_plan(space=strandland, by=SYSTEM, **fields)


def test_two_plans_do_not_share_an_address(plan):
    second, third = make.a_plan(plan.space), make.a_plan(plan.space)

    assert (second.slug, third.slug) == (f"{plan.slug}-2", f"{plan.slug}-3")
    with pytest.raises(PlanSlugTaken):
        make.a_plan(plan.space, slug=plan.slug)
    assert make.a_plan(plan.space, slug="ny").slug == "plan-ny"


def test_a_changed_plan_says_what_was_changed(plan):
    assert change_plan(plan=plan, by=SYSTEM, focus={"sv": "Gemenskap"}) == ["focus"]
    assert change_plan(plan=plan, by=SYSTEM, focus={"sv": "Gemenskap"}) == []
    assert deeds().count("plans.change_plan") == 1


def test_measures_are_numbered_in_turn_and_keep_their_address(plan):
    first, second = make.a_measure(plan), make.a_measure(plan)
    assert (first.number, second.number) == ("Å-01", "Å-02")
    assert (first.place, second.place) == (1, 2)

    change_measure(measure=first, by=SYSTEM, number="B 7")

    first.refresh_from_db()
    assert (first.number, first.slug) == ("B 7", "a-01")


@pytest.mark.parametrize("number", ["Ny", "andra", "Import", "???", "å 1"])
def test_any_number_gets_an_address_that_leads_to_the_measure(client, plan, number):
    base.make_compact(plan.space)
    measure = make.a_measure(plan, number=number)

    assert client.get(measure.get_absolute_url()).context["measure"] == measure


def test_two_numbers_alike_in_the_address_get_two_addresses(plan):
    assert make.a_measure(plan, number="Å-1").slug == "a-1"
    assert make.a_measure(plan, number="A-1").slug == "a-1-2"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"title": {}}, TitleMissing),
        ({"due": make.today() - timedelta(days=200)}, DueBeforeStart),
        ({"number": "Å-01"}, NumberTaken),
        ({"number": "Å" * 21}, NumberTooLong),
        ({"title": {"sv": "x" * 301}}, TextTooLong),
        ({"about": {"en": "x" * 4001}}, TextTooLong),
    ],
)
def test_a_measure_that_breaks_a_rule_is_not_added(plan, measure, fields, rule):
    with pytest.raises(rule):
        make.a_measure(plan, **fields)
    assert Measure.objects.count() == 1


def test_the_responsible_stand_on_their_own_side(plan):
    public = base.make_organisation("Regionen", kind="public")
    with pytest.raises(WrongSide):
        add_measure(
            plan=plan, by=SYSTEM, title=make.text("X"), civil_organisation=public
        )
    with pytest.raises(WrongSide):
        add_measure(
            plan=plan, by=SYSTEM, title=make.text("X"), public_body=make.brukarradet()
        )


def test_a_unit_belongs_to_its_body(plan):
    other = base.make_organisation("Grannregionen", kind="public")
    with pytest.raises(UnitOfAnotherBody):
        make.a_measure(plan, public_body=other, public_unit=make.a_unit())


def test_the_number_in_a_text_is_kept_for_the_bar(plan):
    measure = make.a_measure(
        plan, target=make.text("1 250 deltagare"), now=make.text("61,5 procent")
    )

    assert (measure.target_number, measure.now_number) == (1250, 61.5)


def test_a_paused_measure_is_taken_up_again(measure):
    pause_measure(measure=measure, by=SYSTEM, why=WHY)
    assert status(measure) == "paused"

    resume_measure(measure=measure, by=SYSTEM)

    assert status(measure) == "on plan"
    assert deeds()[-2:] == ["plans.pause_measure", "plans.resume_measure"]


def test_a_finished_measure_is_opened_again(measure):
    finish_measure(measure=measure, by=SYSTEM)
    assert status(measure) == "done"

    reopen_measure(measure=measure, by=SYSTEM)

    assert status(measure) == "on plan"


def test_a_measure_is_not_finished_in_the_future(measure):
    with pytest.raises(DoneLater):
        finish_measure(measure=measure, by=SYSTEM, day=make.today() + timedelta(days=9))


def test_what_both_sides_have_reported_as_done_is_theirs_to_open(measure):
    for side in ("civil", "public"):
        make.a_report(measure, side=side, state="done")
    assert status(measure) == "done"

    with pytest.raises(DoneByReports):
        reopen_measure(measure=measure, by=SYSTEM)


@pytest.mark.parametrize(
    "act",
    [
        lambda measure: resume_measure(measure=measure, by=SYSTEM),
        lambda measure: reopen_measure(measure=measure, by=SYSTEM),
    ],
)
def test_what_is_on_plan_is_neither_taken_up_nor_opened(measure, act):
    with pytest.raises(MoveNotPossible):
        act(measure)


def test_a_reason_is_asked_for(measure):
    for act in (pause_measure, carry_over):
        with pytest.raises(WhyMissing):
            act(measure=measure, by=SYSTEM, why={"sv": "  "})
    with pytest.raises(WhyMissing):
        withdraw_measure(measure=measure, by=SYSTEM, why=" ")


def test_a_measure_carried_over_goes_on_in_the_later_plan(measure):
    later = make.a_plan(measure.plan.space, year=measure.plan.year + 1)

    carried = carry_over(measure=measure, by=SYSTEM, why=WHY, to_plan=later)

    assert status(measure) == "carried over"
    assert carried.plan == later
    assert carried.title == measure.title
    assert carried.civil_organisation == measure.civil_organisation
    assert (carried.carried_in_year, carried.carried_in_why) == (
        measure.plan.year,
        WHY,
    )
    with pytest.raises(MoveNotPossible):
        carry_over(measure=measure, by=SYSTEM, why=WHY, to_plan=later)


def test_a_measure_is_carried_over_before_there_is_a_later_plan(measure):
    assert carry_over(measure=measure, by=SYSTEM, why=WHY) is None
    assert status(measure) == "carried over"


def test_a_carrying_over_to_no_plan_yet_is_taken_back(measure):
    carry_over(measure=measure, by=SYSTEM, why=WHY)

    take_back_carry_over(measure=measure, by=SYSTEM)

    measure.refresh_from_db()
    assert status(measure) == "on plan"
    assert not measure.carried_over_why


def test_what_goes_on_in_a_later_plan_is_taken_back_once_it_is_withdrawn_there(measure):
    later = make.a_plan(measure.plan.space, year=measure.plan.year + 1)
    there = carry_over(measure=measure, by=SYSTEM, why=WHY, to_plan=later)
    with pytest.raises(GoesOnThere):
        take_back_carry_over(measure=measure, by=SYSTEM)

    withdraw_measure(measure=there, by=SYSTEM, why="Fel plan.")
    take_back_carry_over(measure=measure, by=SYSTEM)

    assert carry_over(measure=measure, by=SYSTEM, why=WHY, to_plan=later) is not None


def test_a_measure_is_not_carried_over_to_its_own_plan(measure):
    with pytest.raises(SamePlan):
        carry_over(measure=measure, by=SYSTEM, why=WHY, to_plan=measure.plan)


def test_a_withdrawn_measure_is_kept_and_not_shown(measure):
    withdraw_measure(measure=measure, by=SYSTEM, why="Stod två gånger.")

    assert plan_rows(measure.plan, make.today()) == []
    assert Measure.objects.get().withdrawn_why == "Stod två gånger."


def test_nothing_is_deleted(measure):
    report = make.a_report(measure)
    for row in (report, measure, measure.plan):
        with pytest.raises(PermissionError):
            row.delete()


@pytest.mark.parametrize(
    "changes",
    [
        {"budget_ore": -1},
        {"paused_until": make.today()},
        {"public_body": None},
        {"slug": "a-02"},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(plan, measure, changes):
    make.a_measure(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(**changes)


def test_the_same_report_is_not_stored_twice(measure):
    report = make.a_report(measure, once_key="once")
    assert make.a_report(measure, once_key="once") == report
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.create(
            measure=measure, side="civil", day=make.today(), once_key="once"
        )
