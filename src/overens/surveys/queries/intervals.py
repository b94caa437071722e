"""What a figure may mean for all units, answered or not, in words."""

from __future__ import annotations

from django.utils.translation import gettext

from overens.surveys.queries.wording import figure, span
from overens.surveys.rules import (
    QUESTION_TYPES,
    OptionResult,
    QuestionResult,
    SurveyResult,
)


def interval_in_words(
    option: OptionResult, result: SurveyResult, words: dict[str, str]
) -> str:
    """Return what an option's count may mean for all units; "" where nothing can be.

    What is sure comes first and assumes nothing; then what is likely, and on which
    assumption. A count of nought is worded by what it does not rule out.
    """
    if option.bounds is None or option.interval is None:
        return ""
    frame = result.units.frame
    (least, most), (low, high) = option.bounds, option.interval
    facts = {
        **words,
        "label": option.label,
        "frame": figure(frame),
        "least": figure(least),
        "most": figure(most),
        "high": figure(high),
        "interval": span(low, high),
    }
    if least == most:
        return (
            gettext("All %(frame)s %(units)s answered, so nothing is left to guess.")
            % facts
        )
    if option.count == 0:
        return (
            gettext(
                "That nobody answered “%(label)s” does not rule out up to %(most)s "
                "(likely at most %(high)s) of all %(frame)s %(units)s."
            )
            % facts
        )
    sure = (
        gettext(
            "For at least %(least)s and at most %(most)s of all %(frame)s %(units)s "
            "the answer is “%(label)s”."
        )
        % facts
    )
    if (low, high) == (least, most):
        # What is likely says no more than what is sure.
        return sure
    likely = (
        gettext(
            "If those that answered are like a random draw, it is likely so for "
            "%(interval)s."
        )
        % facts
    )
    return f"{sure} {likely}"


def interval_sentences(
    question: QuestionResult, result: SurveyResult, words: dict[str, str]
) -> tuple[str, ...]:
    """Return the sentences on the most common option, and on those nobody chose.

    Of many options that nobody chose the first is worded; the table has them all, and
    those of a scale, whose grades say little one by one.
    """
    if not question.base or not question.options or question.mean is not None:
        return ()
    kind = QUESTION_TYPES[question.item.kind]
    if kind.is_order or not kind.has_options:
        # Groups say little one by one, and who was first is no whole answer.
        return ()
    first = question.by_size[0]
    nought = [option for option in question.options if option.count == 0][:1]
    sentences = [
        interval_in_words(option, result, words)
        for option in [first, *[option for option in nought if option is not first]]
    ]
    return tuple(sentence for sentence in sentences if sentence)
