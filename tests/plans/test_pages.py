"""The public pages: plans, a plan, its year, a measure; their files and filters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.common.audit import SYSTEM
from overens.plans.actions import carry_over, change_plan, pause_measure
from overens.plans.queries import listed_rows, plan_rows
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db

# A public page may ask the database this often, however much there is to show.
MOST_QUERIES = 12


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    return make.a_plan(strandland)


@pytest.fixture
def measure(plan):
    return make.a_measure(plan)


def page(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_list_shows_each_plan_with_how_it_goes(client, measure):
    shown = page(client, "/planer/")

    assert "Handlingsplan" in shown
    assert "Enligt plan" in shown


def test_the_list_says_so_when_there_is_no_plan(client, strandland):
    assert "ingen handlingsplan" in page(client, "/planer/")


def test_a_plan_lists_its_measures_with_both_sides_and_the_day(client, measure):
    shown = page(client, measure.plan.get_absolute_url())

    assert measure.number in shown
    assert "Bjuda in föreningar innan förslag skrivs" in shown
    assert "Habiliterings\N{SOFT HYPHEN}förvaltningen" in shown
    assert "Strandlands Brukarråd" in shown


def test_a_plan_in_english_is_english(client, measure):
    shown = page(client, f"/en/plans/{measure.plan.slug}/")

    assert "On plan" in shown
    assert "Enligt plan" not in shown


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?status=late", 1),
        ("?status=on-plan", 1),
        ("?status=done", 0),
        ("?side=civil", 1),
        ("?organisation=strandlands-brukarrad", 1),
        ("?q=färjan", 1),
        ("?q=ingenting+alls", 0),
        ("?status=nonsense&side=nobody", 2),
    ],
)
def test_a_plan_is_filtered_by_status_side_organisation_and_words(
    client, measure, query, count
):
    make.a_measure(
        measure.plan,
        title=make.text("Möten i tid till färjan"),
        due=make.today() - timedelta(days=1),
        civil_organisation=None,
    )

    shown = page(client, measure.plan.get_absolute_url() + query)

    assert shown.count('class="row row--measure"') == count


def test_a_status_in_the_bar_leads_to_the_measures_that_have_it(client, measure):
    shown = page(client, measure.plan.get_absolute_url())

    assert f"/planer/{measure.plan.slug}/?status=on-plan" in shown


def test_a_plan_of_five_hundred_measures_asks_a_bounded_number_of_questions(
    client, plan, django_assert_max_num_queries
):
    from overens.plans.models import Measure

    first = make.a_measure(plan)
    Measure.objects.bulk_create(
        Measure(
            plan=plan,
            number=f"B-{number:03}",
            slug=f"b-{number:03}",
            place=number + 1,
            title=make.text(f"Åtgärd {number}"),
            public_body=first.public_body,
            public_unit=first.public_unit,
            civil_organisation=first.civil_organisation,
            due=make.today() + timedelta(days=number % 200),
        )
        for number in range(499)
    )
    make.a_report(first)

    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, plan.get_absolute_url())
    assert "500" in shown
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, f"/planer/{plan.slug}/arshjul/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, "/planer/")


def test_a_list_reads_what_it_shows_and_no_more(
    client, measure, plan, django_assert_num_queries
):
    with django_assert_num_queries(2):
        rows = listed_rows(plan, date(2026, 5, 4))
        shown = [(row.public, row.civil, row.url, row.word, row.note) for row in rows]

    assert shown == [
        (row.public, row.civil, row.url, row.word, row.note)
        for row in plan_rows(plan, date(2026, 5, 4))
    ]


def test_a_measures_page_asks_for_no_text_of_others_that_it_does_not_show(
    client, measure
):
    with CaptureQueriesContext(connection) as asked:
        client.get(measure.get_absolute_url())

    questions = [each["sql"] for each in asked if "plans_measure" in each["sql"]]
    for column in ("search_terms", "field_sources", "access_needs"):
        assert not any(column in question for question in questions)


def test_a_measure_shows_its_status_and_why(client, measure):
    shown = page(client, measure.get_absolute_url())

    assert "Enligt plan" in shown
    assert "Ingen har rapporterat" in shown
    assert "habiliteringen@example.org" in shown


def test_a_measure_asks_a_bounded_number_of_questions(
    client, measure, django_assert_max_num_queries
):
    for ago in range(20):
        day = make.today() - timedelta(days=ago)
        make.a_report(measure, day=day)
        make.a_report(measure, side="public", day=day, organisation=None)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, measure.get_absolute_url())


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), "Ingen rapport har kommit in"),
        (("on plan",), "Bara den ena sidan har rapporterat"),
        (("on plan", "on plan"), "Båda är överens"),
        (("on plan", "late"), "Parterna ser olika på läget"),
    ],
)
def test_a_measure_says_whether_the_sides_agree(client, measure, states, words):
    for side, state in zip(("civil", "public"), states, strict=False):
        make.a_report(measure, side=side, state=state)

    assert words in page(client, measure.get_absolute_url())


def test_a_report_is_shown_with_what_became_different_and_how_it_is_known(
    client, measure
):
    make.a_report(
        measure,
        text="Fem samråd började i tid.",
        difference="Fler hann svara.",
        for_whom="små föreningar",
        how_known="counted",
    )

    shown = page(client, measure.get_absolute_url())

    assert "Fem samråd började i tid." in shown
    assert "Fler hann svara." in shown
    assert "små föreningar" in shown
    assert "vi har räknat" in shown


def test_a_paused_measure_shows_why(client, measure):
    pause_measure(measure=measure, by=SYSTEM, why={"sv": "Föreningen svarar inte."})

    assert "Föreningen svarar inte." in page(client, measure.get_absolute_url())


def test_a_measure_carried_over_leads_to_where_it_goes_on(client, measure):
    later = make.a_plan(measure.plan.space, year=make.today().year + 1)
    carried = carry_over(
        measure=measure, by=SYSTEM, why={"sv": "Hann inte."}, to_plan=later
    )

    shown = page(client, measure.get_absolute_url())
    assert "Överförd" in shown
    assert carried.get_absolute_url() in shown
    assert measure.get_absolute_url() in page(client, carried.get_absolute_url())


def test_a_plan_known_from_a_source_says_nothing_of_how_it_goes(client, strandland):
    plan = make.a_plan(strandland, is_followed=False, year=2017)
    measure = make.a_measure(plan, due=date(2017, 12, 31), starts=None)

    for url in (plan.get_absolute_url(), measure.get_absolute_url(), "/planer/"):
        shown = page(client, url)
        assert "Försenad" not in shown
        assert "Enligt plan" not in shown


def test_the_year_wheel_lists_what_happens_month_by_month(client, measure):
    shown = page(client, f"/planer/{measure.plan.slug}/arshjul/")

    assert measure.number in shown
    page(client, f"/planer/{measure.plan.slug}/arshjul/?year=1066")
    page(client, f"/en/plans/{measure.plan.slug}/year-wheel/")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_measures_can_be_fetched_as_a_file(client, measure, kind):
    answer = client.get(f"/planer/{measure.plan.slug}/atgarder.{kind}")

    assert answer.status_code == 200
    assert f"{measure.plan.slug}.{kind}" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    "url",
    [
        "/planer/finns-inte/",
        "/planer/finns-inte/a-01/",
        "/planer/{plan}/finns-inte/",
        "/planer/{plan}/atgarder.exe",
        "/planer/finns-inte/arshjul/",
        "/en/plans/{plan}/no-such/",
    ],
)
def test_what_is_not_there_is_not_found(client, measure, url):
    page(client, url.format(plan=measure.plan.slug), status=404)


def test_a_plan_that_has_moved_is_found_at_its_old_address(client, measure):
    old = measure.plan.slug
    change_plan(plan=measure.plan, by=SYSTEM, slug="ny-adress")

    for before, after in (
        (f"/planer/{old}/", "/planer/ny-adress/"),
        (f"/planer/{old}/{measure.slug}/", f"/planer/ny-adress/{measure.slug}/"),
    ):
        answer = client.get(before)
        assert (answer.status_code, answer["Location"]) == (301, after)


def test_plans_that_are_switched_off_are_not_there(client, measure):
    space = measure.plan.space
    space.columns = ["compacts"]
    space.save()

    for url in (
        "/planer/",
        measure.plan.get_absolute_url(),
        measure.get_absolute_url(),
    ):
        page(client, url, status=404)


def test_printing_shows_all_measures_on_one_page(client, plan):
    for _ in range(55):
        make.a_measure(plan)

    shown = page(client, f"{plan.get_absolute_url()}?print=1")

    assert shown.count('class="row row--measure"') == 55
