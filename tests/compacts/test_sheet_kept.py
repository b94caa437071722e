"""What a sheet says is not lost: contacts, faults, the file, and what stops an undo."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from overens.common.audit import SYSTEM
from overens.common.models import ImportRun
from overens.compacts import actions
from overens.compacts.models import Compact, Party, Signature
from overens.compacts.rules import is_usual_role
from overens.organisations.models import ContactRole, Organisation
from tests import make
from tests.compacts.rows import TEXT, bring_in, current, make_signature

pytestmark = pytest.mark.django_db
SHEET = "/overenskommelser/strandland/undertecknare/las-in/"
LIST = "/overenskommelser/strandland/undertecknare/"
NEW = "/overenskommelser/ny/"
VERSION = "/overenskommelser/strandland/ny-version/"


@pytest.fixture
def compact(strandland):
    return make.make_compact(strandland)


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def page(response) -> str:
    return response.getvalue().decode()


def rows(*lines: str, headings: str = "Namn\tKontakt\tE-post", **fields) -> dict:
    text = "\n".join([headings, *lines])
    return {"text": text, "version": current(Compact.objects.get()).pk, **fields}


# --- contacts -------------------------------------------------------------------------


def test_contact_and_e_mail_in_a_column_each_are_both_read(as_petra, compact):
    preview = as_petra.post(SHEET, rows("Föreningen\tOrdförande\to@example.org"))
    as_petra.post(SHEET, rows("Föreningen\tOrdförande\to@example.org", save="1"))

    signature = Signature.objects.get()
    assert "läses inte" not in page(preview)
    assert "o@example.org" in page(preview)
    assert signature.contact_role == "Ordförande"
    assert signature.contact_email == "o@example.org"


def test_an_organisation_without_contact_gets_the_sheets_and_undo_takes_it_away(
    as_petra, compact
):
    there = make.make_organisation("Strandlands Brukarråd")
    reached = make.make_organisation("Annan")
    ContactRole.objects.create(organisation=reached, email="kvar@example.org")

    as_petra.post(
        SHEET,
        rows(
            "Strandlands Brukarråd\tKassör\tk@example.org",
            "Annan\tOrdförande\ta@example.org",
            "Ny\t\tn@example.org",
            save="1",
        ),
    )

    contact = ContactRole.objects.get(organisation=there)
    assert (contact.email, contact.public) == ("k@example.org", False)
    assert ContactRole.objects.get(organisation=reached).email == "kvar@example.org"
    assert ContactRole.objects.filter(organisation__name="Ny").count() == 1
    actions.undo(ImportRun.objects.get(), by=SYSTEM)
    assert [each.email for each in ContactRole.objects.all()] == ["kvar@example.org"]


def test_a_telephone_number_is_refused_in_a_sentence(as_petra, compact):
    preview = as_petra.post(SHEET, rows("Föreningen\t070-123 45 67 Anna\t"))

    assert "kolumn Kontakt: ta bort telefonnumret" in page(preview)


def test_a_name_is_kept_for_the_secretariat_and_published_nowhere(as_petra, compact):
    preview = as_petra.post(SHEET, rows("Föreningen\tAnna Exempel\t"))
    as_petra.post(SHEET, rows("Föreningen\tAnna Exempel\t", save="1"))
    mine = page(as_petra.get(LIST))
    as_petra.logout()

    assert "Är det här en roll?" in page(preview)
    assert Signature.objects.get().contact_role == "Anna Exempel"
    assert "Anna Exempel" in mine
    assert "Anna Exempel" not in page(as_petra.get(LIST))
    data = page(as_petra.get("/oppna-data/signatories.csv?compact=strandland"))
    assert "Föreningen" in data
    assert "Anna Exempel" not in data


@pytest.mark.pure
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ordförande", True),
        ("vice ordförande och kassör", True),
        ("Vice chair", True),
        ("Ordf.", True),
        ("Anna Exempel", False),
        ("Ordförande Anna Exempel", False),
        ("", False),
    ],
)
def test_usual_roles_are_told_from_names(words, expected):
    assert is_usual_role(words) is expected


def test_evidence_is_public_and_the_address_is_for_the_secretariat(as_petra, compact):
    make_signature(
        compact,
        day="2025",
        evidence="Förteckningen",
        contact_role="Kassör",
        contact_email="k@example.org",
    )
    mine = page(as_petra.get(LIST))
    as_petra.logout()
    everyones = page(as_petra.get(LIST))

    assert "k@example.org" in mine
    assert "Förteckningen" in everyones
    assert "k@example.org" not in everyones


# --- faults ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["#VÄRDEFEL!", "#REF!", "#N/A", "#SAKNAS!", "12", "-"])
def test_an_error_of_excels_is_no_name(as_petra, compact, name):
    preview = as_petra.post(SHEET, rows(name))

    assert "är inget namn" in page(preview)


def test_a_public_body_is_refused_on_the_other_side(as_petra, compact):
    make.make_organisation("Bolmens kommun", kind="public")

    preview = as_petra.post(
        SHEET, rows("Bolmens kommun\tIdéburen sektor", headings="Namn\tSida")
    )

    assert "kan inte skriva under för parten Idéburen sektor" in page(preview)


def test_rows_that_were_not_taken_stay_with_the_import_and_can_be_fetched(
    as_petra, compact
):
    as_petra.post(SHEET, rows("Ny", "#REF!", "Fel\tx\tinget", save="1"))
    run = ImportRun.objects.get()

    shown = page(as_petra.get(f"/import/{run.uuid}/"))
    english = page(as_petra.get(f"/en/imports/{run.uuid}/"))
    fetched = page(as_petra.get(f"/import/{run.uuid}/fel.csv"))

    assert "2 rader togs inte med" in shown
    assert "Rad 4, kolumn E-post" in shown
    assert "Row 4, column E-post" in english
    read = list(csv.reader(io.StringIO(fetched.lstrip("\ufeff")), delimiter=";"))
    found = read if len(read[0]) > 1 else list(csv.reader(io.StringIO(fetched)))
    assert [row[1] for row in found[1:]] == ["#REF!", "Fel"] or "'#REF!" in fetched
    for code in ("compacts.import_signatories", "unchanged", ">compact<"):
        assert code not in shown


def test_an_undo_that_cannot_be_names_and_links_what_is_in_the_way(as_petra, compact):
    as_petra.post(SHEET, rows("Ny förening", save="1"))
    run = ImportRun.objects.get()
    organisation = Organisation.objects.get(name="Ny förening")
    signature = Signature.objects.get()
    actions.correct_signature(signature=signature, evidence="Listan", by=SYSTEM)

    answer = as_petra.post(f"/import/{run.uuid}/")

    assert answer.status_code == 422
    assert "Inget ångrades" in page(answer)
    assert organisation.name in page(answer)
    assert f'href="{signature.get_absolute_url()}"' in page(answer)


# --- the first hour -------------------------------------------------------------------


def typed(**fields):
    return {"text": TEXT, "language": "sv", "slug": "provby", **fields}


def test_a_file_with_faults_is_not_thrown_away(as_petra):
    file = SimpleUploadedFile("text.md", "## Syfte\n\nEn lång text.".encode())

    answer = as_petra.post(NEW, {"file": file, "language": "sv", "slug": ""})

    assert answer.status_code == 422
    assert "En lång text." in page(answer)


def test_a_word_file_without_a_title_is_told_in_words_words(as_petra):
    from docx import Document

    document, packed = Document(), io.BytesIO()
    document.add_paragraph("Vi vill samverka mer.")
    document.save(packed)
    file = SimpleUploadedFile("text.docx", packed.getvalue())

    answer = as_petra.post(NEW, {"file": file, "language": "sv", "slug": "provby"})

    assert answer.status_code == 422
    assert "Formatera det som Rubrik 1 i Word" in page(answer)
    assert "Vi vill samverka mer." in page(answer)


def test_saving_again_after_going_back_leads_on(as_petra):
    as_petra.post(NEW, typed(save="1"))
    again = as_petra.post(NEW, typed(save="1"))
    other = as_petra.post(NEW, typed(save="1", text=TEXT + "\n\nMer.\n"))

    assert again.status_code == 302
    assert again.url == "/overenskommelser/provby/forsta-timmen/"
    assert other.status_code == 422
    assert 'href="/overenskommelser/provby/ny-version/"' in page(other)
    assert Compact.objects.count() == 1


def test_a_heading_that_is_another_name_of_a_side_makes_no_new_side(
    as_petra, strandland
):
    bring_in(slug="strandland")
    newer = TEXT.replace("### Regionen", "### Region Strandland")
    newer = newer.replace("tidigt", "i god tid")

    preview = as_petra.post(VERSION, {"text": newer, "language": "sv"})
    as_petra.post(
        VERSION,
        {
            "text": newer,
            "language": "sv",
            "save": "1",
            "side:Region Strandland": "regionen",
        },
    )

    party = Party.objects.get()
    assert "Vem är ”Region Strandland”?" in page(preview)
    assert party.commitments.filter(version__number=2).count() == 2


def test_what_is_pasted_is_sent_whole_and_its_length_is_said(as_petra, compact):
    address = "/overenskommelser/strandland/andra/"
    form = page(as_petra.get(address))
    answer = as_petra.post(
        address,
        {"name_sv": "Namn", "status": "in force", "lead_sv": "ordet " * 200},
    )

    assert "maxlength" not in form
    assert answer.status_code == 422
    assert "Du har skrivit 1199 tecken. Skriv högst 600." in page(answer)
    assert "ordet " * 199 in page(answer)
