"""An import to the register is taken back, goes on when cut off, and by command."""

from __future__ import annotations

import json
import os

import pytest
from django.core.management import call_command

from overens.common.failpoints import Stopped
from overens.common.imports import ChangedSince, undo_import
from overens.common.models import AuditLine, FileReference, ImportRun
from overens.organisations.actions import change_organisation, set_mark
from overens.organisations.actions.importing import write_import
from overens.organisations.models import Organisation
from tests.organisations.register_sheets import (
    BY,
    HEAD,
    ONE,
    TWO,
    as_it_stands,
    bring_in,
    make_places,
    read_sheet_of,
)


@pytest.fixture
def places(db):
    make_places()


def test_undoing_gives_the_register_back_as_it_was(places):
    bring_in(HEAD + ONE + TWO)
    before = as_it_stands()
    changed = ONE.replace("Åleds IF", "Åleds Idrottsförening").replace(
        ";Idrott;", ";Kultur;"
    )
    incoming = bring_in(HEAD + changed + "3;Torups BK;;Hylte;Torup;Idrott;;bk@x.se\n")
    assert incoming.counts["gone"] == 1

    undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    assert as_it_stands() == before


def test_undoing_is_refused_when_a_made_organisation_is_used_since(places):
    incoming = bring_in(HEAD + ONE + TWO)
    used = Organisation.objects.get(name="Åleds IF")
    set_mark(organisation=used, kind="signatory", key="hok")

    with pytest.raises(ChangedSince):
        undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    assert Organisation.objects.count() == 2


def test_undoing_is_refused_when_what_was_changed_is_changed_since(places):
    bring_in(HEAD + ONE)
    incoming = bring_in(HEAD + ONE.replace("Åled;", "Getinge;"))
    organisation = Organisation.objects.get()
    change_organisation(organisation=organisation, by=BY, locality="Sennan")

    with pytest.raises(ChangedSince):
        undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    organisation.refresh_from_db()
    assert organisation.locality == "Sennan"


def test_writing_that_is_cut_off_goes_on_where_it_was(places, monkeypatch):
    planning = "overens.organisations.actions.importing.planning"
    monkeypatch.setattr(f"{planning}.A_PIECE", 2)
    rows = "".join(f"{n};Förening {n};;Halmstad;;;;\n" for n in range(1, 8))
    incoming = read_sheet_of(HEAD + rows)

    def stop_at_the_second(_plans):
        os.environ["OVERENS_FAILPOINTS"] = "organisations.import_piece:raise"

    try:
        with pytest.raises(Stopped):
            write_import(incoming, by=BY, told=stop_at_the_second)
    finally:
        os.environ.pop("OVERENS_FAILPOINTS", None)
    assert Organisation.objects.count() == 2

    incoming = write_import(incoming, by=BY)

    assert incoming.counts["new"] == 7
    assert Organisation.objects.count() == 7
    assert write_import(incoming, by=BY).counts["new"] == 7
    done = AuditLine.objects.filter(action="organisations.import_register")
    assert done.count() == 1


def test_an_import_that_was_cut_off_is_undone_as_well(places, monkeypatch):
    planning = "overens.organisations.actions.importing.planning"
    monkeypatch.setattr(f"{planning}.A_PIECE", 1)
    incoming = read_sheet_of(HEAD + ONE + TWO)
    before = as_it_stands()

    def stop(_plans):
        raise Stopped("here")

    with pytest.raises(Stopped):
        write_import(incoming, by=BY, told=stop)
    assert Organisation.objects.count() == 1

    undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    assert as_it_stands() == before


def test_the_command_says_each_row_as_one_json_document(places, tmp_path, capsys):
    path = tmp_path / "listan.csv"
    path.write_text(HEAD + ONE + "9;;;;;;;\n", encoding="utf-8-sig")

    call_command("import_register", str(path), source="Listan", json=True)

    said = json.loads(capsys.readouterr().out)
    counts = {name: said[name] for name in ("new", "changed", "unchanged", "refused")}
    assert counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    first, second = said["rows"]
    assert (first["row"], first["outcome"]) == (2, "new")
    assert first["organisation"] == "aleds-if"
    assert second["reason"]
    call_command("undo_import", said["import"])
    assert not Organisation.objects.exists()


def test_a_dry_run_leaves_no_trace_but_the_source(places, tmp_path, capsys):
    path = tmp_path / "listan.csv"
    path.write_text(HEAD + ONE, encoding="cp1252")

    call_command("import_register", str(path), source="Listan", dry_run=True)

    assert "new 1" in capsys.readouterr().out
    assert not Organisation.objects.exists()
    assert not FileReference.objects.exists()
