"""Who may have the answers to a survey one by one.

Of an open survey whoever runs it. Of a confidential one somebody whom another person
has agreed with, for a day, once the survey is closed. Of an anonymous one nobody. The
other is of the secretariat or runs the service (docs/decisions/0014).

Rule 51 of docs/rules/surveys.md.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.disclosure import TooFewPersons
from overens.surveys.rules.frames import CONFIDENTIAL, OPEN, AnonymousResults

# How far a request has come.
ASKED, AGREED, REFUSED, ENDED = "asked", "agreed", "refused", "ended"

ACCESS_STATES = {
    ASKED: gettext_noop("Waits for another person"),
    AGREED: gettext_noop("Agreed"),
    REFUSED: gettext_noop("Refused"),
    ENDED: gettext_noop("Ended"),
}

# How long the rows can be fetched once somebody has agreed.
LASTS = timedelta(hours=24)

# Characters of a reason.
LONGEST_REASON = 1_000


class RowsOfAnonymous(AnonymousResults):
    """Answers one by one of those who were promised anonymity."""

    sentence = gettext_noop(
        "Those who answered were promised anonymity, so the answers are never given "
        "out one by one. What can be shown stands in the results."
    )


class NothingToAskFor(RuleBroken):
    """Open answers need nobody's consent."""

    sentence = gettext_noop("The answers were given openly. You can fetch them here.")


class AnswersNotIn(RuleBroken):
    """Nobody sees an answer before the survey is closed."""

    sentence = gettext_noop(
        "The answers are locked until the survey is closed. Ask for them then."
    )


class ReasonWanted(RuleBroken):
    """A request without a reason."""

    sentence = gettext_noop("Write what the rows are needed for.")
    field = "reason"


class WhyNotWanted(RuleBroken):
    """A no without a reason."""

    sentence = gettext_noop("Write why you refuse. Whoever asked reads it.")
    field = "said"


class NothingToRead(RuleBroken):
    """Somebody says that they have read an answer that is not to them, or not a no."""

    sentence = gettext_noop("There is no answer to you here that you have not read.")


class OwnRequest(RuleBroken):
    """Somebody agrees with themselves."""

    sentence = gettext_noop(
        "You have asked for this yourself, so somebody else has to decide."
    )


class RequestDecided(RuleBroken):
    """Two decide about the same, or somebody decides again."""

    sentence = gettext_noop("Somebody has decided about this request already.")


class NoAccess(RuleBroken):
    """Nobody has agreed, it was somebody else who asked, or the time is over."""

    sentence = gettext_noop(
        "You cannot fetch the rows: somebody else has to agree first, and then you "
        "have a day to fetch them. Ask again if the day is over."
    )


def check_may_ask(mode: str, *, is_in: bool, persons: int, least: int) -> None:
    """Say whether somebody may ask for a survey's answers one by one.

    Args:
        is_in: the survey is closed, or its answers came in by file.
        persons: who answered.
        least: persons that must stand behind anything that is given out.

    Raises:
        NothingToAskFor, AnonymousResults, AnswersNotIn, TooFewPersons: they may not.
    """
    if mode == OPEN:
        raise NothingToAskFor()
    if mode != CONFIDENTIAL:
        raise RowsOfAnonymous()
    if not is_in:
        raise AnswersNotIn()
    if persons < least:
        raise TooFewPersons(least=least)


def is_open_now(state: str, until: datetime | None, now: datetime) -> bool:
    """Say whether the rows can be fetched."""
    return state == AGREED and until is not None and now < until
