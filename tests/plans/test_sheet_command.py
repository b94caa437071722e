"""Plans as sheets, by command."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

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


# --- the command ----------------------------------------------------------------------


def command(*arguments):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("import_plan", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stopped:
        code = stopped.code
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("Nummer;Åtgärd;Börjar\nÅ-01;Ring;2026-01-02\nÅ-02;Fel;i vår\n")
    return path


def test_the_command_answers_in_the_contracts_shape(plan, file):
    code, out, _err = command("strandland", file, "--json")

    answer = json.loads(out)
    assert code == 1
    assert [answer[name] for name in ("new", "changed", "unchanged", "refused")] == [
        *(1, 0, 0, 1)
    ]
    assert [(row["row"], row["outcome"]) for row in answer["rows"]] == [
        (2, "new"),
        (3, "refused"),
    ]
    assert "Börjar" in answer["rows"][1]["reason"]
    assert Measure.objects.get().number == "Å-01"


def test_a_dry_run_keeps_nothing_and_names_faults_by_row_and_column(plan, file):
    code, out, err = command("strandland", file, "--dry-run")

    assert (code, Measure.objects.count()) == (1, 0)
    assert "new 1" in out
    assert "row 3, Börjar" in err


def test_a_compact_without_a_plan_gets_the_one_of_this_year(strandland, file):
    command("strandland", file, "--dry-run")
    assert not strandland.plans.exists()

    command("strandland", file)

    assert strandland.plans.get().year == make.today().year


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody", "FILE"),
        ("strandland", "/no/such/file"),
        ("strandland", "FILE", "--plan", "x"),
    ],
)
def test_what_the_command_cannot_do_is_said_in_one_line(plan, file, arguments):
    code, out, err = command(*(file if a == "FILE" else a for a in arguments))

    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
