"""A plan pasted again and again: the right rows change, and the preview says how."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overens.common.audit import SYSTEM
from overens.common.sheets import read_pasted
from overens.plans.actions import withdraw_measure
from overens.plans.actions.sheets import import_sheet, preview_sheet
from overens.plans.models import Measure
from overens.plans.queries import plan_rows
from overens.plans.queries.sheets import sheet_of
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    return make.a_plan(strandland)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def take_in(plan, text):
    return import_sheet(plan=plan, sheet=read_pasted(text), data=b"", by=SYSTEM)


def titles(plan):
    found = Measure.objects.filter(plan=plan).order_by("place")
    return [(each.number, str(each.title)) for each in found]


# --- numbers and titles ---------------------------------------------------------------


def test_a_number_that_stands_in_a_refused_row_is_given_to_no_other(plan):
    wrong = "Nummer\tÅtgärd\tBörjar\nÅ-01\tRing\ti vår\n\tSkriv\t2026-01-02\n"
    take_in(plan, wrong)
    assert titles(plan) == [("Å-02", "Skriv")]

    take_in(plan, wrong.replace("i vår", "2026-01-03"))

    assert sorted(titles(plan)) == [("Å-01", "Ring"), ("Å-02", "Skriv")]


def test_rows_without_number_are_the_measures_of_their_titles_and_are_not_doubled(plan):
    text = "Åtgärd\tMål\nRing alla\tEtt\nSkriv\tTvå\n"
    take_in(plan, text)

    result = take_in(plan, text.replace("Två", "Tre"))

    assert result.counts == {"new": 0, "changed": 1, "unchanged": 1, "refused": 0}
    assert titles(plan) == [("Å-01", "Ring alla"), ("Å-02", "Skriv")]


def test_two_rows_of_one_title_are_the_two_measures_of_that_title(plan):
    text = "Åtgärd\tMål\nDialogmöte\tVår\nDialogmöte\tHöst\n"
    take_in(plan, text)

    assert take_in(plan, text).counts["unchanged"] == 2


def test_one_row_of_a_title_that_two_measures_have_is_refused_with_their_numbers(plan):
    take_in(plan, "Åtgärd\nDialogmöte\nDialogmöte\n")

    row = take_in(plan, "Åtgärd\nDialogmöte\n").rows[0]

    assert row.outcome == "refused"
    assert "Å-01, Å-02" in str(row.faults[0].broken)


def test_the_number_of_a_withdrawn_measure_is_refused(plan):
    take_in(plan, "Nummer\tÅtgärd\nÅ-01\tRing\n")
    withdraw_measure(measure=Measure.objects.get(), by=SYSTEM, why="Dubbel.")

    row = take_in(plan, "Nummer\tÅtgärd\nÅ-01\tRing\n").rows[0]

    assert [type(fault.broken).__name__ for fault in row.faults] == ["MeasureWithdrawn"]


def test_the_preview_says_old_and_new_what_is_emptied_and_another_title(as_petra, plan):
    take_in(plan, "Nummer\tÅtgärd\tMål\tNuläge\nÅ-01\tRing alla\tEtt\tNoll\n")

    shown = as_petra.post(
        f"/planer/{plan.slug}/importera/",
        {"pasted": "Nummer\tÅtgärd\tMål\tNuläge\nÅ-01\tBygg bron\tTvå\t\n"},
    ).content.decode()

    assert "<del>Ett</del> → Två" in shown
    assert "töms; där stod ”Noll”" in shown
    assert "Å-01 heter ”Ring alla” i planen." in shown


def test_from_the_preview_one_goes_back_to_what_was_pasted(as_petra, plan):
    url = f"/planer/{plan.slug}/importera/"
    preview = as_petra.post(url, {"pasted": "Nummer\tÅtgärd\nÅ-01\tRing alla\n"})
    assert "Ändra raderna" in preview.content.decode()

    back = as_petra.post(url, {"pasted": preview.context["pasted"], "edit": "1"})

    assert back.status_code == 200
    assert "Ring alla" in back.content.decode()
    assert not Measure.objects.exists()


# --- what the database would refuse ---------------------------------------------------


def later():
    return (make.today() + timedelta(days=9)).isoformat()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Tas upp igen": "2026-01-01"}, "Tas upp igen"),
        ({"Pausad från": "2026-02-01", "Tas upp igen": "2026-01-01"}, "Tas upp igen"),
        ({"Klar den": later()}, "Klar den"),
        ({"Börjar": "2026-02-01", "Ska vara klar": "2026-01-01"}, "Ska vara klar"),
        ({"Budget (kr)": "-5"}, "Budget (kr)"),
        ({"Enhet": "Nämnden"}, "Enhet"),
    ],
)
def test_what_the_database_would_refuse_is_said_by_row_and_column(plan, cells, column):
    headings, values = "\t".join(cells), "\t".join(cells.values())

    result = take_in(plan, f"Nummer\tÅtgärd\t{headings}\n50\tX\t{values}\n")

    (row,) = result.rows
    assert (row.row, row.outcome) == (2, "refused")
    assert [fault.column.sv for fault in row.faults] == [column]


@pytest.mark.parametrize(
    "written",
    ["2026-03-01", "1 mars 2026", "1 mar 2026", "den 1 mars 2026", "1/3 2026"],
)
def test_days_are_taken_as_people_write_them(plan, written):
    take_in(plan, f"Åtgärd\tBörjar\nRing\t{written}\n")

    assert Measure.objects.get().starts.isoformat() == "2026-03-01"


# --- namesakes ------------------------------------------------------------------------


@pytest.fixture
def namesakes(plan):
    """Two associations of the same name, and a measure of the first."""
    first = base.make_organisation("Hyllan", slug="hyllan")
    second = base.make_organisation("Hyllan", slug="hyllan-2")
    return first, second, make.a_measure(plan, civil_organisation=first)


def test_a_sheet_fetched_and_pasted_back_moves_no_measure_to_a_namesake(
    plan, namesakes
):
    result = preview_sheet(plan, sheet_of(plan_rows(plan, make.today()), "sv"))

    assert result.counts["unchanged"] == 1


def test_a_name_that_several_have_is_refused_and_a_page_address_tells_which(
    plan, namesakes
):
    _first, second, measure = namesakes
    text = "Åtgärd\tAnsvarig i civilsamhället\nRing\tHyllan\n"

    row = take_in(plan, text).rows[0]
    assert row.outcome == "refused"
    assert second.get_absolute_url() in str(row.faults[0].broken)

    take_in(plan, text.replace("\tHyllan", f"\t{second.get_absolute_url()}"))
    added = Measure.objects.exclude(pk=measure.pk).get()
    assert added.civil_organisation == second


def test_saving_a_measure_untouched_keeps_its_organisation_among_namesakes(
    as_petra, plan, namesakes
):
    first, _second, measure = namesakes
    url = f"{measure.get_absolute_url()}andra/"
    form = as_petra.get(url).context["form"].initial

    as_petra.post(url, {name: value or "" for name, value in form.items()})

    measure.refresh_from_db()
    assert measure.civil_organisation == first


def test_a_namesake_of_the_other_side_is_not_meant(plan):
    base.make_organisation("Hamnen", slug="hamnen", kind="public")
    civil = base.make_organisation("Hamnen", slug="hamnen-2")

    take_in(plan, "Åtgärd\tAnsvarig i civilsamhället\nRing\tHamnen\n")

    assert Measure.objects.get().civil_organisation == civil
