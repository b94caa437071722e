"""Answers laid out in columns: the figures that sheets give, and never old ones."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.db import connection
from hypothesis import given, settings

from overens.common.audit import operator
from overens.common.imports import undo_import
from overens.common.models import removing
from overens.surveys import tasks
from overens.surveys.actions import columns as columns_action
from overens.surveys.actions import import_answers, load_survey, withdraw_sheet
from overens.surveys.actions.columns import lay_out_due
from overens.surveys.models import AnswerColumns
from overens.surveys.queries import counting, result_document, shown_survey
from overens.surveys.rules import Row, survey_result
from overens.surveys.rules.counting import OneByOne
from overens.surveys.rules.frames import covered_units, outcomes
from overens.surveys.rules.laying import Laying, made_of, packed, unpacked
from overens.surveys.rules.results import counted_result
from tests.surveys.made import small
from tests.surveys.random_answers import ITEMS, surveys


def laid_out(sheets):
    """Return the sheets as columns that have been stored and read again."""
    times = Counter(sheet.respondent for sheet in sheets)
    laying = Laying(ITEMS)
    for sheet in sheets:
        laying.add(
            sheet.answers,
            units=len(sheet.units),
            version=sheet.version,
            giver=sheet.respondent if times[sheet.respondent] > 1 else None,
        )
    layout, data = packed(laying.done())
    return unpacked(json.loads(json.dumps(layout)), data)


@pytest.mark.pure
@settings(max_examples=80, deadline=None)
@given(surveys())
def test_columns_give_the_figures_that_sheets_give(survey):
    frame, sheets = survey
    plain = survey_result(ITEMS, frame, sheets)

    columns = laid_out(sheets)
    found = counted_result(
        ITEMS,
        columns,
        covered_units(frame, sheets),
        outcomes(frame, sheets),
        is_open=False,
    )

    assert found == plain
    one_by_one = OneByOne(sheets)
    for name in ("submissions", "persons", "sizes"):
        assert getattr(columns, name) == getattr(one_by_one, name), name
    assert columns.units() == one_by_one.units()


@pytest.mark.pure
@settings(max_examples=60, deadline=None)
@given(surveys())
def test_columns_give_the_tables_that_sheets_give(survey):
    _frame, sheets = survey
    asked = {item.key: item for item in ITEMS}
    columns, one_by_one = laid_out(sheets), OneByOne(sheets)
    for rows, across in (("single", "scale"), ("own", "rows.a"), ("scale", "rows.b")):
        pair = asked[rows], asked[across]
        assert columns.crossed(*pair) == one_by_one.crossed(*pair)


@pytest.mark.pure
@given(surveys())
def test_no_own_word_is_in_a_column(survey):
    _frame, sheets = survey
    columns = laid_out(sheets)
    said = json.dumps(packed(columns)[0], ensure_ascii=False)
    for words in ("Mer tid", "=1+1", "åäö", "Eget", "p0"):
        assert words not in said


@pytest.mark.pure
def test_columns_are_made_anew_for_other_questions():
    assert made_of(ITEMS) == made_of(list(ITEMS))
    assert made_of(ITEMS) != made_of(ITEMS[1:])


# --- kept -----------------------------------------------------------------------------

MANY = 1_001


@pytest.fixture
def many(strandland):
    """An open survey with so many answers that they are kept in columns too."""
    data = small(slug="manga")
    data["frame"] = {"open": True}
    survey = load_survey(data, by=operator())
    rows = [
        Row(
            number,
            {
                "known": "yes" if number % 3 else "no",
                "hurdles": "time; money" if number % 2 else "?",
                "grade": str(number % 3 + 1),
                "wish": "Mer" if number % 5 else "",
            },
        )
        for number in range(2, MANY + 2)
    ]
    bring_in(survey, rows)
    return survey


def bring_in(survey, rows):
    return import_answers(
        survey,
        headings=list(rows[0].cells),
        rows=rows,
        data=json.dumps([row.cells for row in rows]).encode(),
        by=operator(),
    )


def kept(survey):
    return AnswerColumns.objects.get(survey=survey).data


def figures(survey):
    document = result_document(shown_survey(survey, "sv"))
    return document["submissions"], [each["base"] for each in document["questions"]]


def refuse(*_args):
    raise AssertionError("a sheet was read")


def test_many_open_answers_are_counted_without_reading_a_sheet(many, monkeypatch):
    with monkeypatch.context() as one_by_one:
        one_by_one.setattr(counting, "MOST_ONE_BY_ONE", MANY)
        AnswerColumns.objects.filter(survey=many).update(made_of="")
        plain = result_document(shown_survey(many, "sv"))
    assert [line.what for line in lay_out_due()] == ["En liten enkät"]
    monkeypatch.setattr(counting, "few_sheets", refuse)
    monkeypatch.setattr(counting, "laid_out", refuse)

    assert result_document(shown_survey(many, "sv")) == plain
    assert plain["submissions"] == MANY


def test_the_page_of_a_large_survey_keeps_within_its_queries(
    many, monkeypatch, client, django_assert_max_num_queries
):
    monkeypatch.setattr(counting, "few_sheets", refuse)
    with django_assert_max_num_queries(12):
        page = client.get(
            "/enkater/manga/resultat/", {"rows": "known", "columns": "grade"}
        )
    assert page.status_code == 200


def test_few_answers_are_kept_once(small_survey):
    bring_in(
        small_survey, [Row(2, {"respondent": "ida", "about": "social", "known": "yes"})]
    )
    assert kept(small_survey) is None


def test_a_withdrawn_answer_is_in_no_figure_and_in_no_column(many):
    sheet = many.sheets.first()

    withdraw_sheet(sheet, why="Fel person", by=operator())

    assert kept(many) is None
    assert figures(many)[0] == MANY - 1
    tasks.lay_out(str(many.uuid))
    assert kept(many) is None, "they are few now"


def test_an_undone_import_leaves_nothing_in_a_column(many):
    run = bring_in(many, [Row(2, {"known": "no"})])
    assert kept(many) is not None
    assert figures(many)[0] == MANY + 1

    undo_import(run, by=operator())

    assert kept(many) is None
    assert figures(many)[0] == MANY
    assert [line.what for line in lay_out_due()] == ["En liten enkät"]
    assert list(lay_out_due()) == []
    assert kept(many) is not None
    assert figures(many)[0] == MANY


def test_whoever_erases_a_sheet_by_hand_erases_it_from_the_columns(many):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM surveys_answersheet WHERE id = %s", [many.sheets.last().pk]
        )
    assert kept(many) is None
    assert figures(many)[0] == MANY - 1


def test_columns_are_not_kept_where_a_sheet_was_written_meanwhile(many, monkeypatch):
    def read_slowly(survey, items):
        found = counting.laid_out(survey, items)
        survey.sheets.first().delete()
        return found

    AnswerColumns.objects.filter(survey=many).update(data=None)
    monkeypatch.setattr(columns_action, "laid_out", read_slowly)
    monkeypatch.setattr(columns_action, "are_many", lambda _survey: True)
    with removing():
        assert columns_action.lay_out(many) is False
    assert kept(many) is None


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_guarded_answers_are_never_laid_out(strandland, mode, monkeypatch):
    monkeypatch.setattr(columns_action, "are_many", lambda _survey: True)
    data = small(mode=mode)
    answered = {"respondent": "ida", "units": ["social"], "answers": {"known": "yes"}}
    data["sheets"] = [answered]
    survey = load_survey(data, by=operator())
    assert columns_action.lay_out(survey) is False
    assert kept(survey) is None
