"""Answers as columns: of each question one small number a sheet.

A column holds, for each sheet, the place of its answer in a list of all the different
answers that were given. Whatever the kind of question, those few are then counted as
sheets are (``QuestionType.count``), each with the units of all who gave it; so figures
from columns are those from sheets. Own words are not in a column, only that there were
some.

Who gave an answer is kept only where one person gave several, as a number among those
persons: that is all it takes to count persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from overens.surveys.rules.crossing import Crossed, crossed_of
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Counted,
    Given,
    Item,
    given_in,
)
from overens.surveys.rules.stands import place_of

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

# What stands for own words, of which only is kept that they were there.
WORDS = "x"


@dataclass(frozen=True)
class Column:
    """One question.

    Attributes:
        codes: of each sheet the place of its answer among ``answers``.
        answers: the different answers: what is stored, and whether there were own
            words beside it.
    """

    codes: Array
    answers: tuple[tuple[object, bool], ...]


@dataclass(frozen=True)
class Columns:
    """The answers that stand, laid out; as ``counting.Answers``.

    Attributes:
        submissions: how many sheets there are.
        weights: for how many units each sheet answers; None where all are for one.
        versions: which version of the questionnaire each is of; None where all are of
            the first.
        shared: the places of sheets whose persons gave several.
        givers: of each of those, the person: a number from 0.
        questions: a column for each question.
    """

    submissions: int
    weights: Array | None
    versions: Array | None
    shared: Array
    givers: Array
    questions: Mapping[str, Column]

    @property
    def persons(self) -> int:
        """How many distinct persons gave them."""
        return self.submissions - len(self.shared) + self._several

    @cached_property
    def _several(self) -> int:
        return int(self.givers.max()) + 1 if len(self.givers) else 0

    @cached_property
    def _pooled(self) -> tuple[Array, Array]:
        """The places of sheets that answer for several units, and for how many more.

        They are few, and adding them to a count of all sheets is several times faster
        than a sum with a weight for each.
        """
        import numpy

        if self.weights is None:
            return numpy.zeros(0, dtype=numpy.intp), numpy.zeros(0)
        places = numpy.flatnonzero(self.weights != 1)
        return places, self.weights[places].astype(float) - 1

    @cached_property
    def sizes(self) -> Mapping[int, int]:
        """How many persons answered for how many units, by the units."""
        import numpy

        if self.weights is None:
            units = numpy.ones(self.submissions, dtype=numpy.uint8)
        else:
            units = self.weights
        all_sheets = numpy.bincount(units)
        of_one = all_sheets - numpy.bincount(
            units[self.shared], minlength=len(all_sheets)
        )
        together = numpy.bincount(self.givers, weights=units[self.shared]).astype(int)
        sizes: Counter[int] = Counter()
        for counts in (of_one, numpy.bincount(together)):
            sizes.update({n: int(count) for n, count in enumerate(counts) if count})
        return sizes

    def units(self, item: Item | None = None) -> int:
        """Return the units that answered, or a version with a question."""
        asked = None if item is None else self._asked(item)
        if self.weights is None:
            return self.submissions if asked is None else int(asked.sum())
        weights = self.weights if asked is None else self.weights[asked]
        return int(weights.sum(dtype="int64"))

    def was_asked_of_all(self, item: Item) -> bool:
        """Say whether all answered a version of the questionnaire with a question."""
        asked = self._asked(item)
        return asked is None or bool(asked.all())

    def counted(self, item: Item) -> Counted:
        """Count a question, of those who answered a version with it."""
        import numpy

        column = self.questions[item.key]
        asked = self._asked(item)
        codes = column.codes
        shared, givers = codes[self.shared], self.givers
        pooled, more = self._pooled
        if asked is not None:
            still = asked[self.shared]
            shared, givers = shared[still], givers[still]
            still = asked[pooled]
            pooled, more = pooled[still], more[still]
        several = codes[pooled]
        if asked is not None:
            codes = codes[asked]
        size = len(column.answers)
        sheets = numpy.bincount(codes, minlength=size)
        units = sheets + numpy.bincount(several, weights=more, minlength=size)
        there = [n for n in range(size) if sheets[n]]
        of_one = sheets - numpy.bincount(shared, minlength=size)

        def behind(places: Sequence[int]) -> int:
            if not places:
                return 0
            at = [there[place] for place in places]
            alone = int(of_one[at].sum())
            if not len(shared):
                return alone
            is_among = numpy.zeros(size, dtype=bool)
            is_among[at] = True
            return alone + self._distinct(givers[is_among[shared]])

        return QUESTION_TYPES[item.kind].count(
            item,
            [_given(item, column.answers[n], units=int(units[n])) for n in there],
            behind,
        )

    def crossed(self, rows: Item, columns: Item) -> Crossed:
        """Cross two questions; ``can_cross`` says yes to both."""
        import numpy

        one, other = self.questions[rows.key], self.questions[columns.key]
        wide = len(other.answers)
        size = len(one.answers) * wide
        pairs = one.codes.astype(numpy.intp) * wide + other.codes
        sheets = numpy.bincount(pairs, minlength=size)
        pooled, more = self._pooled
        units = sheets + numpy.bincount(pairs[pooled], weights=more, minlength=size)
        of_one = sheets - numpy.bincount(pairs[self.shared], minlength=size)
        met: Counter[tuple[str, str]] = Counter()
        is_both = numpy.zeros(size, dtype=bool)
        for row, one_place in _options(rows, one):
            for column, other_place in _options(columns, other):
                at = row * wide + column
                met[one_place, other_place] += int(units[at])
                is_both[at] = True
        persons = int(of_one[is_both].sum())
        persons += self._distinct(self.givers[is_both[pairs[self.shared]]])
        return crossed_of(rows, columns, met, persons=persons)

    def _distinct(self, givers: Array) -> int:
        import numpy

        seen = numpy.zeros(self._several, dtype=bool)
        seen[givers] = True
        return int(seen.sum())

    def _asked(self, item: Item) -> Array | None:
        """Return which sheets are of a version with a question; None for all."""
        versions = self.versions
        if versions is None:
            return None if item.is_asked_in(1) else _none_of(self.submissions)
        if item.since == 1 and item.until is None:
            return None
        asked: Array = versions >= item.since
        if item.until is not None:
            asked &= versions <= item.until
        return asked


def _none_of(size: int) -> Array:
    import numpy

    return numpy.zeros(size, dtype=bool)


def _given(item: Item, answer: tuple[object, bool], *, units: int) -> Given:
    value, has_words = answer
    answers = {item.key: value, item.own_text_key: WORDS if has_words else ""}
    return given_in(item, answers, units=units, person="")


def _options(item: Item, column: Column) -> list[tuple[int, str]]:
    """Return the answers that are an option, by their places in the column."""
    options = {option.key for option in item.options}
    placed = (
        (n, place_of(item, _given(item, answer, units=1)))
        for n, answer in enumerate(column.answers)
    )
    return [(n, place) for n, place in placed if place in options]
