"""What a measure or a plan is made on its pages, and what is said when it cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overens.compacts.models import CompactVersion, Principle
from overens.compacts.queries.first_hour import FIRST_HOUR
from overens.plans.models import ActionPlan, Measure
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    return make.a_plan(strandland)


@pytest.fixture
def measure(vera, plan):
    return make.a_measure(plan)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def day(days):
    return (make.today() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("move", "form", "sentence"),
    [
        # Two days off: the cases are read on one day and may be tried on the next.
        (
            "pause",
            {"why_sv": "Vi väntar.", "until": day(-2)},
            "innan den är pausad",
        ),
        ("finish", {"day": day(2)}, "har inte varit än"),
        (
            "carry-over",
            {"why_sv": "Vi väntar.", "due": day(200)},
            "Välj planen där den ska vara klar",
        ),
        ("pause", {"why_sv": ""}, "Fyll i ”Varför, på svenska”."),
        ("withdraw", {"why": ""}, "Fyll i ”Varför”."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    as_petra, measure, move, form, sentence
):
    answer = as_petra.post(f"{measure.get_absolute_url()}gor/{move}/", form)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert all(value in shown for value in form.values())


def test_petra_takes_a_measure_out_of_the_plan_with_why(as_petra, measure):
    url = f"{measure.get_absolute_url()}gor/withdraw/"
    assert url in as_petra.get(measure.get_absolute_url()).content.decode()
    assert "visas inte längre" in as_petra.get(url).content.decode()

    answer = as_petra.post(url, {"why": "Stod två gånger."})

    assert answer["Location"] == measure.plan.get_absolute_url()
    assert Measure.objects.get().withdrawn_why == "Stod två gånger."
    assert as_petra.get(measure.get_absolute_url()).status_code == 404


def test_petra_withdraws_a_plan_with_why(as_petra, plan, measure):
    url = f"/planer/{plan.slug}/ta-bort/"
    assert url in as_petra.get(plan.get_absolute_url()).content.decode()

    as_petra.post(url, {"why": "Den blev aldrig antagen."})

    assert ActionPlan.objects.get().withdrawn_why == "Den blev aldrig antagen."
    assert as_petra.get(plan.get_absolute_url()).status_code == 404


def test_petra_takes_a_carrying_over_back(as_petra, measure):
    url = measure.get_absolute_url()
    as_petra.post(f"{url}gor/carry-over/", {"why_sv": "Hann inte."})
    assert f"{url}gor/take-back/" in as_petra.get(url).content.decode()

    shown = as_petra.post(f"{url}gor/take-back/", follow=True).content.decode()

    assert "Enligt plan" in shown


def test_a_measure_keeps_its_principle_when_a_new_version_is_in_force(as_petra, plan):
    old = CompactVersion.objects.get()
    dialog = Principle.objects.create(
        version=old, key="dialog", name=make.text("Dialog")
    )
    measure = make.a_measure(plan, principle=dialog)
    CompactVersion.objects.filter(pk=old.pk).update(is_current=False)
    new = CompactVersion.objects.create(
        compact=old.compact, number=2, title=old.title, is_current=True
    )
    renewed = Principle.objects.create(
        version=new, key="dialog", name=make.text("Dialog")
    )
    url = f"{measure.get_absolute_url()}andra/"
    page = as_petra.get(url)
    assert "Dialog (version 1, gäller inte längre)" in page.content.decode()
    form = {name: value or "" for name, value in page.context["form"].initial.items()}

    as_petra.post(url, form)
    measure.refresh_from_db()
    assert measure.principle == dialog

    as_petra.post(url, form | {"principle": "dialog"})
    measure.refresh_from_db()
    assert measure.principle == renewed


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title_sv": ""}, "Skriv vad planen heter"),
        (
            {"title_sv": "Plan", "year": "2101"},
            "Skriv ett tal från 1990 till 2100 under ”År”.",
        ),
        ({"title_sv": "x" * 301}, "Du har skrivit 301 tecken. Skriv högst 300."),
    ],
)
def test_a_plan_that_cannot_be_is_told_in_our_own_words(
    as_petra, strandland, form, sentence
):
    answer = as_petra.post(f"/planer/ny/{strandland.slug}/", form)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_second_plan_of_a_year_gets_an_address_of_its_own(as_petra, plan):
    form = {"title_sv": "En till", "year": str(plan.year)}

    answer = as_petra.post(f"/planer/ny/{plan.space.slug}/", form)

    assert answer["Location"] == f"/planer/{plan.slug}-2/"


def test_the_first_hour_leads_to_the_plan_until_it_has_measures(strandland):
    def step():
        return next(
            step for step in FIRST_HOUR(strandland, make.today()) if "/plan" in step.url
        )

    assert (step().url, step().is_done) == ("/planer/ny/strandland/", False)

    plan = make.a_plan(strandland)
    assert step().url == f"/planer/{plan.slug}/importera/"

    make.a_measure(plan)
    assert step().is_done
