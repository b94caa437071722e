"""Kinds of question: how an answer is read, written and counted.

One class a kind, put in ``QUESTION_TYPES``; nothing else in the product asks which
kind a question is. How to add one: docs/how-to/add-a-question-type.md. Answers are
plain values, as they are stored in an answer sheet's JSON:

    single, scale   the key of the chosen option
    multi           a list of keys, in the questionnaire's order
    text            the text
    units           nothing: the sheet itself says which units it answers for

Rules 1 to 6 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar, NamedTuple

from overens.errors import RuleBroken, gettext_noop
from overens.stats import half_up
from overens.surveys.rules.marks import Marks

# Longer than any answer that a person writes in a box; keeps a pasted book out.
LONGEST_TEXT = 5_000

# Several chosen options in one cell of a sheet: "time; knowledge".
BETWEEN_OPTIONS = "; "
_SPLIT_SURELY = re.compile(r"[;|\n]")
_SPLIT_PERHAPS = re.compile(r"[;|\n,]")


class NoSuchOption(RuleBroken):
    """What stands in the cell is none of the question's options."""

    sentence = gettext_noop("“%(given)s” is not among the options: %(options)s.")


class OnlyOneOption(RuleBroken):
    """Several options where one may be chosen."""

    sentence = gettext_noop("Only one option can be chosen here.")


class TextTooLong(RuleBroken):
    """A text longer than an answer can be."""

    sentence = gettext_noop(
        "The text has %(length)s characters; at most %(longest)s are kept."
    )


class NotAnAnswer(RuleBroken):
    """A value of a shape that no answer has."""

    sentence = gettext_noop("Write the answer as text, or leave it empty.")


@dataclass(frozen=True)
class Option:
    """One option of a question: its key in data, its label in one language."""

    key: str
    label: str


@dataclass(frozen=True)
class Item:
    """One question of a questionnaire, in one language.

    Attributes:
        key: its name in answer sheets and results, such as ``knows-compact``.
        kind: a key of ``QUESTION_TYPES``.
        title: the question as asked.
        options: what can be chosen, as asked; empty for text and units.
        own_text: whether there is a line for an own answer beside the options. It is
            stored beside the answer, under ``own_text_key``.
        other_labels: labels in other languages, to read sheets filled in by hand:
            label to option key.
        marks: how far its figures can be trusted, where they are reconstructed.
    """

    key: str
    kind: str
    title: str
    options: tuple[Option, ...] = ()
    own_text: bool = False
    other_labels: Mapping[str, str] | None = None
    marks: Marks = field(default_factory=Marks)
    # What a cell may say, in lower case, to the option it means.
    lookup: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        meant = {
            label.casefold(): key for label, key in (self.other_labels or {}).items()
        }
        meant |= {option.label.casefold(): option.key for option in self.options}
        meant |= {option.key.casefold(): option.key for option in self.options}
        object.__setattr__(self, "lookup", meant)

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
    """

    value: object
    text: str
    units: int
    person: str


@dataclass(frozen=True)
class OptionCount:
    """How many units, and how many persons behind them, chose an option."""

    key: str
    label: str
    count: int
    persons: int


@dataclass(frozen=True)
class Counted:
    """What a question's answers come to.

    Attributes:
        base: units with an answer.
        persons: persons behind them.
        options: in the questionnaire's order.
        total: sum of the grades over units (scale only).
        mean: two decimals, half up (scale only).
        median: over units (scale only).
        hidden: options whose counts are withheld; they stand here as noughts.
        is_withheld: nothing of the question may be shown, not even its base.
        least: persons that must stand behind a figure, where any is withheld.
    """

    base: int
    persons: int
    options: tuple[OptionCount, ...] = ()
    total: int | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    hidden: frozenset[str] = frozenset()
    is_withheld: bool = False
    least: int = 0


class QuestionType:
    """What every kind of question can do. Kinds override what differs.

    Attributes:
        key: its name in data.
        label: what it is called, for lists and tests of completeness.
        template: the partial that draws its result.
        has_options: whether it needs options.
        several: whether a unit may be counted under several options, so that shares
            do not add up to 100.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    template: ClassVar[str]
    has_options: ClassVar[bool] = False
    several: ClassVar[bool] = False

    def read(self, item: Item, raw: object) -> object:
        """Return the stored answer for what came in, or None for no answer.

        Raises:
            RuleBroken: what came in cannot be an answer to this question.
        """
        raise NotImplementedError

    def write(self, stored: object) -> str:
        """Return a stored answer as the text of one cell; ``read`` reads it back."""
        return "" if stored is None else str(stored)

    def is_answered(self, given: Given) -> bool:
        """Say whether the sheet answers the question, by option or own text."""
        return given.value not in (None, "", []) or bool(given.text)

    def chosen(self, given: Given) -> Sequence[str]:
        """Return the keys of the options that an answer counts under."""
        return ()

    def count(self, item: Item, answers: Sequence[Given]) -> Counted:
        """Count the answers: units for the figures, persons beside them."""
        answered = [given for given in answers if self.is_answered(given)]
        units: dict[str, int] = {option.key: 0 for option in item.options}
        persons: dict[str, set[str]] = {option.key: set() for option in item.options}
        for given in answered:
            for key in self.chosen(given):
                units[key] += given.units
                persons[key].add(given.person)
        return self.completed(
            Counted(
                base=sum(given.units for given in answered),
                persons=len({given.person for given in answered}),
                options=tuple(
                    OptionCount(
                        option.key,
                        option.label,
                        units[option.key],
                        len(persons[option.key]),
                    )
                    for option in item.options
                ),
            )
        )

    def completed(self, counted: Counted) -> Counted:
        """Add what follows from the counts; nothing where a count is withheld."""
        return counted


class Single(QuestionType):
    """One option of several."""

    key = "single"
    label = gettext_noop("one option")
    template = "surveys/_result_single.html"
    has_options = True

    def read(self, item: Item, raw: object) -> object:
        """Read an option's key or label."""
        if isinstance(raw, list) and len(raw) > 1:
            raise OnlyOneOption()
        given = _plain(raw[0] if isinstance(raw, list) and raw else raw)
        return _option(item, given) if given else None

    def chosen(self, given: Given) -> Sequence[str]:
        """Return the one option, if any."""
        return (given.value,) if isinstance(given.value, str) and given.value else ()


class Multi(QuestionType):
    """Any number of options."""

    key = "multi"
    label = gettext_noop("several options")
    template = "surveys/_result_multi.html"
    has_options = True
    several = True

    def read(self, item: Item, raw: object) -> object:
        """Read keys or labels: a list, or a cell with semicolons between them."""
        if isinstance(raw, list):
            parts = [_plain(part) for part in raw]
        else:
            parts = self._parts(item, _plain(raw))
        chosen = {_option(item, part) for part in parts if part}
        return [option.key for option in item.options if option.key in chosen] or None

    def _parts(self, item: Item, cell: str) -> list[str]:
        """Split a cell; a label may itself hold a comma, so commas come last."""
        if _find(item, cell) is not None:
            return [cell]
        surely = [part.strip() for part in _SPLIT_SURELY.split(cell)]
        if all(not part or _find(item, part) is not None for part in surely):
            return surely
        return [part.strip() for part in _SPLIT_PERHAPS.split(cell)]

    def write(self, stored: object) -> str:
        """Return the keys with semicolons between them."""
        return BETWEEN_OPTIONS.join(stored) if isinstance(stored, list) else ""

    def chosen(self, given: Given) -> Sequence[str]:
        """Return all chosen options."""
        return given.value if isinstance(given.value, list) else ()


class Scale(Single):
    """One grade on a scale of whole numbers; the option keys are the grades."""

    key = "scale"
    label = gettext_noop("a grade on a scale")
    template = "surveys/_result_scale.html"

    def read(self, item: Item, raw: object) -> object:
        """Read a grade: 3, 3.0, "3", or its label."""
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, str) and re.fullmatch(r"\s*\d+[.,]0+\s*", raw):
            raw = re.split(r"[.,]", raw)[0]
        return super().read(item, raw)

    def completed(self, counted: Counted) -> Counted:
        """Add the sum, mean and median over units."""
        if not counted.base or counted.hidden or counted.is_withheld:
            return counted
        grades = [(int(option.key), option.count) for option in counted.options]
        total = sum(grade * count for grade, count in grades)
        ordered = [grade for grade, count in sorted(grades) for _ in range(count)]
        middle = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
        return replace(
            counted,
            total=total,
            mean=half_up(total, counted.base, 2),
            median=half_up(middle, 2, 1),
        )


class Text(QuestionType):
    """An answer in own words."""

    key = "text"
    label = gettext_noop("own words")
    template = "surveys/_result_text.html"

    def read(self, item: Item, raw: object) -> object:
        """Read a text without outer blank space."""
        return read_text(raw) or None


class Units(QuestionType):
    """Which units the sheet answers for: "I answer for". Never shown by unit."""

    key = "units"
    label = gettext_noop("answers for")
    template = "surveys/_result_units.html"

    def read(self, item: Item, raw: object) -> object:
        """Read nothing: the sheet's own units are the answer."""
        return None

    def is_answered(self, given: Given) -> bool:
        """A sheet always says what it answers for."""
        return True


QUESTION_TYPES: dict[str, QuestionType] = {
    kind.key: kind for kind in (Single(), Multi(), Scale(), Text(), Units())
}


def read_text(raw: object) -> str:
    """Return a text as it is kept: no outer blank space, at most ``LONGEST_TEXT``.

    Raises:
        NotAnAnswer: it is not a text.
        TextTooLong: it is longer than an answer can be.
    """
    kept = _plain(raw)
    if len(kept) > LONGEST_TEXT:
        raise TextTooLong(length=len(kept), longest=LONGEST_TEXT)
    return kept


def _plain(raw: object) -> str:
    if raw is None or raw == []:
        return ""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise NotAnAnswer()
    return str(raw).strip()


def _find(item: Item, given: str) -> str | None:
    """Return the key of the option that a cell names, by key or by any label."""
    return item.lookup.get(given.casefold())


def _option(item: Item, given: str) -> str:
    found = _find(item, given)
    if found is None:
        raise NoSuchOption(
            given=given[:80], options=", ".join(option.key for option in item.options)
        )
    return found
