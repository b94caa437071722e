"""What waits: for Petra in "Att göra nu", for Vera on her page; who may report."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overens.accounts.queries import awaiting, personal_extract
from overens.common.audit import SYSTEM
from overens.common.to_do import MOST_ROWS, TO_DO, in_order
from overens.plans.actions import ask_for_reports
from overens.plans.queries import voices_of
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db

OURS = "plans."


@pytest.fixture
def plan(strandland):
    return make.a_plan(strandland)


@pytest.fixture
def measure(vera, plan):
    return make.a_measure(plan)


def waiting(person, space):
    rows = in_order(TO_DO(person, space, make.today()))
    return [row for row in rows if row.key.startswith(OURS)]


def test_a_late_measure_without_a_report_waits_for_petra(petra, plan):
    late = make.a_measure(plan, due=make.today() - timedelta(days=3))

    row = waiting(petra, plan.space)[0]

    assert row.key == f"plans.late:{late.uuid}"
    assert row.urgency == "now"
    assert late.number in str(row.title)
    assert row.url == late.get_absolute_url()


def test_a_late_measure_that_both_sides_have_told_about_does_not(petra, plan):
    late = make.a_measure(plan, due=make.today() - timedelta(days=3))
    for side in ("civil", "public"):
        make.a_report(late, side=side, state="late", day=make.today())

    assert not [row for row in waiting(petra, plan.space) if "late:" in row.key]


def test_a_report_since_yesterday_waits_to_be_read(petra, measure):
    report = make.a_report(measure, difference="Fler kom.", how_known="told")

    row = waiting(petra, measure.plan.space)[0]

    assert row.key == f"plans.report:{report.uuid}"
    assert "Ny lägesrapport" in str(row.title)
    assert "blev annorlunda" in str(row.why)
    assert row.url.endswith(f"#{report.number}")


def test_a_report_waits_for_a_week(petra, measure):
    make.a_report(measure, day=make.today() - timedelta(days=7))

    assert [row.key.split(":")[0] for row in waiting(petra, measure.plan.space)] == [
        "plans.report"
    ]


def test_of_many_new_reports_petra_is_told_that_there_are_more(petra, plan):
    for number in range(MOST_ROWS + 1):
        make.a_report(make.a_measure(plan, number=f"Å-{number:02}"))

    rows = [r for r in waiting(petra, plan.space) if r.key.startswith("plans.report")]

    assert len(rows) == MOST_ROWS + 1
    assert any("fler nya lägesrapporter" in str(row.title) for row in rows)


def failed(question):
    from overens.common.models import OutgoingMail
    from overens.plans.actions.mails import post_question

    post_question(question, token="t", batch=question.uuid)
    OutgoingMail.objects.update(state="failed")


def test_a_question_that_did_not_arrive_waits_for_petra(petra, measure):
    question = make.a_question(measure)
    failed(question)

    row = waiting(petra, measure.plan.space)[0]

    assert row.key == f"plans.not_delivered:{question.uuid}"
    assert str(row.title) == "Frågan till Strandlands Brukarråd kom inte fram"
    assert "vera@example.org" in str(row.why)
    assert row.url == measure.get_absolute_url()


def test_a_question_that_was_answered_or_asked_anew_does_not_wait(petra, measure):
    failed(make.a_question(measure))
    make.a_question(measure, token="another", round=2)
    assert not [r for r in waiting(petra, measure.plan.space) if "delivered" in r.key]

    make.a_report(measure)
    assert not [r for r in waiting(petra, measure.plan.space) if "delivered" in r.key]


def test_a_report_of_before_last_week_does_not_wait(petra, measure):
    make.a_report(measure, day=make.today() - timedelta(days=8))

    assert waiting(petra, measure.plan.space) == []


def test_mails_on_their_way_wait_to_be_undone(petra, measure):
    list(ask_for_reports())

    row = next(r for r in waiting(petra, measure.plan.space) if "mails" in r.key)
    assert "2 frågor om läget" in str(row.title)


def test_a_measure_without_responsible_waits_when_there_is_time(petra, plan):
    make.a_measure(plan, civil_organisation=None)

    row = waiting(petra, plan.space)[0]

    assert row.urgency == "when free"
    assert "Civilsamhället har ingen ansvarig." in str(row.why)


def test_many_late_measures_are_said_as_a_number(petra, plan):
    for _ in range(8):
        make.a_measure(plan, due=make.today() - timedelta(days=3))

    rows = waiting(petra, plan.space)

    assert len([row for row in rows if row.key.startswith("plans.late:")]) == 5
    more = next(row for row in rows if row.key.startswith("plans.late.more"))
    assert "3 försenade åtgärder till" in str(more.title)


@pytest.mark.parametrize("who", ["vera", "omar", "sara", "ada", "eve"])
def test_the_secretariats_rows_are_the_secretariats(request, who, plan):
    person = request.getfixturevalue(who)
    make.a_measure(plan, due=make.today() - timedelta(days=3))

    assert waiting(person, plan.space) == []


def test_petra_sees_only_her_own_space(petra):
    other = base.make_space("grannland")
    make.a_measure(make.a_plan(other), due=make.today() - timedelta(days=3))

    assert waiting(petra, other) == []


def test_the_parts_keep_within_their_budget(
    petra, measure, plan, django_assert_max_num_queries
):
    for days in range(30):
        late = make.a_measure(plan, due=make.today() - timedelta(days=1 + days % 5))
        make.a_report(late, difference="X", how_known="told")
    list(ask_for_reports())
    petra.__dict__.pop("_grants_read", None)
    TO_DO(petra, plan.space, make.today())

    for _order, name, part in TO_DO.parts:
        if name.startswith(OURS):
            with django_assert_max_num_queries(TO_DO.budget):
                list(part(petra, plan.space, make.today()))


def test_a_question_waits_for_vera_until_it_is_answered(vera, measure):
    list(ask_for_reports())

    asked = [row for row in awaiting(vera, make.today()) if row.key.startswith(OURS)]
    assert [row.url for row in asked] == [f"{measure.get_absolute_url()}rapportera/"]
    assert len(waiting(vera, measure.plan.space)) == 1

    make.a_report(measure, side="civil")
    assert not [r for r in awaiting(vera, make.today()) if r.key.startswith(OURS)]


def test_a_question_waits_for_nobody_where_its_page_is_switched_off(vera, measure):
    list(ask_for_reports())
    space = measure.plan.space
    space.columns = [each for each in space.columns if each != "plans"]
    space.save()

    assert not [r for r in awaiting(vera, make.today()) if r.key.startswith(OURS)]


def test_what_is_kept_about_a_person_is_in_their_extract(vera, measure):
    list(ask_for_reports())
    make.a_report(measure, by_person=vera, text="Det går bra.")

    extract = personal_extract(vera)

    assert extract["progress_reports"][0]["text"] == "Det går bra."
    assert extract["progress_questions"][0]["to"] == "vera@example.org"


# --- who may report, as a truth table ------------------------------------------------


def sides_of(person, measure):
    return {voice.side for voice in voices_of(person, measure, make.today())}


@pytest.mark.parametrize(
    ("who", "sides"),
    [
        ("petra", {"public", "civil"}),
        ("vera", {"civil"}),
        ("omar", set()),
        ("nils", set()),
        ("sara", set()),
        ("ada", set()),
        ("eve", set()),
    ],
)
def test_each_of_the_cast_reports_for_the_sides_they_speak_for(
    request, measure, who, sides
):
    assert sides_of(request.getfixturevalue(who), measure) == sides


def test_a_unit_is_spoken_for_by_its_own_or_by_its_bodys(omar, nils, measure):
    other = base.make_unit("Kulturnämnden")
    base.make_authority(omar, measure.public_body, unit=measure.public_unit)
    base.make_authority(nils, measure.public_body, unit=other)
    assert sides_of(omar, measure) == {"public"}
    assert sides_of(nils, measure) == set()

    nils.authorities.update(unit=None)
    assert sides_of(nils, measure) == {"public"}


def test_authority_holds_on_its_days_only(vera, measure):
    vera.authorities.update(last_day=make.today())
    assert sides_of(vera, measure) == {"civil"}
    vera.authorities.update(last_day=make.today() - timedelta(days=1))
    assert sides_of(vera, measure) == set()


def test_a_report_shows_the_role_and_never_the_name(client, vera, petra, measure):
    base.make_compact(measure.plan.space)
    make.a_report(measure, by_person=vera, by=vera.actor("ordförande"))
    shown = client.get(measure.get_absolute_url()).content.decode()

    assert "Vera" not in shown
    assert "vera@example.org" not in shown
    assert SYSTEM.label not in shown.split("<main", 1)[1].split("</main", 1)[0]
