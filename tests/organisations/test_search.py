"""The search: the same on both databases, and whole whatever happens to it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from overens.common.audit import operator
from overens.common.handmade_sql import make_missing, missing
from overens.organisations.actions import (
    add_organisation,
    add_other_name,
    change_organisation,
    import_organisations,
    mend_search,
    rebuild_search,
    search_off,
    set_mark,
)
from overens.organisations.models import Organisation
from overens.organisations.queries import Search, all_ids, matching, search
from overens.organisations.queries.search import asking, holding
from overens.organisations.rules import INVITED, SIGNATORY
from tests import make

TODAY = date(2026, 11, 22)
BY = operator()
NAMES = [
    "Halmstads IF",
    "IF Halmstad Kvibille",
    "Kvibille Idrottsförening",
    "Röda Korset",
    "Roda Korset Syd",
    "Brunnsviks hembygdsförening",
    "Äpplets vänner",
    "Apples Club",
]


@pytest.fixture
def register(db):
    rows = [{"name": name} for name in NAMES]
    rows.append(
        {
            "name": "Nya Teatern",
            "org_number": "899999-9991",
            "about": {"sv": "Spelar revy."},
            "other_names": [
                {"name": "Gamla Scenen"},
                {"name": "NT", "kind": "short"},
            ],
        }
    )
    return import_organisations(rows, by=BY, origin="own").organisations


def found(words: str, **filters) -> list[str]:
    answer = search(Search("own", TODAY, words, **filters))
    names = Organisation.objects.in_bulk(answer.ids)
    assert answer.count >= len(answer.ids)
    return [names[pk].name for pk in answer.ids]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("halmstad", ["IF Halmstad Kvibille", "Halmstads IF"]),
        ("Halmstads", ["Halmstads IF", "IF Halmstad Kvibille"]),
        ("hal kvi", ["IF Halmstad Kvibille"]),
        ("if halm", ["Halmstads IF", "IF Halmstad Kvibille"]),
        ("förening", ["Kvibille Idrottsförening", "Brunnsviks hembygdsförening"]),
        ("bygds", ["Brunnsviks hembygdsförening"]),
        ("röda korset", ["Röda Korset", "Roda Korset Syd"]),
        ("RODA korset", ["Roda Korset Syd", "Röda Korset"]),
        ("apple", ["Apples Club", "Äpplets vänner"]),
        ("899999-9991", ["Nya Teatern"]),
        ("16899999-9991", ["Nya Teatern"]),
        ("SE899999999101", ["Nya Teatern"]),
        ("8999999991", ["Nya Teatern"]),
        ("899999", ["Nya Teatern"]),
        ("gamla scen", ["Nya Teatern"]),
        ("nt", ["Nya Teatern"]),
        ("revy", ["Nya Teatern"]),
        ("t", ["Nya Teatern"][:0]),
        ("\"' OR : * -", []),
        ("korset AND", []),
        ("saknas helt", []),
    ],
)
def test_words_find_and_rank_alike_on_both_databases(register, words, names):
    if words == "t":
        assert found(words) == ["Nya Teatern"]
    else:
        assert found(words) == names


@pytest.mark.parametrize(
    ("words", "meant", "name"),
    [
        ("halmsatds if", "halmstads if", "Halmstads IF"),
        ("hembygdsföreningg", "hembygdsförening", "Brunnsviks hembygdsförening"),
        ("röad korset", "röda korset", "Röda Korset"),
        ("gmala scenen", "gamla scenen", "Nya Teatern"),
    ],
)
def test_what_is_misspelt_is_answered_by_what_was_meant(register, words, meant, name):
    answer = search(Search("own", TODAY, words))

    assert answer.meant == meant
    assert Organisation.objects.get(pk=answer.ids[0]).name == name


def test_a_slip_that_is_another_ones_word_is_put_right_by_the_words_beside_it(register):
    add_organisation(name="Kvibilla Vägförening", kind="civil", by=BY)
    add_organisation(name="Kvibilla Byalag", kind="civil", by=BY)

    answer = search(Search("own", TODAY, "if halmstad kvibilla"))
    assert answer.meant == "if halmstad kvibille"
    assert found("if halmstad kvibilla") == ["IF Halmstad Kvibille"]
    assert found("kvibilla revy") == []


def test_who_asks_for_many_again_gets_them_as_they_are_by_then(register, monkeypatch):
    monkeypatch.setattr(holding, "BROAD", 1)
    first = found("korset")
    with CaptureQueriesContext(connection) as asked:
        assert found("korset") == first
    said = [each["sql"] for each in asked.captured_queries]
    assert said and not [sql for sql in said if "MATCH" in sql or "@@" in sql]

    add_organisation(name="Korset", kind="civil", by=BY)
    assert found("korset") == ["Korset", *first]


def test_many_hits_are_ranked_as_few_are(register, monkeypatch):
    words = ("halmstad", "röda korset", "förening", "e")
    few = [found(each) for each in words]
    monkeypatch.setattr(asking, "FEW", 0)

    assert [found(each) for each in words] == few


def test_a_word_that_is_new_to_the_register_is_known_to_the_next_search(register):
    assert search(Search("own", TODAY, "klätterklubbne")).count == 0
    add_organisation(name="Klätterklubben", kind="civil", by=BY)

    assert search(Search("own", TODAY, "klätterklubbne")).meant == "klätterklubben"


def test_what_is_changed_is_found_as_it_is_now(register):
    theatre = Organisation.objects.get(name="Nya Teatern")
    assert found("blå") == []
    change_organisation(organisation=theatre, name="Blå Teatern", by=BY)
    add_other_name(organisation=theatre, name="Cirkusen", by=BY)
    change_organisation(organisation=theatre, about={"sv": "Jonglerar."}, by=BY)

    assert found("blå") == ["Blå Teatern"]
    assert found("nya teatern") == ["Blå Teatern"]
    assert found("cirkusen") == ["Blå Teatern"]
    assert found("jonglerar") == ["Blå Teatern"]
    assert found("revy") == []


def test_what_was_taken_back_was_never_found(register):
    class Regret(Exception):
        pass

    with pytest.raises(Regret), transaction.atomic():
        add_organisation(name="Ångrade Vänner", kind="civil", by=BY)
        assert found("ångrade") == ["Ångrade Vänner"]
        raise Regret
    add_organisation(name="Ivrarna", kind="civil", by=BY)

    assert found("ångrade") == []
    assert found("ivrarna") == ["Ivrarna"]


def test_counts_stand_for_each_value_with_the_other_filters_as_they_are(register):
    first, second = Organisation.objects.order_by("id")[:2]
    Organisation.objects.filter(pk=first.pk).update(
        level="local", form="association", last_confirmed=date(2026, 1, 1)
    )
    Organisation.objects.filter(pk=second.pk).update(
        level="district", last_confirmed=date(2019, 1, 1)
    )
    set_mark(organisation=first, kind=SIGNATORY, key="here", last_day=TODAY)
    set_mark(organisation=second, kind=INVITED, key="dialog-1")
    answer = search(Search("own", TODAY, "halmstad", level="local"))

    assert answer.count == 1
    assert answer.facets["level"] == {"district": 1, "local": 1}
    assert answer.facets["form"] == {"association": 1}
    assert answer.facets["confirmed"] == {"year": 1}
    assert answer.facets["signatory"] == {"here": 1}
    assert answer.facets["invited"] == {"never": 1}
    assert found("halmstad", never_invited=True) == [first.name]
    assert found("halmstad", confirmed="older") == [second.name]
    assert found("halmstad", signatory_of="here") == [first.name]
    later = Search("own", date(2026, 12, 1), "halmstad", signatory_of="here")
    assert search(later).count == 0


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"words": "halmstad"},
        {"confirmed": "never"},
        {"confirmed": "year"},
        {"kind": "civil", "words": "förening"},
        {"never_invited": True},
    ],
)
def test_the_query_and_the_search_find_the_same(register, filters):
    Organisation.objects.filter(name="Röda Korset").update(last_confirmed=TODAY)
    set_mark(organisation=Organisation.objects.first(), kind=INVITED, key="dialog-1")
    asked = Search("own", TODAY, **filters)
    same = set(matching(asked).values_list("pk", flat=True))

    assert set(all_ids(asked)) == same
    assert search(asked).count == len(same) == matching(asked).count()


def test_pages_follow_each_other_without_gaps(register):
    asked = Search("own", TODAY, "e")
    whole = all_ids(asked)

    assert len(whole) == 0 or whole == [
        pk
        for first in range(0, len(whole), 2)
        for pk in search(asked, first=first, most=2).ids
    ]
    asked = Search("own", TODAY, "if")
    pages = [search(asked, first=n, most=1).ids for n in range(3)]
    assert [pk for page in pages for pk in page] == all_ids(asked)


def test_a_load_with_the_search_off_is_found_when_it_is_on_again(register):
    with search_off():
        make.make_organisation("Tyst Inkommen", origin="own")
        assert found("inkommen") == [] or connection.vendor == "postgresql"
    assert found("inkommen") == ["Tyst Inkommen"]


def test_a_load_that_was_cut_off_is_found_after_the_next_start(register):
    cut_off = search_off()
    cut_off.__enter__()
    make.make_organisation("Avbruten Inläsning", origin="own")

    call_command("migrate", verbosity=0)

    assert found("avbruten") == ["Avbruten Inläsning"]
    assert search(Search("own", TODAY)).count == len(NAMES) + 2
    assert not mend_search()


def test_rebuilding_writes_terms_that_are_wrong_anew(register):
    Organisation.objects.filter(name="Nya Teatern").update(search_terms="nfel")
    assert found("gamla scenen") == []

    assert rebuild_search() == 1
    assert found("gamla scenen") == ["Nya Teatern"]


def check_index() -> None:
    """Fail where the index and the rows do not agree."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisations_search(organisations_search, rank) "
            "VALUES ('integrity-check', 1)"
        )


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_index_agrees_with_the_rows_after_every_kind_of_change(register):
    add_organisation(name="Ny", kind="civil", by=BY)
    change_organisation(organisation=Organisation.objects.first(), name="Annat", by=BY)
    check_index()
    extra = Organisation.objects.get(name="Ny")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM organisations_organisation WHERE id = %s", [extra.pk]
        )
    check_index()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db(transaction=True)
def test_altering_the_table_leaves_an_index_that_agrees():
    """Django rebuilds the table and drops its triggers; migrating puts them back."""
    make.make_organisation("Före ändringen", origin="own")
    old = Organisation._meta.get_field("locality")
    new = models.CharField(max_length=90, blank=True, default="")
    new.set_attributes_from_name("locality")
    try:
        with connection.schema_editor() as editor:
            editor._remake_table(Organisation, alter_fields=[(old, new)])
        assert {piece.kind for piece in missing()} == {"trigger"}
        make.make_organisation("Mitt i", origin="own")

        call_command("migrate", verbosity=0)

        check_index()
        assert found("mitt") == ["Mitt i"]
        assert found("före") == ["Före ändringen"]
    finally:
        with connection.schema_editor() as editor:
            editor._remake_table(Organisation, alter_fields=[(new, old)])
        make_missing()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db(transaction=True)
def test_an_index_of_an_older_form_is_made_anew_when_migrating():
    make.make_organisation("Från Förr", origin="own")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE organisations_search")
        cursor.execute(
            "CREATE VIRTUAL TABLE organisations_search USING fts5(search_terms, "
            "content='organisations_organisation', content_rowid='id', "
            "tokenize='ascii', detail='none')"
        )
    assert [piece.name for piece in missing()] == ["organisations_search"]

    # As from the command line: with the checks of the start.
    call_command("migrate", verbosity=0, skip_checks=False)

    assert missing() == []
    check_index()
    assert found("förr") == ["Från Förr"]


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth_with_the_rows_that_are_there():
    make.make_organisation("Fram och Åter", origin="own")
    call_command("migrate", "organisations", "0007", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_text FROM organisations_organisation")
        assert cursor.fetchone()[0] == "fram och åter\nfram och ater"

    call_command("migrate", verbosity=0)

    assert missing() == []
    assert found("åter") == ["Fram och Åter"]
