"""The secretariat's pages, and reporting signed in: through the front door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from overens.common.models import AuditLine, OutgoingMail
from overens.plans.models import ActionPlan, Measure, ProgressReport
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


def test_petra_adds_a_plan(as_petra, strandland):
    base.make_compact(strandland)
    url = f"/planer/ny/{strandland.slug}/"
    assert as_petra.get(url).status_code == 200

    answer = as_petra.post(url, {"title_sv": "Handlingsplan", "year": "2031"})

    plan = ActionPlan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert (plan.year, plan.first_day.year) == (2031, 2031)


def test_petra_changes_a_plan(as_petra, plan):
    url = f"/planer/{plan.slug}/andra/"
    page = as_petra.get(url)
    form = {name: value or "" for name, value in page.context["form"].initial.items()}

    as_petra.post(url, form | {"focus_sv": "Gemenskap", "focus_en": "Community"})

    plan.refresh_from_db()
    assert plan.focus == {"sv": "Gemenskap", "en": "Community"}
    assert plan.title["sv"] == "Handlingsplan"


def test_a_plan_without_a_title_is_told_so_and_keeps_what_was_typed(
    as_petra, strandland
):
    url = f"/planer/ny/{strandland.slug}/"

    answer = as_petra.post(url, {"focus_sv": "Gemenskap", "first_day": "i vår"})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Skriv ett datum, till exempel 2026-12-15." in shown
    assert "Gemenskap" in shown
    assert "i vår" in shown


def test_petra_adds_a_measure_by_the_names_in_the_register(as_petra, plan):
    make.brukarradet()
    make.a_unit()

    answer = as_petra.post(
        f"/planer/{plan.slug}/ny/",
        {
            "title_sv": "Ring alla",
            "civil_organisation": "strandlands brukarråd",
            "public_body": "Region Strandland",
            "public_unit": "habiliteringsförvaltningen",
            "budget": "12,50",
            "milestones": "2026-03-01 Start (=2026-02-27)",
        },
    )

    measure = Measure.objects.get()
    assert answer["Location"] == measure.get_absolute_url()
    assert measure.civil_organisation.name == "Strandlands Brukarråd"
    assert measure.public_unit.slug == "habiliteringsforvaltningen"
    assert measure.budget_ore == 1250
    assert measure.milestones[0]["done"] == "2026-02-27"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"civil_organisation": "Strandlands Brukaråd"}, "Menar du Strandlands"),
        ({"civil_organisation": "Qwerty"}, "ingen organisation som heter"),
        ({"public_unit": "Nämnden"}, "Skriv också vilket offentligt organ"),
        (
            {"public_body": "Region Strandland", "public_unit": "Nämnden"},
            "har ingen enhet som heter",
        ),
        ({"milestones": "i vår: start"}, "Börja varje milstolpe med ett datum"),
        ({"starts": "2026-05-01", "due": "2026-04-01"}, "klar innan den börjar"),
        ({"title_sv": ""}, "Skriv vad som ska göras"),
        ({"budget": "mycket"}, "Skriv ett belopp med siffror"),
        ({"civil_organisation": "Region Strandland"}, "hör inte till den sidan"),
    ],
)
def test_what_a_measure_cannot_be_is_said_beside_its_field(
    as_petra, plan, given, sentence
):
    make.brukarradet()
    make.a_unit()

    answer = as_petra.post(f"/planer/{plan.slug}/ny/", {"title_sv": "Ring"} | given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Measure.objects.exists()


def test_saving_a_measure_untouched_changes_nothing(as_petra, plan):
    measure = make.a_measure(
        plan,
        budget_ore=1250,
        milestones=[{"text": make.text("Start"), "due": "2026-03-01", "done": ""}],
    )
    before = Measure.objects.values().get()
    url = f"{measure.get_absolute_url()}andra/"
    first = as_petra.get(url).context["form"].initial

    as_petra.post(url, {k: "" if v is None else v for k, v in first.items()})

    assert Measure.objects.values().get() == before


@pytest.mark.parametrize(
    ("move", "form", "status"),
    [
        ("pause", {"why_sv": "Vilar."}, "Pausad"),
        ("finish", {"day": make.today().isoformat()}, "Klar"),
        ("carry-over", {"why_sv": "Hann inte."}, "Överförd"),
    ],
)
def test_petra_makes_a_measure_something_else(as_petra, measure, move, form, status):
    url = f"{measure.get_absolute_url()}gor/{move}/"
    page = as_petra.get(measure.get_absolute_url()).content.decode()
    assert url in page
    assert as_petra.get(url).status_code == 200

    shown = as_petra.post(url, form, follow=True).content.decode()

    assert status in shown


def test_petra_takes_a_pause_back(as_petra, measure):
    url = measure.get_absolute_url()
    as_petra.post(f"{url}gor/pause/", {"why_sv": "Vilar."})
    assert f"{url}gor/resume/" in as_petra.get(url).content.decode()

    as_petra.post(f"{url}gor/resume/")

    assert "Enligt plan" in as_petra.get(url).content.decode()


def test_a_move_that_cannot_be_made_is_told_in_the_readers_words(as_petra, measure):
    url = f"{measure.get_absolute_url()}gor/resume/"

    answer = as_petra.post(url)

    assert answer.status_code == 422
    assert "En åtgärd som är ”Enligt plan” kan inte bli" in answer.content.decode()


def test_a_move_that_is_none_is_not_found(as_petra, measure):
    url = f"{measure.get_absolute_url()}gor/explode/"
    assert as_petra.post(url).status_code == 404


def test_petra_asks_one_side_how_it_goes(as_petra, measure):
    url = f"{measure.get_absolute_url()}fraga/civil/"

    shown = as_petra.post(url, follow=True).content.decode()

    assert OutgoingMail.objects.get().to == "vera@example.org"
    assert "skickas om tio minuter till vera@example.org" in shown


# --- reporting signed in ------------------------------------------------------------


def report_form(client, measure):
    page = client.get(f"{measure.get_absolute_url()}rapportera/")
    return page.context["form"].initial


def test_vera_reports_and_undoes_signed_in(client, vera, measure):
    client.force_login(vera)
    url = measure.get_absolute_url()
    assert f"{url}rapportera/" in client.get(url).content.decode()
    first = report_form(client, measure)
    form = {
        "side": "civil",
        "once": first["once"],
        "state": "late",
        "text": "Vi väntar.",
    }

    answer = client.post(f"{url}rapportera/", form)

    report = ProgressReport.objects.get()
    assert answer["Location"] == f"{url}#{report.number}"
    assert (report.side, report.by_person) == ("civil", vera)
    undo = f"{url}rapporter/{report.uuid}/angra/"
    assert undo in client.get(url).content.decode()
    client.post(undo)
    assert not ProgressReport.objects.standing().exists()
    line = AuditLine.objects.get(action="plans.undo_report")
    told = AuditLine.objects.get(action="plans.report_progress")
    assert (line.actor_role, line.organisation_label) == (
        told.actor_role,
        "Strandlands Brukarråd",
    )


def test_somebody_elses_report_shows_no_way_to_undo_it(client, petra, vera, measure):
    report = make.a_report(measure, by_person=vera)
    client.force_login(petra)

    shown = client.get(measure.get_absolute_url()).content.decode()

    assert f"rapporter/{report.uuid}/angra/" not in shown


def test_petra_reports_for_either_side_and_it_says_so(as_petra, measure):
    first = report_form(as_petra, measure)
    url = measure.get_absolute_url()

    as_petra.post(
        f"{url}rapportera/",
        {"side": "public", "once": first["once"], "state": "on plan"},
    )

    assert ProgressReport.objects.get().side == "public"
    assert "kansliet, efter samtal" in as_petra.get(url).content.decode()


def test_vera_does_not_report_for_the_other_side(client, vera, measure):
    client.force_login(vera)
    first = report_form(client, measure)

    answer = client.post(
        f"{measure.get_absolute_url()}rapportera/",
        {"side": "public", "once": first["once"], "state": "on plan"},
    )

    assert answer.status_code == 422
    assert not ProgressReport.objects.exists()


# --- from a sheet -------------------------------------------------------------------

PASTED = "Nummer\tÅtgärd\tBörjar\nÅ-01\tRing alla\t2026-01-02\nÅ-02\tFel\ti vår\n"


@pytest.mark.parametrize("way", ["pasted", "file"])
def test_petra_pastes_a_plan_looks_saves_and_undoes(as_petra, plan, way):
    url = f"/planer/{plan.slug}/importera/"
    assert as_petra.get(url).status_code == 200
    file = SimpleUploadedFile("plan.csv", PASTED.replace("\t", ";").encode())
    given = {"pasted": PASTED} if way == "pasted" else {"file": file}

    preview = as_petra.post(url, given)

    shown = preview.content.decode()
    assert preview.status_code == 200
    assert "Inget är sparat än." in shown
    assert "Börjar:" in shown and "i stället för ”i vår”" in shown
    assert not Measure.objects.exists()

    saved = as_petra.post(
        url, {"pasted": preview.context["pasted"], "save": "1"}, follow=True
    )

    assert Measure.objects.get().number == "Å-01"
    assert "1 rader kom inte med." in saved.content.decode()
    run = saved.context["runs"][0]
    as_petra.post(f"{url}{run.uuid}/angra/")
    assert not Measure.objects.exists()


def test_cells_with_line_breaks_tabs_and_quotes_survive_the_preview(as_petra, plan):
    make.a_measure(plan, about={"sv": 'Rad ett\nrad "två"\tmed tabb'})
    url = f"/planer/{plan.slug}/importera/"
    data = as_petra.get(f"/planer/{plan.slug}/atgarder.xlsx").content
    file = SimpleUploadedFile("plan.xlsx", data)

    preview = as_petra.post(url, {"file": file})
    assert preview.context["result"].counts["unchanged"] == 1
    again = as_petra.post(url, {"pasted": preview.context["pasted"]})

    assert again.context["result"].counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Välj en fil, eller klistra in cellerna."),
        ({"pasted": "Namn\tDatum\na\tb"}, "Skriv åtminstone: Åtgärd."),
        ({"pasted": "Nummer\tÅtgärd"}, "inga rader under rubrikerna"),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")}, "skadad"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told_what_to_do(
    as_petra, plan, given, sentence
):
    for file in given.values():
        if hasattr(file, "seek"):
            file.seek(0)

    answer = as_petra.post(f"/planer/{plan.slug}/importera/", given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_import_that_has_been_built_on_is_not_undone(as_petra, plan):
    url = f"/planer/{plan.slug}/importera/"
    as_petra.post(url, {"pasted": PASTED, "save": "1"})
    make.a_report(Measure.objects.get(), day=make.today() - timedelta(days=2))
    run = as_petra.get(url).context["runs"][0]

    shown = as_petra.post(f"{url}{run.uuid}/angra/", follow=True).content.decode()

    assert "Inget ångrades, eftersom det här har ändrats eller använts" in shown
    assert Measure.objects.exists()
