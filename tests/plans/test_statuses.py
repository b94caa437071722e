"""Walks the statuses: whoever adds one is told what is missing, by name.

How: docs/how-to/add-a-status.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from overens.common.charts import TONES, StatusBar, StatusSegment, to_page_svg
from overens.common.charts.colours import TONES as CHART_COLOURS
from overens.common.icons import listed
from overens.plans.models.report import state_choices
from overens.plans.queries import status_word
from overens.plans.rules import MOVES, REPORTABLE, STATUSES

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
        "src/overens/plans/locale/sv/LC_MESSAGES/django.po"
    )


def test_no_two_statuses_look_alike_in_a_bar():
    tones = {status.key: status.tone for status in STATUSES.values()}
    assert len(set(tones.values())) == len(tones), tones


@EVERY
def test_a_status_is_drawn_with_an_icon_that_is_fetched(status):
    assert status.icon in listed(), (
        f"Add {status.icon!r} to src/overens/common/icons.txt for “{status.label}”"
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
    assert places.count(status.place) == 1, f"{status.label} shares its place"
    assert status.holds.__doc__, f"Say the rule of {status.label} in its docstring"


def test_reports_say_only_what_is_a_status():
    assert set(REPORTABLE) <= set(STATUSES)
    assert [key for key, _label in state_choices()] == list(REPORTABLE)
