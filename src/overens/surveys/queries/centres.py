"""The middle of a question's answers in words: median, quartiles, mean."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext

from overens.common import formats
from overens.surveys.queries.wording import figure
from overens.surveys.rules import QUESTION_TYPES, QuestionResult, SurveyResult


def scale_in_words(
    question: QuestionResult, result: SurveyResult, words: dict[str, str]
) -> str:
    """Return the mean and median of a scale or of numbers, as far as they are known.

    Of a scale also what the mean may be for all.
    """
    if question.mean is None or question.median is None:
        return _middle_in_words(question)
    if question.quartiles is not None:
        return _numbers_in_words(question)
    facts = {
        **words,
        "mean": figure(question.mean),
        "median": figure(question.median),
        "base": figure(question.base),
        "frame": figure(result.units.frame),
    }
    said = gettext("Median %(median)s, mean %(mean)s (%(base)s grades).") % facts
    if question.mean_bounds is None:
        return said
    low, high = question.mean_bounds
    said += " " + gettext(
        "If all %(frame)s %(units)s had graded it, the mean would surely lie between "
        "%(low)s and %(high)s."
    ) % {**facts, "low": formats.number(low, 2), "high": formats.number(high, 2)}
    if question.mean_interval is None or low == high:
        return said
    likely = [formats.number(end, 2) for end in question.mean_interval]
    return f"{said} " + gettext(
        "If those that answered are like a random draw, it likely lies between %(low)s "
        "and %(high)s."
    ) % {"low": likely[0], "high": likely[1]}


def _numbers_in_words(question: QuestionResult) -> str:
    """Return the median, the quartiles and the mean of numbers, with their unit."""
    low, high = question.quartiles or (Decimal(), Decimal())
    unit = question.item.limits.unit
    shown = {
        name: f"{figure(value)}{formats.NO_BREAK}{unit}" if unit else figure(value)
        for name, value in (
            ("median", question.median or Decimal()),
            ("mean", question.mean or Decimal()),
            ("low", low),
            ("high", high),
        )
    }
    return gettext(
        "Median %(median)s: half have more and half less. The middle half lies between "
        "%(low)s and %(high)s. Mean %(mean)s (%(base)s numbers)."
    ) % {**shown, "base": figure(question.base)}


def _middle_in_words(question: QuestionResult) -> str:
    """Return the group that the middle number is in, from the counts as shown."""
    kind = QUESTION_TYPES[question.item.kind]
    if kind.is_order:
        return _places_in_words(question)
    if "decimals" not in kind.settings or not question.base or not question.is_whole:
        return ""
    before = 0
    for option in question.options:
        before += option.count or 0
        if 2 * before >= question.base:
            return gettext(
                "The number in the middle lies here: %(group)s. The mean is not "
                "shown: whoever knows the other numbers could work out the last."
            ) % {"group": option.label}
    return ""


def _places_in_words(question: QuestionResult) -> str:
    """Return the mean place of each option that has one, the best first."""
    placed = [option for option in question.options if option.mean_place is not None]
    if not placed:
        return ""
    placed.sort(key=lambda option: option.mean_place or Decimal())
    return gettext("Mean place, 1 is first: %(places)s.") % {
        "places": "; ".join(
            gettext("“%(label)s” %(place)s (placed by %(placed)s)")
            % {
                "label": option.label,
                "place": figure(option.mean_place or Decimal()),
                "placed": figure(option.placed or 0),
            }
            for option in placed
        )
    }
