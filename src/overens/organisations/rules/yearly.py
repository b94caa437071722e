"""When an organisation is asked whether its facts are right, and when it is silent.

Pure. Once a year, after its annual meeting, when those who answer have been elected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from overens.common.mailed_links import LinkState, is_undoable
from overens.errors import RuleBroken, gettext_noop

# Where no month is known: statutes mostly say before the end of March.
USUAL_MONTH = 3
# Three weeks: an association that meets monthly has time to talk it over.
ANSWER_WITHIN = timedelta(days=21)
REMINDER_WITHIN = timedelta(days=14)
# The link holds longer than the question, since late is better than never.
LINK_HOLDS = timedelta(days=60)
# An organisation is asked in the two months after its meeting's, or next year: a
# register that is new does not write to everybody on its first day.
ASK_DURING = timedelta(days=61)
# Mails by one day's step. The rest is asked the next day.
MOST_A_DAY = 200
ASKED_STATUSES = ("active", "dormant", "unknown")


@dataclass(frozen=True)
class Turn:
    """One year's asking of an organisation.

    Attributes:
        year: of the annual meeting that it follows.
        first: the day from which it is asked.
    """

    year: int
    first: date

    @property
    def last(self) -> date:
        """The last day on which it is asked without a person's asking."""
        return self.first + ASK_DURING


def turn_of(month: int | None, today: date) -> Turn:
    """Return the turn that is on: from the first day after the meeting's month.

    Args:
        month: of the annual meeting, 1 to 12; None where it is not known.

    >>> turn_of(3, date(2026, 4, 1))
    Turn(year=2026, first=datetime.date(2026, 4, 1))
    >>> turn_of(12, date(2026, 5, 4))
    Turn(year=2025, first=datetime.date(2026, 1, 1))
    """
    meeting = month or USUAL_MONTH
    later, after = divmod(meeting, 12)
    first = date(today.year, after + 1, 1)
    if first > today:
        first = date(today.year - 1, after + 1, 1)
    return Turn(first.year - later, first)


class NotAsked(Enum):
    """Why an organisation is not asked today, in the order in which they are tried."""

    STATUS = gettext_noop("it is dissolved")
    ASKED = gettext_noop("it has been asked and has days left to answer")
    NOBODY = gettext_noop("nobody to ask: no one speaks for it and no address is known")
    ENOUGH_TODAY = gettext_noop("the same address has been asked something else today")


def why_not_asked(
    *, status: str, waits: bool, has_address: bool, address_asked_today: bool
) -> NotAsked | None:
    """Return why an organisation is not asked today; None when it can be (O30).

    Args:
        status: a key of ``STATUSES``.
        waits: whether a question waits for its answer.
        has_address: whether there is somebody to write to.
        address_asked_today: whether that address has been asked something today.
    """
    tried = (
        (status not in ASKED_STATUSES, NotAsked.STATUS),
        (waits, NotAsked.ASKED),
        (not has_address, NotAsked.NOBODY),
        (address_asked_today, NotAsked.ENOUGH_TODAY),
    )
    return next((why for stops, why in tried if stops), None)


class Silence(Enum):
    """What is done about a question that has had no answer."""

    WAIT = "wait"
    REMIND = "remind"
    GIVE_UP = "give up"


def silence_of(*, due: date, is_reminder: bool, today: date) -> Silence:
    """Return what is done about the latest question without an answer (O31).

    Args:
        due: the last day that an answer was wanted.
        is_reminder: whether it reminded of an earlier one.
    """
    if today <= due:
        return Silence.WAIT
    return Silence.GIVE_UP if is_reminder else Silence.REMIND


class LinkUnknown(RuleBroken):
    """No question has such a link."""

    sentence = gettext_noop(
        "We do not know this link. Copy the whole address from the mail, or write to "
        "the secretariat."
    )


class LinkExpired(RuleBroken):
    """The link was for an earlier time."""

    sentence = gettext_noop(
        "This link held until %(expires)s. You get a new one next year. If something "
        "is wrong now, write to the secretariat."
    )


class AlreadyConfirmed(RuleBroken):
    """The question has been answered."""

    sentence = gettext_noop(
        "This has already been answered. What you sent just now has not been saved. "
        "Undo the answer if it was wrong, and answer again."
    )


class StaleForm(RuleBroken):
    """The page was opened before an answer that was then undone."""

    sentence = gettext_noop(
        "An earlier answer has been undone since this page was opened. Look at what "
        "stands here, and send it again."
    )


class TooLateToUndo(RuleBroken):
    """A day has gone."""

    sentence = gettext_noop(
        "An answer can be undone for 24 hours. Write to the secretariat instead."
    )


class NothingToUndo(RuleBroken):
    """No answer by this link stands."""

    sentence = gettext_noop("There is no answer by this link to undo.")


class ChangedSince(RuleBroken):
    """Somebody has changed the same since."""

    sentence = gettext_noop(
        "Somebody has changed the facts since then, so they cannot be put back by "
        "themselves. Write to the secretariat."
    )


def check_open(state: LinkState, *, expires: date) -> None:
    """Say whether a link can be answered now (O32).

    Raises:
        AlreadyConfirmed, LinkExpired, StaleForm: it cannot.
    """
    if state is LinkState.ANSWERED:
        raise AlreadyConfirmed()
    if state is LinkState.EXPIRED:
        raise LinkExpired(expires=expires)
    if state is LinkState.STALE:
        raise StaleForm()


def check_undo(*, made: datetime, undone: bool, now: datetime) -> None:
    """Say whether an answer can be undone now (O32).

    Raises:
        NothingToUndo: it is undone already.
        TooLateToUndo: more than a day has gone.
    """
    if undone:
        raise NothingToUndo()
    if not is_undoable(made=made, now=now):
        raise TooLateToUndo()


def status_when_confirmed(status: str) -> str:
    """Return an organisation's status when it has said that its facts are right.

    Silence made it unknown; an answer makes it active again (O31).
    """
    return "active" if status == "unknown" else status
