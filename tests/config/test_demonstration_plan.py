"""The demonstration's plan, reports and survey, and what its sources tell."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from overens.compacts.rules.reading import read_wording
from overens.config.demonstration.reading import read_csv, read_text, read_toml
from overens.plans.rules import HOW_KNOWN, REPORTABLE, Facts, Said, status_on
from overens.surveys.rules.definition import read_definition
from tests.config.demonstration_files import (
    DAYS,
    TODAY,
    organisations,
    sentences_of,
    strandland,
)

pytestmark = pytest.mark.pure


def test_every_measure_has_its_why_and_two_who_are_responsible() -> None:
    found = strandland("measures")["measure"]
    units = {unit["slug"] for unit in strandland("public")["unit"]}
    sentences = sentences_of(2)
    assignments = {one["key"] for one in strandland("governance")["assignment"]}

    assert [one["number"] for one in found] == [f"Å-{n:02d}" for n in range(1, 26)]
    for one in found:
        assert one["principle"] in sentences
        assert one.get("commitment", one["principle"]) in sentences
        assert one.get("assignment", "fraga-om-narvaroratt") in assignments
        assert "commitment" in one or "assignment" in one
        assert one["public"] in units
        assert one["civil"] in organisations()
        assert one["performer"] in units | set(organisations())
        assert one["budget"] >= 0
    assert len({one["title"]["sv"] for one in found}) == 25


@pytest.mark.parametrize("today", DAYS)
def test_the_rules_find_6_done_11_on_plan_4_late_2_not_begun_1_paused_1_carried_over(
    today: date,
) -> None:
    reports = strandland("reports", today)["report"]
    found = {}
    for one in strandland("measures", today)["measure"]:
        said = {}
        for report in reports:
            if report["measure"] == one["number"]:
                day = date.fromisoformat(report["day"])
                if report["side"] not in said or day >= said[report["side"]].day:
                    said[report["side"]] = Said(report["side"], report["state"], day)
        facts = Facts(
            starts=date.fromisoformat(one["starts"]),
            due=date.fromisoformat(one["due"]),
            done_day=_day(one.get("finished")),
            paused_day=_day(one.get("paused", {}).get("day")),
            carried_over_day=_day(one.get("carried_over", {}).get("day")),
            sides=frozenset({"public", "civil"}),
            said=tuple(said.values()),
        )
        assert facts.due and facts.starts and facts.due >= facts.starts
        found[one["number"]] = status_on(facts, today)[0].key
        assert found[one["number"]] == one["status"], one["number"]

    assert Counter(found.values()) == {
        "done": 6,
        "on plan": 11,
        "late": 4,
        "not begun": 2,
        "paused": 1,
        "carried over": 1,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("today", DAYS)
def test_reports_are_of_measures_by_sides_and_never_of_tomorrow(today: date) -> None:
    found = strandland("reports", today)
    numbers = {one["number"] for one in strandland("measures")["measure"]}
    for one in found["report"]:
        assert one["measure"] in numbers
        assert one["side"] in {"public", "civil"}
        assert date.fromisoformat(one["day"]) <= today
        assert one["language"] in {"sv", "en"}
        assert bool(one.get("difference")) == bool(one.get("how_known"))
        assert one.get("how_known", "told") in HOW_KNOWN
        assert one["state"] in REPORTABLE
        assert len(one["text"]) <= 1500
    for one in found["no_report"]:
        assert one["measure"] in numbers
        assert one["asked_on"] <= one["due"] <= today.isoformat()
    years = Counter(one["day"][:4] for one in found["report"])
    assert set(years) == {str(today.year - 1), str(today.year)}
    assert len({one["text"] for one in found["report"]}) == len(found["report"])


def test_the_plan_as_a_sheet_says_the_same_as_the_measures() -> None:
    rows = read_csv("strandland/plan.csv", today=TODAY)
    units = {unit["slug"]: unit["name"]["sv"] for unit in strandland("public")["unit"]}
    names = units | {key: one["name"] for key, one in organisations().items()}
    for row, one in zip(rows, strandland("measures")["measure"], strict=True):
        assert row["Nummer"] == one["number"]
        assert row["Åtgärd"] == one["title"]["sv"]
        assert row["Vad ska göras"] == one["about"]["sv"]
        assert row["Princip"] == one["principle"]
        assert row["Åtagande"] == one.get("commitment", "")
        assert row["Ansvarig hos det offentliga"] == names[one["public"]]
        assert row["Ansvarig i idéburen sektor"] == names[one["civil"]]
        assert row["Utförare"] == names[one["performer"]]
        assert row["Börjar"] == one["starts"]
        assert row["Klar senast"] == one["due"]
        assert row["Budget (kr)"] == str(one["budget"])
        assert row["Mått"] == one["indicator"]["name"]["sv"]


def test_last_years_survey_is_whole_and_its_counts_are_those_of_its_sheets() -> None:
    data = strandland("survey-last-year")
    survey = read_definition(data)

    assert survey.slug == f"strandland-{TODAY.year - 1}"
    assert survey.mode == "confidential"
    assert len(survey.units) == 18
    assert len(survey.respondents) == 8
    units = {unit["slug"] for unit in strandland("public")["unit"]}
    assert {unit.key for unit in survey.units} <= units
    counted: dict[str, Counter[str]] = {key: Counter() for key in survey.counts}
    for row in survey.rows:
        weight = len(list(row["units"]))  # type: ignore[call-overload]
        for question, given in row.items():
            if question in counted:
                for option in given if isinstance(given, list) else [given]:
                    counted[question][str(option)] += weight
    for question, counts in survey.counts.items():
        assert {key: n for key, n in counts.items() if n} == dict(counted[question])


@pytest.mark.parametrize("name", ["hok", "skane"])
def test_what_a_source_is_said_to_tell_names_the_document(name: str) -> None:
    documents = {
        one["key"]: one
        for one in read_toml("sources/documents.toml", today=TODAY)["document"]
    }
    found = read_toml(f"sources/{name}.toml", today=TODAY)
    whole = found.get("source")
    for table, rows in found.items():
        if table in {"space", "hole", "sources_of_text"} or isinstance(rows, str):
            continue
        for row in rows if isinstance(rows, list) else [rows]:
            assert row.get("source", whole) in documents, (table, row)
    for keys in found.get("sources_of_text", {}).values():
        assert set(keys) <= set(documents)
    assert found["hole"]


def test_the_halland_trail_is_as_the_minutes_have_it() -> None:
    found = read_toml("sources/hok.toml", today=TODAY)
    decisions = {one["slug"]: one for one in found["decision"]}

    first, second, third = found["decision"]
    assert (first["day"], "paragraph" in first) == ("2016-12-13", False)
    assert second["paragraph"] == "15"
    assert second["case_number"] == "RS160183"
    assert second["day"] == ""
    assert (second["approved_day"], second["noticed_day"]) == (
        "2017-02-21",
        "2017-02-22",
    )
    assert third["kind"] == "proposed"
    for one in found["decision"]:
        assert one.get("follows", first["slug"]) in decisions
        assert all(not one.get(field) for field in one["unknown"])
    assert len(found["drafting"]["organisations"]) == 7
    assert len(found["measure"]) == 4
    assert len(found["later"]["proposal"]) == 6
    assert "signatory" not in found
    assert not read_wording(read_text("sources/hok.sv.md", today=TODAY)).of("principle")


def test_the_skane_slides_name_groups_principles_and_eight_commitments() -> None:
    found = read_toml("sources/skane.toml", today=TODAY)
    wording = read_wording(read_text("sources/skane.sv.md", today=TODAY))

    sizes = [one.get("most_seats") or one["exact_seats"] for one in found["group"]]
    assert sizes == [14, 2, 10, 4]
    assert len(found["party"]) == 2
    assert len(found["plan"]["areas"]) == 5
    assert len(wording.of("commitment")) == 8
    assert [piece.text for piece in wording.of("principle")] == [""] * 6
    assert {goal.function for goal in wording.of("goal")} == {"voice", "service"}
