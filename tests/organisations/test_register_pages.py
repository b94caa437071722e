"""Petra brings a list in by its pages: choose, look, write, see, undo."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from overens.common.models import FileReference, ImportRun
from overens.organisations.models import Organisation, RegisterImport, RegisterSource
from overens.organisations.tasks import write_import
from tests.organisations.register_sheets import HEAD, ONE, TWO

SOURCES = "/organisationer/kallor/"
NEW = "/organisationer/kallor/ny/"


@pytest.fixture
def petra_in(client, petra, strandland):
    from overens.common.audit import operator
    from overens.organisations.actions import import_areas, import_municipalities
    from tests.organisations.register_sheets import AREA_WORDS, HALLAND

    rows = [{"code": code, "name": name} for code, name in HALLAND.items()]
    world = strandland.origin
    import_municipalities(rows, county="13", by=operator(), origin=world)
    import_areas(AREA_WORDS, classification="areas", by=operator())
    client.force_login(petra)
    return client


def sent(client, text: str, **fields):
    given = {"source": "new", "name": "Listan", "kind": "municipality", "text": text}
    return client.post(NEW, {**given, **fields})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_the_list_of_organisations_to_rows_written_and_undone(petra_in):
    front = petra_in.get("/organisationer/")
    assert SOURCES in text_of(front)
    assert NEW in text_of(petra_in.get(SOURCES))
    file = SimpleUploadedFile("Föreningar.csv", (HEAD + ONE + TWO).encode("cp1252"))

    looked = petra_in.post(
        NEW,
        {"source": "new", "name": "Sandhamra", "kind": "municipality", "file": file},
        follow=True,
    )

    page = text_of(looked)
    assert "Ingenting är skrivet än" in page
    assert "Skriv in 2 rader" in page
    assert "Åleds IF" in page
    assert not Organisation.objects.filter(name="Åleds IF").exists()
    incoming = RegisterImport.objects.get()
    petra_in.post(looked.request["PATH_INFO"], {"do": "write"})
    assert "läses in" in text_of(petra_in.get(looked.request["PATH_INFO"]))
    write_import(str(incoming.uuid))
    done = text_of(petra_in.get(looked.request["PATH_INFO"]))
    assert "inläst" in done
    assert Organisation.objects.filter(name="Åleds IF").exists()
    undo = reverse("compacts:import", args=[incoming.uuid])
    assert undo in done
    record = text_of(petra_in.get(undo))
    assert "<dt>Källa</dt><dd>Sandhamra</dd>" in record
    assert "<dt>Nya</dt><dd>2</dd>" in record
    assert "<dt>Borta ur källan</dt><dd>0</dd>" in record
    assert "source" not in record.split("Uppgifter om inläsningen")[1].split("</dl>")[0]
    assert "Rader som den skapade" not in record
    petra_in.post(undo)
    assert not Organisation.objects.filter(name="Åleds IF").exists()
    assert ImportRun.objects.get().undone_at is not None


def test_pasted_rows_are_looked_at_too(petra_in):
    page = text_of(petra_in.get(sent(petra_in, "Namn\tOrt\nÅleds IF\tÅled\n").url))

    assert "Skriv in 1 rad" in page


def test_what_a_row_would_change_is_said_field_by_field(petra_in):
    first = sent(petra_in, HEAD + ONE)
    petra_in.post(first.url, {"do": "write"})
    write_import(str(RegisterImport.objects.get().uuid))

    again = sent(petra_in, HEAD + ONE.replace("Åled;", "Getinge;"), source="listan")
    page = text_of(petra_in.get(again.url))

    assert "<strong>Postort:</strong> <del>Åled</del> → Getinge" in page


def test_the_columns_can_be_said_anew(petra_in):
    url = sent(petra_in, "Vad den kallas;Ort\nÅleds IF;Åled\n").url
    page = text_of(petra_in.get(url))
    assert "Ange vilken kolumn som innehåller namnet" in page

    answer = petra_in.post(
        url, {"do": "settle", "column_0": "name", "column_1": "", "is_complete": "on"}
    )

    assert answer.status_code == 302
    assert "Skriv in 1 rad" in text_of(petra_in.get(url))


def test_two_columns_of_the_name_are_refused_and_what_was_chosen_is_kept(petra_in):
    url = sent(petra_in, "Namn;Ort\nÅleds IF;Åled\n").url

    answer = petra_in.post(
        url, {"do": "settle", "column_0": "name", "column_1": "name"}
    )

    assert answer.status_code == 422
    assert "Två kolumner" in text_of(answer)
    assert RegisterImport.objects.get().mapping["Ort"] == "locality"


def test_rows_that_are_let_go_leave_nothing(petra_in):
    url = sent(petra_in, HEAD + ONE).url

    petra_in.post(url, {"do": "forget"})

    assert not RegisterImport.objects.exists()
    assert petra_in.get(url).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "Välj en fil, eller klistra in raderna."),
        ({"name": ""}, "Skriv vad källan heter."),
        ({"text": 'Namn;Ort\n"Åleds IF;Åled\n'}, "citattecken"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_is_kept(petra_in, fields, said):
    answer = sent(petra_in, **{"text": HEAD + ONE, **fields})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Listan" in text_of(answer) or fields.get("name") == ""
    assert not RegisterSource.objects.exists()


def test_a_workbook_with_macros_or_a_picture_is_refused_in_a_sentence(petra_in):
    for name, data in (("a.png", b"\x89PNG\r\n"), ("a.xls", b"\xd0\xcf\x11\xe0")):
        file = SimpleUploadedFile(name, data + b"\xa1\xb1\x1a\xe1" * 20)
        answer = petra_in.post(
            NEW, {"source": "new", "name": "X", "kind": "municipality", "file": file}
        )
        assert answer.status_code == 422
        assert "ds-validation-message" in text_of(answer) or "xlsx" in text_of(answer)


def test_what_was_refused_is_listed_when_the_rest_is_written(petra_in):
    url = sent(petra_in, HEAD + ONE + "7;Skattmasen;640823-3234;;;;;\n").url
    petra_in.post(url, {"do": "write"})
    write_import(str(RegisterImport.objects.get().uuid))

    page = text_of(petra_in.get(url))

    assert "Rad 3, Skattmasen" in page
    assert "640823" not in page


def test_a_file_whose_time_is_over_is_said_to_be_gone_and_can_be_let_go(petra_in):
    url = sent(petra_in, HEAD + ONE).url
    FileReference.objects.all().delete()

    page = petra_in.get(url)

    assert page.status_code == 200
    assert "Filen finns inte kvar" in text_of(page)
    assert petra_in.post(url, {"do": "forget"}).status_code == 302
    assert not RegisterImport.objects.exists()
