"""Kinds of question that choose among written options: one, several, a grade."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import accumulate

from overens.errors import RuleBroken, gettext_noop
from overens.stats import half_up
from overens.surveys.rules.questions.base import (
    QuestionType,
    found_option,
    only,
    option_in,
    plain,
)
from overens.surveys.rules.questions.shapes import Counted, Given, Item

_SPLIT_SURELY = re.compile(r"[;|\n]")
_SPLIT_PERHAPS = re.compile(r"[;|\n,]")


class ExcludesOthers(RuleBroken):
    """An option that says that no other holds, beside another."""

    sentence = gettext_noop(
        "“%(option)s” cannot stand beside another answer. Take one of them away."
    )


class Single(QuestionType):
    """One option of several."""

    key = "single"
    label = gettext_noop("one option")
    template = "surveys/_result_single.html"
    has_options = True
    can_cross = True
    can_be_waited_for = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read an option's key or label."""
        given = plain(only(raw))
        return option_in(item, given) if given else None

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return the one option, if any."""
        return (given.value,) if isinstance(given.value, str) and given.value else ()


class Multi(QuestionType):
    """Any number of options."""

    key = "multi"
    label = gettext_noop("several options")
    template = "surveys/_result_multi.html"
    has_options = True
    several = True
    can_be_waited_for = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read keys or labels: a list, or a cell with semicolons between them."""
        chosen = {option_in(item, part) for part in parts_in(item, raw)}
        check_alone(item, chosen, several=len(chosen) > 1)
        return [option.key for option in item.options if option.key in chosen] or None

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return all chosen options."""
        return given.value if isinstance(given.value, list) else ()


class Scale(Single):
    """One grade on a scale of whole numbers; the option keys are the grades."""

    key = "scale"
    label = gettext_noop("a grade on a scale")
    template = "surveys/_result_scale.html"

    def read_answer(self, item: Item, raw: object) -> object:
        """Read a grade: 3, 3.0, "3", or its label."""
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, str) and re.fullmatch(r"\s*\d+[.,]0+\s*", raw):
            raw = re.split(r"[.,]", raw)[0]
        return super().read_answer(item, raw)

    def completed(self, counted: Counted) -> Counted:
        """Add the sum, mean and median over units."""
        if not counted.base or counted.hidden or counted.is_withheld:
            return counted
        grades = [(int(option.key), option.count) for option in counted.options]
        total = sum(grade * count for grade, count in grades)
        ordered = [grade for grade, count in sorted(grades) if count]
        below = list(accumulate(count for _grade, count in sorted(grades) if count))
        middle = sum(
            ordered[bisect_right(below, place)]
            for place in ((below[-1] - 1) // 2, below[-1] // 2)
        )
        return replace(
            counted,
            total=total,
            mean=half_up(total, counted.base, 2),
            median=half_up(middle, 2, 1),
        )


def check_alone(item: Item, chosen: Collection[str], *, several: bool) -> None:
    """Refuse an option that excludes all others where there are others.

    Args:
        chosen: keys of options.
        several: whether there is more than one answer, own words among them.

    Raises:
        ExcludesOthers: an option that stands alone does not.
    """
    for option in item.options if several else ():
        if option.is_alone and option.key in chosen:
            raise ExcludesOthers(option=option.label)


def parts_in(item: Item, raw: object) -> list[str]:
    """Return what a cell with several options names, or a list; nothing empty."""
    if isinstance(raw, list):
        parts = [plain(part) for part in raw]
    else:
        parts = _split(item, plain(raw))
    return [part for part in parts if part]


def _split(item: Item, cell: str) -> list[str]:
    """Split a cell; a label may itself hold a comma, so commas come last."""
    if found_option(item, cell) is not None:
        return [cell]
    surely = [part.strip() for part in _SPLIT_SURELY.split(cell)]
    if all(not part or found_option(item, part) is not None for part in surely):
        return surely
    return [part.strip() for part in _SPLIT_PERHAPS.split(cell)]
