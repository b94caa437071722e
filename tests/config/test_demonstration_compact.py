"""The demonstration's compact: its texts, signatories, groups, decisions and cast."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from overens.compacts.rules.reading import read_wording
from overens.compacts.rules.signatories import PartyFact, read_signatories
from overens.compacts.rules.translation import check_same_structure, shapes_in
from overens.config.demonstration.reading import read_csv, read_day, read_text
from overens.governance.rules import DECISION_KINDS, GROUP_KINDS, SEAT_ROLES
from tests.config.demonstration_files import (
    DAYS,
    TODAY,
    organisations,
    sentences_of,
    strandland,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("name", ["compact-1", "compact-2", "hok", "skane"])
def test_a_compacts_text_is_read_alike_in_both_languages(name: str) -> None:
    folder = "strandland" if name.startswith("compact") else "sources"
    swedish = read_wording(read_text(f"{folder}/{name}.sv.md", today=TODAY))
    english = read_wording(read_text(f"{folder}/{name}.en.md", today=TODAY))

    assert swedish.faults == english.faults == ()
    check_same_structure(shapes_in(swedish), english)


def test_version_2_has_three_parties_six_principles_and_seventeen_commitments() -> None:
    source = read_text("strandland/compact-2.sv.md", today=TODAY)
    wording = read_wording(source)

    assert len(wording.parties) == 3
    assert len(wording.of("principle")) == 6
    assert len(wording.of("commitment")) == 17
    assert {goal.function for goal in wording.of("goal")} == {"voice", "service", ""}
    assert 900 <= len(source.split()) <= 1200


def signatories(number: int, today: date = TODAY) -> Any:
    parties = [
        PartyFact(one["key"], tuple(one["name"].values()), one["side"])
        for one in strandland("compact")["party"]
    ]
    rows = read_csv(f"strandland/signatories-{number}.csv", today=today)
    cells = [list(rows[0]), *(list(row.values()) for row in rows)]
    return read_signatories(cells, parties=parties, today=today)


@pytest.mark.parametrize("today", DAYS)
def test_41_signed_version_1_and_30_of_them_version_2(today: date) -> None:
    first, second = signatories(1, today), signatories(2, today)

    assert first.refused == second.refused == ()
    assert first.unread_columns == second.unread_columns == ()
    assert len(first.rows) == 41
    assert len(second.rows) == 30
    assert {row.name for row in second.rows} <= {row.name for row in first.rows}
    assert Counter(row.way for row in second.rows) == {
        "ceremony": 10,
        "two together": 2,
        "on the spot": 1,
        "link": 16,
        "decision": 1,
    }


def test_the_rest_of_the_41_are_accounted_for() -> None:
    known = organisations()
    rest = strandland("signatories")
    slug = {one["name"]: key for key, one in known.items()}
    slug["Region Strandland"] = "region-strandland"
    first = {slug[row.name] for row in signatories(1).rows}
    second = {slug[row.name] for row in signatories(2).rows}
    others = {
        kind: {one["organisation"] for one in rest[kind]}
        for kind in ("withdrawn", "not_yet", "closed")
    }

    assert {kind: len(some) for kind, some in others.items()} == {
        "withdrawn": 1,
        "not_yet": 3,
        "closed": 7,
    }
    assert second.union(*others.values()) == first
    assert others["withdrawn"] == {"stiftelsen-fyren"}
    assert [one["organisation"] for one in rest["declared"]] == [
        "strandlands-trossamrad"
    ]
    assert [one["organisation"] for one in rest["joined"]] == [
        "lansstyrelsen-i-strandland"
    ]
    assert set(rest["because"]) <= second | {"lansstyrelsen-i-strandland"}


def test_fourteen_took_part_in_drafting_and_two_of_them_never_signed() -> None:
    drafting = strandland("drafting")
    names = {key: one["name"] for key, one in organisations().items()}
    signed = {row.name for row in signatories(1).rows}

    assert len(set(drafting["organisations"])) == 14
    assert set(drafting["never_signed"]) == {
        key for key in drafting["organisations"] if names[key] not in signed
    }


def test_groups_seats_and_decisions_refer_to_what_there_is() -> None:
    found = strandland("governance")
    units = {unit["slug"] for unit in strandland("public")["unit"]}
    people = {person["key"] for person in strandland("people")["person"]}
    parties = {party["key"] for party in strandland("compact")["party"]}
    groups = {group["slug"]: group for group in found["group"]}
    decisions = [decision["slug"] for decision in found["decision"]]

    for group in groups.values():
        assert group["kind"] in GROUP_KINDS
        assert group.get("prepares_for", "styrgruppen") in groups
    for seat in found["seat"]:
        assert seat["group"] in groups
        assert seat["party"] in parties
        assert seat["role"] in SEAT_ROLES
        assert seat.get("unit", "regionstyrelsen") in units
        assert seat.get("person", "petra") in people
        if "organisation" in seat:
            assert seat["organisation"] in organisations()
    for number, decision in enumerate(found["decision"]):
        assert decision["kind"] in DECISION_KINDS
        assert decision.get("unit", "regionstyrelsen") in units
        if "follows" in decision:
            assert decision["follows"] in decisions[:number]
        for field in decision.get("unknown", []):
            assert field == "day" or field not in decision
    assert all(one["decision"] in decisions for one in found["memorandum"])
    for one in found["assignment"]:
        assert one["decision"] in decisions
        assert one["owner"] in units
        assert one.get("answered_by", decisions[0]) in decisions
    forum = next(one for one in found["meeting"] if one["day"].endswith("-11-12"))
    for word in ("83", "41", "Nio", "åtta platser", "godkände"):
        assert word in forum["notes"]["sv"]


@pytest.mark.parametrize("today", DAYS)
def test_decisions_stand_in_the_order_of_their_days(today: date) -> None:
    days = [
        read_day(one["day"], today=today)
        for one in strandland("governance", today)["decision"]
    ]
    assert days == sorted(days)


def test_civil_society_had_its_eight_seats_the_year_before_too() -> None:
    then = f"{TODAY.year - 1}-09-01"
    civil = [
        seat
        for seat in strandland("governance")["seat"]
        if seat["group"] == "styrgruppen"
        and seat["party"] == "ideburen-sektor"
        and seat["role"] != "co-opted"
        and seat["from"] <= then <= seat["to"]
    ]
    assert len(civil) == 8


def test_a_measure_begins_after_the_decision_that_orders_it() -> None:
    found = strandland("governance")
    days = {one["slug"]: one["day"] for one in found["decision"]}
    ordered = {one["key"]: days[one["decision"]] for one in found["assignment"]}
    for measure in strandland("measures")["measure"]:
        if measure.get("assignment") and measure.get("starts"):
            assert ordered[measure["assignment"]] <= measure["starts"], measure[
                "number"
            ]


def test_the_steering_group_has_fourteen_seats_today() -> None:
    standing = [
        seat
        for seat in strandland("governance")["seat"]
        if seat["group"] == "styrgruppen"
        and seat["role"] != "co-opted"
        and seat["from"] <= TODAY.isoformat() <= seat["to"]
    ]
    assert Counter(seat["party"] for seat in standing) == {
        "region-strandland": 4,
        "lansstyrelsen": 2,
        "ideburen-sektor": 8,
    }


def test_the_assignment_of_january_was_answered_23_days_late() -> None:
    found = next(
        one
        for one in strandland("governance")["assignment"]
        if one["key"] == "aterkom-med-atgarder"
    )
    late = date.fromisoformat(found["answered_day"]) - date.fromisoformat(found["due"])
    assert late == timedelta(days=23)


def test_the_cast_is_whole_and_eves_time_is_over() -> None:
    people = strandland("people")
    keys = [person["key"] for person in people["person"]]
    assert keys == ["petra", "nils", "vera", "omar", "sara", "ada", "eve"]
    assert all(
        person["email"] == f"{person['key']}@example.org" for person in people["person"]
    )
    units = {unit["slug"] for unit in strandland("public")["unit"]}
    for one in people["authority"]:
        assert one["person"] in keys
        assert one["organisation"] in {*organisations(), "region-strandland"}
        assert one.get("unit", "kulturnamnden") in units
    assert len([one for one in people["authority"] if one["person"] == "nils"]) == 3
    of_eve = [
        one for one in people["grant"] + people["authority"] if one["person"] == "eve"
    ]
    assert all(one["to"] < f"{TODAY.year}-01-01" for one in of_eve)


def test_sentences_that_came_from_somewhere_are_in_the_text() -> None:
    compact = strandland("compact")
    governance = strandland("governance")
    decisions = {one["slug"] for one in governance["decision"]}
    assignments = {one["key"] for one in governance["assignment"]}
    for one in compact["arises"]:
        assert one["decision"] in decisions
        assert one.get("assignment", "aterkom-med-atgarder") in assignments
        assert one["sentence"] in sentences_of(one["version"])
    for version in compact["version"]:
        assert version["adopted_by"] in decisions
