"""What was put in stands with its import: exactly it, for those who work there."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from overens.common.audit import SYSTEM
from overens.common.files import Original, read_file
from overens.common.imports import undo_import
from overens.common.models import FileReference, ImportRun
from overens.common.originals import mark, original_kept, original_of
from tests import make
from tests.compacts.rows import TEXT
from tests.plans import make as plans

pytestmark = pytest.mark.django_db
PARTY = "Regionen"
NAME = "Åtgärder på Öland.csv"


@pytest.fixture
def plan(strandland):
    make.make_compact(strandland)
    return plans.a_plan(strandland)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def a_sheet() -> bytes:
    """Return a sheet as an older Excel writes it: nothing that we would write back."""
    return "Nr;Åtgärd\r\n1;Ring föreningarna\r\n".encode("cp1252")


def brought_in(client, plan, data: bytes) -> ImportRun:
    """Look at a file on the page, then save it, as a browser does."""
    url = reverse("plans:plan_import", args=[plan.slug])
    looked = client.post(url, {"file": SimpleUploadedFile(NAME, data)})
    sent = {"save": "1", "pasted": looked.context["pasted"].replace("\n", "\r\n")}
    client.post(url, sent | {"came_in": looked.context["marker"]})
    return ImportRun.objects.get(kind="plans.import_plan")


def fetched(client, run: ImportRun):
    return client.get(reverse("compacts:import_original", args=[run.uuid]))


def test_the_very_file_comes_back_with_its_swedish_name(as_petra, plan):
    data = a_sheet()
    run = brought_in(as_petra, plan, data)

    page = as_petra.get(reverse("compacts:import", args=[run.uuid])).content.decode()
    answer = fetched(as_petra, run)

    assert "Det här lades in" in page
    assert NAME in page
    assert answer.content == data
    assert NAME in unquote(answer["Content-Disposition"])
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer["Cache-Control"]


def test_undo_leaves_what_was_put_in_until_its_time_is_over(as_petra, plan):
    data = a_sheet()
    run = brought_in(as_petra, plan, data)

    undo_import(run, by=SYSTEM)

    assert fetched(as_petra, run).content == data
    FileReference.objects.all().delete()
    assert fetched(as_petra, run).status_code == 404
    page = as_petra.get(reverse("compacts:import", args=[run.uuid])).content.decode()
    assert "Det finns inte sparat." in page


def test_pasted_rows_are_kept_as_they_were_pasted(as_petra, plan):
    url = reverse("plans:plan_import", args=[plan.slug])
    rows = "Nr\tÅtgärd\r\n1\tRing"
    as_petra.post(url, {"save": "1", "pasted": rows})

    answer = fetched(as_petra, ImportRun.objects.get())

    assert answer.content.decode() == rows
    assert ".txt" in answer["Content-Disposition"]


def test_a_file_looked_at_is_its_own_persons_and_its_own_texts(petra, omar):
    marker = mark(Original(b"abc", NAME), text="a\nb", person=petra)

    assert original_of(marker, text="a\r\nb", person=petra) == Original(b"abc", NAME)
    assert original_of(marker, text="a", person=petra) == Original(b"a")
    assert original_of(marker, text="a\nb", person=omar) == Original(b"a\nb")
    assert original_of("made up", text="a", person=petra) == Original(b"a")


@pytest.mark.parametrize("role", ["omar", "sara", "eve"])
def test_nobody_else_fetches_it(role, request, client, plan, petra):
    client.force_login(petra)
    run = brought_in(client, plan, a_sheet())
    client.force_login(request.getfixturevalue(role))

    assert fetched(client, run).status_code == 403


def test_commands_keep_their_file_too(strandland, plan, tmp_path):
    files = {
        "Överenskommelsen.md": TEXT,
        "Åtgärder.csv": "Nr;Åtgärd\n1;Ring\n",
        "Undertecknare på Öland.csv": f"Organisation;Part\nRing;{PARTY}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    text, sheet, signed = (str(tmp_path / name) for name in files)

    call_command("import_compact", text, slug="oland")
    call_command("import_plan", "strandland", sheet)
    call_command("import_signatories", "oland", signed, number=1)

    for name in files:
        kept = original_kept(ImportRun.objects.get(file_name=name))
        assert (kept.name, read_file(kept)) == (name, (tmp_path / name).read_bytes())
