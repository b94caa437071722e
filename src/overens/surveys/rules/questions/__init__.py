"""Kinds of question: how an answer is read, written and counted.

One class a kind, put in ``QUESTION_TYPES``; nothing else in the product asks which
kind a question is. How to add one: docs/how-to/add-a-question-type.md. Answers are
plain values, as they are stored in an answer sheet's JSON:

    single, scale   the key of the chosen option
    multi           a list of keys, in the questionnaire's order
    text            the text
    number          the number as text, "12.5"
    date            the day as text, "2026-12-15"
    consent         "yes", or nothing
    ranking         a list of keys, the one placed first first
    matrix          a row at a time, each as single or scale
    units           nothing: the sheet itself says which units it answers for

and ``UNSAID`` of whoever does not know or will not say, whatever the kind.

Rules 1 to 6, 37 to 39 and 46 of docs/rules/surveys.md.
"""

from __future__ import annotations

from overens.surveys.rules.questions.base import (
    BETWEEN_OPTIONS,
    LONGEST_TEXT,
    Group,
    NoSuchOption,
    NotAnAnswer,
    OnlyOneOption,
    QuestionType,
    TextTooLong,
    read_text,
)
from overens.surveys.rules.questions.choices import (
    ExcludesOthers,
    Multi,
    Scale,
    Single,
    check_alone,
)
from overens.surveys.rules.questions.dates import Date, read_date
from overens.surveys.rules.questions.matrices import (
    Matrix,
    cell_of,
    parts_of,
    question_key,
    spread_out,
)
from overens.surveys.rules.questions.numbers import (
    MOST_DECIMALS,
    Number,
    read_number,
    written_number,
)
from overens.surveys.rules.questions.rankings import Ranking
from overens.surveys.rules.questions.shapes import (
    UNSAID,
    Counted,
    Given,
    Item,
    Limits,
    Option,
    OptionCount,
    given_in,
)
from overens.surveys.rules.questions.words import Consent, Text, Units

QUESTION_TYPES: dict[str, QuestionType] = {
    kind.key: kind
    for kind in (
        Single(),
        Multi(),
        Scale(),
        Matrix(),
        Ranking(),
        Number(),
        Date(),
        Text(),
        Consent(),
        Units(),
    )
}

__all__ = [
    "BETWEEN_OPTIONS",
    "LONGEST_TEXT",
    "MOST_DECIMALS",
    "QUESTION_TYPES",
    "UNSAID",
    "Counted",
    "ExcludesOthers",
    "Given",
    "Group",
    "Item",
    "Limits",
    "NoSuchOption",
    "NotAnAnswer",
    "OnlyOneOption",
    "Option",
    "OptionCount",
    "QuestionType",
    "TextTooLong",
    "cell_of",
    "check_alone",
    "given_in",
    "parts_of",
    "question_key",
    "read_date",
    "read_number",
    "read_text",
    "spread_out",
    "written_number",
]
