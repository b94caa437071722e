"""What may be shown of a survey whose answers were not given openly.

Every figure that leaves such a survey comes from here: page, chart, file, data, report.
What comes out is a table with holes, and nothing beside it is ever counted from the
answers again: shares, bounds, means and sentences are made from the table as shown.

A figure *needs cover* when fewer than ``least`` distinct persons stand behind it, or
when all of a group gave the same answer. It is hidden, and so are as many others as it
takes that nobody can work it out: over all answers that agree with everything ever
given out, it can be anything within a range at least ``least`` wide.

Rules 28 to 31 of docs/rules/surveys.md.
"""

from __future__ import annotations

from overens.surveys.rules.disclosure.ledger import (
    AnswersChanged,
    Fact,
    TooManyTables,
    check_unchanged,
    facts_in,
)
from overens.surveys.rules.disclosure.questions import (
    LEAST_EVER,
    LEAST_FOR_TEXTS,
    LEAST_PERSONS,
    ShownCounts,
    ShownFigures,
    TooFewPersons,
    may_quote,
    protect_questions,
)
from overens.surveys.rules.disclosure.tables import (
    ShownTable,
    TableNotSafe,
    counts_in,
    protect_table,
)

__all__ = [
    "LEAST_EVER",
    "LEAST_FOR_TEXTS",
    "LEAST_PERSONS",
    "AnswersChanged",
    "Fact",
    "ShownCounts",
    "ShownFigures",
    "ShownTable",
    "TableNotSafe",
    "TooFewPersons",
    "TooManyTables",
    "check_unchanged",
    "counts_in",
    "facts_in",
    "may_quote",
    "protect_questions",
    "protect_table",
]
