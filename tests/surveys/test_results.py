"""From sheets to figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.surveys.rules import (
    ANSWERED,
    DECLINED,
    SILENT,
    AnonymousResults,
    ConfidentialResults,
    Frame,
    Item,
    Option,
    Respondent,
    ResultsWithheld,
    Sheet,
    check_answers_shown,
    guard_count,
    notes,
    outcome_of,
    survey_result,
)
from tests.surveys.made import plain_frame, unit_sheets

pytestmark = pytest.mark.pure

YES_NO = Item("known", "single", "?", (Option("yes", "Ja"), Option("no", "Nej")))
MANY = Item("many", "multi", "?", (Option("a", "A"), Option("b", "B")))
GRADE = Item("grade", "scale", "?", tuple(Option(str(n), str(n)) for n in (1, 2, 3)))
WISH = Item("wish", "text", "?")


def sentences(question):
    return {note.sentence for note in question.notes}


def test_persons_units_and_submissions_are_counted_apart():
    frame = Frame(
        {f"u{n}": "" for n in range(5)},
        (
            Respondent("a", ("u0", "u1", "u2")),
            Respondent("b", ("u3",)),
            Respondent("c", ("u4",), declined=True),
        ),
    )
    sheets = [
        Sheet("a", ("u0", "u1"), {"known": "yes"}),
        Sheet("a", ("u2",), {"known": "no"}),
    ]

    result = survey_result([YES_NO], frame, sheets)

    assert (result.units.frame, result.units.answered) == (5, 3)
    persons = result.respondents
    assert (persons.frame, persons.answered) == (3, 1)
    assert (persons.declined, persons.silent) == (1, 1)
    assert result.submissions == 2
    known = result.question("known")
    assert (known.base, known.respondents) == (3, 1)
    assert known.option("yes").bounds == (2, 4)


def test_somebody_who_declined_and_then_answered_has_answered():
    person = Respondent("a", ("u0",), declined=True)
    sheet = Sheet("a", ("u0",), {"known": "yes"})

    assert outcome_of(person, []) == DECLINED
    assert outcome_of(person, [sheet]) == ANSWERED
    assert outcome_of(Respondent("b", ()), [sheet]) == SILENT
    assert (
        survey_result(
            [YES_NO], Frame({"u0": ""}, (person,)), [sheet]
        ).respondents.declined
        == 0
    )


def test_each_question_stands_on_its_own_base():
    sheets = unit_sheets([{"known": "yes", "grade": "3"}, {"known": "no"}])

    result = survey_result([YES_NO, GRADE], plain_frame(4), sheets)

    grade = result.question("grade")
    assert (grade.base, grade.rate, grade.coverage) == (1, 0.5, 0.25)
    assert grade.option("3").share == 1.0
    assert notes.BASE_DIFFERS in sentences(grade)
    assert notes.BASE_DIFFERS not in sentences(result.question("known"))
    assert notes.BASES_DIFFER in {note.sentence for note in result.notes}


def test_several_options_are_shares_of_those_who_answered():
    sheets = unit_sheets([{"many": ["a", "b"]}, {"many": ["a"]}, {}])

    many = survey_result([MANY], plain_frame(3), sheets).question("many")

    assert many.base == 2
    assert [option.share for option in many.options] == [1.0, 0.5]
    assert notes.SEVERAL in sentences(many)


def test_shares_that_do_not_add_up_say_so():
    sheets = unit_sheets([{"grade": "1"}, {"grade": "2"}, {"grade": "3"}])
    grade = survey_result([GRADE], plain_frame(3), sheets).question("grade")
    assert notes.ROUNDED in sentences(grade)
    assert notes.ORDINAL in sentences(grade)


def test_nobody_answering_gives_no_share_and_no_interval():
    result = survey_result([YES_NO, GRADE], plain_frame(3), [])
    yes = result.question("known").option("yes")
    assert (yes.count, yes.share, yes.bounds, yes.interval) == (0, None, None, None)
    assert result.question("grade").mean is None
    assert result.question("known").rate is None


def test_in_an_open_frame_nothing_is_said_beyond_those_who_answered():
    frame = Frame({}, (), is_open=True)
    result = survey_result([YES_NO], frame, unit_sheets([{"known": "yes"}] * 3))

    assert (result.units.frame, result.units.answered) == (3, 3)
    assert result.respondents.frame == 3
    yes = result.question("known").option("yes")
    assert (yes.share, yes.bounds, yes.interval) == (1.0, None, None)
    assert notes.OPEN_FRAME in {note.sentence for note in result.notes}


def test_pooled_answers_are_said_to_be_dependent():
    frame = Frame({"u0": "", "u1": ""}, (Respondent("a", ("u0", "u1")),))
    result = survey_result(
        [YES_NO], frame, [Sheet("a", ("u0", "u1"), {"known": "yes"})]
    )
    pooled = next(n for n in result.notes if n.sentence == notes.POOLED)
    assert str(pooled.facts["effective"]) == "1.0"
    assert notes.CLUSTERED in sentences(result.question("known"))


def test_the_most_chosen_stands_first_and_equal_ones_as_asked():
    sheets = unit_sheets([{"many": ["b"]}, {"many": ["b"]}, {"many": ["a"]}])
    many = survey_result([MANY], plain_frame(3), sheets).question("many")
    assert [option.key for option in many.by_size] == ["b", "a"]
    equal = survey_result([MANY], plain_frame(3), sheets[1:]).question("many")
    assert [option.key for option in equal.by_size] == ["a", "b"]


def test_the_guard_counts_persons_and_not_rows():
    frame = Frame({f"u{n}": "" for n in range(6)}, (Respondent("a", ()),))
    sheets = [Sheet("a", tuple(f"u{n}" for n in range(6)), {"known": "yes"})]
    guarded = guard_count(survey_result([YES_NO], frame, sheets))
    assert (guarded.figures, guarded.unsafe) == (2, 1)


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "known": st.sampled_from(["yes", "no"]),
                "many": st.lists(st.sampled_from(["a", "b"]), unique=True, min_size=1),
                "grade": st.sampled_from(["1", "2", "3"]),
            },
        ),
        max_size=12,
    ),
    st.integers(0, 6),
)
def test_figures_hold_together_whatever_was_answered(answers, silent):
    frame = plain_frame(len(answers) + silent)
    result = survey_result([YES_NO, MANY, GRADE], frame, unit_sheets(answers))

    persons = result.respondents
    assert persons.answered + persons.declined + persons.silent == persons.frame
    for question in result.questions:
        assert question.base <= result.units.answered <= result.units.frame
        for option in question.options:
            assert 0 <= option.count <= question.base
            if option.bounds and option.interval:
                low, high = option.interval
                assert option.bounds[0] <= low <= high <= option.bounds[1]
                assert high <= result.units.frame
    known = result.question("known")
    assert sum(option.count for option in known.options) == known.base


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        ("confidential", ConfidentialResults),
        ("anonymous", AnonymousResults),
        ("", ResultsWithheld),
        ("Open", ResultsWithheld),
    ],
)
def test_only_an_open_survey_shows_answers_one_by_one(mode, fault):
    check_answers_shown("open")
    with pytest.raises(fault):
        check_answers_shown(mode)


def test_ten_grades_give_the_mean_an_interval_and_nine_do_not():
    ten = unit_sheets([{"grade": str(n % 3 + 1)} for n in range(10)])
    for sheets, is_told in ((ten, True), (ten[:9], False)):
        grade = survey_result([GRADE], plain_frame(20), sheets).question("grade")
        assert (grade.mean_interval is not None) == is_told
    grade = survey_result([GRADE], plain_frame(20), ten).question("grade")
    # Sum 19, squares 43, ten of twenty; Student's t with nine degrees of freedom.
    assert grade.mean_interval == pytest.approx((1.457, 2.343), abs=5e-4)
    assert (
        survey_result([GRADE], Frame({}, (), is_open=True), ten)
        .question("grade")
        .mean_interval
        is None
    )
