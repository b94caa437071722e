"""Survey results by group: as on the page, and nothing that is withheld there."""

from __future__ import annotations

import csv
import io
import json

import pytest

from overens.accounts.queries import day_in
from overens.common.audit import operator
from overens.opendata.queries import DATA_SETS, Asked, row_counts, set_file
from overens.surveys.actions import load_survey, release_table
from overens.surveys.models import AnswerSheet, Release
from overens.surveys.models.releases import GROUPS
from overens.surveys.queries import shown_cross, shown_survey
from overens.surveys.queries.stored import groups_item
from overens.surveys.rules.groups import groups_in
from overens.surveys.rules.stands import GROUP
from tests.surveys.test_groups import grouped, known

pytestmark = pytest.mark.django_db

SET = DATA_SETS["survey-groups"]
BY = operator()
SIZES = {"health": 30, "development": 40}


def graded(*counts):
    """Return answers, so many of each grade from 1 on."""
    return [
        {"known": "yes", "hurdles": ["time"], "grade": str(grade)}
        for grade, count in enumerate(counts, 1)
        for _ in range(count)
    ]


# Two of development give the highest grade: who they are, nobody is to work out.
ANSWERS = {"health": graded(7, 7, 7), "development": graded(8, 8, 2)}
WHOLE = {"health": known(7, 5), "development": known(6, 8)}


@pytest.fixture
def asked(strandland):
    return Asked(strandland, day_in(strandland))


def loaded(mode, sizes=SIZES, answers=ANSWERS, **more):
    return load_survey(grouped(sizes, answers, mode=mode, **more), by=BY)


def rows_of(asked):
    """Return the rows of all forms, which are the same."""
    document = json.loads(b"".join(set_file(SET, asked, "json")))
    text = b"".join(set_file(SET, asked, "csv")).decode("utf-8-sig")
    in_csv = list(csv.DictReader(io.StringIO(text)))
    assert len(in_csv) == len(document["rows"]) == row_counts([SET], asked)[SET.key]
    for row, same in zip(document["rows"], in_csv, strict=True):
        assert same["count"] == ("" if row["count"] is None else str(row["count"]))
    return document["rows"]


def cells(rows, question):
    return {
        (row["group"], row["option"]): row["count"]
        for row in rows
        if row["question"] == question
    }


def outcomes(rows):
    """Return units who answered, asked, and persons who did, by group."""
    return {
        row["group"]: (row["count"], row["base"], row["respondents"])
        for row in rows
        if not row["question"]
    }


def test_of_an_open_survey_each_group_and_each_answer_has_its_row(asked):
    survey = loaded("open", answers=WHOLE)
    rows = rows_of(asked)
    assert outcomes(rows) == {
        "health": (12, 30, 12),
        "development": (14, 40, 14),
        None: (0, 0, 0),
    }
    shown = shown_survey(survey, "sv")
    item = shown.result.question("known").item
    page = shown_cross(shown, groups_item(survey, "sv"), item)
    assert cells(rows, "known") == page.crossed.counts
    first = next(row for row in rows if row["question"] == "known")
    assert (first["count"], first["base"], first["share"]) == (7, 12, 0.5833)
    assert first["group_label"] == "Hälso- och sjukvård"


def test_of_a_guarded_one_only_what_was_given_out_and_as_it_was(asked):
    survey = loaded("confidential")
    rows = rows_of(asked)
    given_out = groups_in(Release.objects.get(survey=survey, key=GROUPS).figures)
    assert outcomes(rows) == {
        each.key: (each.units.answered, each.units.frame, each.respondents.answered)
        for each in given_out
    }
    assert {row["question"] for row in rows} == {None}, "no table is given out"

    table = release_table(survey, rows=GROUP, columns="grade", by=BY)

    told = cells(rows_of(asked), "grade")
    assert {group for group, _grade in told} == set(SIZES)
    lying = table.figures["rows"] == GROUP
    given = {
        ((row, column) if lying else (column, row)): count
        for row, column, count in table.figures["counts"]
    }
    assert {at: count for at, count in told.items() if count is not None} == given
    # It goes, and so does what would tell it.
    assert told["development", "3"] is None
    assert 4 <= sum(count is None for count in told.values()) < len(told)


def test_a_withheld_figure_stands_in_no_column(asked):
    # Of development four answered: who they are, nobody is to work out.
    loaded("confidential", answers={"health": known(9, 9), "development": known(3, 1)})
    rows = rows_of(asked)
    hidden = [row for row in rows if row["suppressed"]]
    assert {row["group"] for row in hidden} >= {"development"}
    for row in hidden:
        assert [row[key] for key in ("count", "share", "respondents")] == [None] * 3


def test_a_row_with_something_withheld_has_no_base(asked):
    survey = loaded("confidential")
    release_table(survey, rows=GROUP, columns="grade", by=BY)
    of_question = [row for row in rows_of(asked) if row["question"]]
    withheld = {row["group"] for row in of_question if row["suppressed"]}
    assert withheld == set(SIZES)
    for row in of_question:
        assert (row["base"], row["share"]) == (None, None)


def test_a_question_that_is_told_in_whole_has_its_bases(asked):
    survey = loaded("confidential", answers=WHOLE)
    release_table(survey, rows=GROUP, columns="known", by=BY)
    rows = [row for row in rows_of(asked) if row["question"] == "known"]
    assert [(row["count"], row["base"]) for row in rows] == [
        (7, 12),
        (5, 12),
        (6, 14),
        (8, 14),
    ]


def test_what_comes_in_later_changes_nothing_and_no_answer_is_read(
    asked, django_assert_num_queries
):
    survey = loaded("confidential")
    release_table(survey, rows=GROUP, columns="grade", by=BY)
    before = rows_of(asked)
    AnswerSheet.objects.filter(survey=survey).update(answers={"known": "no"})
    assert rows_of(asked) == before
    with django_assert_num_queries(3):
        list(SET.rows(asked))


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_of_few_nothing_is_given_out(asked, mode):
    loaded(mode, answers={"health": known(2), "development": known(1, 1)})
    assert rows_of(asked) == []


def test_a_draft_and_a_survey_without_groups_have_no_row(asked):
    loaded("open", published=False)
    assert rows_of(asked) == []


def test_more_surveys_are_counted_with_no_more_queries(
    asked, django_assert_num_queries
):
    for n in range(4):
        loaded("open", slug=f"enkat-{n}")
    with django_assert_num_queries(2):
        row_counts([SET], asked)
