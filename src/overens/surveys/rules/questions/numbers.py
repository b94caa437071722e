"""A number, as it is written in Swedish and in English."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import floor

from overens.errors import RuleBroken, gettext_noop
from overens.stats import half_up
from overens.surveys.rules.questions.base import (
    Behind,
    Group,
    QuestionType,
    only,
    plain,
)
from overens.surveys.rules.questions.shapes import Counted, Given, Item, Limits

# A thousandth could be read as a thousand: "1,500". So no number has three decimals.
MOST_DECIMALS = 2
# Beyond this a number is a slip of the hand, and no chart holds it.
LARGEST = 10**12
# A group each for 0 to 10; more bars are no distribution but a list.
MOST_GROUPS = 11

# Also the narrow and unbreakable ones that stand between thousands.
_SPACE = re.compile(r"[\s']")
_IN_SPACED_THREES = re.compile(r"(-?\d{1,3})((?: \d{3})+)(?=$|[.,])")
_MINUS = "\N{MINUS SIGN}\N{EN DASH}"
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_IN_THREES = re.compile(r"-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")


class NotANumberSaid(RuleBroken):
    """A text where a number is wanted."""

    sentence = gettext_noop(
        "“%(given)s” is not a number. Write it in figures, for example 12."
    )


class TwoWaysToRead(RuleBroken):
    """A number that is one in Swedish and another in English."""

    sentence = gettext_noop(
        "“%(given)s” can be read in two ways. Write %(whole)s or %(parts)s."
    )


class TooManyDecimals(RuleBroken):
    """More decimals than the question takes."""

    sentence = gettext_noop("Write at most %(decimals)s decimals.")


class WholeNumberWanted(RuleBroken):
    """A part where wholes are counted."""

    sentence = gettext_noop("Write a whole number, for example 12.")


class NumberTooSmall(RuleBroken):
    """Below what the question takes."""

    sentence = gettext_noop("Write a number of at least %(least)s.")


class NumberTooLarge(RuleBroken):
    """Above what the question takes."""

    sentence = gettext_noop("Write a number of at most %(most)s.")


class LimitsUpsideDown(RuleBroken):
    """Between which nothing lies."""

    sentence = gettext_noop("The most has to be above the least.")
    field = "most"


class Number(QuestionType):
    """A number, stored as it is written in data: "12.5"."""

    key = "number"
    label = gettext_noop("a number")
    template = "surveys/_result_number.html"
    settings = ("unit", "least", "most", "decimals")
    measured = "number"

    def read_answer(self, item: Item, raw: object) -> object:
        """Read a number: 1234,5 or 1 234.5 or 1,234.50, with or without its unit."""
        said = plain(only(raw))
        if item.limits.unit and said.casefold().endswith(item.limits.unit.casefold()):
            said = said[: -len(item.limits.unit)].strip()
        if not said:
            return None
        number = read_number(said, item.limits.decimals)
        least, most = item.limits.least, item.limits.most
        if least and number < Decimal(least):
            raise NumberTooSmall(least=least)
        if most and number > Decimal(most):
            raise NumberTooLarge(most=most)
        return written_number(number)

    def check_limits(self, limits: Limits) -> None:
        """Refuse a most that is not above the least."""
        ends = [Decimal(end) for end in (limits.least, limits.most) if end]
        if ends[1:] and ends[0] >= ends[1]:
            raise LimitsUpsideDown()

    def groups(self, limits: Limits) -> tuple[Group, ...]:
        """Return tens, hundreds …, or some equal steps between two limits."""
        return _groups(limits)

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return the group that the number falls in."""
        if not isinstance(given.value, str):
            return ()
        return (_group_of(_groups(item.limits), Decimal(given.value)),)

    def count(
        self, item: Item, answers: Sequence[Given], behind: Behind | None = None
    ) -> Counted:
        """Count by group; the mean and the quartiles are of the numbers themselves.

        They are here, and not in ``completed``: of guarded answers only the counts are
        kept, and a sum of few numbers tells the last of them to all the others.
        """
        counted = super().count(item, answers, behind)
        numbers = sorted(
            (Decimal(str(given.value)), given.units)
            for given in answers
            if self.is_answered(given)
        )
        if not numbers:
            return counted
        total = sum((Fraction(number) * units for number, units in numbers), Fraction())
        mean = total / counted.base
        rounded = half_up(abs(mean.numerator), mean.denominator, 2)
        low, median, high = (quantile(numbers, n) for n in (1, 2, 3))
        return replace(
            counted,
            mean=rounded.copy_sign(Decimal(mean.numerator)),
            median=median,
            quartiles=(low, high),
        )


def quantile(ordered: Sequence[tuple[Decimal, int]], quarter: int) -> Decimal:
    """Return the number below which so many quarters of some numbers lie.

    Args:
        ordered: numbers and how often each is there, smallest first; at least one.
        quarter: 1, 2 or 3.

    Returns:
        The number in that place; half-way between two where the place is between
        them.

    Source: definition 2 in Hyndman & Fan (1996), Am. Stat. 50(4), 361-365.

    >>> [int(quantile([(Decimal(n), 1) for n in range(1, 6)], q)) for q in (1, 2, 3)]
    [2, 3, 4]
    """
    below = list(accumulate(times for _number, times in ordered))
    whole, part = divmod(below[-1] * quarter, 4)
    after = ordered[bisect_right(below, whole)][0]
    if part:
        return after
    return (ordered[bisect_right(below, whole - 1)][0] + after) / 2


def read_number(said: str, decimals: int) -> Decimal:
    """Return a number as somebody wrote it, in Swedish or in English.

    Args:
        said: the text, not empty: "1 234,5", "1,234.5", "-3".
        decimals: how many it may have, 0 to ``MOST_DECIMALS``.

    Raises:
        NotANumberSaid: it is none.
        TwoWaysToRead: it is one number in Swedish and another in English.
        TooManyDecimals, WholeNumberWanted: it has more decimals than may be.
    """
    given = said[:80]
    said = _SPACE.sub(" ", said)
    for sign in _MINUS:
        said = said.replace(sign, "-")
    said = _IN_SPACED_THREES.sub(lambda found: found[0].replace(" ", ""), said)
    if not _NUMBER.fullmatch(said):
        raise NotANumberSaid(given=given)
    marks = [letter for letter in said if letter in ".,"]
    in_threes = _IN_THREES.fullmatch(said)
    if in_threes and len(marks) == 1 and decimals:
        whole, part = re.split("[.,]", said)
        raise TwoWaysToRead(
            given=given, whole=whole + part, parts=f"{whole},{part}".rstrip("0")
        )
    if in_threes:
        said = said.replace(marks[0], "")
    elif len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        # "1,234.5": the last of two marks is the decimal one.
        before, _mark, after = said.rpartition(marks[-1])
        if not _IN_THREES.fullmatch(before):
            raise NotANumberSaid(given=given)
        said = f"{before.replace(marks[0], '')}.{after}"
    elif len(marks) == 1:
        said = said.replace(",", ".")
    elif marks:
        raise NotANumberSaid(given=given)
    number = Decimal(said)
    if abs(number) > LARGEST:
        raise NumberTooLarge(most=LARGEST)
    if number != number.quantize(Decimal(1).scaleb(-decimals)):
        raise TooManyDecimals(decimals=decimals) if decimals else WholeNumberWanted()
    return number


def written_number(number: Decimal) -> str:
    """Return a number as data has it: no noughts at the end, no minus before nought."""
    said = f"{number:f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said


# Asked for every answer, of a handful of questions.
@lru_cache(maxsize=256)
def _groups(limits: Limits) -> tuple[Group, ...]:
    smallest = Decimal(1).scaleb(-limits.decimals)
    if limits.least and limits.most:
        return _steps(Decimal(limits.least), Decimal(limits.most), smallest)
    return _magnitudes(limits, smallest)


def _group_of(groups: Sequence[Group], number: Decimal) -> str:
    """Return the key of the group that a number falls in; the last where none ends."""
    for group in groups:
        if not group.high or number <= Decimal(group.high):
            return group.key
    return groups[-1].key


def _steps(least: Decimal, most: Decimal, smallest: Decimal) -> tuple[Group, ...]:
    """Return groups of equal, round width that hold all from least to most."""
    step = smallest
    factors = (Decimal(2), Decimal("2.5"), Decimal(2))
    turn = 0
    while floor(most / step) - floor(least / step) >= MOST_GROUPS:
        # 1, 2, 5, 10, 20 …
        step *= factors[turn % 3]
        turn += 1
    found = []
    low = floor(least / step) * step
    while low <= most:
        high = low + step - smallest
        found.append(_group(max(low, least), min(high, most)))
        low += step
    return tuple(found)


def _magnitudes(limits: Limits, smallest: Decimal) -> tuple[Group, ...]:
    """Return below nought, nought, ones, tens, hundreds … as far as the limits go."""
    least = Decimal(limits.least) if limits.least else None
    most = Decimal(limits.most) if limits.most else None
    ends = [Decimal(0), *(Decimal(10) ** n for n in range(13))]
    found = []
    if least is None or least < 0:
        found.append(_group(least, -smallest))
    for low, after in zip(ends, ends[1:], strict=False):
        found.append(_group(low, after - smallest))
    found.append(_group(ends[-1], None))
    return tuple(
        group
        for group in found
        if (most is None or not group.low or Decimal(group.low) <= most)
        and (least is None or not group.high or Decimal(group.high) >= least)
    )


def _group(low: Decimal | None, high: Decimal | None) -> Group:
    ends = ["" if end is None else written_number(end) for end in (low, high)]
    return Group(f"from-{ends[0]}" if ends[0] else f"to-{ends[1]}", *ends)
