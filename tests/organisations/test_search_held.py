"""The search is true whatever happens beside it: cut-off loads, others who write."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from overens.common.daily import take_steps
from overens.common.imports import undo_import
from overens.common.models import ImportRun
from overens.organisations.actions import (
    add_other_name,
    search_off,
)
from overens.organisations.actions.importing import write_import
from overens.organisations.actions.importing.writing import Writer
from overens.organisations.models import Organisation, SearchChange, SearchState
from overens.organisations.queries import Search, search
from overens.organisations.queries.search.holding import Words, held_now
from tests import make
from tests.organisations.register_sheets import (
    BY,
    HEAD,
    ONE,
    TWO,
    make_places,
    read_sheet_of,
)

TODAY = date(2026, 11, 22)


def found(words: str) -> list[str]:
    ids = search(Search("own", TODAY, words)).ids
    return [Organisation.objects.get(pk=pk).name for pk in ids]


@pytest.fixture
def cut_off(db):
    """Return what leaves the search as a load does whose process is killed."""
    loads = []

    def leave() -> None:
        loads.append(search_off())
        loads[-1].__enter__()

    yield leave
    for load in loads:
        load.gen.close()


def test_an_import_with_few_rows_left_turns_on_the_search_it_was_cut_off_with(cut_off):
    make_places()
    incoming = read_sheet_of(HEAD + ONE + TWO)
    cut_off()

    write_import(incoming, by=BY)

    assert found("åleds") == ["Åleds IF"]
    assert not SearchState.objects.filter(is_off=True).exists()


def test_a_cut_off_import_that_is_undone_turns_on_the_search(cut_off):
    make_places()
    incoming = write_import(read_sheet_of(HEAD + ONE), by=BY)
    cut_off()
    make.make_organisation("Mitt i inläsningen", origin="own")

    undo_import(ImportRun.objects.get(uuid=incoming.uuid), by=BY)

    assert found("inläsningen") == ["Mitt i inläsningen"]


def test_a_load_that_nobody_goes_on_with_is_found_the_day_after(cut_off):
    cut_off()
    make.make_organisation("Bortglömd Rad", origin="own")

    results = {each.name: each for each in take_steps(TODAY)}

    assert results["organisations.keep_search"].did == 1
    assert found("bortglömd") == ["Bortglömd Rad"]
    again = {each.name: each for each in take_steps(TODAY)}
    assert again["organisations.keep_search"].did == 0


def test_a_former_name_that_is_added_later_is_known_when_it_is_misspelt(db):
    club = make.make_organisation("Svanen", origin="own")
    assert search(Search("own", TODAY, "svanan")).meant == "svanen"

    add_other_name(organisation=club, name="Ankdammen", kind="other", by=BY)

    assert search(Search("own", TODAY, "ankdamen")).meant == "ankdammen"


def test_words_that_one_request_reads_are_not_changed_by_another(db):
    make.make_organisation("Svanen", origin="own")
    words = held_now().known_words()
    read = iter(words.by_length[6].items())
    next(read)

    make.make_organisation("Gåsens", origin="own")

    assert held_now().known_words().has("gasens")
    assert list(read) == []
    assert not words.has("gasens")


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.django_db(transaction=True)
def test_an_import_that_comes_to_an_end_after_others_have_written_is_counted():
    make_places()
    other = make.make_organisation("Står redan", origin="own")
    rows = "".join(f"{n};Förening {n};;Halmstad;;;;\n" for n in range(1, 201))
    incoming = read_sheet_of(HEAD + rows)
    written = Writer._count

    def others_write_first(writer, plans, last):
        """Somebody changes a row and searches, after the piece and before its end."""

        def change():
            Organisation.objects.filter(pk=other.pk).update(level="local")
            assert search(Search("own", TODAY)).count == 1
            connection.close()

        beside = threading.Thread(target=change)
        beside.start()
        beside.join()
        written(writer, plans, last)

    Writer._count = others_write_first
    try:
        write_import(incoming, by=BY)
    finally:
        Writer._count = written

    assert search(Search("own", TODAY)).count == 201


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.django_db(transaction=True)
def test_an_edit_begun_while_the_search_was_off_and_ended_when_it_is_on_is_counted():
    club = make.make_organisation("Står redan", origin="own")
    written, may_end = threading.Event(), threading.Event()

    def edit():
        with transaction.atomic():
            Organisation.objects.filter(pk=club.pk).update(level="local")
            written.set()
            may_end.wait(timeout=20)
        connection.close()

    beside = threading.Thread(target=edit)
    with search_off():
        beside.start()
        assert written.wait(timeout=20)
    assert search(Search("own", TODAY, level="local")).count == 0
    may_end.set()
    beside.join()

    assert search(Search("own", TODAY, level="local")).count == 1


def test_who_has_not_looked_for_days_reads_everything(db, monkeypatch):
    """Lines of the log are forgotten, read or not."""
    make.make_organisation("Läst en gång", origin="own")
    held_now()
    make.make_organisation("Glömd rad", origin="own")
    SearchChange.objects.order_by("-id").first().delete()
    later = timezone.now() + timedelta(days=4)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert search(Search("own", TODAY)).count == 2


def test_no_number_is_what_a_misspelt_word_means():
    words = Words({"halmstad": 2, "5560125790": 1, "idrott": 1})

    assert {length: sorted(of) for length, of in words.by_length.items()} == {
        8: ["halmstad"],
        6: ["idrott"],
    }
    assert words.has("5560125790")
