"""Conditions, options and order of a questionnaire, as rules without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.surveys.rules import (
    DOWN,
    UP,
    ConditionUnknown,
    DraftItem,
    Placed,
    WrongDefinition,
    check_condition,
    condition_faults,
    end_words,
    free_key,
    is_asked,
    moved,
    read_definition,
    read_options,
    read_scale,
    without,
    written_options,
)
from tests.surveys.made import small

KEYS = ("a", "b", "c", "d")
conditions = st.dictionaries(
    st.sampled_from(KEYS),
    st.lists(st.sampled_from(("x", "y", "z")), min_size=1, unique=True),
    max_size=2,
)
kinds = st.sampled_from(("single", "multi"))


@given(st.lists(st.tuples(kinds, conditions), min_size=4, max_size=4))
def test_a_question_has_no_fault_just_when_some_answers_lead_to_it(asked):
    items = [
        DraftItem(key, kind, ("x", "y"), condition)
        for key, (kind, condition) in zip(KEYS, asked, strict=True)
    ]
    faults = {fault.place for fault in condition_faults(items)}
    if faults:
        return
    reached = set()
    sheets: list[dict[str, object]] = [{}]
    for item in items:
        ways: list[dict[str, object]] = []
        for sheet in sheets:
            if is_asked(item.condition, sheet):
                reached.add(item.key)
                choices: list[object] = ["x", "y"]
                if item.kind == "multi":
                    choices = [["x"], ["y"], ["x", "y"]]
                ways += [{**sheet, item.key: one} for one in choices]
            ways.append(sheet)
        sheets = ways

    assert reached == set(KEYS)


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ({"gone": ["x"]}, "gone"),
        ({"last": ["x"]}, "later"),
        ({"middle": ["x"]}, "later"),
        ({"first": ["z"]}, "no option"),
    ],
)
def test_a_condition_that_cannot_be_met_says_why(condition, why):
    items = [
        DraftItem("first", "single", ("x", "y")),
        DraftItem("middle", "single", ("x", "y"), condition),
        DraftItem("last", "single", ("x", "y")),
    ]

    assert [(f.place, f.why) for f in condition_faults(items)] == [(1, why)]


def test_conditions_that_rule_each_other_out_along_the_way_are_found():
    items = [
        DraftItem("first", "single", ("x", "y")),
        DraftItem("middle", "single", ("x", "y"), {"first": ["x"]}),
        DraftItem("last", "text", (), {"first": ["y"], "middle": ["x"]}),
    ]

    assert [(f.place, f.why) for f in condition_faults(items)] == [(2, "never")]


def test_several_answers_at_once_rule_nothing_out():
    items = [
        DraftItem("first", "multi", ("x", "y")),
        DraftItem("middle", "single", ("x", "y"), {"first": ["x"]}),
        DraftItem("last", "text", (), {"first": ["y"], "middle": ["x"]}),
    ]

    assert condition_faults(items) == []


def test_a_condition_names_only_what_comes_before():
    items = [DraftItem("first", "single", ("x", "y")), DraftItem("last", "text")]

    assert check_condition(items, "last", {"first": ["y", "x"]}) == {
        "first": ["x", "y"]
    }
    assert check_condition(items, "last", {"first": []}) == {}
    with pytest.raises(ConditionUnknown):
        check_condition(items, "first", {"last": ["x"]})
    with pytest.raises(ConditionUnknown):
        check_condition(items, "last", {"first": ["z"]})


labels = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() and "|" not in text and text.split() != [])
lines = st.lists(labels.map(str.strip), min_size=2, max_size=8, unique_by=str.casefold)


@given(lines)
def test_options_read_back_as_they_are_written(written):
    options = read_options("\n".join(written))
    again = read_options(written_options(options, "sv"), known=options)

    assert [option.label["sv"] for option in options] == written
    assert again == options
    assert len({option.key for option in options}) == len(options)


@given(lines, st.data())
def test_an_option_keeps_its_key_wherever_it_is_moved(written, data):
    options = read_options("\n".join(written))
    order = data.draw(st.permutations(written))
    keys = {option.label["sv"]: option.key for option in options}

    for option in read_options("\n".join(order), known=options):
        assert option.key == keys[option.label["sv"]]


def test_a_scale_reads_back_its_ends():
    grades = read_scale(0, 10, low_end={"sv": "inte alls"}, high_end={"sv": "helt"})

    assert [grade.key for grade in grades] == [str(n) for n in range(11)]
    assert end_words(grades[0]) == {"sv": "inte alls"}
    assert end_words(grades[-1]) == {"sv": "helt"}
    assert end_words(grades[5]) == {}


@given(st.text(max_size=80), st.sets(st.sampled_from(("a", "a-2", "option"))))
def test_a_key_is_plain_and_free(words, taken):
    key = free_key(words, taken, "option")

    assert key not in taken
    assert key.isascii()
    assert len(key) <= 60


def headings(order):
    return [item.section["sv"] for item in order if item.section]


@given(st.data(), st.sampled_from((UP, DOWN)))
def test_a_move_loses_no_question_and_no_section(data, way):
    keys = [str(n) for n in range(data.draw(st.integers(1, 7)))]
    order = [
        Placed(key, {"sv": f"Avsnitt {key}"} if data.draw(st.booleans()) else {})
        for key in keys
    ]
    new = moved(order, data.draw(st.sampled_from(keys)), way)

    assert sorted(item.key for item in new) == keys
    assert sorted(headings(new)) == sorted(headings(order))


@given(st.data())
def test_a_question_reaches_the_other_end_by_moving(data):
    keys = [str(n) for n in range(data.draw(st.integers(1, 6)))]
    order = [
        Placed(key, {"sv": key} if data.draw(st.booleans()) else {}) for key in keys
    ]
    for _step in range(2 * len(keys)):
        order = moved(order, keys[0], DOWN)

    assert order[-1].key == keys[0]


def test_a_question_moved_over_a_heading_joins_the_other_section():
    order = [Placed("a", {"sv": "A"}), Placed("b", {}), Placed("c", {"sv": "C"})]
    order.append(Placed("d", {}))

    down = moved(order, "b", DOWN)

    assert [(p.key, bool(p.section)) for p in down] == [
        *(("a", True), ("b", True), ("c", False), ("d", False)),
    ]
    assert moved(down, "b", UP) == order


def test_a_section_ends_with_its_only_question():
    order = [Placed("a", {}), Placed("b", {"sv": "B"}), Placed("c", {"sv": "C"})]

    assert without(order, "b") == [Placed("a", {}), Placed("c", {"sv": "C"})]


def test_a_file_with_a_question_that_is_never_asked_is_refused():
    data = small()
    data["questions"][1]["asked_if"] = {"grade": ["1"]}

    with pytest.raises(WrongDefinition) as refused:
        read_definition(data)

    assert refused.value.facts["where"] == "questions.2.asked_if"
