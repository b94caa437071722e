"""Who answered, group by group, and the groups of the frame as something to cross."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.stats import Sum, ranges
from overens.surveys.actions import load_survey, release_table
from overens.surveys.models import Release
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.rules import NOT_SURE, Item, Option, TableNotSafe
from overens.surveys.rules.crossing import crossed_as_told
from overens.surveys.rules.frames import Frame, Respondent, Sheet
from overens.surveys.rules.groups import (
    Came,
    GroupOutcome,
    group_outcomes,
    groups_in,
    is_in_part,
    protect_groups,
    rates_differ,
    stored_groups,
    weighted_shares,
)
from overens.surveys.rules.stands import GROUP
from tests.surveys.made import small

PAGE = "/enkater/liten/resultat/"
NAMES = {
    "health": {"sv": "Hälso- och sjukvård", "en": "Health care"},
    "development": {"sv": "Regional utveckling", "en": "Regional development"},
}
KNOWN = Item("known", "single", "Känd?", (Option("yes", "Ja"), Option("no", "Nej")))
WISH = Item("wish", "text", "Önskan?")


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def grouped(sizes, answered, **survey):
    """A survey of groups so large, one person a unit, so many of whom answered.

    Args:
        answered: the answers given, by group.
    """
    data = small(**survey)
    units, people, sheets = [], [], []
    for group, size in sizes.items():
        for n in range(size):
            key = f"{group[:2]}-{n}"
            units.append({"key": key, "sv": f"Enhet {key}", "stratum": group})
            people.append({"key": f"p-{key}", "units": [key]})
            if n < len(answered[group]):
                sheets.append(
                    {
                        "respondent": f"p-{key}",
                        "units": [key],
                        "answers": dict(answered[group][n]),
                    }
                )
    data["frame"] = {"units": units, "respondents": people, "strata": NAMES}
    data["sheets"] = sheets
    return data


def known(yes, no=0):
    whole = {"hurdles": ["time"], "grade": "1"}
    return [{"known": "yes", **whole}] * yes + [{"known": "no", **whole}] * no


def group(key, frame, answered):
    return GroupOutcome(key, Came(frame, answered), Came(frame, answered))


# --- the rules ------------------------------------------------------------------------


def test_units_and_persons_are_counted_by_group_and_by_what_became_of_them():
    frame = Frame(
        {"a": "h", "b": "h", "c": "h", "d": "r", "e": "r"},
        (
            Respondent("nils", ("a", "d")),
            Respondent("ida", ("b",), declined=True),
            Respondent("eva", ("c", "e")),
        ),
    )
    sheets = [Sheet("nils", ("a", "d"), {"known": "yes"}, strata=("h", "r"))]
    health, development = group_outcomes(frame, sheets, ["h", "r"], [True])
    assert health.units == Came(3, 1, 1, 1)
    assert (health.units.missing, health.units.silent) == (2, 1)
    assert health.respondents == Came(3, 1, 1, 1)
    # Nils stands in both groups; Ida answers for nothing in this one.
    assert development.units == Came(2, 1, 1, 0)
    assert development.respondents == Came(2, 1, 1, 0)


def test_a_sheet_is_in_part_where_something_it_was_to_answer_is_empty():
    items, later = [KNOWN, WISH], {"known": {"first": ["yes"]}}
    assert not is_in_part(Sheet("p", ("u",), {"known": "no"}), items, {})
    assert is_in_part(Sheet("p", ("u",), {"wish": "Mer"}), items, {})
    # Who does not know has answered, and what was not asked is not missed.
    assert not is_in_part(Sheet("p", ("u",), {"known": "?"}), items, {})
    assert not is_in_part(Sheet("p", ("u",), {"first": "no"}), items, later)
    assert is_in_part(Sheet("p", ("u",), {"first": "yes"}), items, later)


def test_what_lies_in_no_one_group_says_of_how_many_it_is_not_known():
    frame = Frame({"a": "h", "b": "r"}, (Respondent("nils", ("a", "b")),))
    sheets = [Sheet("row-1", ("row-1-1", "row-1-2"), {}, strata=("", ""))]
    found = group_outcomes(frame, sheets, ["h", "r"])
    assert [each.key for each in found] == ["h", "r", ""]
    assert found[2].units == Came(None, 2)
    assert rates_differ(found) is None


def test_six_of_twelve_and_seven_of_eight_are_no_sure_difference():
    """As worked out in surveys.md, 3.6 (b)."""
    found = rates_differ([group("h", 12, 6), group("r", 8, 7)])
    assert found.word == NOT_SURE
    assert found.tested.p == pytest.approx(0.158, abs=5e-4)


def test_weighing_the_groups_by_size_gives_the_published_share():
    """64.3 per cent beside 69.2, as in surveys.md, 3.6 (c)."""
    groups = Item(GROUP, "single", "Grupp", (Option("h", "H"), Option("r", "R")))
    told = {("h", "yes"): 3, ("h", "no"): 3, ("r", "yes"): 6, ("r", "no"): 1}
    table = crossed_as_told(groups, KNOWN, told, is_independent=True)
    shares = weighted_shares(table, [group("h", 12, 6), group("r", 8, 7)])
    assert shares["yes"] == Fraction(9, 14) and sum(shares.values()) == 1
    del told["r", "no"]
    holed = crossed_as_told(groups, KNOWN, told, is_independent=True)
    assert weighted_shares(holed, [group("h", 12, 6), group("r", 8, 7)]) is None


def test_a_group_of_few_takes_another_with_it():
    shown, facts = protect_groups(
        [group("a", 20, 2), group("b", 20, 9), group("c", 20, 15)], 5
    )
    assert [each.is_withheld for each in shown] == [True, True, False]
    assert shown[0].units == Came(20, None)
    assert [(f.where[GROUP], f.low, f.high) for f in facts] == [
        ("a", 0, 20),
        ("b", 0, 20),
        ("c", 15, 15),
    ]


def test_what_is_withheld_of_groups_is_read_back_as_it_was_stored():
    shown, _facts = protect_groups([group("a", 20, 2), group("b", 20, 9)], 5)
    assert groups_in(json.loads(json.dumps(stored_groups(shown)))) == shown


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.integers(1, 30).flatmap(
            lambda size: st.tuples(st.just(size), st.integers(0, size))
        ),
        min_size=2,
        max_size=5,
    )
)
def test_no_withheld_group_can_be_worked_out_from_the_others(sizes):
    outcomes = [group(f"g{n}", *each) for n, each in enumerate(sizes)]
    shown, _facts = protect_groups(outcomes, 5)
    few = [
        n
        for n, (size, answered) in enumerate(sizes)
        if 0 < answered < 5 or 0 < size - answered < 5 or size < 5
    ]
    assert all(shown[n].is_withheld for n in few)
    if all(each.is_withheld for each in shown):
        return
    told = [
        Sum(
            tuple(range(len(sizes))), sum(a for _, a in sizes), sum(a for _, a in sizes)
        )
    ]
    for n, each in enumerate(shown):
        count = each.units.answered
        told.append(Sum((n,), count or 0, sizes[n][0] if count is None else count))
    for n, found in zip(
        few, ranges(len(sizes), told, [(n,) for n in few]), strict=True
    ):
        assert found.high - found.low >= min(5, sizes[n][0])


# --- on the page and in files ---------------------------------------------------------

OPEN_SURVEY = (
    {"health": 12, "development": 8},
    {"health": known(3, 3), "development": known(6, 1)},
)


@pytest.fixture
def survey(strandland):
    return load_survey(grouped(*OPEN_SURVEY), by=operator())


def test_the_page_tells_who_answered_by_group_and_how_sure_the_difference_is(
    client, survey, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        said = text_of(client.get(PAGE))
    assert (
        "Svarsfrekvensen skiljer 38 procentenheter mellan ”Regional utveckling” och "
        "”Hälso- och sjukvård”, men det är inte säkerställt (p = 0,158)"
    ) in said
    assert "6 av 12 (50 %)" in said and "7 av 8 (88 %)" in said
    english = text_of(client.get("/en/surveys/liten/results/"))
    assert "which is not statistically significant (p = 0.158)" in english


def test_partly_answered_declined_and_silent_are_told_apart_where_answers_are_open(
    client, strandland
):
    data = grouped(*OPEN_SURVEY)
    del data["sheets"][0]["answers"]["grade"]
    data["frame"]["respondents"][11]["outcome"] = "declined"
    load_survey(data, by=operator())
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    assert document["groups"][0] == {
        "key": "health",
        "label": "Hälso- och sjukvård",
        "units": {
            "frame": 12,
            "answered": 6,
            "partial": 1,
            "declined": 1,
            "silent": 5,
        },
        "respondents": {
            "frame": 12,
            "answered": 6,
            "partial": 1,
            "declined": 1,
            "silent": 5,
        },
        "suppressed": False,
    }


def test_every_file_tells_who_answered_by_group(survey):
    shown = shown_survey(survey, "sv")
    rows = result_file(shown, "csv").decode("utf-8-sig").splitlines()
    assert any(",.group,group," in row and ",health," in row for row in rows)
    html = result_file(shown, "html").decode().replace("\xa0", " ")
    assert "Svarsfrekvensen skiljer 38 procentenheter" in html
    assert "6 av 12 (50 %)" in html


def test_groups_without_names_are_nobodys_results(client, strandland):
    data = grouped(*OPEN_SURVEY)
    del data["frame"]["strata"]
    load_survey(data, by=operator())
    said = text_of(client.get(PAGE))
    assert "Svarsfrekvensen" not in said and 'value=".group"' not in said
    assert "groups" not in json.loads(
        client.get("/enkater/liten/resultat.json").content
    )


def test_the_groups_can_be_crossed_with_a_question(client, survey):
    said = text_of(client.get(f"{PAGE}?rows=.group&columns=known"))
    assert '<option value=".group" selected>' in said
    assert "3 (50 %)" in said and "6 (86 %)" in said
    assert "Bas: 13 av 20 nämnder i de här grupperna." in said
    # Weighted by size as a measure of how much non-response may matter.
    assert "”Ja” 64 % (räknat 69 %)" in said
    assert "Fishers exakta test" in said


def guarded(health, development, **survey):
    sizes = {"health": 30, "development": 30}
    answered = {"health": health, "development": development}
    return grouped(sizes, answered, mode="confidential", **survey)


def test_a_guarded_survey_tells_who_answered_by_group_once_and_no_more(
    client, strandland
):
    survey = load_survey(guarded(known(9, 9), known(6, 6)), by=operator())
    assert Release.objects.filter(survey=survey, key="groups").count() == 1
    said = text_of(client.get(PAGE))
    assert "18 av 30 (60 %)" in said and "Svarade inte eller tackade nej" in said
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    assert document["groups"][0]["units"] == {
        "frame": 30,
        "answered": 18,
        "partial": None,
        "declined": None,
        "silent": None,
    }


def test_a_group_where_few_answered_is_withheld_with_what_it_could_be_had_from(
    client, strandland
):
    load_survey(guarded(known(9, 9), known(2, 1)), by=operator())
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    assert [each["suppressed"] for each in document["groups"]] == [True, True]
    said = text_of(client.get(PAGE))
    assert "18 av 30" not in said and "3 av 30" not in said
    assert "Hur många som svarade i varje grupp" in said


def test_groups_crossed_in_a_guarded_survey_go_through_the_ledger(
    client, strandland, petra
):
    load_survey(guarded(known(9, 9), known(6, 6)), by=operator())
    address = f"{PAGE}?rows=.group&columns=known"
    assert "Tabellen har inte lämnats ut" in text_of(client.get(address))
    client.force_login(petra)
    sent = client.post(
        "/enkater/liten/lamna-ut/", {"rows": ".group", "columns": "known"}
    )
    assert sent.status_code == 302
    client.logout()
    said = text_of(client.get(address))
    assert "9 (50 %)" in said and "6 (50 %)" in said
    assert Release.objects.filter(key=".group*known").count() == 1


def test_a_group_that_answered_alike_is_not_crossed(strandland):
    survey = load_survey(guarded(known(9), known(6, 6)), by=operator())
    with pytest.raises(TableNotSafe):
        release_table(survey, rows=".group", columns="known", by=operator())


def test_results_given_out_before_groups_were_told_get_them_with_the_first_table(
    strandland,
):
    survey = load_survey(guarded(known(9, 9), known(6, 6)), by=operator())
    Release.objects.filter(key="groups").delete()
    assert shown_survey(survey, "sv").result.groups == ()
    release_table(survey, rows=".group", columns="known", by=operator())
    assert len(shown_survey(survey, "sv").result.groups) == 2
