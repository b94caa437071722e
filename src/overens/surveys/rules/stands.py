"""Answers laid out to be crossed: who stands where on which question.

A *stand* is one sheet seen from the side of tables: one person, some units, and on each
question the one category that they fall into. A question with one option each is a
question to cross; one with several is as many questions as it has options, each chosen
or not.

Rule 27 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from overens.surveys.rules.frames import Sheet
from overens.surveys.rules.questions import QUESTION_TYPES, Given, Item, given_in

# Categories that are no option: nothing answered, and answered in own words alone.
NO_ANSWER, OWN_WORDS = "", ".text"

# The groups of the frame, as one more thing to cross. No question has such a key.
GROUP = ".group"

# Of a question with several options: each option is chosen or not.
CHOSEN_HERE, NOT_CHOSEN = "yes", "no"


@dataclass(frozen=True)
class Stand:
    """One sheet, or its part in one group: a person, units, a category a question."""

    person: str
    units: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    """How many units fall into some categories, and the persons behind them."""

    units: int
    persons: int


def can_cross(item: Item) -> bool:
    """Say whether a question may be one side of a cross table: one option each."""
    return QUESTION_TYPES[item.kind].can_cross and len(item.options) > 1


def categories(item: Item) -> tuple[str, ...]:
    """Return what a question sorts answers into: options, own words, no answer."""
    options = tuple(option.key for option in item.options)
    own = (OWN_WORDS,) if item.own_text else ()
    return (*options, *own, NO_ANSWER)


def stands_of(items: Sequence[Item], sheets: Iterable[Sheet]) -> list[Stand]:
    """Lay the answers out.

    Questions with one option each stand under their key, those with several under
    ``key=option``, and the group of the frame under ``GROUP``: a sheet for units of
    several groups stands once in each.
    """
    found = []
    for sheet in sheets:
        values = {name: value for item in items for name, value in _places(item, sheet)}
        found += [
            Stand(sheet.respondent, units, {**values, GROUP: group})
            for group, units in sheet.by_group.items()
        ]
    return found


def _places(item: Item, sheet: Sheet) -> Iterable[tuple[str, str]]:
    kind = QUESTION_TYPES[item.kind]
    if not item.options or item.key == GROUP:
        return
    given = given_in(
        item, sheet.answers, units=len(sheet.units), person=sheet.respondent
    )
    if not kind.several:
        yield item.key, place_of(item, given)
        return
    answered, chosen = kind.is_answered(given), kind.chosen(item, given)
    for option in item.options:
        place = CHOSEN_HERE if option.key in chosen else NOT_CHOSEN
        yield several_key(item.key, option.key), place if answered else NO_ANSWER


def place_of(item: Item, given: Given) -> str:
    """Return the category that an answer to a question with one option each is in."""
    kind = QUESTION_TYPES[item.kind]
    chosen = kind.chosen(item, given)
    if chosen:
        return chosen[0]
    return OWN_WORDS if kind.is_answered(given) else NO_ANSWER


def several_key(question: str, option: str) -> str:
    """Return the name that an option of a question with several has in tables."""
    return f"{question}={option}"


def counted(
    stands: Iterable[Stand], names: Sequence[str]
) -> dict[tuple[str, ...], Cell]:
    """Count units and distinct persons by the categories of some questions.

    Only cells with somebody in them are there.
    """
    units: dict[tuple[str, ...], int] = {}
    persons: dict[tuple[str, ...], set[str]] = {}
    for stand in stands:
        at = tuple(stand.values[name] for name in names)
        units[at] = units.get(at, 0) + stand.units
        persons.setdefault(at, set()).add(stand.person)
    return {at: Cell(units[at], len(persons[at])) for at in units}


def persons_in(stands: Iterable[Stand], name: str, *values: str) -> int:
    """Count the distinct persons in some categories of one question."""
    return len({stand.person for stand in stands if stand.values[name] in values})
