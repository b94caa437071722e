"""What can be said no to in governance, and the limits behind it. Pure Python."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

LONGEST_TEXT = 20_000  # characters; the longest § of the sources has about 2 000
MOST_SEATS = 60  # what the chart of a group can draw


class GroupNameMissing(RuleBroken):
    """A group has to be called something."""

    sentence = gettext_noop("Write what the group is called.")
    field = "name"


class DecisionTitleMissing(RuleBroken):
    """A decision has to be about something."""

    sentence = gettext_noop("Write which matter the decision is about.")
    field = "title"


class DecisionBodyMissing(RuleBroken):
    """Somebody made the decision."""

    sentence = gettext_noop("Write which body made the decision.")
    field = "body_name"


class TextMissing(RuleBroken):
    """Nothing but blank space was written."""

    sentence = gettext_noop("Write a text here.")
    field = "text"


class TextTooLong(RuleBroken):
    """More was written than is kept."""

    sentence = gettext_noop(
        "The text has %(length)s characters. Write at most %(longest)s."
    )
    field = "text"


class DayInTheFuture(RuleBroken):
    """What has happened cannot have happened tomorrow."""

    sentence = gettext_noop("The day has not come yet. Write a day that has been.")
    field = "day"


class DaysOutOfOrder(RuleBroken):
    """One thing cannot happen before the other."""

    sentence = gettext_noop("The later day comes before the earlier. Check the days.")
    field = "day"


class TermEndsBeforeItBegins(RuleBroken):
    """A term has its first day first."""

    sentence = gettext_noop("The last day of the term comes before the first.")
    field = "last_day"


class SeatAlreadyEnded(RuleBroken):
    """A seat is left once."""

    sentence = gettext_noop("This seat has already been left.")


class TooManySeats(RuleBroken):
    """A group is small enough to draw and to talk in."""

    sentence = gettext_noop("A group can have at most %(most)s seats.")


class ReasonMissing(RuleBroken):
    """What is taken back is taken back for a reason, which is shown."""

    sentence = gettext_noop("Write why. The reason is kept and shown.")
    field = "why"


class AlreadyWithdrawn(RuleBroken):
    """A decision is withdrawn once."""

    sentence = gettext_noop("This decision has already been withdrawn.")


class AlreadyAnswered(RuleBroken):
    """An assignment is answered once; a correction says so itself."""

    sentence = gettext_noop("This assignment has already been answered.")


class NotAnswered(RuleBroken):
    """There is no answer to correct or take back."""

    sentence = gettext_noop("This assignment has no answer to correct.")


class PreparesForItself(RuleBroken):
    """A group prepares matters for another, and not in a ring (rule G11)."""

    sentence = gettext_noop(
        "A group cannot prepare matters for itself. Choose another group."
    )
    field = "prepares_for"


class AnswerUnknown(RuleBroken):
    """Something has to say that it was answered."""

    sentence = gettext_noop(
        "Write when it was answered (the year is enough), or choose the decision that "
        "answered it."
    )
    field = "answered_day"


class AnswerBeforeDecision(RuleBroken):
    """An answer cannot come before what asked for it."""

    sentence = gettext_noop(
        "The answer comes before the decision that asked for it. Check the day."
    )
    field = "answered_day"


def check_text(text: str) -> str:
    """Return a text without outer blank space.

    Raises:
        TextTooLong: more than ``LONGEST_TEXT`` characters.
    """
    kept = text.strip()
    if len(kept) > LONGEST_TEXT:
        raise TextTooLong(length=len(kept), longest=LONGEST_TEXT)
    return kept


def check_reason(why: str) -> str:
    """Return the reason as it is kept.

    Raises:
        ReasonMissing: nothing but blank space was written.
    """
    kept = " ".join(why.split())[:400]
    if not kept:
        raise ReasonMissing()
    return kept
