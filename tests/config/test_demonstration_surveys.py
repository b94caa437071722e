"""Strandland's surveys of its organisations: two years, and what may be shown."""

from __future__ import annotations

from datetime import date

import pytest

from overens.config.demonstration.reading import read_toml
from overens.surveys.rules import (
    can_cross,
    protect_table,
    read_definition,
    release_figures,
    stands_of,
)
from tests.surveys.made import frame_of, items_of, sheets_of

pytestmark = pytest.mark.pure


def survey(name):
    file = f"strandland/survey-{name}.toml"
    return read_definition(read_toml(file, today=date(2026, 11, 22)))


def test_both_years_ask_the_same_of_the_same_kind_of_respondents():
    before, after = survey("organisations-last-year"), survey("organisations")
    assert before.questions == after.questions
    assert before.texts["unit"] == after.texts["unit"]
    assert (before.mode, after.mode) == ("confidential", "anonymous")
    assert (before.slug, after.slug) == (
        "strandland-organisationer-2025",
        "strandland-2026",
    )


def test_a_third_of_the_organisations_feel_engaged_and_one_table_can_be_shown():
    asked = survey("organisations")
    items, sheets = items_of(asked), sheets_of(asked)
    released, facts = release_figures(items, frame_of(asked), sheets, 5)
    engaged = released.questions["engaged"]
    assert (engaged.base, engaged.counts["yes"]) == (50, 17)

    crossable = [item for item in items if can_cross(item)]
    table = protect_table(
        crossable[0], crossable[1], items, stands_of(items, sheets), facts, 5
    )
    # Two of the smallest said yes: theirs is hidden, with a ring of four.
    assert ("few", "yes") not in table.counts
    assert table.counts["some", "yes"] == 8
