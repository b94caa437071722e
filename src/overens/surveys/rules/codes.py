"""Texts counted by what they are about: a code book, and figures like all others.

Rules C1 to C4 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.disclosure import (
    Fact,
    ShownCounts,
    TooFewPersons,
    protect_questions,
)
from overens.surveys.rules.frames import Sheet
from overens.surveys.rules.own_words import mark_of, words_in
from overens.surveys.rules.questions import QUESTION_TYPES, Item, Option, given_in
from overens.surveys.rules.stands import stands_of

# A book of more codes than this is a list of the texts.
MOST_CODES = 60


class NoCodes(RuleBroken):
    """Nothing to count by."""

    sentence = gettext_noop("The code book has no codes yet. Add one first.")


class CodingUnfinished(RuleBroken):
    """Some texts have not been coded, and would be counted as saying nothing."""

    sentence = gettext_noop(
        "%(left)s texts have not been coded. Code them first: each text counts."
    )


class CodesGivenOut(RuleBroken):
    """What was given out of a guarded survey stands."""

    sentence = gettext_noop(
        "The codes of this question have been counted and given out, so code book and "
        "coding stand as they are."
    )


class CodesOfOwnLines(RuleBroken):
    """Lines beside options, under a promise."""

    sentence = gettext_noop(
        "Under the survey’s promise only questions that are answered in own words "
        "alone are counted by code. How many wrote on the line beside the options is "
        "not told."
    )


class CodeNameMissing(RuleBroken):
    """A code nobody could choose."""

    sentence = gettext_noop("Write what the code is called.")
    field = "name"


class CodeNameTaken(RuleBroken):
    """Two codes that look alike."""

    sentence = gettext_noop("There is already a code called “%(name)s”.")
    field = "name"


class TooManyCodes(RuleBroken):
    """More than anybody holds apart."""

    sentence = gettext_noop("A code book has at most %(most)s codes.")


def codes_key(question: str) -> str:
    """Return what the code figures of a question are called in data."""
    return f"{question}.codes"


def code_item(question: str, title: str, codes: Iterable[Option]) -> Item:
    """Return a question's codes as a question: each text has some of them, or none."""
    return Item(codes_key(question), "multi", title, tuple(codes), own_text=True)


def coded_sheets(
    sheets: Iterable[Sheet],
    question: str,
    column: str,
    codes: Mapping[str, Sequence[str]],
    *,
    survey: str,
) -> list[Sheet]:
    """Return the sheets with what their text was coded as, beside what they answer.

    Args:
        column: the name that the text has in a sheet.
        codes: by the mark of a text.
        survey: the survey's uuid.
    """
    coded = []
    key = codes_key(question)
    for sheet in sheets:
        text = words_in(sheet.answers, column)
        if text:
            its = codes.get(mark_of(survey, question, text), ())
            # A text that no code fits is an answer all the same.
            more = {key: list(its), f"{key}.text": text}
            sheet = replace(sheet, answers={**sheet.answers, **more})
        coded.append(sheet)
    return coded


def count_codes(
    item: Item, sheets: Sequence[Sheet], *, least: int | None
) -> tuple[ShownCounts, list[Fact]]:
    """Count the codes of a question, as far as they may be shown.

    Args:
        item: as ``code_item`` makes it.
        sheets: as ``coded_sheets`` makes them.
        least: persons that must stand behind a figure; None where all was said openly.

    Raises:
        TooFewPersons: nothing may be shown.
    """
    if least is None:
        given = [
            given_in(
                item, sheet.answers, units=len(sheet.units), person=sheet.respondent
            )
            for sheet in sheets
        ]
        counted = QUESTION_TYPES[item.kind].count(item, given)
        told = {option.key: option.count for option in counted.options}
        return ShownCounts(counted.base, counted.persons, told), []
    shown = protect_questions([item], stands_of([item], sheets), least)
    counts = shown.questions[item.key]
    if not counts.base:
        raise TooFewPersons(least=least)
    return counts, [fact for fact in shown.facts if fact.where]
