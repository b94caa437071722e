"""Walks the statuses: whoever adds one is told what is missing, by name.

How: docs/how-to/add-a-status.md.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from django.utils import translation

from overens.common.charts import TONES, StatusBar, StatusSegment, to_page_svg
from overens.common.charts.colours import TONES as CHART_COLOURS
from overens.common.icons import listed
from overens.plans.models import Measure
from overens.plans.models.report import state_choices
from overens.plans.queries import status_word
from overens.plans.queries.rows import facts_of
from overens.plans.rules import MOVES, REPORTABLE, STATUSES, Facts, Said, status_on
from overens.plans.views.editing import move_to

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY = pytest.mark.parametrize("status", STATUSES.values(), ids=STATUSES)


@EVERY
def test_a_status_has_a_label_in_english_and_in_swedish(status):
    words = {}
    for language in ("en", "sv"):
        with translation.override(language):
            words[language] = status_word(status)
    assert words["en"] == status.label != ""
    assert words["sv"] != words["en"], (
        f"“{status.label}” has no Swedish: run `make messages`, then translate it in "
        "src/overens/plans/locale/sv/LC_MESSAGES/django.po, and `make messages` again"
    )


def test_no_two_statuses_look_alike_in_a_bar():
    tones = {status.key: status.tone for status in STATUSES.values()}
    assert len(set(tones.values())) == len(tones), tones


@EVERY
def test_a_status_is_drawn_with_an_icon_that_is_fetched(status):
    assert status.icon in listed(), (
        f"Add {status.icon!r} to src/overens/common/icons.txt for “{status.label}”, in "
        "the order of the alphabet, and run `make setup`"
    )


@EVERY
def test_a_status_has_a_tone_that_tags_and_charts_have_a_colour_for(status):
    assert status.tone in TONES, f"{status.tone!r} is not a tone: {', '.join(TONES)}"
    assert status.tone in CHART_COLOURS
    chart = StatusBar(
        title="x", segments=(StatusSegment(status.label, 1, status.tone),)
    )
    assert status.label in to_page_svg(chart)


@EVERY
def test_a_status_says_what_it_may_be_made_by_hand(status):
    assert status.key in MOVES, (
        f"Add a row for {status.key!r} to MOVES in src/overens/plans/rules/statuses.py"
    )
    assert MOVES[status.key] <= set(STATUSES)
    assert set(MOVES) <= set(STATUSES)


@EVERY
def test_a_status_has_its_rule_in_words(status):
    rules = (ROOT / "docs/rules/plans.md").read_text()
    assert f"`{status.key}`" in rules, (
        f"Write the rule of `{status.key}` in docs/rules/plans.md"
    )


@EVERY
def test_a_status_is_in_the_glossary(status):
    glossary = (ROOT / "docs/glossary.md").read_text()
    assert f"`{status.key}`" in glossary, f"Add `{status.key}` to docs/glossary.md"


@EVERY
def test_a_status_can_be_reached_and_shown(status):
    places = [each.place for each in STATUSES.values()]
    assert places.count(status.place) == 1, (
        f"{status.label} shares its place: give it {len(places)}"
    )
    assert status.holds.__doc__, f"Say the rule of {status.label} in its docstring"


TODAY = date(2026, 5, 4)
# For each kind of fact, what it can be: a day is unknown, past or to come.
CAN_BE = {
    "date | None": (None, TODAY - timedelta(days=9), TODAY + timedelta(days=9)),
    "frozenset[str]": (frozenset(), frozenset({"public"})),
    "tuple[Said, ...]": (
        (),
        *((Said("public", state, TODAY),) for state in REPORTABLE),
    ),
}


@pytest.fixture(scope="module")
def come_to_be():
    """The statuses that some facts give, of all facts there can be."""
    names = [fact.name for fact in fields(Facts)]
    given = [CAN_BE[str(fact.type)] for fact in fields(Facts)]
    return {
        status_on(Facts(**dict(zip(names, values, strict=True))), TODAY)[0].key
        for values in product(*given)
    }


@EVERY
def test_a_status_comes_to_be_from_some_facts(status, come_to_be):
    assert status.key in come_to_be, (
        f"No facts give {status.key!r}: look at its rule and its row's place among the "
        "rows of STATUSES. A fact of a new kind: say in CAN_BE what it can be"
    )


class _Measure:
    """A measure of which everything that may be known is known."""

    sides = frozenset({"public"})

    def __getattr__(self, name):
        return self if name == "plan" else TODAY


@pytest.mark.parametrize("fact", fields(Facts), ids=lambda fact: fact.name)
def test_a_fact_is_read_from_the_measure(fact):
    read = facts_of(_Measure(), (Said("public", REPORTABLE[0], TODAY),))

    assert getattr(read, fact.name) != fact.default, (
        f"Fill {fact.name!r} in facts_of, src/overens/plans/queries/rows.py: no rule "
        "that rests on it will ever hold"
    )


@pytest.mark.parametrize(
    ("status", "then"),
    [(status, then) for status, goals in MOVES.items() for then in sorted(goals)],
)
def test_what_may_be_made_by_hand_has_its_button(status, then):
    try:
        assert move_to(then, status)
    except KeyError:
        pytest.fail(
            f"MOVES lets {status!r} become {then!r}, but no button does it: add the "
            "move to _moves() and to _MAKES (or _TAKES_BACK, for what is taken back) "
            "in src/overens/plans/views/editing.py"
        )


@EVERY
def test_a_status_names_a_field_that_measures_have(status):
    if status.why_field:
        Measure._meta.get_field(status.why_field)


def test_reports_say_only_what_is_a_status():
    assert set(REPORTABLE) <= set(STATUSES)
    assert [key for key, _label in state_choices()] == list(REPORTABLE)
