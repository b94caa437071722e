"""What every kind of question takes and gives: the question, an answer, the counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from overens.surveys.rules.marks import Marks

# Stored instead of an answer by who does not know or will not say; written so in a
# cell too. No option has such a key. Not empty: that is somebody who skipped.
UNSAID = "?"


@dataclass(frozen=True)
class Option:
    """One option of a question: its key in data, its label in one language.

    ``is_alone`` where whoever chooses it chooses nothing else, as a "No".
    """

    key: str
    label: str
    is_alone: bool = False


@dataclass(frozen=True)
class Limits:
    """Between what an answer has to lie, where a kind of question asks for that.

    Attributes:
        unit: what a number counts, in one language; "" for nothing in particular.
        least, most: a number or a day as it is stored; "" for no limit.
        decimals: how many a number may have, 0 to ``MOST_DECIMALS``.
    """

    unit: str = ""
    least: str = ""
    most: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class Item:
    """One question of a questionnaire, in one language.

    Attributes:
        key: its name in answer sheets and results, such as ``knows-compact``.
        kind: a key of ``QUESTION_TYPES``.
        title: the question as asked.
        options: what can be chosen, as asked, or the groups that its answers are
            counted in; empty for text and units.
        own_text: whether there is a line for an own answer beside the options. It is
            stored beside the answer, under ``own_text_key``.
        other_labels: labels in other languages, to read sheets filled in by hand:
            label to option key.
        marks: how far its figures can be trusted, where they are reconstructed.
        limits: between what an answer has to lie.
        rows: what is asked about, where several things are in one question.
        since, until: the first and last version of the questionnaire that asks it;
            ``until`` is None of one that is still asked.
        row_of: the question that it is a row of, as asked; "" of a whole question.
    """

    key: str
    kind: str
    title: str
    options: tuple[Option, ...] = ()
    own_text: bool = False
    other_labels: Mapping[str, str] | None = None
    marks: Marks = field(default_factory=Marks)
    limits: Limits = field(default_factory=Limits)
    rows: tuple[Option, ...] = ()
    since: int = 1
    until: int | None = None
    row_of: str = ""
    # What a cell may say, in lower case, to the option it means.
    lookup: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        meant = {
            label.casefold(): key for label, key in (self.other_labels or {}).items()
        }
        meant |= {option.label.casefold(): option.key for option in self.options}
        meant |= {option.key.casefold(): option.key for option in self.options}
        object.__setattr__(self, "lookup", meant)

    def is_asked_in(self, version: int) -> bool:
        """Say whether a version of the questionnaire asks it."""
        return self.since <= version and (self.until is None or version <= self.until)

    @property
    def own_text_key(self) -> str:
        """The name under which the own text stands in a sheet."""
        return f"{self.key}.text"


class Given(NamedTuple):
    """One sheet's answer to one question, as it is counted; made for every answer.

    Attributes:
        value: the stored answer, or None.
        text: the own text, or "".
        units: how many units the sheet answers for; 1 or more.
        person: who answered; only to tell persons apart.
        is_unsaid: whether they do not know or will not say; never beside an answer.
    """

    value: object
    text: str
    units: int
    person: str
    is_unsaid: bool = False


def given_in(
    item: Item, answers: Mapping[str, object], *, units: int, person: str
) -> Given:
    """Return a sheet's answer to a question, as it is counted.

    An own text is an answer (rule 3): beside it the mark of the unsaid says nothing.
    """
    value = answers.get(item.key)
    text = str(answers.get(item.own_text_key, "")) if item.own_text else ""
    if value == UNSAID:
        return Given(None, text, units, person, not text)
    return Given(value, text, units, person)


@dataclass(frozen=True)
class OptionCount:
    """How many units, and how many persons behind them, chose an option.

    Of a ranking: placed it first; ``placed`` gave it any place, ``mean_place`` on the
    whole. Both are None elsewhere and where only counts are shown.
    """

    key: str
    label: str
    count: int
    persons: int
    placed: int | None = None
    mean_place: Decimal | None = None


@dataclass(frozen=True)
class Counted:
    """What a question's answers come to.

    Attributes:
        base: units with an answer.
        persons: persons behind them.
        options: in the questionnaire's order.
        total: sum of the grades over units (scale only).
        mean: two decimals, half up (scale and number).
        median: over units (scale and number).
        quartiles: below which a quarter and three quarters lie (number only).
        unsaid: units whose respondents do not know or will not say; None where that
            is withheld.
        hidden: options whose counts are withheld; they stand here as noughts.
        is_withheld: nothing of the question may be shown, not even its base.
        is_again: since nearly the same persons answered it before.
        least: persons that must stand behind a figure, where any is withheld.
    """

    base: int
    persons: int
    options: tuple[OptionCount, ...] = ()
    total: int | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    quartiles: tuple[Decimal, Decimal] | None = None
    unsaid: int | None = 0
    hidden: frozenset[str] = frozenset()
    is_withheld: bool = False
    is_again: bool = False
    least: int = 0
