"""The import beside others, and with files that mean harm: nothing lost or twice."""

from __future__ import annotations

import json
import time

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from overens.common.imports import undo_import
from overens.common.models import ImportRun
from overens.organisations.actions import add_organisation
from overens.organisations.actions.importing import (
    ask_to_write,
    forget_import,
    running,
    write_import,
)
from overens.organisations.actions.importing.reading import AlreadyBegun
from overens.organisations.actions.importing.writing import Writer
from overens.organisations.models import Municipality, Organisation, RegisterSource
from tests.organisations.register_sheets import (
    BY,
    HEAD,
    ONE,
    TWO,
    as_it_stands,
    bring_in,
    make_places,
    read_sheet_of,
    reported,
)

# The same organisation once more in the same list, with another area.
AGAIN = ONE.replace("1;", "8;", 1).replace(";Idrott;", ";Kultur;")


@pytest.fixture
def places(db):
    make_places()


def without_sources(stands):
    return {name: rows for name, rows in stands.items() if "Source" not in name}


def test_a_list_that_has_an_organisation_twice_is_undone_exactly(places):
    before = without_sources(as_it_stands())
    incoming = bring_in(HEAD + ONE + AGAIN)
    assert Organisation.objects.count() == 1
    assert Organisation.objects.get().areas.count() == 2

    undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    assert without_sources(as_it_stands()) == before


def writer_of(incoming):
    sheet = running.opened(incoming)
    return Writer(incoming, running._planner(incoming, sheet)), sheet


def test_two_workers_with_the_same_import_write_it_once(places):
    incoming = read_sheet_of(HEAD + ONE + TWO)
    same = type(incoming).objects.get(pk=incoming.pk)
    running._begin(incoming, by=BY)
    one, one_sheet = writer_of(incoming)
    other, other_sheet = writer_of(same)

    with one_sheet, other_sheet:
        list(one.write(one_sheet))
        assert list(other.write(other_sheet)) == []

    assert Organisation.objects.count() == 2
    same.refresh_from_db()
    assert same.counts["new"] == 2


def test_an_address_and_a_number_taken_meanwhile_are_made_way_for(places):
    incoming = read_sheet_of(HEAD + ONE)
    running._begin(incoming, by=BY)
    writer, sheet = writer_of(incoming)
    add_organisation(name="Åleds IF", kind="civil", org_number="849999-9996", by=BY)

    with sheet:
        (plans,) = list(writer.write(sheet))

    assert Organisation.objects.filter(name="Åleds IF").count() <= 2
    assert Organisation.objects.filter(org_number="8499999996").count() == 1
    assert plans[0].link == "rule" or plans[0].notes == ["borrowed number"]


def test_an_import_that_is_taken_back_is_not_written_on(places, monkeypatch):
    planning = "overens.organisations.actions.importing.planning"
    monkeypatch.setattr(f"{planning}.A_PIECE", 1)
    incoming = read_sheet_of(HEAD + ONE + TWO)

    def take_back(_plans):
        undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    left = write_import(incoming, by=BY, told=take_back)

    assert left.state == "taken back"
    assert not Organisation.objects.exists()


def test_what_is_being_written_is_not_let_go(places):
    incoming = ask_to_write(read_sheet_of(HEAD + ONE))

    with pytest.raises(AlreadyBegun):
        forget_import(incoming)


@pytest.mark.parametrize(
    "cell", ["a" * 90_000, "640823" + " " * 90_000, "a." * 45_000, "x" * 90_000 + "@"]
)
def test_a_cell_without_end_takes_no_time(places, cell):
    begun = time.process_time()

    rows = reported(
        f"Namn;E-post;Hemsida;Kommun;Om\nA IF;{cell};{cell};{cell};{cell}\n"
    )

    assert rows[0].outcome == "new"
    # Some hundredths; a pattern that tries every way would take minutes.
    assert time.process_time() - begun < 20


def test_a_register_of_ones_own_learns_the_municipalities_that_rows_name(
    db, tmp_path, capsys
):
    path = tmp_path / "foreningar.csv"
    path.write_text("Namn;Kommun\nÅleds IF;1380\nHylte BK;Hylte kommun\n")

    call_command("import_register", str(path), source="Listan", json=True)

    said = json.loads(capsys.readouterr().out)
    assert [row["reason"] for row in said["rows"]] == ["", ""]
    named = dict(Organisation.objects.values_list("name", "based_in__name"))
    assert named == {"Åleds IF": "Halmstad", "Hylte BK": "Hylte"}
    # The rest of the county comes along, so that the map is whole.
    assert Municipality.objects.filter(county="13").count() == 6


def test_looking_brings_in_no_municipality(db):
    read_sheet_of("Namn;Kommun\nÅleds IF;1380\n")

    assert not Municipality.objects.exists()


def test_the_title_of_a_list_says_its_municipality_in_an_empty_register(db):
    bring_in(
        "Föreningsregister 1382\nUppdaterat i mars\nNamn;Ort\nUllareds IF;Ullared\n"
    )

    assert RegisterSource.objects.get().municipality.name == "Falkenberg"
    assert Organisation.objects.get().based_in.code == "1382"


def test_an_address_that_many_share_is_no_ground_for_taking_two_for_one(places):
    head = "Post;Namn;Kommun;Hemsida\n"
    many = "".join(
        f"{n};Förening {n};Halmstad;https://forbundet.example.org\n" for n in range(9)
    )
    bring_in(head + many + "20;PRO;Halmstad;https://forbundet.example.org\n")

    rows = reported(
        head + "1;PRO;Halmstad;https://forbundet.example.org\n", source="Bidragslistan"
    )

    assert rows[0].outcome == "new"


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_what_is_weighed_is_locked_until_it_is_written(places):
    bring_in(HEAD + ONE)
    incoming = read_sheet_of(HEAD + ONE.replace("Åled;", "Getinge;"))
    with running.opened(incoming) as sheet, transaction.atomic():
        planner = running._planner(incoming, sheet)
        planner.begin([])
        with connection.execute_wrapper(asked := _Asked()):
            planner.plan([(2, sheet.head(2)[1])])
    assert any("FOR UPDATE" in sql for sql in asked.said)


class _Asked:
    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        self.said.append(sql)
        return execute(sql, params, many, context)
