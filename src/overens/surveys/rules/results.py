"""From answer sheets to figures: units, persons and submissions apart.

Every share stands on its own base: the units that answered that question. What it may
mean for all units is said twice: by bounds that assume nothing, and by an exact
interval that assumes that those who answered are a random draw from the frame.

Rules 11 to 18 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from overens import stats
from overens.errors import gettext_noop
from overens.surveys.rules.frames import (
    Frame,
    Outcomes,
    Sheet,
    Tally,
    covered_units,
    outcomes,
    units_by_person,
)
from overens.surveys.rules.marks import CHOSEN
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Counted,
    Given,
    Item,
    OptionCount,
)

# The level of every interval shown.
LEVEL = 0.95

# Fewer answering units than this, and the reader is told to take care.
SMALL_GROUP = 30

# With fewer than this many persons behind it, a figure can point someone out; used to
# say what a promise of anonymity would have withheld (surveys.md §4.2, R1).
SAFE_PERSONS = 5


@dataclass(frozen=True)
class Note:
    """A reservation: a sentence to translate, and the figures that it names."""

    sentence: str
    facts: Mapping[str, int | Decimal] = field(default_factory=dict)


CLUSTERED = gettext_noop(
    "The interval is computed as if the answer for each %(unit)s were independent of "
    "the others. Behind the %(base)s answers are %(persons)s persons."
)
# The same once for all questions, where a page has several.
CLUSTERED_ALL = gettext_noop(
    "The intervals are computed as if the answer for each %(unit)s were independent of "
    "the others, though one person may have answered for several."
)
BASE_DIFFERS = gettext_noop(
    "This question was answered for %(base)s of the %(answered)s %(units)s that "
    "answered the survey."
)
SEVERAL = gettext_noop(
    "Several options could be chosen, so the shares add up to more than 100 per cent."
)
ROUNDED = gettext_noop(
    "Each share is rounded by itself; together they come to %(sum)s per cent."
)
ORDINAL = gettext_noop(
    "The steps of the scale need not be equally long: read how the grades are spread, "
    "and the median, before the mean."
)
TEXTS_FEWER = gettext_noop(
    "Number of texts: %(texts)s, for %(base)s %(units)s: a pooled answer is one text."
)
SMALL = gettext_noop(
    "This is a small group (%(answered)s %(units)s). Read the results as indications."
)
NON_RESPONSE = gettext_noop(
    "%(missing)s of the %(frame)s %(units)s have no answer. The intervals hold only if "
    "those that answered are like a random draw; the bounds hold in any case."
)
POOLED = gettext_noop(
    "The answers count %(units)s, not persons: %(persons)s persons answered for "
    "%(answered)s %(units)s. If each person's answers are alike, they are worth as "
    "much as %(effective)s independent ones."
)
BASES_DIFFER = gettext_noop(
    "The base differs between questions and stands at each of them."
)
POOLED_BY_US = gettext_noop(
    "The answers count %(units)s, not persons: %(persons)s persons answered for "
    "%(answered)s %(units)s. How many each of them answered for, "
    "and in how many answer sheets, is our choice."
)
OPEN_FRAME = gettext_noop(
    "Nobody knows how many there are in all, so nothing is said beyond those that "
    "answered."
)


@dataclass(frozen=True)
class OptionResult:
    """One option's figures.

    Attributes:
        count: units that chose it.
        persons: persons behind them.
        share: of the question's base, 0 to 1, four decimals; None on an empty base.
        bounds, interval: counts of frame units; None where they do not apply.
        suppressed: whether the figures are withheld; never so in an open survey.
        mark: how far a reconstructed count can be trusted; "" for a plain count. One
            that we chose says nothing of all units: it has no bounds and no interval.
    """

    key: str
    label: str
    count: int
    persons: int
    share: float | None
    bounds: tuple[int, int] | None
    interval: tuple[int, int] | None
    suppressed: bool = False
    mark: str = ""


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
        texts: released quotes, each once, in an order of their own.
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
    texts: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def key(self) -> str:
        """The question's name in data."""
        return self.item.key

    @property
    def by_size(self) -> tuple[OptionResult, ...]:
        """The options from most to least; equal ones keep the order asked."""
        return tuple(sorted(self.options, key=lambda option: -option.count))

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
    """A survey's figures, in one language."""

    units: Tally
    respondents: Outcomes
    submissions: int
    questions: tuple[QuestionResult, ...]
    notes: tuple[Note, ...]

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
    """Count a survey.

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
    units = covered_units(frame, sheets)
    questions = tuple(
        question_result(
            item, frame, sheets, units, tuple((quotes or {}).get(item.key, ()))
        )
        for item in items
    )
    persons = outcomes(frame, sheets)
    return SurveyResult(
        units=units,
        respondents=persons,
        submissions=len(sheets),
        questions=questions,
        notes=_survey_notes(
            frame, sheets, units, persons, questions, submissions_mark == CHOSEN
        ),
    )


def question_result(
    item: Item,
    frame: Frame,
    sheets: Sequence[Sheet],
    units: Tally,
    texts: tuple[str, ...] = (),
) -> QuestionResult:
    """Count one question.

    Args:
        units: the frame's units and those that answered the survey.
        texts: its released quotes.
    """
    kind = QUESTION_TYPES[item.kind]
    own_text = item.own_text_key
    counted = kind.count(
        item,
        [
            Given(
                value=sheet.answers.get(item.key),
                text=str(sheet.answers.get(own_text, "")),
                units=len(sheet.units),
                person=sheet.respondent,
            )
            for sheet in sheets
        ],
    )
    population = None if frame.is_open else units.frame
    grades = [int(option.key) for option in item.options] if counted.mean else []
    return QuestionResult(
        item=item,
        base=counted.base,
        respondents=counted.persons,
        rate=stats.share(counted.base, units.answered) if units.answered else None,
        coverage=stats.share(counted.base, units.frame) if units.frame else None,
        options=tuple(
            _option_result(option, counted.base, population, item.marks.of(option.key))
            for option in counted.options
        ),
        mean=counted.mean,
        median=counted.median,
        mean_bounds=(
            stats.mean_bounds(
                counted.total or 0, counted.base, population, min(grades), max(grades)
            )
            if grades and population
            else None
        ),
        texts=texts,
        notes=_question_notes(item, counted, units, texts, population),
    )


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
    )


def _question_notes(
    item: Item,
    counted: Counted,
    units: Tally,
    texts: tuple[str, ...],
    population: int | None,
) -> tuple[Note, ...]:
    kind = QUESTION_TYPES[item.kind]
    base = counted.base
    notes = []
    if 0 < base < units.answered:
        notes.append(Note(BASE_DIFFERS, {"base": base, "answered": units.answered}))
    if kind.several and sum(option.count for option in counted.options) > base:
        notes.append(Note(SEVERAL))
    if kind.has_options and not kind.several and base:
        whole = sum(stats.percent(option.count, base) for option in counted.options)
        if whole != 100:
            notes.append(Note(ROUNDED, {"sum": whole}))
    if counted.mean is not None:
        notes.append(Note(ORDINAL))
    if not kind.has_options and 0 < len(texts) < base:
        notes.append(Note(TEXTS_FEWER, {"texts": len(texts), "base": base}))
    says_of_all = any(item.marks.of(option.key) != CHOSEN for option in counted.options)
    if says_of_all and population and counted.persons < base:
        notes.append(Note(CLUSTERED, {"base": base, "persons": counted.persons}))
    return tuple(notes)


def _survey_notes(
    frame: Frame,
    sheets: Sequence[Sheet],
    units: Tally,
    persons: Outcomes,
    questions: Sequence[QuestionResult],
    sheets_are_ours: bool,
) -> tuple[Note, ...]:
    notes = []
    if 0 < units.answered < SMALL_GROUP:
        notes.append(Note(SMALL, {"answered": units.answered}))
    sizes = units_by_person(sheets)
    told = {"persons": persons.answered, "answered": units.answered}
    if sizes and sizes[0] > 1 and sheets_are_ours:
        notes.append(Note(POOLED_BY_US, told))
    elif sizes and sizes[0] > 1:
        effective = Decimal(str(round(stats.effective_n(sizes), 1)))
        notes.append(Note(POOLED, {**told, "effective": effective}))
    if frame.is_open:
        notes.append(Note(OPEN_FRAME))
    elif units.answered < units.frame:
        missing = units.frame - units.answered
        notes.append(Note(NON_RESPONSE, {"missing": missing, "frame": units.frame}))
    if len({question.base for question in questions}) > 1:
        notes.append(Note(BASES_DIFFER))
    return tuple(notes)


@dataclass(frozen=True)
class Guarded:
    """How many of the figures shown have too few persons behind them to be safe."""

    figures: int
    unsafe: int
    least: int


def guard_count(result: SurveyResult, least: int = SAFE_PERSONS) -> Guarded:
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
