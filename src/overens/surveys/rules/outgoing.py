"""Writes answers as rows of cells, which ``incoming`` reads back to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from overens.surveys.rules.frames import ANSWERED, Sheet
from overens.surveys.rules.incoming import OUTCOME, RESPONDENT, UNITS
from overens.surveys.rules.questions import BETWEEN_OPTIONS, QUESTION_TYPES, Item


def units_heading(items: Sequence[Item]) -> str:
    """Return the heading over the units: the question's own key where it has one."""
    return next((item.key for item in items if item.kind == "units"), UNITS)


def written_headings(items: Sequence[Item]) -> list[str]:
    """Return the headings of a sheet of answers, in order."""
    over_units = units_heading(items)
    headings = [RESPONDENT, OUTCOME, over_units]
    for item in items:
        if item.key != over_units:
            headings.append(item.key)
        if item.own_text:
            headings.append(item.own_text_key)
    return headings


def without_words(
    items: Sequence[Item], answers: Mapping[str, object]
) -> dict[str, object]:
    """Return a sheet's answers without what was written in own words."""
    own = {item.own_text_key for item in items}
    own |= {item.key for item in items if QUESTION_TYPES[item.kind].is_words}
    return {key: value for key, value in answers.items() if key not in own}


def written_row(items: Sequence[Item], sheet: Sheet) -> dict[str, str]:
    """Return a submission as one row of cells by heading."""
    row = {
        RESPONDENT: sheet.respondent,
        OUTCOME: ANSWERED,
        units_heading(items): BETWEEN_OPTIONS.join(sheet.units),
    }
    for item in items:
        if item.kind != "units":
            row[item.key] = QUESTION_TYPES[item.kind].write(sheet.answers.get(item.key))
        if item.own_text:
            row[item.own_text_key] = str(sheet.answers.get(item.own_text_key, ""))
    return row
