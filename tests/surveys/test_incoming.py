"""Rows of answers: read whole, or refused with every fault named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.surveys.rules import (
    AnswersRefused,
    Row,
    read_answers,
    read_definition,
    written_headings,
    written_row,
)
from overens.surveys.rules import incoming as faults
from overens.surveys.rules.frames import Frame
from overens.surveys.rules.questions import NoSuchOption
from tests.surveys.made import frame_of, hok, items_of, sheets_of, small

pytestmark = pytest.mark.pure

DEFINITION = read_definition(small())
ITEMS = items_of(DEFINITION)
FRAME = frame_of(DEFINITION)
GOOD = {"respondent": "nils", "units": "kultur", "known": "yes"}


def read(*rows, frame=FRAME, answered=()):
    headings = list(dict.fromkeys(name for row in rows for name in row))
    numbered = [Row(number, row) for number, row in enumerate(rows, 2)]
    return read_answers(ITEMS, frame, headings, numbered, answered=answered)


def refused(*rows, **options):
    with pytest.raises(AnswersRefused) as found:
        read(*rows, **options)
    return [(f.row, f.column, type(f.broken)) for f in found.value.faults]


def test_a_row_is_a_sheet():
    incoming = read({**GOOD, "hurdles": "Tid", "hurdles.text": " Annat ", "grade": 3})
    (sheet,) = incoming.sheets
    assert (sheet.respondent, sheet.units) == ("nils", ("kultur",))
    assert sheet.answers == {
        "known": "yes",
        "hurdles": ["time"],
        "hurdles.text": "Annat",
        "grade": "3",
    }


def test_a_row_for_several_units_is_a_pooled_answer():
    (sheet,) = read({**GOOD, "units": "kultur; trafik"}).sheets
    assert sheet.units == ("kultur", "trafik") and sheet.is_pooled


def test_names_and_the_questions_own_heading_will_do():
    row = {"Svarande": "NILS", "about": "Kulturnämnden", "Known": "Ja"}
    (sheet,) = read(row).sheets
    assert (sheet.respondent, sheet.units) == ("nils", ("kultur",))


def test_a_row_may_say_that_somebody_declined():
    incoming = read(GOOD, {"respondent": "ida", "outcome": "tackade nej"})
    assert incoming.declined == ("ida",) and len(incoming.sheets) == 1


def test_empty_rows_are_passed_over():
    assert len(read(GOOD, dict.fromkeys(GOOD, " ")).sheets) == 1


@pytest.mark.parametrize(
    ("row", "column", "fault"),
    [
        ({**GOOD, "respondent": "eve"}, "respondent", faults.NoSuchRespondent),
        ({**GOOD, "respondent": ""}, "respondent", faults.NoSuchRespondent),
        ({**GOOD, "units": "social"}, "about", faults.NotTheirUnit),
        ({**GOOD, "units": "skola"}, "about", faults.NoSuchUnit),
        ({**GOOD, "units": ""}, "about", faults.UnitMissing),
        ({**GOOD, "known": "kanske"}, "known", NoSuchOption),
        ({**GOOD, "known": ""}, "about", faults.NothingAnswered),
        ({**GOOD, "outcome": "bortrest"}, "outcome", faults.NoSuchOutcome),
        ({**GOOD, "outcome": "declined"}, "known", faults.AnswersDespiteOutcome),
    ],
)
def test_each_fault_is_named_by_row_and_column(row, column, fault):
    assert refused(row) == [(2, column, fault)]


def test_every_fault_of_a_file_is_named_at_once():
    found = refused(
        {**GOOD, "known": "kanske", "grade": "9"},
        {"respondent": "eve", "units": "social", "known": "yes"},
    )
    assert [(row, column) for row, column, _ in found] == [
        (2, "known"),
        (2, "grade"),
        (3, "respondent"),
    ]


def test_a_unit_has_one_answer_in_the_file_and_before_it():
    assert refused(GOOD, GOOD) == [(3, "about", faults.UnitTwice)]
    assert refused(GOOD, answered=["kultur"]) == [(2, "about", faults.UnitTwice)]


def test_headings_are_held_against_the_questions():
    assert refused({**GOOD, "weather": "sun"}) == [(1, "weather", faults.NoSuchColumn)]
    assert refused({**GOOD, "Known": "yes"}) == [(1, "Known", faults.ColumnTwice)]
    assert refused({"units": "kultur"}) == [(1, "respondent", faults.ColumnMissing)]


def test_a_file_without_rows_is_refused():
    with pytest.raises(AnswersRefused):
        read_answers(ITEMS, FRAME, ["respondent", "units", "known"], [])


def test_a_file_full_of_faults_stops_at_a_hundred():
    rows = [{**GOOD, "respondent": f"x{n}"} for n in range(500)]
    assert len(refused(*rows)) == faults.MOST_FAULTS


def test_in_an_open_frame_each_row_is_somebody_new_whatever_its_ids():
    frame = Frame({}, (), is_open=True)
    incoming = read(
        GOOD, GOOD, {**GOOD, "respondent": "eve", "units": "a; b"}, frame=frame
    )
    assert [len(sheet.units) for sheet in incoming.sheets] == [1, 1, 2]
    units = [unit for sheet in incoming.sheets for unit in sheet.units]
    assert len(set(units)) == 4
    assert len({sheet.respondent for sheet in incoming.sheets}) == 3


def test_what_is_written_is_read_back():
    items = items_of(hok())
    rows = [written_row(items, sheet) for sheet in sheets_of(hok())]
    again = read_answers(
        items,
        frame_of(hok()),
        written_headings(items),
        [Row(number, row) for number, row in enumerate(rows, 2)],
    )
    assert again.sheets == sheets_of(hok())


CELLS = st.none() | st.text(max_size=12) | st.integers() | st.floats() | st.booleans()


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from([*GOOD, "about", "hurdles", "grade", "wish", "outcome"]),
            CELLS | st.lists(CELLS, max_size=2),
        ),
        max_size=4,
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(rows):
    try:
        read(*rows)
    except AnswersRefused as found:
        assert all(fault.row >= 1 and fault.column for fault in found.faults)
