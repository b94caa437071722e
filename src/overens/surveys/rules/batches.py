"""When a list of those who have answered may be shown anew.

One name more at a time would tell when each of them answered, and with the number of
answers in hand, perhaps which answer is whose.

Rule F6 of docs/rules/surveys.md.
"""

from __future__ import annotations

from datetime import datetime

from overens.errors import RuleBroken, gettext_noop


class TooFewNew(RuleBroken):
    """So few have answered since that the list would tell who."""

    sentence = gettext_noop(
        "The list is renewed when at least %(least)s more have answered. Until then it "
        "stands, so that nobody can tell who answered last."
    )


class NotLater(RuleBroken):
    """Those who answer have been promised the time they were told."""

    sentence = gettext_noop(
        "Choose a day after the present last day, %(last)s. To end before it, close "
        "the survey."
    )
    field = "last_day"


class LinkUsed(RuleBroken):
    """An answer has come in by the link; it counts, and nobody can tell which it is."""

    sentence = gettext_noop(
        "%(name)s has answered. The answer counts, so the link cannot be replaced and "
        "nobody can be taken off or put in their place."
    )


def may_renew(shown: int, answered: int, *, least: int) -> bool:
    """Say whether so many more have answered that the list may be shown anew.

    Args:
        shown: how many the list shows.
        answered: how many have answered.
        least: how many at a time.
    """
    return answered - shown >= least


def check_renewal(shown: int, answered: int, *, least: int) -> None:
    """Refuse to renew a list that would tell who answered last.

    Raises:
        TooFewNew: fewer than ``least`` have answered since.
    """
    if not may_renew(shown, answered, least=least):
        raise TooFewNew(least=least)


def check_later(before: datetime, after: datetime, *, last: str) -> None:
    """Refuse to end a survey earlier than was told.

    Args:
        last: the present last day, in words.

    Raises:
        NotLater: it is not later.
    """
    if after <= before:
        raise NotLater(last=last)
