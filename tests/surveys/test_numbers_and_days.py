"""Numbers, days and consent: how they are read, and what they come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.errors import RuleBroken
from overens.surveys.rules import QUESTION_TYPES, Item, Limits, Option, read_settings
from overens.surveys.rules.questions import Given, numbers
from overens.surveys.rules.questions.dates import (
    DateTooEarly,
    DateTooLate,
    DayOrMonthFirst,
    NotADate,
)
from overens.surveys.rules.questions.words import NotYesOrNo

pytestmark = pytest.mark.pure


def asked(kind, **limits):
    """Return a question with the groups that its answers are counted in."""
    kept = Limits(**limits)
    groups = QUESTION_TYPES[kind].groups(kept)
    options = tuple(Option(group.key, group.key) for group in groups)
    return Item("q", kind, "?", options, limits=kept)


def read(item, raw):
    return QUESTION_TYPES[item.kind].read(item, raw)


def counted(item, values):
    return QUESTION_TYPES[item.kind].count(
        item, [Given(value, "", 1, str(n)) for n, value in enumerate(values)]
    )


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1\xa0234\xa0567", "1234567"),
        ("1,234,567", "1234567"),
        ("−3", "-3"),
        ("0,50", "0.5"),
        ("-0", "0"),
        ("12 kr", "12"),
        (7, "7"),
        (7.0, "7"),
    ],
)
def test_a_number_is_read_in_swedish_and_in_english(raw, stored):
    assert read(asked("number", unit="kr", decimals=2), raw) == stored


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("many", numbers.NotANumberSaid),
        ("1,500", numbers.TwoWaysToRead),
        ("1.500", numbers.TwoWaysToRead),
        ("12 34", numbers.NotANumberSaid),
        ("1,2,3", numbers.NotANumberSaid),
        ("1.2345", numbers.TooManyDecimals),
        ("-1", numbers.NumberTooSmall),
        ("100,5", numbers.NumberTooLarge),
        ("1" * 40, numbers.NumberTooLarge),
    ],
)
def test_what_is_no_such_number_is_refused_with_what_to_write(raw, fault):
    with pytest.raises(fault) as refused:
        read(asked("number", least="0", most="100", decimals=1), raw)
    assert str(refused.value).endswith(".")


def test_where_wholes_are_counted_a_comma_before_three_figures_parts_thousands():
    assert read(asked("number"), "1,500") == "1500"
    assert read(asked("number"), "3,0") == "3"
    with pytest.raises(numbers.WholeNumberWanted):
        read(asked("number"), "3,5")


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["sv", "en", "data"]))
def test_a_number_is_the_same_however_it_is_written(number, notation):
    item = asked("number", decimals=2)
    said = f"{number:,.2f}" if notation != "data" else f"{number:.2f}"
    if notation == "sv":
        said = said.replace(",", " ").replace(".", ",")
    assert Decimal(read(item, said)) == number


ENDS = st.tuples(st.integers(-500, 500), st.integers(1, 10**6), st.integers(0, 2))


@given(ENDS, st.data())
def test_every_number_between_the_limits_falls_in_one_group(ends, data):
    least, more, decimals = ends
    low, high = Decimal(least), Decimal(least + more)
    limits = {"least": str(low), "most": str(high), "decimals": decimals}
    groups = QUESTION_TYPES["number"].groups(Limits(**limits))
    number = data.draw(st.decimals(low, high, places=decimals))
    within = [g for g in groups if Decimal(g.low) <= number <= Decimal(g.high)]

    assert len(within) == 1 and 1 <= len(groups) <= numbers.MOST_GROUPS + 1
    assert sum(
        o.count for o in counted(asked("number", **limits), [str(number)]).options
    )


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30))
def test_without_limits_every_number_has_its_group_and_half_lie_on_each_side(values):
    found = counted(asked("number"), [str(value) for value in values])
    assert sum(option.count for option in found.options) == len(values)
    assert 2 * sum(value <= found.median for value in values) >= len(values)
    assert 2 * sum(value >= found.median for value in values) >= len(values)
    assert found.quartiles[0] <= found.median <= found.quartiles[1]


def test_the_median_the_quartiles_and_the_mean_are_over_units():
    item = asked("number", least="0", most="10")
    kind = QUESTION_TYPES["number"]
    found = kind.count(
        item, [Given("2", "", 3, "a"), Given("7", "", 1, "b"), Given(None, "", 9, "c")]
    )
    assert (found.base, found.mean, found.median) == (4, Decimal("3.25"), 2)
    assert found.quartiles == (2, Decimal("4.5"))


def test_nought_is_an_answer():
    assert counted(asked("number"), ["0", None]).base == 1


@pytest.mark.parametrize(
    "raw",
    ["2026-12-05", "2026-12-05 00:00:00", "20261205", "5 december 2026", "5.12.2026"]
    + ["5 dec. 2026", "2026/12/5", date(2026, 12, 5)],
)
def test_a_day_is_read_as_people_write_it(raw):
    assert read(asked("date"), raw) == "2026-12-05"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ("soon", NotADate),
        ("2026-02-30", NotADate),
        ("5 smarch 2026", NotADate),
        ("5/12/2026", DayOrMonthFirst),
        ("2025-12-31", DateTooEarly),
        ("2027-01-01", DateTooLate),
    ],
)
def test_what_is_no_such_day_is_refused_with_what_to_write(raw, fault):
    with pytest.raises(fault) as refused:
        read(asked("date", least="2026-01-01", most="2026-12-31"), raw)
    assert str(refused.value).endswith(".")


def test_a_day_with_a_day_above_twelve_can_be_read_in_one_way_only():
    assert read(asked("date"), "25/12/2026") == "2026-12-25"


@pytest.mark.parametrize(
    ("limits", "group"),
    [
        ({"least": "2026-01-01", "most": "2026-12-31"}, "2026-03"),
        ({"least": "2010-01-01", "most": "2026-12-31"}, "2026"),
        ({}, "2020s"),
    ],
)
def test_days_are_counted_by_month_year_or_decade_as_the_limits_say(limits, group):
    found = counted(asked("date", **limits), ["2026-03-12"])
    assert [o.key for o in found.options if o.count] == [group]


@pytest.mark.parametrize("raw", ["yes", "Ja", True, "x", "1"])
def test_who_agrees_is_stored_as_yes(raw):
    assert read(asked("consent"), raw) == "yes"


@pytest.mark.parametrize("raw", ["no", "nej", False, "", None])
def test_who_does_not_agree_leaves_no_trace(raw):
    assert read(asked("consent"), raw) is None


def test_a_consent_is_yes_or_nothing():
    with pytest.raises(NotYesOrNo):
        read(asked("consent"), "perhaps")


@pytest.mark.parametrize(
    ("kind", "written", "field"),
    [
        ("number", {"least": "5", "most": "5"}, "most"),
        ("number", {"least": "five"}, "least"),
        ("number", {"decimals": "3"}, "decimals"),
        ("number", {"least": "0,5"}, "least"),
        ("date", {"most": "soon"}, "most"),
        ("date", {"least": "2026-02-01", "most": "2026-01-01"}, "most"),
    ],
)
def test_limits_that_cannot_stand_are_refused_at_their_field(kind, written, field):
    with pytest.raises(RuleBroken) as refused:
        read_settings(kind, written)
    assert refused.value.field == field


def test_limits_are_read_as_answers_are():
    assert read_settings(
        "number",
        {"unit": {"sv": "kr"}, "least": "0", "most": "1 000,5", "decimals": 1},
    ) == {"unit": {"sv": "kr"}, "least": "0", "most": "1000.5", "decimals": 1}
    assert read_settings("number", {"least": 0}) == {"least": "0"}
    assert read_settings("text", {"least": "1"}) == {}
