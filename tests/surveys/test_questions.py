"""Kinds of question: what they read, write and count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.errors import RuleBroken
from overens.surveys.rules import QUESTION_TYPES, Item, Limits, Option
from overens.surveys.rules.questions import (
    LONGEST_TEXT,
    Given,
    NoSuchOption,
    NotAnAnswer,
    OnlyOneOption,
    TextTooLong,
)

pytestmark = pytest.mark.pure

OPTIONS = (Option("time", "Tid"), Option("money", "Pengar, kort sagt"))
SINGLE = Item("q", "single", "?", OPTIONS, other_labels={"Time": "time"})
MULTI = Item("q", "multi", "?", OPTIONS, own_text=True, other_labels={"Time": "time"})
SCALE = Item("q", "scale", "?", tuple(Option(str(n), str(n)) for n in range(1, 6)))
TEXT = Item("q", "text", "?")
NUMBER = Item("q", "number", "?", limits=Limits(unit="kr", decimals=2))
ITEMS = {
    "single": SINGLE,
    "multi": MULTI,
    "scale": SCALE,
    "text": TEXT,
    "number": NUMBER,
    "date": Item("q", "date", "?"),
    "consent": Item("q", "consent", "?"),
}


def read(item, raw):
    return QUESTION_TYPES[item.kind].read(item, raw)


@pytest.mark.parametrize("kind", QUESTION_TYPES.values(), ids=QUESTION_TYPES)
def test_every_kind_says_what_it_is(kind):
    assert kind.key and kind.label and kind.template.startswith("surveys/_result_")


@pytest.mark.parametrize("raw", ["time", " Time ", "TID", "tid", ["time"]])
def test_an_option_is_read_by_key_or_by_label_in_any_language(raw):
    assert read(SINGLE, raw) == "time"


@pytest.mark.parametrize("raw", ["", "  ", None, []])
def test_an_empty_cell_is_no_answer(raw):
    for item in ITEMS.values():
        assert read(item, raw) is None


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("time; money", ["time", "money"]),
        ("money|time", ["time", "money"]),
        ("Pengar, kort sagt", ["money"]),
        ("Tid; Pengar, kort sagt", ["time", "money"]),
        ("time, money", ["time", "money"]),
        ("time; time", ["time"]),
        (["money", "time"], ["time", "money"]),
    ],
)
def test_several_options_are_read_and_kept_in_the_order_asked(raw, stored):
    assert read(MULTI, raw) == stored


@pytest.mark.parametrize("raw", ["3", 3, 3.0, " 3 ", "3,0", "3.00"])
def test_a_grade_is_read_as_it_comes_out_of_a_sheet(raw):
    assert read(SCALE, raw) == "3"


@pytest.mark.parametrize(
    ("item", "raw", "fault"),
    [
        (SINGLE, "sun", NoSuchOption),
        (SINGLE, ["time", "money"], OnlyOneOption),
        (MULTI, "time; sun", NoSuchOption),
        (SCALE, "6", NoSuchOption),
        (SCALE, 3.5, NoSuchOption),
        (SCALE, True, NotAnAnswer),
        (TEXT, {"a": 1}, NotAnAnswer),
        (TEXT, "x" * (LONGEST_TEXT + 1), TextTooLong),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(item, raw, fault):
    with pytest.raises(fault) as refused:
        read(item, raw)
    assert str(refused.value).endswith(".")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(st.sampled_from(list(ITEMS.values())), JSON_VALUES)
def test_whatever_comes_in_is_read_or_refused(item, raw):
    kind = QUESTION_TYPES[item.kind]
    try:
        stored = kind.read(item, raw)
    except RuleBroken:
        return
    assert kind.read(item, kind.write(stored)) == stored


@given(st.lists(st.sampled_from(["time", "money"]), unique=True))
def test_what_is_written_is_read_back(chosen):
    stored = read(MULTI, chosen)
    assert read(MULTI, QUESTION_TYPES["multi"].write(stored)) == stored


def test_units_are_counted_and_persons_beside_them():
    counted = QUESTION_TYPES["single"].count(
        SINGLE,
        [
            Given("time", "", units=3, person="a"),
            Given("time", "", units=1, person="b"),
            Given("money", "", units=1, person="b"),
            Given(None, "", units=2, person="c"),
        ],
    )
    assert (counted.base, counted.persons) == (5, 2)
    assert [(o.key, o.count, o.persons) for o in counted.options] == [
        ("time", 4, 2),
        ("money", 1, 1),
    ]


def test_an_own_text_alone_is_an_answer():
    counted = QUESTION_TYPES["multi"].count(
        MULTI, [Given(None, "Annat", 1, "a"), Given(["time"], "", 1, "b")]
    )
    assert counted.base == 2
    assert [option.count for option in counted.options] == [1, 0]


def test_mean_and_median_are_over_units():
    grades = [1, 2, 3, 3, 3, 3, 3, 4]
    counted = QUESTION_TYPES["scale"].count(
        SCALE, [Given(str(grade), "", 1, str(n)) for n, grade in enumerate(grades)]
    )
    assert (counted.total, counted.mean, counted.median) == (22, Decimal("2.75"), 3)


def test_a_median_between_two_grades_is_a_half():
    counted = QUESTION_TYPES["scale"].count(
        SCALE, [Given("2", "", 1, "a"), Given("3", "", 1, "b")]
    )
    assert counted.median == Decimal("2.5")


def test_a_scale_nobody_answered_has_no_mean():
    counted = QUESTION_TYPES["scale"].count(SCALE, [])
    assert (counted.base, counted.mean, counted.median) == (0, None, None)
