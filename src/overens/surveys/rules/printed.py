"""What a source printed, beside what its own answers come to.

A figure from a printed report is a quotation: it is kept as it stands, never
corrected, and shown beside ours with a comment where they differ.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from overens.surveys.rules.results import SurveyResult


@dataclass(frozen=True)
class Ours:
    """Our figure beside a printed one: ``count`` of ``base``, or a number alone.

    ``is_share`` says whether the count is to be read as a share of its base too.
    """

    count: int | None = None
    base: int | None = None
    value: Decimal | None = None
    is_share: bool = False


def _rate(result: SurveyResult, question: str, option: str) -> Ours:
    """Units that answered the question, of those that answered the survey."""
    return Ours(result.question(question).base, result.units.answered, is_share=True)


def _share(result: SurveyResult, question: str, option: str) -> Ours:
    """Units that chose the option, of the question's base."""
    asked = result.question(question)
    return Ours(asked.option(option).count, asked.base, is_share=True)


def _mean(result: SurveyResult, question: str, option: str) -> Ours:
    """The mean grade."""
    return Ours(value=result.question(question).mean)


def _missing_persons(result: SurveyResult, question: str, option: str) -> Ours:
    """Persons who declined or kept silent, of all asked."""
    persons = result.respondents
    return Ours(persons.declined + persons.silent, persons.frame)


def _missing_answers(result: SurveyResult, question: str, option: str) -> Ours:
    """Units that answered the survey but not this question."""
    return Ours(
        result.units.answered - result.question(question).base, result.units.answered
    )


def _texts(result: SurveyResult, question: str, option: str) -> Ours:
    """Texts released for the question."""
    return Ours(value=Decimal(len(result.question(question).texts)))


FIGURES: dict[str, Callable[[SurveyResult, str, str], Ours]] = {
    "rate": _rate,
    "share": _share,
    "mean": _mean,
    "missing-persons": _missing_persons,
    "missing-answers": _missing_answers,
    "texts": _texts,
}


def our_figure(result: SurveyResult, figure: str, question: str, option: str) -> Ours:
    """Return our figure of a kind named in ``FIGURES``.

    Raises:
        KeyError: there is no such kind, question or option.
    """
    return FIGURES[figure](result, question, option)
