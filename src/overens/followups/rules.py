"""What a yearly follow-up may say, and as of which day. Pure Python.

Rules F1-F16, docs/rules/followups.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from overens.errors import RuleBroken, gettext_noop

# The first compact in the sources was adopted in 2010, the first work began in 2008.
FIRST_YEAR = 2000

# Characters of a reason for taking a correction back.
LONGEST_WHY = 400

STATUSES = {
    "draft": gettext_noop("draft"),
    "approved": gettext_noop("approved"),
    "published": gettext_noop("published"),
}


class NoSuchYear(RuleBroken):
    """The year has not begun, or lies before there were compacts."""

    sentence = gettext_noop(
        "There is nothing to follow up for %(year)s. Write a year between %(first)s "
        "and %(last)s."
    )


class AlreadyFrozen(RuleBroken):
    """The follow-up is published; its figures stand."""

    sentence = gettext_noop(
        "The follow-up of %(year)s is published, and its figures stand as they were."
    )


class NotPublished(RuleBroken):
    """What is not published yet is changed, not corrected."""

    sentence = gettext_noop(
        "The follow-up of %(year)s is a draft. Change what is wrong, and count anew."
    )


class CorrectionIsBare(RuleBroken):
    """A correction says what was wrong, what is right and why."""

    sentence = gettext_noop(
        "Write what the follow-up says, what is right, and why it was wrong."
    )


class CorrectedTooEarly(RuleBroken):
    """A correction comes after what it corrects, and not in days to come."""

    sentence = gettext_noop("Write a day from %(first)s to today.")
    field = "day"


class WhyMissing(RuleBroken):
    """What is taken back is taken back for a reason."""

    sentence = gettext_noop("Write why. The reason is kept.")
    field = "why"


class WithdrawnAlready(RuleBroken):
    """A correction is withdrawn once."""

    sentence = gettext_noop("The correction is withdrawn already.")


class StandsAlready(RuleBroken):
    """Only what is withdrawn can be put back."""

    sentence = gettext_noop("The correction stands already.")


def check_correction(
    *texts: Mapping[str, str], day: date, published: date, today: date
) -> None:
    """Say what is wrong with a correction (F13).

    Args:
        *texts: what the follow-up says, what is right, and why; by language.
        day: the day of the correction.
        published: the day that the follow-up was published.
        today: by the space's own clock.

    Raises:
        CorrectionIsBare: one of the texts has no words in any language.
        CorrectedTooEarly: the day is before it was published, or to come.
    """
    if not all(any(words.strip() for words in text.values()) for text in texts):
        raise CorrectionIsBare()
    if not min(published, today) <= day <= today:
        raise CorrectedTooEarly(first=min(published, today).isoformat())


def check_why(why: str) -> str:
    """Return a reason as it is kept, on one line of at most ``LONGEST_WHY`` characters.

    Raises:
        WhyMissing: nothing but blank space was written.
    """
    kept = " ".join(why.split())[:LONGEST_WHY]
    if not kept:
        raise WhyMissing()
    return kept


def as_of(year: int, *, today: date) -> date:
    """Return the day that a year's figures are counted as of (F1).

    The last day of the year, or today while the year is under way.

    Raises:
        NoSuchYear: the year has not begun, or is before ``FIRST_YEAR``.
    """
    if not FIRST_YEAR <= year <= today.year:
        raise NoSuchYear(year=year, first=FIRST_YEAR, last=today.year)
    return min(date(year, 12, 31), today)


@dataclass(frozen=True)
class Agreement:
    """How the two sides' latest words on the same measures compare (F2).

    The gap is shown, never averaged: each measure is in exactly one of the four.
    """

    same: int
    different: int
    one_silent: int
    both_silent: int

    @property
    def measures(self) -> int:
        """How many measures there are in all."""
        return self.same + self.different + self.one_silent + self.both_silent


def agreement_of(pairs: Sequence[tuple[str | None, str | None]]) -> Agreement:
    """Count measures by how the two sides' latest words compare.

    Args:
        pairs: for each measure the public side's latest state and civil society's,
            None where a side has not reported.
    """
    both = [(one, other) for one, other in pairs if one and other]
    same = sum(one == other for one, other in both)
    silent = sum(not one and not other for one, other in pairs)
    return Agreement(
        same=same,
        different=len(both) - same,
        one_silent=len(pairs) - len(both) - silent,
        both_silent=silent,
    )


def says_a_difference(how_known: str) -> bool:
    """Tell whether a report's words on the difference say that there is one (F8).

    "We do not know" is an honest answer, and no difference.
    """
    return how_known != "unknown"


# How people answer "what became different?" with nothing; without the full stop.
NO_DIFFERENCE = frozenset(
    {
        "ingen",
        "inget",
        "ingenting",
        "nej",
        "ingen skillnad",
        "ingen skillnad alls",
        "ingen skillnad än",
        "ingen skillnad ännu",
        "none",
        "no",
        "nothing",
        "no difference",
        "no difference yet",
        "no difference at all",
    }
)


def says_no_difference(words: str) -> bool:
    """Tell whether a report's words are that nothing became different (F8).

    Only whole answers that say just that: anything more is a person's own account.

    >>> says_no_difference("Ingen skillnad."), says_no_difference("Ingen kö längre.")
    (True, False)
    """
    return " ".join(words.lower().split()).strip(" .!") in NO_DIFFERENCE


@dataclass(frozen=True)
class Missing:
    """What a follow-up lacks before it is published; it may be published all the same.

    Attributes:
        year_is_over: False while figures of the year can still come.
        silent: measures that nobody has reported on.
        one_sided: measures that only one side has reported on.
        has_introduction: whether the parties have written one.
        holes: parts of which nothing is known.
    """

    year_is_over: bool
    silent: int
    one_sided: int
    has_introduction: bool
    holes: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return (
            self.year_is_over
            and self.has_introduction
            and not (self.silent or self.one_sided or self.holes)
        )


_YEAR = re.compile(r"\((\d{4})\b[^()]*\)")


def document_in(said: str) -> str:
    """Return the document that a record says it is from: the first sentence (F14).

    >>> document_in("Region, minutes (2017). The day of the meeting is not in it.")
    'Region, minutes (2017)'
    """
    return said.strip().partition(". ")[0].rstrip(".")


def rest_of(said: str, documents: Iterable[str]) -> str:
    """Return what a record says of its source besides naming documents (F14).

    >>> rest_of("Minutes (2017). Report (2020). No day.", ["Minutes (2017)",
    ...     "Report (2020)"])
    'No day.'
    """
    for document in documents:
        said = said.replace(document, "", 1)
    return said.lstrip(" .").strip()


def year_of(document: str) -> str:
    """Return a document's year, as it stands in brackets; empty where none does.

    >>> year_of("Report (2020)"), year_of("Proposal (undated, on work up to 2019)")
    ('2020', '')
    """
    found = _YEAR.search(document)
    return found[1] if found else ""


Key = TypeVar("Key")


def counted_by(keys: Sequence[Key], order: Sequence[Key]) -> list[tuple[Key, int]]:
    """Return how many there are of each key, in the given order, none left out (F3).

    >>> counted_by(["told", "told"], ["compared", "counted", "told"])
    [('compared', 0), ('counted', 0), ('told', 2)]
    """
    return [(key, sum(each == key for each in keys)) for key in order]
