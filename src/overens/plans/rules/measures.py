"""What a plan and its measures must hold, and what may be made of a measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from overens.errors import RuleBroken, gettext_noop
from overens.plans.rules.statuses import MOVES, status_of

# Words that stand in the same place as a measure's address.
RESERVED_SLUGS = frozenset(
    {
        "add",
        "andra",
        "arshjul",
        "ask",
        "atgarder",
        "change",
        "fraga",
        "import",
        "importera",
        "lagg-in",
        "measures",
        "new",
        "ny",
        "ta-bort",
        "withdraw",
        "year-wheel",
    }  # fmt: skip
)

_NUMBER = re.compile(r"[-−]?\d(?:[\d\s\u00a0\u202f]*\d)?(?:[.,]\d+)?")
_TRAILING = re.compile(r"^(.*?)(\d+)$")
# Two decimals: as many as are stored, so that a value read back is the same value.
_STORED = Decimal("0.01")
_LARGEST = Decimal("9999999999")


class PlanEndsBeforeItBegins(RuleBroken):
    """The days of the plan are the wrong way round."""

    sentence = gettext_noop("The last day comes before the first. Change one of them.")
    field = "last_day"


class DueBeforeStart(RuleBroken):
    """The days of the measure are the wrong way round."""

    sentence = gettext_noop(
        "The measure is to be done before it begins. Change one of the days."
    )
    field = "due"


class PauseEndsBeforeItBegins(RuleBroken):
    """The days of the pause are the wrong way round."""

    sentence = gettext_noop(
        "The measure is taken up again before it is paused. Write a day after "
        "%(first)s, or leave it empty."
    )
    field = "paused_until"


class PauseWithoutFirstDay(RuleBroken):
    """A pause ends that never began."""

    sentence = gettext_noop(
        "Write from which day the measure is paused too, or leave this empty."
    )
    field = "paused_until"


class DoneLater(RuleBroken):
    """It is said to be done on a day that has not come."""

    sentence = gettext_noop(
        "%(day)s has not come yet. Write the day when it was done, today at the latest."
    )
    field = "done_day"


class DueWithoutPlan(RuleBroken):
    """A day is given for a plan that was not chosen."""

    sentence = gettext_noop(
        "Choose the plan where it is to be done by then, or leave the day empty."
    )
    field = "due"


class PlanTitleMissing(RuleBroken):
    """The plan has no title in any language."""

    sentence = gettext_noop("Write what the plan is called, in at least one language.")
    field = "title_sv"


class TitleMissing(RuleBroken):
    """There is no title in any language."""

    sentence = gettext_noop("Write what is to be done, in at least one language.")
    field = "title_sv"


class NumberTooLong(RuleBroken):
    """The number is more than a number."""

    sentence = gettext_noop("Write a number of at most %(longest)s characters.")
    field = "number"


class TextTooLong(RuleBroken):
    """A text is longer than is kept."""

    sentence = gettext_noop(
        "“%(start)s…” has %(length)s characters. Shorten to at most %(longest)s."
    )


class NumberTaken(RuleBroken):
    """Another measure of the plan has the number."""

    sentence = gettext_noop(
        "The plan already has a measure with the number %(number)s. Choose another."
    )
    field = "number"


class UnitOfAnotherBody(RuleBroken):
    """The unit does not belong to the public body."""

    sentence = gettext_noop(
        "%(unit)s does not belong to %(body)s. Choose another unit, or none."
    )
    field = "public_unit"


class WhyMissing(RuleBroken):
    """A reason is asked for."""

    sentence = gettext_noop("Write why, so that others understand.")
    field = "why"


class MoveNotPossible(RuleBroken):
    """The measure cannot be made that from what it is."""

    sentence = gettext_noop("A measure that is “%(now)s” cannot be made “%(then)s”.")


LONGEST_NUMBER = 20
# A title stands on one or two lines of a list; the other texts are a page at most.
LONGEST_TITLE = 300
LONGEST_OTHER = 4000


def check_lengths(number: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a number or a text that is longer than is kept.

    Args:
        number: the measure's number.
        texts: by field, each by language.

    Raises:
        NumberTooLong, TextTooLong: which, and how long it may be.
    """
    if len(number) > LONGEST_NUMBER:
        raise NumberTooLong(longest=LONGEST_NUMBER)
    for name, by_language in texts.items():
        longest = LONGEST_TITLE if name == "title" else LONGEST_OTHER
        for text in by_language.values():
            if len(text) > longest:
                raise TextTooLong(
                    field=name, start=text[:30], length=len(text), longest=longest
                )


def check_period(first: date | None, last: date | None) -> None:
    """Refuse a plan that ends before it begins.

    Raises:
        PlanEndsBeforeItBegins: the last day comes before the first.
    """
    if first and last and last < first:
        raise PlanEndsBeforeItBegins()


def check_pause(first: date | None, until: date | None) -> None:
    """Refuse a pause that ends before it begins, or that never began.

    Args:
        first: the first day of the pause.
        until: the day the measure is taken up again, where known.

    Raises:
        PauseWithoutFirstDay: there is an end but no beginning.
        PauseEndsBeforeItBegins: the end comes before the beginning.
    """
    if until is None:
        return
    if first is None:
        raise PauseWithoutFirstDay()
    if until < first:
        raise PauseEndsBeforeItBegins(first=first)


def check_done_day(day: date | None, *, today: date) -> None:
    """Refuse that a measure was done on a day that has not come.

    Raises:
        DoneLater: the day is after today.
    """
    if day is not None and day > today:
        raise DoneLater(day=day)


def check_why(text: str) -> str:
    """Return a reason without outer blank space.

    Raises:
        WhyMissing: nothing but blank space was written.
    """
    kept = text.strip()
    if not kept:
        raise WhyMissing()
    return kept


def check_move(now: str, then: str) -> None:
    """Say whether a measure may be made something by hand (P12).

    Args:
        now: the key of its status.
        then: the key of what it is to be.

    Raises:
        MoveNotPossible: ``MOVES`` has no such step; the facts hold the two labels.
    """
    if then not in MOVES[now]:
        raise MoveNotPossible(now=status_of(now).label, then=status_of(then).label)


def number_in(text: str) -> Decimal | None:
    """Return the first number of a text, with two decimals; None when it has none.

    >>> number_in("minst 1 250 deltagare")
    Decimal('1250.00')
    >>> number_in("61,5 procent")
    Decimal('61.50')
    >>> number_in("alla") is None
    True
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    plain = re.sub(r"\s", "", found.group()).replace(",", ".").replace("−", "-")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    if abs(value) > _LARGEST:
        return None
    return value.quantize(_STORED, rounding=ROUND_HALF_UP)


def next_number(taken: Iterable[str], *, first: str = "Å-01") -> str:
    """Return the number after the largest one in use, in the same shape.

    >>> next_number(["Å-01", "Å-09"])
    'Å-10'
    >>> next_number([])
    'Å-01'
    """
    ends = [
        (int(match[2]), match[1], len(match[2]))
        for match in map(_TRAILING.match, taken)
        if match
    ]
    if not ends:
        return first
    largest, before, width = max(ends)
    return f"{before}{largest + 1:0{width}d}"
