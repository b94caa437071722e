"""Measures in from a sheet and out again: preview, faults by row and column, undo."""

from __future__ import annotations

from datetime import date

import pytest

from overens.common.audit import SYSTEM
from overens.common.imports import ChangedSince, undo_import
from overens.common.models import AuditLine, ImportRun
from overens.common.sheets import read_sheet
from overens.plans.actions import change_measure
from overens.plans.actions.sheets import import_sheet, preview_sheet
from overens.plans.models import Measure
from overens.plans.queries import plan_rows
from overens.plans.queries.sheets import sheet_of
from overens.plans.rules.sheet import (
    COLUMNS,
    HeadingsMissing,
    NoRows,
    WrongAmount,
    WrongDay,
    WrongMilestone,
    find_columns,
    read_amount,
    read_day,
    read_milestones,
    write_amount,
    write_milestones,
)
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    return make.a_plan(strandland)


def whole_measure(plan):
    """Return a measure with something in every cell."""
    from overens.compacts.models import Commitment, CompactVersion, Principle

    version = CompactVersion.objects.get()
    return make.a_measure(
        plan,
        about=make.text("Bjud in; sedan skriv"),
        principle=Principle.objects.create(
            version=version, key="dialog", name=make.text("Dialog")
        ),
        commitment=Commitment.objects.create(
            version=version, key="gemensamt-1", text=make.text("Vi talas vid.")
        ),
        why_note=make.text("=SUMMA(A1) är ingen formel"),
        together_with=make.text("Länsstyrelsen"),
        performer=make.text("Kansliet"),
        budget_ore=20000050,
        funding=make.text('Medel till "överenskommelsen"'),
        indicator=make.text("Samråd i tid"),
        baseline=make.text("38 procent"),
        target=make.text("80 procent"),
        now=make.text("61,5 procent"),
        milestones=[
            {"text": make.text("Kalendariet öppnas"), "due": "2026-03-01", "done": ""},
            {"text": {"sv": "Klart"}, "due": "2026-05-01", "done": "2026-04-30"},
        ],
        done_day=date(2026, 5, 2),
        paused_day=date(2026, 2, 1),
        paused_until=date(2026, 2, 20),
        paused_why=make.text("Väntade\npå beslut"),
    )


def sheet(plan, language="sv"):
    return sheet_of(plan_rows(plan, make.today()), language)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_goes_out_comes_in_unchanged(plan, language):
    whole_measure(plan)
    make.a_measure(plan, civil_organisation=None, public_unit=None)

    result = preview_sheet(plan, sheet(plan, language))

    assert [row.faults for row in result.rows] == [[], []]
    assert result.counts == {"new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert result.unknown_headings == ()


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_go_out_and_in_to_an_empty_plan_and_are_the_same(
    client, plan, kind, language
):
    whole_measure(plan)
    path = "planer" if language == "sv" else "en/plans"
    name = "atgarder" if language == "sv" else "measures"
    data = client.get(f"/{path}/{plan.slug}/{name}.{kind}").content
    other = make.a_plan(plan.space, year=2031)

    result = import_sheet(
        plan=other, sheet=read_sheet(data, f"x.{kind}"), data=data, by=SYSTEM
    )

    assert result.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 0}
    first, second = sheet(plan), sheet(other)
    assert first == second


def test_a_preview_keeps_nothing(plan):
    result = preview_sheet(plan, [["Nummer", "Åtgärd"], ["Å-01", "Ring alla"]])

    assert result.count("new") == 1
    assert not Measure.objects.exists()
    assert not ImportRun.objects.exists()


def test_rows_are_new_changed_unchanged_or_refused_by_row_and_column(plan):
    kept = make.a_measure(plan, title={"sv": "Lika"})
    make.a_measure(plan, title={"sv": "Förr"})
    rows = [
        [
            "Nummer",
            "Åtgärd",
            "Ska vara klar",
            "Ansvarig i civilsamhället",
            "Budget (kr)",
        ],
        [kept.number, "Lika", kept.due.isoformat(), "Strandlands Brukarråd", ""],
        ["Å-02", "Nu", "2099-12-15", "strandlands-brukarrad", "200 000"],
        ["", "Ny", "", "", "12,50"],
        ["Å-09", "Fel", "i vår", "Strandlands Brukaråd", "mycket"],
        ["Å-02", "Dubbel", "", "", ""],
        ["", "", "", "", ""],
        ["Å-10", "", "", "", ""],
    ]

    result = preview_sheet(plan, rows)

    assert [(row.row, row.outcome) for row in result.rows] == [
        (2, "unchanged"),
        (3, "changed"),
        (4, "new"),
        (5, "refused"),
        (6, "refused"),
        (8, "refused"),
    ]
    faults = [
        (fault.column.key, type(fault.broken).__name__)
        for fault in result.rows[3].faults
    ]
    assert faults == [
        ("due", "WrongDay"),
        ("civil_organisation", "NotInRegisterButLike"),
        ("budget_ore", "WrongAmount"),
    ]
    assert "Strandlands Brukarråd" in str(result.rows[3].faults[1].broken)
    assert result.rows[1].changed == ["title", "due", "budget_ore"]


def test_a_column_that_is_left_out_is_left_alone(plan):
    measure = whole_measure(plan)

    import_sheet(
        plan=plan,
        sheet=[["Nummer", "Åtgärd"], [measure.number, "Ny rubrik"]],
        data=b"",
        by=SYSTEM,
    )

    measure.refresh_from_db()
    assert measure.title["sv"] == "Ny rubrik"
    assert measure.title["en"].endswith("(en)")
    assert (measure.budget_ore, measure.target["sv"]) == (20000050, "80 procent")


def test_a_unit_may_be_named_instead_of_its_body(plan):
    unit = make.a_unit()
    rows = [
        ["Nummer", "Åtgärd", "Ansvarig hos det offentliga"],
        ["Å-01", "Ring", "Habiliteringsförvaltningen"],
    ]

    import_sheet(plan=plan, sheet=rows, data=b"", by=SYSTEM)

    measure = Measure.objects.get()
    assert (measure.public_unit, measure.public_body) == (unit, unit.body)


def test_a_unit_that_several_bodies_have_is_refused_with_their_names(plan):
    make.a_unit()
    other = base.make_organisation("Grannregionen", kind="public")
    base.make_unit("Habiliteringsförvaltningen", body=other, slug="hab")

    result = preview_sheet(
        plan,
        [
            ["Nummer", "Åtgärd", "Ansvarig hos det offentliga"],
            ["Å-01", "Ring", "Habiliteringsförvaltningen"],
        ],
    )

    assert "Grannregionen, Region Strandland" in str(result.rows[0].faults[0].broken)


def test_only_organisations_of_the_plans_own_world_are_found(plan):
    base.make_organisation("Verklig förening", origin="source")

    result = preview_sheet(
        plan,
        [["Åtgärd", "Ansvarig i civilsamhället"], ["Ring", "Verklig förening"]],
    )

    assert result.count("refused") == 1


def test_an_import_is_one_line_in_the_log_and_is_undone_exactly(plan):
    changed = whole_measure(plan)
    before = sheet(plan)
    rows = [
        ["Nummer", "Åtgärd", "Mål", "Milstolpar"],
        [changed.number, "Annan", "90 procent", "2026-06-01 Nytt"],
        ["Å-77", "Ny", "", ""],
    ]

    result = import_sheet(plan=plan, sheet=rows, data=b"x", by=SYSTEM)
    assert sheet(plan) != before
    assert AuditLine.objects.filter(action="plans.import_plan").count() == 1

    undo_import(result.run, by=SYSTEM)

    assert sheet(plan) == before
    changed.refresh_from_db()
    assert changed.target_number == 80


def test_an_import_whose_rows_were_changed_since_is_not_undone(plan):
    result = import_sheet(plan=plan, sheet=[["Åtgärd"], ["Ring"]], data=b"x", by=SYSTEM)
    measure = Measure.objects.get()
    second = import_sheet(
        plan=plan,
        sheet=[["Nummer", "Åtgärd"], [measure.number, "Skriv"]],
        data=b"y",
        by=SYSTEM,
    )
    change_measure(measure=measure, by=SYSTEM, title={"sv": "Annat"})

    with pytest.raises(ChangedSince):
        undo_import(second.run, by=SYSTEM)
    make.a_report(measure)
    with pytest.raises(ChangedSince):
        undo_import(result.run, by=SYSTEM)
    assert Measure.objects.exists()


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ([], NoRows),
        ([["Nummer", "Åtgärd"]], NoRows),
        ([["Nummer", "Åtgärd"], ["", " "]], NoRows),
        ([["Namn", "Datum"], ["a", "b"]], HeadingsMissing),
    ],
)
def test_a_sheet_that_is_no_plan_is_told_so(plan, rows, rule):
    with pytest.raises(rule):
        preview_sheet(plan, rows)


# --- the cells, pure ------------------------------------------------------------------


def test_every_column_is_found_by_both_its_headings():
    for language in ("sv", "en"):
        found, unknown = find_columns([each.heading(language) for each in COLUMNS])
        assert list(found.values()) == list(COLUMNS)
        assert unknown == []


def test_no_heading_means_two_columns():
    names = [
        name.casefold()
        for each in COLUMNS
        for name in {
            each.sv.casefold(),
            each.en.casefold(),
            *map(str.casefold, each.others),
        }
    ]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("", None),
        ("0", 0),
        ("200 000", 20000000),
        ("200\u00a0000 kr", 20000000),
        ("200,000", 20000000),
        ("12,50", 1250),
        ("12.5", 1250),
        ("SEK 85000", 8500000),
    ],
)
def test_an_amount_is_read_as_people_write_it(cell, ore):
    assert read_amount(cell) == ore
    assert read_amount(write_amount(ore)) == ore


@pytest.mark.parametrize(
    "cell", ["mycket", "-5", "1e999", "NaN", "1 000 000 000 000 000"]
)
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(WrongAmount):
        read_amount(cell)


@pytest.mark.parametrize("cell", ["i vår", "2026-13-01", "15/12", "2026"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(WrongDay):
        read_day(cell)


def test_a_day_with_a_time_is_the_day():
    assert read_day("2026-12-15 00:00:00") == date(2026, 12, 15)


def test_milestones_are_read_as_they_are_written():
    written = "2026-03-01 Start (=2026-02-27) | Start in English\n2026-05-01 Klart"

    found = read_milestones(written)

    assert found[0] == {
        "text": {"sv": "Start", "en": "Start in English"},
        "due": "2026-03-01",
        "done": "2026-02-27",
    }
    assert write_milestones(found) == written


@pytest.mark.parametrize("cell", ["i vår: start", "2026-02-30 x", "2026-03-01", "x"])
def test_a_milestone_without_a_day_or_words_is_refused(cell):
    with pytest.raises(WrongMilestone):
        read_milestones(cell)


def test_the_origin_has_the_name_and_the_value_of_open_data(plan):
    make.a_measure(plan)
    headings, row = sheet(plan)

    assert dict(zip(headings, row, strict=True))["origin"] == plan.origin


def test_a_sheet_from_before_with_the_old_heading_is_read(plan):
    make.a_measure(plan)
    headings, *rows = sheet(plan)
    old = ["Ursprung" if each == "origin" else each for each in headings]

    result = preview_sheet(plan, [old, *rows])

    assert result.unknown_headings == ()
    assert result.counts["unchanged"] == 1
