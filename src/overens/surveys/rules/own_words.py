"""Texts in people's own words: what each is called by, and where it stands.

Rules W1 to W6 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.questions import QUESTION_TYPES, UNSAID

UNREAD, RELEASED, LEFT = "unread", "released", "left"

TEXT_STATES = {
    UNREAD: gettext_noop("not read yet"),
    RELEASED: gettext_noop("released"),
    LEFT: gettext_noop("left, not shown"),
}

# What stands in a sheet where somebody's own words were, once they are forgotten: that
# they wrote is counted still, and what is nobody's to read.
FORGOTTEN = "[…]"

# The language that answers are given in; a text in another is our translation.
ANSWERED_IN = "sv"

# What a name that was taken out of a text leaves.
TAKEN_OUT = "[…]"


class TextGone(RuleBroken):
    """Nobody has written such a text, or it counts no more."""

    sentence = gettext_noop(
        "The text is not there any more: its answer has been withdrawn, or the text "
        "has been forgotten. Go back to the list."
    )


class NothingReleased(RuleBroken):
    """A release without a text."""

    sentence = gettext_noop(
        "Write the text as it is to be shown, or press “Leave it” instead."
    )
    field = "text"


class ReleasedAlready(RuleBroken):
    """Somebody was there before."""

    sentence = gettext_noop(
        "The text has already been released. Take it back first if it is to be changed."
    )


class NotReleased(RuleBroken):
    """Nothing to take back."""

    sentence = gettext_noop("The text is not released, so nothing is taken back.")


class TooFewToQuote(RuleBroken):
    """So few answered that a text could be known by who else is left."""

    sentence = gettext_noop(
        "Fewer than %(least)s persons have answered the question. Under the survey’s "
        "promise no text is shown then."
    )


class StillPointsOut(RuleBroken):
    """The text as it is to be shown names or numbers somebody."""

    sentence = gettext_noop(
        "This is still in the text: %(found)s. Take it out, or tick that it points "
        "nobody out."
    )
    field = "points_nobody_out"


class WhyWithdrawn(RuleBroken):
    """A text that was shown is not taken away without a word."""

    sentence = gettext_noop(
        "Write why the text is withdrawn. It is told on the page of the results."
    )
    field = "why"


def words_column(key: str, kind: str, *, own_text: bool) -> str | None:
    """Return the name that a question's own words have in a sheet; None if it has none.

    >>> words_column("wish", "text", own_text=False)
    'wish'
    >>> words_column("hurdles", "multi", own_text=True)
    'hurdles.text'
    """
    if QUESTION_TYPES[kind].is_words:
        return key
    return f"{key}.text" if own_text else None


def words_in(answers: Mapping[str, Any], column: str) -> str:
    """Return a sheet's own words to a question; "" where there are none to read."""
    said = answers.get(column)
    if not isinstance(said, str) or said in (UNSAID, FORGOTTEN):
        return ""
    return said


def mark_of(survey: str, question: str, text: str) -> str:
    """Return what a text is called by: it tells neither what it says nor whose it is.

    Equal texts have one mark, so each is read once. In the order of the marks the texts
    of one question stand otherwise than those of another.

    Args:
        survey: the survey's uuid, so that the same words elsewhere are called else.
    """
    return sha256(f"{survey} {question} {text}".encode()).hexdigest()[:32]
