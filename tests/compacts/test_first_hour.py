"""The first hour by the pages: paste, look, save, undo; what was typed stays."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from overens.accounts.models import Space
from overens.common.audit import SYSTEM
from overens.common.models import ImportRun
from overens.common.sheets import Column, write_csv
from overens.common.sheets.cells import About, Sheet
from overens.common.sheets.xlsx_file import write_xlsx
from overens.compacts.models import Compact, CompactVersion, Party, Principle, Signature
from overens.organisations.models import Organisation
from tests import make
from tests.compacts.rows import ENGLISH, TEXT, bring_in, current

pytestmark = pytest.mark.django_db
NEW = "/overenskommelser/ny/"
SHEET = "/overenskommelser/strandland/undertecknare/las-in/"
VERSION = "/overenskommelser/strandland/ny-version/"


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def said(response) -> str:
    """Return a page's words without its tags."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.replace("&quot;", '"').replace("&#x27;", "'").split())


def typed(**fields):
    return {"text": TEXT, "language": "sv", "slug": "provby", **fields}


def test_a_pasted_text_is_shown_before_anything_is_saved(as_petra):
    response = as_petra.post(NEW, typed())

    words = said(response)
    assert response.status_code == 200
    assert "Texten blir en ny överenskommelse. Inget är sparat än." in words or (
        "Texten blir en ny överenskommelse." in words
    )
    assert "2 principer" in words
    assert "3 åtaganden" in words
    assert "Vi talar med varandra." in words
    assert not Compact.objects.exists()


def test_saving_makes_the_compact_its_space_and_petra_its_secretariat(as_petra, petra):
    response = as_petra.post(NEW, typed(save="1", valid_from="2025-05"), follow=True)

    compact = Compact.objects.get(slug="provby")
    assert response.redirect_chain[0][0] == "/overenskommelser/provby/forsta-timmen/"
    assert "Texten är sparad" in said(response)
    assert compact.status == "in force"
    assert compact.origin == "made up"
    assert str(current(compact).valid_from) == "2025-05"
    assert petra.grants.filter(space=compact.space).exists()
    assert as_petra.get("/overenskommelser/provby/").status_code == 200


def test_petra_undoes_it_and_all_is_as_it_was(as_petra):
    as_petra.post(NEW, typed(save="1"))
    run = ImportRun.objects.get()
    page = as_petra.get(f"/import/{run.uuid}/")
    response = as_petra.post(f"/import/{run.uuid}/", follow=True)

    assert "Princip" in said(page)
    assert "Inläsningen är ångrad. Allt är som det var." in said(response)
    assert not Compact.objects.exists()
    assert not Space.objects.filter(slug="provby").exists()
    # With the space went her role in it.
    assert as_petra.post(f"/import/{run.uuid}/").status_code == 403


def test_a_text_with_faults_names_each_line_and_keeps_what_was_typed(as_petra):
    faulty = "# Provby\n\n## Syfte\n\n## Vision\n\nText.\n"

    response = as_petra.post(NEW, typed(text=faulty))

    words = said(response)
    assert response.status_code == 422
    assert "Rad 3: det står inget under rubriken ”Syfte”." in words
    assert faulty.strip() in response.content.decode()
    assert 'value="provby"' in response.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_pasted_is_asked_for(as_petra, text):
    response = as_petra.post(NEW, typed(text=text))

    assert response.status_code == 422
    assert "Klistra in texten, eller välj en fil." in said(response)


@pytest.mark.parametrize("slug", ["", "///", "ny", "strandland"])
def test_an_address_that_cannot_be_is_said(as_petra, strandland, slug):
    make.make_compact(strandland)

    assert as_petra.post(NEW, typed(slug=slug)).status_code == 422


def test_an_address_is_made_plain(as_petra):
    as_petra.post(NEW, typed(slug="Lövfors & Klippö", save="1"))

    assert Compact.objects.get().slug == "lovfors-klippo"


def test_changing_the_text_again_keeps_it(as_petra):
    response = as_petra.post(NEW, typed(edit="1"))

    assert response.status_code == 200
    assert "Vi talar med varandra." in response.content.decode()


def test_a_space_that_is_somebody_elses_is_not_filled(as_petra):
    make.make_space("grannland")

    response = as_petra.post(NEW, typed(slug="grannland", save="1"))

    assert response.status_code == 422
    assert not Compact.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_text_file_is_read_whatever_program_saved_it(as_petra, encoding):
    file = SimpleUploadedFile("text.md", TEXT.encode(encoding))

    as_petra.post(NEW, {"file": file, "language": "sv", "slug": "provby", "save": "1"})

    assert Principle.objects.filter(key="dialog").exists()
    assert str(Compact.objects.get().name) == "Överenskommelsen"


def test_a_picture_is_no_text(as_petra):
    file = SimpleUploadedFile("bild.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00")

    response = as_petra.post(NEW, {"file": file, "language": "sv", "slug": "provby"})

    assert response.status_code == 422
    assert "Det här är ingen text som går att läsa" in said(response)


def test_a_damaged_word_file_is_said(as_petra):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    file = SimpleUploadedFile("text.docx", packed.getvalue())

    response = as_petra.post(NEW, {"file": file, "language": "sv", "slug": "provby"})

    assert response.status_code == 422
    assert "inte läsa filen som ett Worddokument" in said(response)


def test_a_word_file_with_heading_styles_is_read(as_petra):
    from docx import Document

    document = Document()
    document.add_heading("Överenskommelsen i Provby", 0)
    document.add_heading("Principer", 1)
    for name in ("Dialog", "Mångfald"):
        document.add_heading(name, 2)
        document.add_paragraph("Vi menar det.")
    document.add_heading("Åtaganden", 1)
    document.add_heading("Provby kommun", 2)
    document.add_paragraph("Vi svarar i tid.", style="List Bullet")
    packed = io.BytesIO()
    document.save(packed)
    file = SimpleUploadedFile("ö.docx", packed.getvalue())

    as_petra.post(NEW, {"file": file, "language": "sv", "slug": "provby", "save": "1"})

    version = CompactVersion.objects.get()
    assert str(version.title) == "Överenskommelsen i Provby"
    assert [p.key for p in version.principles.all()] == ["dialog", "mangfald"]
    assert Party.objects.get().side == "public"


def test_a_script_in_the_text_is_shown_as_text(as_petra):
    text = TEXT.replace("Vi talar", "<script>alert(1)</script> Vi talar")
    text = text.replace("# Överenskommelsen", "# <b>Ö</b>\"'", 1)

    preview = as_petra.post(NEW, typed(text=text)).content.decode()
    as_petra.post(NEW, typed(text=text, save="1"))
    shown = as_petra.get("/overenskommelser/provby/").content.decode()

    for page in (preview, shown):
        assert "<script>alert" not in page
        assert "<b>Ö</b>" not in page


def test_english_is_added_on_the_page_of_a_new_version(as_petra, strandland):
    bring_in(slug="strandland")

    preview = as_petra.post(VERSION, {"text": ENGLISH, "language": "en"})
    as_petra.post(VERSION, {"text": ENGLISH, "language": "en", "save": "1"})

    assert "Texten blir en översättning av version 1." in said(preview)
    assert Principle.objects.get(key="dialog").name["en"] == "Dialogue"


def test_the_same_text_again_says_so_and_saves_nothing(as_petra, strandland):
    bring_in(slug="strandland")

    preview = as_petra.post(VERSION, {"text": TEXT, "language": "sv"})
    saved = as_petra.post(
        VERSION, {"text": TEXT, "language": "sv", "save": "1"}, follow=True
    )

    assert "Version 1 säger redan precis det här." in said(preview)
    assert "Version 1 säger redan precis det här." in said(saved)
    assert ImportRun.objects.count() == 1


def test_a_new_version_is_put_in_force_with_its_decision(as_petra, strandland):
    bring_in(slug="strandland")
    newer = TEXT.replace("samverka", "talas vid")
    as_petra.post(VERSION, {"text": newer, "language": "sv", "save": "1"})

    page = as_petra.get("/overenskommelser/strandland/versioner/")
    as_petra.post(
        "/overenskommelser/strandland/versioner/2/i-kraft/",
        {"valid_from": "2026-01-01"},
    )

    first, second = CompactVersion.objects.order_by("number")
    assert "Sätt i kraft" in said(page)
    assert (first.is_current, second.is_current) == (False, True)
    assert str(first.valid_to) == "2026-01-01"


# --- signatories -----------------------------------------------------------------


@pytest.fixture
def compact(strandland):
    return make.make_compact(strandland)


def sheet_of(*rows: str, **fields):
    text = "\n".join(["Namn\tDatum\tKontakt", *rows])
    version = CompactVersion.objects.get(is_current=True)
    return {"text": text, "version": version.pk, **fields}


def test_pasted_rows_are_shown_each_with_what_happens(as_petra, compact):
    make.make_organisation("Strandlands Brukarråd")

    response = as_petra.post(
        SHEET,
        sheet_of(
            "Strandlands Brukarråd\t2025-09-24\tOrdförande, o@example.org",
            "Strandlands Brukaråd\t2025",
            "Ny förening\t24/13",
        ),
    )

    words = said(response)
    assert response.status_code == 200
    assert "Känd, undertecknar" in words
    assert "Liknar Strandlands Brukarråd" in words
    assert "Rad 4, kolumn Datum: ”24/13” är inget datum." in words
    assert not Signature.objects.exists()


def test_saved_rows_can_be_undone_on_the_page_one_comes_to(as_petra, compact):
    response = as_petra.post(
        SHEET, sheet_of("Ny förening\t2025", save="1"), follow=True
    )

    run = ImportRun.objects.get(kind="compacts.import_signatories")
    assert response.redirect_chain[-1][0] == f"/import/{run.uuid}/"
    assert Signature.objects.count() == 1
    as_petra.post(f"/import/{run.uuid}/")
    assert not Signature.objects.exists()
    assert not Organisation.objects.filter(name="Ny förening").exists()


def test_a_name_that_resembles_one_is_taken_for_it_when_petra_says_so(
    as_petra, compact
):
    known = make.make_organisation("Strandlands Brukarråd")

    as_petra.post(
        SHEET, sheet_of("Strandlands Brukaråd", save="1", **{"row-2": "same"})
    )

    assert Signature.objects.get().organisation == known


@pytest.mark.parametrize("text", ["", "Datum\n2025-01-01", "Namn\n"])
def test_rows_that_cannot_be_read_are_said_and_kept(as_petra, compact, text):
    response = as_petra.post(SHEET, sheet_of() | {"text": text})

    assert response.status_code == 422
    assert text in response.content.decode()


@pytest.mark.parametrize("kind", ["csv", "cp1252", "xlsx"])
def test_an_uploaded_sheet_is_read_in_every_usual_form(as_petra, compact, kind):
    columns = (Column("name", "Namn"), Column("day", "Datum"))
    rows = [["Föreningen Åsnan", "2025-09-24"], ["Ö-laget", "2024"]]
    about = About(title="Prov", language="sv", date=make_day())
    data = {
        "csv": lambda: write_csv(columns, rows),
        "cp1252": lambda: (
            "Namn;Datum\nFöreningen Åsnan;2025-09-24\nÖ-laget;2024".encode("cp1252")
        ),
        "xlsx": lambda: write_xlsx([Sheet("Blad", columns, rows)], about),
    }[kind]()
    file = SimpleUploadedFile(f"blad.{kind}", data)

    as_petra.post(SHEET, {"file": file, "version": current(compact).pk, "save": "1"})

    names = sorted(Signature.objects.values_list("organisation__name", flat=True))
    assert names == ["Föreningen Åsnan", "Ö-laget"]


def make_day():
    from datetime import date

    return date(2026, 1, 1)


def test_five_hundred_rows_are_shown_and_saved(as_petra, compact):
    rows = [f"Föreningen nummer {n}\t2025-09-24" for n in range(500)]

    preview = as_petra.post(SHEET, sheet_of(*rows))
    as_petra.post(SHEET, sheet_of(*rows, save="1"))

    assert "Spara 500 underskrifter" in said(preview)
    assert Signature.objects.count() == 500


def test_rows_that_were_saved_by_somebody_else_meanwhile_are_not_saved_twice(
    as_petra, compact
):
    as_petra.post(SHEET, sheet_of("Ny förening\t2025"))
    from overens.compacts import actions

    actions.import_signatories(
        version=current(compact),
        cells=[["Namn", "Datum"], ["Ny förening", "2025"]],
        by=SYSTEM,
    )
    response = as_petra.post(
        SHEET, sheet_of("Ny förening\t2025", save="1"), follow=True
    )

    assert Signature.objects.count() == 1
    assert "Inget sparades" in said(response)


def test_the_first_hour_says_how_far_it_has_come(as_petra, strandland):
    bring_in(slug="strandland")

    words = said(as_petra.get("/overenskommelser/strandland/forsta-timmen/"))

    assert "1 av 10 delar är klara" in words
    assert "0 av 1 parter har ett motiv" in words


def test_the_imports_are_listed_to_their_secretariat(as_petra, compact):
    as_petra.post(SHEET, sheet_of("Ny förening\t2025", save="1"))

    assert "Undertecknare" in said(as_petra.get("/import/"))
    assert (
        as_petra.get("/import/00000000-0000-4000-8000-000000000000/").status_code == 404
    )


def test_the_first_hour_speaks_english(as_petra, strandland):
    bring_in(slug="strandland")

    for address in (
        "/en/compacts/new/",
        "/en/compacts/strandland/first-hour/",
        "/en/compacts/strandland/signatories/import/",
        "/en/imports/",
    ):
        response = as_petra.get(address)
        assert response.status_code == 200, address
        assert 'lang="en"' in response.content.decode()
