"""SPSS files of answers: variables with labels, and the answers, there and back."""

from __future__ import annotations

import pyreadstat
import pytest
from django.core.management import call_command
from hypothesis import given, settings

from overens.surveys.queries.answer_files import coding_of
from overens.surveys.rules import OUTCOMES, written_row
from overens.surveys.rules.spss import (
    UNSAID_CODE,
    UNSAID_NUMBER,
    Coding,
    Words,
)
from tests.surveys.random_answers import ITEMS, surveys

WORDS = Words("?", "egna", "Vald", "Inte", "Ja", "vem", "vad", "för", OUTCOMES)


def by_name(coding):
    return {variable.name: variable for variable in coding.variables}


@pytest.mark.pure
@settings(max_examples=60, deadline=None)
@given(surveys())
def test_every_answer_becomes_values_and_comes_back(survey):
    _frame, sheets = survey
    coding = Coding(ITEMS, WORDS)
    names = [variable.name for variable in coding.variables]
    for sheet in sheets:
        row = written_row(ITEMS, sheet)
        values = coding.row(row)
        assert len(values) == len(names)
        back = coding.cells(dict(zip(names, values, strict=True)))
        assert {k: v for k, v in back.items() if v} == {
            k: v for k, v in row.items() if v
        }


@pytest.mark.pure
def test_names_are_such_as_spss_takes_and_none_twice():
    names = list(by_name(Coding(ITEMS, WORDS)))
    assert len(names) == len(set(names))
    assert all(len(name.encode()) <= 64 and name[0].isalpha() for name in names)
    assert all(
        set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_") for name in names
    )


@pytest.mark.pure
def test_each_option_of_several_is_chosen_or_not_unless_nothing_was_answered():
    coding = Coding(ITEMS, WORDS)
    names = [variable.name for variable in coding.variables]

    def many(cell):
        row = dict(zip(names, coding.row({"multi": cell}), strict=True))
        return [row[f"multi_{key}"] for key in "abc"]

    assert many("a; c") == [1, 0, 1]
    assert many("") == [None] * 3
    assert many("?") == [UNSAID_CODE] * 3


def written(tmp_path, *arguments):
    path = tmp_path / "answers.sav"
    call_command("export_answers", *arguments, "--format", "sav", "--out", str(path))
    return path


def test_the_answers_of_2020_open_in_spss_with_labels_and_missing_values(
    hok_survey, tmp_path
):
    path = written(tmp_path, "hok-2020")
    columns, about = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    coding = coding_of(hok_survey)
    assert list(columns) == [variable.name for variable in coding.variables]
    assert about.number_rows == 14, "eleven sheets and three without"
    known = next(v for v in coding.variables if v.name == "knows_compact")
    assert about.column_names_to_labels[known.name] == known.label
    assert known.label == "Känner du till den Halländska Överenskommelsen?"
    labels = about.variable_value_labels[known.name]
    assert labels == {float(code): text for code, text in known.values.items()}
    assert about.missing_ranges[known.name] == [{"lo": -99.0, "hi": -99.0}]
    measures = {about.variable_measure[v.name] for v in coding.variables}
    assert measures == {"nominal", "ordinal"}


def test_what_is_exported_to_spss_is_imported_again(hok_survey, tmp_path, capsys):
    path = written(tmp_path, "hok-2020")
    call_command("create_survey", "--like", "hok-2020", "--slug", "igen")
    call_command("import_answers", "igen", str(path))
    again = tmp_path / "again.csv"
    first = tmp_path / "first.csv"
    call_command("export_answers", "hok-2020", "--out", str(first))
    call_command("export_answers", "igen", "--out", str(again))
    one, other = (
        path.read_text("utf-8-sig").replace(",reconstructed\n", ",own\n")
        for path in (first, again)
    )
    assert sorted(one.splitlines()) == sorted(other.splitlines())


def test_a_number_that_nobody_knows_is_below_all_numbers():
    assert UNSAID_NUMBER < -(10**12)


def test_a_broken_spss_file_says_what_to_do(hok_survey, tmp_path, capsys):
    path = tmp_path / "broken.sav"
    path.write_bytes(b"$FL2 and nothing more")
    with pytest.raises(SystemExit):
        call_command("import_answers", "hok-2020", str(path))
    assert "spara" in capsys.readouterr().err.lower()
