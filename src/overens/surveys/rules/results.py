"""From answer sheets to figures: units, persons and submissions apart.

Every share stands on its own base: the units that answered that question. What it may
mean for all units is said twice: by bounds that assume nothing, and by an exact
interval that assumes that those who answered are a random draw from the frame.

Rules 11 to 18 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from overens import stats
from overens.surveys.rules.counting import Answers, OneByOne
from overens.surveys.rules.disclosure import LEAST_PERSONS
from overens.surveys.rules.frames import (
    Frame,
    Outcomes,
    Sheet,
    Tally,
    covered_units,
    outcomes,
)
from overens.surveys.rules.groups import GroupOutcome
from overens.surveys.rules.marks import CHOSEN
from overens.surveys.rules.notes import BASE_DIFFERS, Note, question_notes, survey_notes
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Counted,
    Item,
    OptionCount,
)

# The level of every interval shown.
LEVEL = 0.95

# Groups that are drawn whether they hold anything or not.
MOST_DRAWN = 11

# Of fewer grades than this the mean has no interval: it would hold too roughly.
FEW_GRADES = 10


@dataclass(frozen=True)
class OptionResult:
    """One option's figures.

    Attributes:
        count: units that chose it; None where that is withheld.
        persons: persons behind them.
        share: of the question's base, 0 to 1, four decimals; None on an empty base.
        bounds, interval: counts of frame units; None where they do not apply.
        suppressed: whether the figures are withheld; never so in an open survey.
        placed, mean_place: of a ranking, how many gave it a place, and which on the
            whole; None elsewhere.
        mark: how far a reconstructed count can be trusted; "" for a plain count. One
            that we chose says nothing of all units: it has no bounds and no interval.
    """

    key: str
    label: str
    count: int | None
    persons: int
    share: float | None
    bounds: tuple[int, int] | None
    interval: tuple[int, int] | None
    suppressed: bool = False
    mark: str = ""
    placed: int | None = None
    mean_place: Decimal | None = None


@dataclass(frozen=True)
class QuestionResult:
    """One question's figures.

    Attributes:
        base: units that answered it.
        respondents: persons behind them.
        rate: ``base`` of the units that answered the survey, 0 to 1.
        coverage: ``base`` of all units in the frame, 0 to 1.
        mean_bounds: between what the mean of all units must lie, whatever the silent
            ones would have said (scale only).
        mean_interval: between what it likely lies; None of fewer than ten grades.
        texts: released quotes, each once, in an order of their own.
        is_withheld: nothing of it may be shown; its base is nought then, and unsaid.
        unsaid: units whose respondents do not know or will not say, never in the
            base; None where that is withheld.
        got: units that answered a version of the questionnaire with it; None where
            all did.
        quartiles: below which a quarter and three quarters of the numbers lie.
    """

    item: Item
    base: int
    respondents: int
    rate: float | None
    coverage: float | None
    options: tuple[OptionResult, ...]
    mean: Decimal | None
    median: Decimal | None
    mean_bounds: tuple[Decimal, Decimal] | None
    mean_interval: tuple[float, float] | None
    texts: tuple[str, ...]
    notes: tuple[Note, ...]
    is_withheld: bool = False
    unsaid: int | None = None
    got: int | None = None
    quartiles: tuple[Decimal, Decimal] | None = None

    @property
    def key(self) -> str:
        """The question's name in data."""
        return self.item.key

    @property
    def by_size(self) -> tuple[OptionResult, ...]:
        """The options from most to least; equal ones keep the order asked.

        Withheld ones come last, so that their place says nothing of their count.
        """
        return tuple(
            sorted(self.options, key=lambda o: (o.count is None, -(o.count or 0)))
        )

    @property
    def spread(self) -> tuple[OptionResult, ...]:
        """The options to draw: of many groups, or of groups that nobody set, those
        before the first and after the last that holds anything are left out.
        """
        limits = self.item.limits
        is_short = limits.least and limits.most and len(self.options) <= MOST_DRAWN
        if QUESTION_TYPES[self.item.kind].has_options or is_short:
            return self.options
        held = [n for n, option in enumerate(self.options) if option.count != 0]
        return self.options[held[0] : held[-1] + 1] if held else ()

    @property
    def is_whole(self) -> bool:
        """Whether no figure of it is withheld."""
        return not any(option.suppressed for option in self.options)

    def option(self, key: str) -> OptionResult:
        """Return one option's figures.

        Raises:
            KeyError: the question has no such option.
        """
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


@dataclass(frozen=True)
class SurveyResult:
    """A survey's figures, in one language.

    Attributes:
        groups: who answered, group by group; empty where the frame has no groups.
    """

    units: Tally
    respondents: Outcomes
    submissions: int
    questions: tuple[QuestionResult, ...]
    notes: tuple[Note, ...]
    groups: tuple[GroupOutcome, ...] = ()

    def question(self, key: str) -> QuestionResult:
        """Return one question's figures.

        Raises:
            KeyError: the survey has no such question.
        """
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


def survey_result(
    items: Sequence[Item],
    frame: Frame,
    sheets: Sequence[Sheet],
    quotes: Mapping[str, Sequence[str]] | None = None,
    *,
    submissions_mark: str = "",
) -> SurveyResult:
    """Count a survey, sheet by sheet.

    Args:
        items: the questions, in their order.
        frame: everybody asked and every unit.
        sheets: the answers that stand; each unit in one sheet at most.
        quotes: released texts by question key.
        submissions_mark: whether the sheets themselves are ours (``CHOSEN``).

    Returns:
        Figures that cite no respondent and no unit by name.

    Source: rules 11 to 18 and 25, docs/rules/surveys.md.
    """
    return counted_result(
        items,
        OneByOne(sheets),
        covered_units(frame, sheets),
        outcomes(frame, sheets),
        quotes,
        is_open=frame.is_open,
        submissions_mark=submissions_mark,
    )


def counted_result(
    items: Sequence[Item],
    answers: Answers,
    units: Tally,
    persons: Outcomes,
    quotes: Mapping[str, Sequence[str]] | None = None,
    *,
    is_open: bool,
    submissions_mark: str = "",
) -> SurveyResult:
    """Count a survey from its answers, however they lie; as ``survey_result``.

    Args:
        units, persons: how many there are, and how many answered.
        is_open: nobody knows how many units there are in all.
    """
    told = quotes or {}
    questions = tuple(
        question_result(
            item, answers, units, tuple(told.get(item.key, ())), is_open=is_open
        )
        for item in items
    )
    return SurveyResult(
        units=units,
        respondents=persons,
        submissions=answers.submissions,
        questions=questions,
        notes=survey_notes(
            units,
            persons,
            [question.base for question in questions],
            answers.sizes,
            is_open=is_open,
            sheets_are_ours=submissions_mark == CHOSEN,
        ),
    )


def question_result(
    item: Item,
    answers: Answers,
    units: Tally,
    texts: tuple[str, ...] = (),
    *,
    is_open: bool,
) -> QuestionResult:
    """Count one question; ``units`` are the frame's, and all that answered."""
    counted = answers.counted(item)
    population = None if is_open else units.frame
    if answers.was_asked_of_all(item):
        return figures_of(item, counted, units, texts, population)
    # Who answered before it was added, or after it was replaced, was never asked.
    asked = replace(units, answered=answers.units(item))
    found = figures_of(item, counted, asked, texts, population)
    notes = tuple(note for note in found.notes if note.sentence != BASE_DIFFERS)
    return replace(found, got=asked.answered, notes=notes)


def figures_of(
    item: Item,
    counted: Counted,
    units: Tally,
    texts: tuple[str, ...],
    population: int | None,
) -> QuestionResult:
    """Return all that follows from a question's counts, and from nothing else.

    Args:
        counted: what the answers come to, as far as it may be shown.
        units: the frame's units and those that answered the survey.
        texts: its released quotes.
        population: how many units there are in all, where anybody knows.
    """
    # Only grades have a sum: of numbers nobody knows what the silent would have said.
    is_scale = counted.total is not None
    grades = [int(option.key) for option in item.options] if is_scale else []
    is_told = not counted.is_withheld
    return QuestionResult(
        item=item,
        base=counted.base,
        respondents=counted.persons,
        rate=(
            stats.share(counted.base, units.answered)
            if units.answered and is_told
            else None
        ),
        coverage=(
            stats.share(counted.base, units.frame) if units.frame and is_told else None
        ),
        options=tuple(
            _withheld_option(option)
            if option.key in counted.hidden
            else _option_result(
                option, counted.base, population, item.marks.of(option.key)
            )
            for option in counted.options
        ),
        mean=counted.mean,
        median=counted.median,
        quartiles=counted.quartiles,
        unsaid=counted.unsaid if is_told else None,
        mean_bounds=(
            stats.mean_bounds(
                counted.total or 0, counted.base, population, min(grades), max(grades)
            )
            if grades and population
            else None
        ),
        mean_interval=_mean_interval(item, counted, population),
        texts=texts,
        notes=question_notes(item, counted, units, texts, population),
        is_withheld=counted.is_withheld,
    )


def _mean_interval(
    item: Item, counted: Counted, population: int | None
) -> tuple[float, float] | None:
    """Return between what the mean of all units likely lies; of few grades nothing."""
    ours = CHOSEN in item.marks.options.values()
    few = counted.total is None or counted.base < FEW_GRADES
    if few or ours or not population:
        return None
    squares = sum(int(o.key) ** 2 * o.count for o in counted.options)
    found = stats.finite_mean(
        counted.total or 0, squares, counted.base, population, LEVEL
    )
    return found.low, found.high


def _withheld_option(option: OptionCount) -> OptionResult:
    return OptionResult(option.key, option.label, None, 0, None, None, None, True)


def _option_result(
    option: OptionCount, base: int, population: int | None, mark: str
) -> OptionResult:
    known = population is not None and base > 0 and mark != CHOSEN
    of_all = (option.count, base, population or 0)
    return OptionResult(
        key=option.key,
        label=option.label,
        count=option.count,
        persons=option.persons,
        share=stats.share(option.count, base) if base else None,
        bounds=stats.logical_bounds(*of_all) if known else None,
        interval=stats.finite_interval(*of_all, level=LEVEL) if known else None,
        mark=mark,
        placed=option.placed,
        mean_place=option.mean_place,
    )


@dataclass(frozen=True)
class Guarded:
    """How many of the figures shown have too few persons behind them to be safe."""

    figures: int
    unsafe: int
    least: int


def guard_count(result: SurveyResult, least: int = LEAST_PERSONS) -> Guarded:
    """Count the figures that a promise of anonymity would have withheld at once.

    Only the first step: each would take others with it, since a hidden figure can be
    had by subtraction from the base.

    Args:
        least: persons that must stand behind a figure.

    Source: surveys.md §4.2, R1 and R2: persons are counted, not rows.
    """
    behind = [
        option.persons for question in result.questions for option in question.options
    ]
    return Guarded(
        figures=len(behind),
        unsafe=sum(0 < persons < least for persons in behind),
        least=least,
    )
