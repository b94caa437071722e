"""When a version may come into force, and what of its text may be put right. Pure.

Rules C4, C15 and C16, ``docs/rules/compacts.md``.
"""

from __future__ import annotations

from datetime import date

from overens.common.dates import PartialDate
from overens.compacts.rules.wording import LONGEST_HEADING, LONGEST_PASSAGE
from overens.errors import RuleBroken, gettext_noop


class ForceDayToCome(RuleBroken):
    """A version would show as in force before it is."""

    sentence = gettext_noop(
        "The day has not come yet. Put the version in force when it comes; until then "
        "it is a draft."
    )
    field = "valid_from"


class ForceBeforeTheLast(RuleBroken):
    """The days of two versions would be turned round."""

    sentence = gettext_noop(
        "Version %(number)s has been in force since %(day)s. Write a day that is not "
        "before that."
    )
    field = "valid_from"


class VersionEnded(RuleBroken):
    """What has ended does not come back."""

    sentence = gettext_noop(
        "Version %(number)s has been in force and has ended. Bring its text in as a "
        "new version if it is to hold again."
    )


class NotInForce(RuleBroken):
    """Only the version in force can be taken back."""

    sentence = gettext_noop("Version %(number)s is not in force.")


class EndBeforeBeginning(RuleBroken):
    """The last day comes before the first."""

    sentence = gettext_noop("The last day comes before the first. Change one of them.")
    field = "valid_to"


class WordingMissing(RuleBroken):
    """A slip is put right; a sentence is not taken away."""

    sentence = gettext_noop(
        "Write the text. What has been agreed on is not taken away without a new "
        "version."
    )


class WordingTooLong(RuleBroken):
    """Longer than can be kept in one piece."""

    sentence = gettext_noop(
        "The text has %(length)s characters. Write at most %(longest)s."
    )


def check_force(
    *,
    number: int,
    valid_from: PartialDate,
    has_ended: bool,
    before: tuple[int, PartialDate] | None,
    today: date,
) -> None:
    """Refuse to put a version in force on a day that cannot be (rule C4).

    Args:
        number: of the version.
        valid_from: its first day, as far as is known.
        has_ended: it was in force before, and another came after it.
        before: number and first day of the one in force now, when it is another.

    Raises:
        ForceDayToCome, ForceBeforeTheLast, VersionEnded: see their sentences.
    """
    if has_ended:
        raise VersionEnded(number=number)
    first = valid_from.earliest
    if first is not None and first > today:
        raise ForceDayToCome()
    if before is None or first is None:
        return
    other, began = before
    if (
        began.earliest is not None
        and first < began.earliest
        and not _can_be_after(valid_from, began)
    ):
        raise ForceBeforeTheLast(number=other, day=str(began))


def _can_be_after(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether a day with holes may still be the same as, or after, another."""
    ones = (one.year, one.month, one.day)
    parts = zip(ones, (other.year, other.month, other.day), strict=True)
    for mine, theirs in parts:
        if mine is None or theirs is None:
            return True
        if mine != theirs:
            return mine > theirs
    return True


def check_term(valid_from: PartialDate, valid_to: PartialDate) -> None:
    """Refuse a version that ends before it begins.

    Raises:
        EndBeforeBeginning: it does.
    """
    if valid_from and valid_to and not _can_be_after(valid_to, valid_from):
        raise EndBeforeBeginning()


def check_corrected(
    words: str, *, before: str, is_heading: bool, field: str, language: str
) -> str:
    """Return a sentence's words as they are kept once a slip is put right (C16).

    Args:
        words: as they are to be.
        before: as they were, in the same language.
        is_heading: whether it is a heading or a name, which is shorter.
        field, language: what is corrected, for the form to say it beside.

    Raises:
        WordingMissing: there were words, and now there are none.
        WordingTooLong: more than a heading or a passage can have.
    """
    kept = " ".join(words.split()) if is_heading else words.strip()
    where = f"{field}_{language}"
    if before and not kept:
        raise WordingMissing(field=where)
    longest = LONGEST_HEADING if is_heading else LONGEST_PASSAGE
    if len(kept) > longest:
        raise WordingTooLong(field=where, length=len(kept), longest=longest)
    return kept
