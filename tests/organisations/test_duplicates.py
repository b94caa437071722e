"""The queue of possible duplicates, and the command that lists them."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.common.audit import operator
from overens.common.jobs import resolve
from overens.common.models import AuditLine
from overens.common.to_do import TO_DO
from overens.organisations.actions import (
    change_organisation,
    find_duplicates,
    find_when_changed,
    tell_apart,
    undo_decision,
)
from overens.organisations.models import (
    ContactRole,
    DuplicatePair,
    Municipality,
    RegisterSource,
    SourceRecord,
)
from overens.organisations.rules import NOT_SAME, SAME
from overens.organisations.rules.merging import DecidedAlready
from tests import make

BY = operator()
DAY = date(2026, 5, 4)
LIST = "/organisationer/dubbletter/"


@pytest.fixture
def alike(db):
    """Two that are alike, two that are not, one of another world."""
    place = make_place()
    one = make.make_organisation("Åleds Hembygdsförening", based_in=place)
    other = make.make_organisation("Hembygdsföreningen i Åled", based_in=place)
    make.make_organisation("Åleds IF", based_in=place)
    make.make_organisation("Åleds IK", based_in=place)
    make.make_organisation(
        "Åleds hembygdsförening", slug="source", based_in=place, origin="source"
    )
    return one, other


def make_place():
    return Municipality.objects.create(code="9901", name="Åled", county="99")


def make_records(*rows, source="Kommunen"):
    """Return rows of a source: (key, organisation, what it says, how linked)."""
    kept, _made = RegisterSource.objects.get_or_create(
        slug=source.lower(), defaults={"name": source, "kind": "municipality"}
    )
    return [
        SourceRecord.objects.create(
            source=kept,
            key=key,
            row=number,
            raw={"Namn": said.get("name", "")},
            said=said,
            digest="d",
            first_seen=DAY,
            organisation=organisation,
            link=link,
            reasons=["number equal"] if link == "rule" else [],
            run=organisation.uuid,
        )
        for number, (key, organisation, said, link) in enumerate(rows, 2)
    ]


def listed(*arguments):
    out = StringIO()
    call_command("find_duplicates", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())["pairs"]


# --- finding ------------------------------------------------------------------------


def test_those_alike_are_put_before_a_person_once(alike):
    one, other = alike

    found = find_duplicates(day=DAY, by=BY)
    again = find_duplicates(day=DAY, by=BY)

    (pair,) = DuplicatePair.objects.all()
    assert (pair.one, pair.other, pair.decision) == (one, other, "")
    assert "same municipality" in pair.reasons
    assert (found.new, again.new, again.gone) == (1, 0, 0)


def test_what_is_decided_is_not_asked_again(alike):
    find_duplicates(day=DAY, by=BY)
    tell_apart(pair=DuplicatePair.objects.get(), by=BY)

    assert find_duplicates(day=DAY, by=BY).new == 0
    assert DuplicatePair.objects.get().decision == NOT_SAME


def test_what_is_like_no_more_goes_from_the_queue(alike):
    find_duplicates(day=DAY, by=BY)
    change_organisation(organisation=alike[0], name="Åleds Schackklubb", by=BY)
    # The former name is searched too, so the second has to be another altogether.
    alike[0].names.all().delete()

    assert find_duplicates(day=DAY, by=BY).gone == 1
    assert not DuplicatePair.objects.exists()


def test_every_day_is_enough_and_only_when_the_register_has_changed(alike):
    (first,) = find_when_changed(DAY)
    (second,) = find_when_changed(DAY)
    change_organisation(organisation=alike[0], website="https://a.example.org", by=BY)
    (third,) = find_when_changed(DAY)

    assert [first.did, second.did, third.did] == [True, False, True]
    assert callable(resolve("organisations.find_duplicates"))


# --- the command ----------------------------------------------------------------------


def test_organisations_without_rows_take_part_by_their_public_id(alike):
    one, other = alike

    pairs = [
        p for p in listed() if {p["a"], p["b"]} == {one.public_id, other.public_id}
    ]

    assert [pair["decision"] for pair in pairs] == ["queue"]


def test_rows_of_a_source_are_named_by_its_own_numbers(alike):
    one, other = alike
    said = {"municipality": "9901", "locality": "Åled", "postal_code": "30001"}
    make_records(
        ("R1", one, {**said, "name": "Åleds Hembygdsförening"}, "new"),
        ("R2", one, {**said, "name": "Åleds hembygdsfören."}, "rule"),
        ("R3", other, {**said, "name": "ÅLEDS HEMBYGDSFÖRENING"}, "new"),
    )

    pairs = {frozenset((p["a"], p["b"])): p for p in listed()}

    # On one organisation already; and one that the rule would link.
    assert pairs[frozenset(("R1", "R2"))]["decision"] == "linked"
    assert pairs[frozenset(("R1", "R3"))]["decision"] == "linked"
    assert pairs[frozenset(("R1", "R3"))]["score"] > 80


def test_rows_that_stand_together_are_linked_however_unlike_they_are(alike):
    one = alike[0]
    make_records(
        ("R1", one, {"name": "Åleds Hembygdsförening"}, "new"),
        ("R2", one, {"name": "Något helt annat"}, "rule"),
    )

    (pair,) = [p for p in listed() if {p["a"], p["b"]} == {"R1", "R2"}]

    assert pair["decision"] == "linked"


def test_a_higher_score_gives_fewer_pairs_and_an_impossible_one_is_wrong_use(alike):
    assert len(listed("--min-score", "100")) < len(listed("--min-score", "20"))
    with pytest.raises(Exception, match="0 to 100"):
        call_command("find_duplicates", "--min-score", "many")


# --- the pages ----------------------------------------------------------------------


@pytest.fixture
def pair(alike):
    find_duplicates(day=DAY, by=BY)
    return DuplicatePair.objects.get()


def test_petra_sees_both_side_by_side_with_reasons_in_words(client, petra, pair):
    ContactRole.objects.create(
        organisation=pair.one, role={"sv": "Kansli"}, email="info@aled.example.org"
    )
    make_records(("R1", pair.one, {"name": "Åleds Hembygdsförening"}, "new"))
    client.force_login(petra)

    page = client.get(f"{LIST}{pair.uuid}/").content.decode()

    for words in (
        "info@aled.example.org",
        "Samma kommun",
        "samma",
        "skiljer sig",
        "Kommunen, rad 2",
        "Inte samma",
    ):
        assert words in page


def test_the_pages_cost_few_queries(client, petra, pair, django_assert_max_num_queries):
    client.force_login(petra)
    for address in (LIST, f"{LIST}{pair.uuid}/"):
        client.get(address)
        with django_assert_max_num_queries(26):
            client.get(address)


def test_petra_keeps_the_right_one_undoes_it_and_tells_them_apart(client, petra, pair):
    client.force_login(petra)
    address = f"{LIST}{pair.uuid}/"

    client.post(address, {"decision": "right"})
    pair.refresh_from_db()
    assert (pair.decision, pair.one.merged_into) == (SAME, pair.other)
    assert client.get(pair.one.get_absolute_url())["Location"] == (
        pair.other.get_absolute_url()
    )
    assert "Åleds Hembygdsförening" in client.get(LIST).content.decode()

    client.post(f"{address}angra/")
    pair = DuplicatePair.objects.select_related("one").get()
    assert (pair.decision, pair.one.merged_into) == ("", None)

    client.post(address, {"decision": "apart"})
    pair.refresh_from_db()
    assert pair.decision == NOT_SAME
    assert "Ångra" in client.get(LIST).content.decode()


def test_after_a_decision_the_next_pair_comes(client, petra, pair):
    next_one = DuplicatePair.objects.create(
        one=pair.one,
        other=make.make_organisation("Åleds Byalag"),
        score=10,
        found=DAY,
    )
    client.force_login(petra)
    address = f"{LIST}{pair.uuid}/"

    assert f"{LIST}{next_one.uuid}/" in client.get(address).content.decode()
    answer = client.post(address, {"decision": "apart"})

    assert answer["Location"] == f"{LIST}{next_one.uuid}/"


def test_the_second_to_decide_is_told(client, petra, pair):
    tell_apart(pair=pair, by=BY)
    client.force_login(petra)

    answer = client.post(f"{LIST}{pair.uuid}/", {"decision": "left"})

    assert answer.status_code == 422
    with pytest.raises(DecidedAlready):
        tell_apart(pair=pair, by=BY)
    undo_decision(pair=pair, by=BY)
    assert AuditLine.objects.filter(action="organisations.undo_tell_apart").exists()


def test_merging_otherwise_takes_the_pair_from_the_queue(client, petra, pair):
    client.force_login(petra)
    client.post(
        f"{pair.one.get_absolute_url()}sla-ihop/",
        {"into": pair.other.name, "is_sure": "on"},
    )

    assert "Inga dubbletter väntar" in client.get(LIST).content.decode()


def test_the_queue_waits_in_what_petra_has_to_do(petra, strandland, pair, nils):
    rows = [
        row
        for row in TO_DO(petra, strandland, DAY)
        if row.key.startswith("organisations.duplicates")
    ]

    assert [row.since for row in rows] == [DAY]
    assert "1 par" in str(rows[0].title)
    assert not [
        row
        for row in TO_DO(nils, strandland, DAY)
        if row.key.startswith("organisations.duplicates")
    ]


def test_the_list_of_organisations_leads_there_for_petra_alone(client, petra):
    assert LIST not in client.get("/organisationer/").content.decode()
    client.force_login(petra)
    assert LIST in client.get("/organisationer/").content.decode()


def test_the_english_page_has_english_words(client, petra, pair):
    client.force_login(petra)

    page = client.get(f"/en/organisations/duplicates/{pair.uuid}/").content.decode()

    assert "Not the same" in page
    assert "Same municipality" in page


def test_reading_the_register_as_cards_takes_a_handful_of_queries(alike):
    with CaptureQueriesContext(connection) as queries:
        listed()
    assert len(queries) < 15
