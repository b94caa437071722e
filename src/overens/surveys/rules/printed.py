"""What a source printed, beside what its own answers come to.

A figure from a printed report is a quotation: it is kept as it stands, never
corrected, and shown beside ours with a comment where they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from overens.surveys.rules.results import SurveyResult


@dataclass(frozen=True)
class Ours:
    """Our figure beside a printed one: ``count`` of ``base``, or a number alone.

    ``is_share`` says whether the count is to be read as a share of its base too. With
    neither count nor number there is no figure of ours: what is printed is a claim.
    """

    count: int | None = None
    base: int | None = None
    value: Decimal | None = None
    is_share: bool = False


Options = Sequence[str]


def _rate(result: SurveyResult, question: str, options: Options) -> Ours:
    """Units that answered the question, of those that answered the survey."""
    return Ours(result.question(question).base, result.units.answered, is_share=True)


def _share(result: SurveyResult, question: str, options: Options) -> Ours:
    """Units that chose the option, of the question's base."""
    asked = result.question(question)
    return Ours(asked.option(options[0]).count, asked.base, is_share=True)


def _together(result: SurveyResult, question: str, options: Options) -> Ours:
    """Units that chose any of some options that exclude each other."""
    asked = result.question(question)
    return Ours(sum(asked.option(key).count or 0 for key in options), asked.base)


def _claim(result: SurveyResult, question: str, options: Options) -> Ours:
    """Nothing: the source says it in words that no figure of ours can stand beside."""
    return Ours()


def _persons_answered(result: SurveyResult, question: str, options: Options) -> Ours:
    """Persons who answered, of all asked."""
    return Ours(result.respondents.answered, result.respondents.frame)


def _units_answered(result: SurveyResult, question: str, options: Options) -> Ours:
    """Units with an answer, of all."""
    return Ours(result.units.answered, result.units.frame)


def _mean(result: SurveyResult, question: str, options: Options) -> Ours:
    """The mean grade."""
    return Ours(value=result.question(question).mean)


def _missing_persons(result: SurveyResult, question: str, options: Options) -> Ours:
    """Persons who declined or kept silent, of all asked."""
    return Ours(result.respondents.missing, result.respondents.frame)


def _missing_answers(result: SurveyResult, question: str, options: Options) -> Ours:
    """Units that answered the survey but not this question."""
    return Ours(
        result.units.answered - result.question(question).base, result.units.answered
    )


def _texts(result: SurveyResult, question: str, options: Options) -> Ours:
    """Texts released for the question."""
    return Ours(value=Decimal(len(result.question(question).texts)))


FIGURES: dict[str, Callable[[SurveyResult, str, Options], Ours]] = {
    "rate": _rate,
    "share": _share,
    "together": _together,
    "claim": _claim,
    "persons-answered": _persons_answered,
    "units-answered": _units_answered,
    "mean": _mean,
    "missing-persons": _missing_persons,
    "missing-answers": _missing_answers,
    "texts": _texts,
}


def our_figure(
    result: SurveyResult, figure: str, question: str, options: Options = ()
) -> Ours:
    """Return our figure of a kind named in ``FIGURES``.

    Raises:
        KeyError: there is no such kind, question or option.
    """
    return FIGURES[figure](result, question, options)
