"""Answers as SPSS has them: variables with labels, and numbers instead of words.

A question with one option each is one variable of codes, a question with several one
variable an option (0 and 1), a ranking one an option with its place. Who does not know
or will not say has a code that SPSS leaves out by itself (user-missing); who skipped
has nothing (system-missing). What is written here is read back by ``cells_of``.

Rule 52 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from overens.surveys.rules.frames import OUTCOMES
from overens.surveys.rules.incoming import OUTCOME, RESPONDENT
from overens.surveys.rules.outgoing import units_heading
from overens.surveys.rules.questions import (
    BETWEEN_OPTIONS,
    QUESTION_TYPES,
    UNSAID,
    Item,
    written_number,
)

NOMINAL, ORDINAL, SCALE = "nominal", "ordinal", "scale"

# Of whoever does not know or will not say. No option and no grade is below nought; a
# number may be, but none is as large (``questions.numbers.LARGEST``).
UNSAID_CODE, UNSAID_NUMBER = -99, -9_999_999_999_999

NOT_CHOSEN, CHOSEN = 0, 1

# SPSS counts days in seconds from here.
_FIRST_DAY = date(1582, 10, 14)
_DAY = 86_400

# In bytes.
LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL = 64, 250, 120
_RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")

Value = float | str | None


@dataclass(frozen=True)
class Words:
    """What is said in the labels, in one language."""

    unsaid: str
    own_words: str
    chosen: str
    not_chosen: str
    agreed: str
    respondent: str
    outcome: str
    units: str
    outcomes: Mapping[str, str]


@dataclass(frozen=True)
class Variable:
    """One variable.

    Attributes:
        name: as SPSS knows it.
        label: what was asked.
        is_text: whether it holds letters; else numbers.
        values: what codes mean.
        missing: codes, or a text, that SPSS leaves out.
        measure: ``NOMINAL``, ``ORDINAL`` or ``SCALE``.
        form: how SPSS shows a number.
    """

    name: str
    label: str
    is_text: bool = False
    values: Mapping[int, str] = field(default_factory=dict)
    missing: tuple[int | str, ...] = ()
    measure: str = NOMINAL
    form: str = "F8.0"


class Coding:
    """How the answers to some questions become variables, and back."""

    def __init__(self, items: Sequence[Item], words: Words) -> None:
        self.words = words
        self.units = units_heading(items)
        self._names: set[str] = set()
        self._outcomes = list(OUTCOMES)
        self._about = [
            Variable(self._name(RESPONDENT), words.respondent, is_text=True),
            Variable(
                self._name(OUTCOME),
                words.outcome,
                values={
                    n: words.outcomes[key] for n, key in enumerate(self._outcomes, 1)
                },
            ),
            Variable(self._name(self.units), words.units, is_text=True),
        ]
        self._coded = [
            (item, self._of_item(item)) for item in items if item.key != self.units
        ]
        self._own = [
            (item, self._text(item.own_text_key, f"{item.title} ({words.own_words})"))
            for item in items
            if item.own_text
        ]

    @property
    def variables(self) -> list[Variable]:
        """The variables, in the order of a row."""
        of_items = [each for _item, found in self._coded for each in found]
        return [*self._about, *of_items, *(own for _item, own in self._own)]

    @property
    def by_question(self) -> dict[str, list[Variable]]:
        """The variables of each question by its key, without those of own words."""
        found = {item.key: of_item for item, of_item in self._coded}
        return {self.units: [self._about[-1]], **found}

    def row(self, cells: Mapping[str, str]) -> list[Value]:
        """Return one row of a file of answers as values."""
        outcome = cells.get(OUTCOME, "")
        row: list[Value] = [
            cells.get(RESPONDENT, ""),
            self._outcomes.index(outcome) + 1 if outcome in self._outcomes else None,
            cells.get(self.units, ""),
        ]
        for item, _found in self._coded:
            stored = QUESTION_TYPES[item.kind].read(item, cells.get(item.key, ""))
            row += _values(item, stored)
        return row + [cells.get(item.own_text_key, "") for item, _own in self._own]

    def cells(self, row: Mapping[str, Value]) -> dict[str, str]:
        """Return one row of a file of answers from values by the variables' names."""
        respondent, outcome, units = (row.get(each.name) for each in self._about)
        at = None if outcome is None else int(outcome) - 1
        cells = {
            RESPONDENT: str(respondent or ""),
            OUTCOME: self._outcomes[at]
            if at is not None and 0 <= at < len(self._outcomes)
            else "",
            self.units: str(units or ""),
        }
        for item, found in self._coded:
            cells[item.key] = _cell(item, [row.get(each.name) for each in found])
        for item, own in self._own:
            cells[item.own_text_key] = str(row.get(own.name) or "")
        return cells

    def _of_item(self, item: Item) -> list[Variable]:
        kind, words = QUESTION_TYPES[item.kind], self.words
        unsaid = {UNSAID_CODE: words.unsaid} if kind.can_be_unsaid else {}
        missing = tuple(unsaid)
        if kind.several:
            values = {NOT_CHOSEN: words.not_chosen, CHOSEN: words.chosen, **unsaid}
            return self._of_options(item, values, missing, NOMINAL)
        if kind.is_order:
            return self._of_options(item, unsaid, missing, ORDINAL)
        if kind.has_options:
            codes = dict(_codes(item).values()) | unsaid
            measure = ORDINAL if _is_graded(item) else NOMINAL
            return [
                self._numbers(item.key, item.title, codes | unsaid, missing, measure)
            ]
        if kind.tells_by_absence:
            return [self._numbers(item.key, item.title, {CHOSEN: words.agreed})]
        if kind.measured == "number":
            far = {UNSAID_NUMBER: words.unsaid}
            form = f"F16.{item.limits.decimals}"
            title = f"{item.title} ({item.limits.unit})" if item.limits.unit else ""
            title = title or item.title
            return [self._numbers(item.key, title, far, tuple(far), SCALE, form)]
        if kind.measured == "day":
            title = item.title
            return [self._numbers(item.key, title, unsaid, missing, SCALE, "SDATE10")]
        return [self._text(item.key, item.title, missing=(UNSAID,))]

    def _of_options(
        self,
        item: Item,
        values: Mapping[int, str],
        missing: tuple[int | str, ...],
        measure: str,
    ) -> list[Variable]:
        return [
            self._numbers(
                f"{item.key}_{option.key}",
                f"{item.title}: {option.label}",
                values,
                missing,
                measure,
            )
            for option in item.options
        ]

    def _numbers(
        self,
        key: str,
        label: str,
        values: Mapping[int, str],
        missing: tuple[int | str, ...] = (),
        measure: str = NOMINAL,
        form: str = "F8.0",
    ) -> Variable:
        return Variable(
            name=self._name(key),
            label=_cut(label, LONGEST_LABEL),
            values={
                code: _cut(meaning, LONGEST_VALUE_LABEL)
                for code, meaning in values.items()
            },
            missing=missing,
            measure=measure,
            form=form,
        )

    def _text(
        self, key: str, label: str, missing: tuple[int | str, ...] = ()
    ) -> Variable:
        label = _cut(label, LONGEST_LABEL)
        return Variable(self._name(key), label, is_text=True, missing=missing)

    def _name(self, key: str) -> str:
        """Return a name that SPSS takes, like the key and unlike all others."""
        name = _NOT_IN_NAMES.sub("_", key.casefold()).strip("_")
        if not name[:1].isalpha() or name in _RESERVED:
            name = f"q_{name}"
        name = name[:LONGEST_NAME].rstrip("_")
        made, number = name, 1
        while made in self._names:
            number += 1
            end = f"_{number}"
            made = f"{name[: LONGEST_NAME - len(end)].rstrip('_')}{end}"
        self._names.add(made)
        return made


def _is_graded(item: Item) -> bool:
    return all(option.key.isdecimal() for option in item.options)


def _codes(item: Item) -> dict[str, tuple[int, str]]:
    """Return the code and the label of each option: the grade itself, or its place."""
    graded = _is_graded(item)
    return {
        option.key: (int(option.key) if graded else n, option.label)
        for n, option in enumerate(item.options, 1)
    }


def _cut(text: str, longest: int) -> str:
    """Return a text of at most so many bytes, cut between letters."""
    return text.encode()[:longest].decode(errors="ignore")


def _values(item: Item, stored: object) -> list[Value]:
    """Return what one stored answer becomes, a value a variable."""
    kind = QUESTION_TYPES[item.kind]
    if kind.several or kind.is_order:
        keys = [option.key for option in item.options]
        if stored == UNSAID:
            return [UNSAID_CODE] * len(keys)
        if not isinstance(stored, list):
            return [None] * len(keys)
        if kind.is_order:
            return [stored.index(key) + 1 if key in stored else None for key in keys]
        return [CHOSEN if key in stored else NOT_CHOSEN for key in keys]
    if kind.has_options or kind.measured or kind.tells_by_absence:
        return [_number(item, stored)]
    return [str(stored or "")]


def _unsaid(item: Item) -> int:
    """Return the code of whoever does not know or will not say."""
    is_number = QUESTION_TYPES[item.kind].measured == "number"
    return UNSAID_NUMBER if is_number else UNSAID_CODE


def _number(item: Item, stored: object) -> float | None:
    kind = QUESTION_TYPES[item.kind]
    if not isinstance(stored, str):
        return None
    if stored == UNSAID:
        return _unsaid(item)
    if kind.measured == "number":
        return float(stored)
    if kind.measured == "day":
        return (date.fromisoformat(stored) - _FIRST_DAY).days * _DAY
    return CHOSEN if kind.tells_by_absence else _codes(item)[stored][0]


def _cell(item: Item, values: Sequence[Value]) -> str:
    """Return the cell that ``_values`` made values of."""
    kind = QUESTION_TYPES[item.kind]
    numbers = [None if isinstance(each, str) else each for each in values]
    if kind.several or kind.is_order:
        if UNSAID_CODE in numbers:
            return UNSAID
        placed = [
            (number, option.key)
            for number, option in zip(numbers, item.options, strict=True)
            if number
        ]
        if kind.is_order:
            placed.sort()
        return BETWEEN_OPTIONS.join(key for _number, key in placed)
    if not (kind.has_options or kind.measured or kind.tells_by_absence):
        return str(values[0] or "")
    number = numbers[0]
    if number is None:
        return ""
    if kind.can_be_unsaid and number == _unsaid(item):
        return UNSAID
    if kind.measured == "number":
        return written_number(Decimal(str(round(number, item.limits.decimals))))
    if kind.measured == "day":
        return (_FIRST_DAY + timedelta(days=number // _DAY)).isoformat()
    if kind.tells_by_absence:
        return "yes" if number == CHOSEN else ""
    by_code = {code: key for key, (code, _label) in _codes(item).items()}
    return by_code.get(int(number), "")
