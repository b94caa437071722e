"""Rows of a source into the register: new, changed, unchanged, refused; and back."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from overens.common.files import read_file
from overens.common.imports import undo_import
from overens.common.models import AuditLine, ImportRun, StoredFile
from overens.organisations.actions import (
    change_organisation,
    confirm_organisation,
)
from overens.organisations.actions.importing import (
    file_of,
    planned,
    settle_import,
    write_import,
)
from overens.organisations.models import (
    ContactRole,
    Organisation,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.rules.coming_in import NameNotMapped
from tests.organisations.register_sheets import (
    BY,
    DAY,
    HEAD,
    ONE,
    TWO,
    as_it_stands,
    bring_in,
    make_places,
    read_sheet_of,
    reported,
)


@pytest.fixture
def places(db):
    make_places()


def outcomes(rows) -> list[str]:
    return [row.outcome for row in rows]


def test_a_new_row_becomes_an_organisation_with_all_that_it_says(places):
    bring_in(HEAD + ONE)

    organisation = Organisation.objects.get()
    assert organisation.name == "Åleds IF"
    assert organisation.slug == "aleds-if"
    assert organisation.org_number == "8499999996"
    assert organisation.based_in.code == "1380"
    assert organisation.locality == "Åled"
    assert organisation.website == "https://aleds-if.example.org"
    assert [area.key for area in organisation.areas.all()] == ["sport"]
    assert [place.code for place in organisation.municipalities.all()] == ["1380"]
    assert organisation.field_sources["identity"] == {
        "source": "municipality",
        "day": "2026-11-22",
        "register": "listan",
    }
    assert Organisation.objects.named("aleds").get() == organisation


def test_only_the_address_of_a_role_is_shown_to_the_public(places):
    bring_in(HEAD + ONE + TWO)

    shown = dict(ContactRole.objects.values_list("email", "public"))
    assert shown == {"info@aled.example.org": True, "eva.ek@example.org": False}


def test_the_row_is_kept_as_it_came_and_the_file_with_it(places):
    incoming = bring_in(HEAD + ONE)

    record = SourceRecord.objects.get()
    assert record.key == "1"
    assert record.raw["Hemsida"] == "aleds-if.example.org"
    assert record.first_seen == DAY
    assert record.organisation.name == "Åleds IF"
    kept = read_file(file_of(incoming)).decode()
    assert kept.splitlines() == (HEAD + ONE).splitlines()


def test_the_same_file_once_more_changes_nothing(places):
    bring_in(HEAD + ONE + TWO)
    before = as_it_stands()

    rows = reported(HEAD + ONE + TWO)

    assert outcomes(rows) == ["unchanged", "unchanged"]
    after = as_it_stands()
    assert after == before


def test_a_row_that_says_something_new_changes_that_alone(places):
    bring_in(HEAD + ONE + TWO)

    rows = reported(HEAD + ONE.replace("Åleds IF", "Åleds Idrottsförening") + TWO)

    assert outcomes(rows) == ["changed", "unchanged"]
    assert [(each.field, each.before, each.after) for each in rows[0].taken] == [
        ("name", "Åleds IF", "Åleds Idrottsförening")
    ]
    organisation = Organisation.objects.get(org_number="8499999996")
    assert organisation.name == "Åleds Idrottsförening"
    assert list(organisation.names.values_list("name", "kind")) == [
        ("Åleds IF", "former")
    ]
    assert organisation in Organisation.objects.named("Åleds IF")


def test_a_silent_source_empties_nothing(places):
    bring_in(HEAD + ONE)

    bring_in(HEAD + "1;Åleds IF;;;;;;\n")

    organisation = Organisation.objects.get()
    assert organisation.org_number == "8499999996"
    assert organisation.website


def test_what_the_organisation_has_confirmed_wins_over_its_source(places):
    bring_in(HEAD + ONE)
    organisation = Organisation.objects.get()
    confirm_organisation(organisation=organisation, day=DAY, source="own", by=BY)

    rows = reported(HEAD + ONE.replace("aleds-if.example.org", "annan.example.org"))

    assert [each.kept for each in rows[0].differences] == ["confirmed"]
    organisation.refresh_from_db()
    assert organisation.website == "https://aleds-if.example.org"


def test_what_the_secretariat_has_written_is_kept_and_holes_are_filled(places):
    bring_in(HEAD + TWO)
    organisation = Organisation.objects.get()
    change_organisation(
        organisation=organisation, by=BY, source="secretariat", day=DAY, locality="Rydö"
    )

    rows = reported(
        HEAD
        + TWO.replace("Torup", "Hylte")
        .replace(";;1315", ";;1315")
        .replace(";Kultur;;", ";Kultur;hylte.example.org;")
    )

    assert {each.field: each.kept for each in rows[0].differences} == {
        "locality": "by hand",
        "website": "",
    }
    organisation.refresh_from_db()
    assert organisation.locality == "Rydö"
    assert organisation.website == "https://hylte.example.org"


def test_another_source_fills_holes_and_overwrites_nothing(places):
    bring_in(HEAD + ONE.replace(";Idrott;aleds-if.example.org", ";;"))

    rows = reported(HEAD + ONE.replace("Åled;", "Getinge;"), source="Bidragslistan")

    assert outcomes(rows) == ["changed"]
    assert rows[0].link == "rule"
    organisation = Organisation.objects.get()
    assert organisation.locality == "Åled"
    assert organisation.website == "https://aleds-if.example.org"
    assert organisation.records.count() == 2


def test_what_is_gone_from_its_source_is_flagged_and_comes_back(places):
    bring_in(HEAD + ONE + TWO)

    incoming = bring_in(HEAD + ONE)

    assert incoming.counts["gone"] == 1
    gone = SourceRecord.objects.get(key="2")
    assert (gone.gone_since, gone.last_seen) == (DAY, DAY)
    assert Organisation.objects.count() == 2
    bring_in(HEAD + ONE + TWO)
    gone.refresh_from_db()
    assert (gone.gone_since, gone.last_seen) == (None, None)


def test_a_part_of_a_source_makes_nothing_gone(places):
    bring_in(HEAD + ONE + TWO)

    incoming = bring_in(HEAD + ONE, is_complete=False)

    assert "gone" not in incoming.counts
    assert not SourceRecord.objects.exclude(gone_since=None).exists()


def test_a_personal_number_is_refused_and_kept_nowhere(places):
    sheet = HEAD + "7;Skattmasen Ek;640823-3234;Halmstad;;;;\n"

    rows = reported(sheet)

    assert outcomes(rows) == ["refused"]
    assert not Organisation.objects.exists()
    assert "640823" not in json.dumps(as_it_stands(), default=str)
    said = [str(line.facts) for line in AuditLine.objects.all()]
    runs = [str(run.summary) for run in ImportRun.objects.all()]
    assert "640823" not in " ".join([*said, *runs])


def test_the_file_with_a_personal_number_in_it_is_not_kept(places):
    bring_in(HEAD + ONE + "7;Skattmasen Ek;640823-3234;Halmstad;;;;\n")

    kept = [read_file(row.references.get()) for row in StoredFile.objects.all()]
    assert b"640823" not in b" ".join(kept)


def test_a_number_with_a_wrong_check_figure_is_told_about_and_left_out(places):
    rows = reported(HEAD + ONE.replace("849999-9996", "849999-9994"))

    assert outcomes(rows) == ["new"]
    assert rows[0].notes == ["wrong check figure"]
    assert Organisation.objects.get().org_number == ""
    assert "849999" not in json.dumps(SourceRecord.objects.get().raw)


def test_a_branch_that_uses_its_parents_number_borrows_it(places):
    branch = ONE.replace("1;Åleds IF", "3;Åleds IF Damernas krets")

    rows = reported(HEAD + ONE + branch)

    assert outcomes(rows) == ["new", "new"]
    assert rows[1].notes == ["borrowed number"]
    made = Organisation.objects.get(name__endswith="krets")
    assert (made.org_number, made.borrowed_number) == ("", "8499999996")


def test_two_valid_numbers_that_differ_are_never_made_one(places):
    bring_in(HEAD + ONE)

    rows = reported(HEAD + ONE.replace("849999-9996", "802003-9999"))

    assert [each.kept for each in rows[0].differences] == ["other number"]
    assert Organisation.objects.get().org_number == "8499999996"


def test_the_same_number_in_the_source_twice_is_refused_the_second_time(places):
    rows = reported(HEAD + ONE + TWO.replace("2;", "1;"))

    assert outcomes(rows) == ["new", "refused"]
    assert "2" in str(rows[1].fault)


def test_a_row_with_more_cells_than_headings_is_refused(places):
    rows = reported(HEAD + ONE.replace("Åleds IF", "Åleds; IF"))

    assert outcomes(rows) == ["refused"]


def test_a_preview_says_what_writing_then_does(places):
    bring_in(HEAD + ONE)
    sheet = HEAD + ONE.replace("Åled;", "Getinge;") + TWO + ";;;;;;;\n" + "9;;;;;;;x\n"
    incoming = read_sheet_of(sheet)
    before = as_it_stands()

    said = [(row.row, row.outcome) for row in planned(incoming)]

    assert as_it_stands() == before
    heard = []
    write_import(incoming, by=BY, told=heard.extend)
    assert [(row.row, row.outcome) for row in heard] == said
    assert [outcome for _row, outcome in said] == ["changed", "new", "refused"]


def test_former_names_come_in_and_misspellings_are_only_searched_by(places):
    bring_in("Namn;Tidigare namn;Kommun\nÅleds IF;IK Åled;Halmstad\n")

    organisation = Organisation.objects.get()
    assert list(organisation.names.values_list("name", "kind")) == [
        ("IK Åled", "other")
    ]


def test_two_columns_of_the_name_have_to_be_told_apart(places):
    incoming = read_sheet_of("Namn;Ort\nÅleds IF;Åled\n")

    with pytest.raises(NameNotMapped):
        settle_import(incoming, mapping={"Namn": ""}, is_complete=True, repairs=False)


def test_how_columns_were_read_is_remembered_with_the_source(places):
    incoming = read_sheet_of("Vad den kallas;Ort\nÅleds IF;Åled\n")
    settle_import(
        incoming, mapping={"Vad den kallas": "name"}, is_complete=True, repairs=False
    )
    incoming.refresh_from_db()
    write_import(incoming, by=BY)

    again = read_sheet_of("Vad den kallas;Ort\nÅleds IF;Åled\n")

    assert again.mapping["Vad den kallas"] == "name"
    assert RegisterSource.objects.get().last_read == DAY


def test_a_sheet_of_one_municipality_is_in_it(places):
    bring_in("Föreningsregister 1382\nUppdaterat i mars\nNamn\nUllareds IF\n")

    assert Organisation.objects.get().based_in.code == "1382"


def test_damaged_letters_are_told_about_and_put_right_when_asked(places):
    sheet = "Namn;Kommun\nÃ…leds IF;Halmstad\n"

    rows = reported(sheet)
    assert rows[0].notes == ["double encoded"]
    undo_import(ImportRun.objects.get(), by=BY)
    rows = reported(sheet, repairs=True)

    assert rows[0].notes == []
    assert Organisation.objects.get().name == "Åleds IF"


def test_five_hundred_rows_take_as_many_questions_as_five(places, settings):
    def asked(rows: int, first: int) -> int:
        lines = "".join(
            f"{n};Förening {n};;Halmstad;;Idrott;;\n"
            for n in range(first, first + rows)
        )
        with connection.execute_wrapper(counter := _Counter()):
            bring_in(HEAD + lines, source=f"Källa {rows}")
        return counter.asked

    few, many = asked(5, 1), asked(500, 1_000)

    assert many <= few + 8


class _Counter:
    asked = 0

    def __call__(self, execute, sql, params, many, context):
        self.asked += 1
        return execute(sql, params, many, context)
