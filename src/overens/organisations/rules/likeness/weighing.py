"""How like two cards are: 0 to 100, with what speaks for and against. Pure Python.

Rule O17. Points for how the names agree, and for each field that agrees or differs.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from overens.organisations.rules.likeness.card import LINKED, QUEUE, Likeness
from overens.organisations.rules.likeness.comparing import (
    EQUAL,
    PLACE,
    compared,
)
from overens.organisations.rules.likeness.known import Known
from overens.organisations.rules.likeness.names import KIND_WORDS, WIDE_WORDS

# From here on two are put before a person.
ASKED_FROM = 65
NAME_SHARE = 0.62  # points for each of the name's 100
SAME_NUMBER, SAME_PLACE, SAME_POSTAL, SAME_ADDRESS = 45, 15, 6, 22  # points
UNKNOWN_PLACE = 12  # points for one post town where a municipality is not known
OTHER_PLACE, OTHER_ADDRESS, SAYS_LITTLE = -14, -16, -20  # points
# Two numbers that both hold are two organisations until a person says otherwise.
MOST_WITH_TWO_NUMBERS = 40
# Nothing but the name, in two municipalities: there are many of that name.
MOST_ELSEWHERE = 56
# A branch with its parent's number looks like it in everything but what is its own.
MOST_FOR_A_BRANCH = 60
COMPANY = "company"


class Around(NamedTuple):
    """What is known of all the cards together.

    Attributes:
        places: words that are places.
        shared: web addresses and e-mail domains that many have, and so say nothing.
        common: names (``Known.core``) that many have.
        usual: words that many names have.
    """

    places: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    usual: frozenset[str] = frozenset()


NOTHING_AROUND = Around()


def reasons_of_fields(a: Known, b: Known, around: Around) -> tuple[list[str], int]:
    """Return what the fields but the name say, and their points."""
    found: list[str] = []
    points = 0
    if a.number and a.number == b.number:
        found.append("number equal")
        points += SAME_NUMBER
    elif a.number and b.number:
        found.append("numbers differ")
    if a.borrowed and a.borrowed == b.number or b.borrowed and b.borrowed == a.number:
        found.append("borrowed number")
    if a.municipality and b.municipality:
        if a.municipality == b.municipality:
            found.append("same municipality")
            points += SAME_PLACE
        else:
            found.append("other municipality")
            points += OTHER_PLACE
    elif a.place and a.place == b.place:
        points += UNKNOWN_PLACE
    if a.postal and a.postal == b.postal:
        found.append("same post code")
        points += SAME_POSTAL
    agrees = differs = 0
    for word, mine, yours in (
        ("web", a.site, b.site),
        ("e-mail", a.domain, b.domain),
    ):
        if not mine or not yours or mine in around.shared or yours in around.shared:
            continue
        if mine == yours:
            agrees += 1
            found.append("same web address" if word == "web" else "same e-mail domain")
        else:
            differs += 1
            found.append(
                "web addresses differ" if word == "web" else "e-mail domains differ"
            )
    if agrees:
        points += SAME_ADDRESS + 4 * (agrees - 1)
    elif differs:
        points += OTHER_ADDRESS - 6 * (differs - 1)
    if (a.form == COMPANY) != (b.form == COMPANY) and a.form and b.form:
        found.append("company")
        points -= 15
    return found, points


def weighed(a: Known, b: Known, around: Around) -> tuple[int, tuple[str, ...]]:
    """Return the score of two, 0 to 100, and what speaks for and against."""
    name = compared(a, b, around.places, around.usual)
    fields, points = reasons_of_fields(a, b, around)
    reasons = [*name.reasons]
    how = name.how
    if how < EQUAL and a.others + b.others and _by_other_name(a, b):
        how = max(how, PLACE)
        reasons = ["other name equal", *(r for r in reasons if r != "names differ")]
    score = how * NAME_SHARE + points
    if _says_little(a, b, around):
        said = "same post code" in fields or "number equal" in fields
        if not said and not _own_address(fields):
            reasons.append("name says little")
            score += SAYS_LITTLE
    if "numbers differ" in fields:
        score = min(score, MOST_WITH_TWO_NUMBERS)
    elif "borrowed number" in fields and "number equal" not in fields:
        score = min(score, MOST_FOR_A_BRANCH)
    elif name.conflict and not _own_address(fields):
        branch = "branch of the other" in reasons or "part of the other" in reasons
        if branch:
            score = min(score, MOST_FOR_A_BRANCH)
    return max(0, min(100, round(score))), (*fields, *reasons)


def _says_little(a: Known, b: Known, around: Around) -> bool:
    """Tell whether many are called that, in another post town each.

    "Hembygdsföreningen", "Svenska Röda Korset": which one is said by the place alone.
    """
    if a.place == b.place:
        return False
    both = a.words & b.words
    if any(w in a.place or w in b.place or w in around.places for w in both):
        return False
    if a.core in around.common:
        return True
    return len(both - KIND_WORDS - WIDE_WORDS) < 2


def _own_address(fields: Collection[str]) -> bool:
    return "same web address" in fields or "same e-mail domain" in fields


def _by_other_name(a: Known, b: Known) -> bool:
    """Tell whether one is called now what the other was called, or is for short."""
    return any(a.words == words for words in b.others) or any(
        b.words == words for words in a.others
    )


def ruled(a: Known, b: Known, around: Around = NOTHING_AROUND) -> tuple[str, ...]:
    """Return why two are one by the strict rule; nothing where a person must say."""
    if a.number and b.number and a.number != b.number:
        return ()
    if a.borrowed or b.borrowed:
        return ()
    name = compared(a, b, around.places, around.usual)
    if name.conflict or name.how < PLACE:
        return ()
    fields, _points = reasons_of_fields(a, b, around)
    if "e-mail domains differ" in fields or "web addresses differ" in fields:
        return ()
    if "company" in fields:
        return ()
    if "number equal" in fields:
        return ("number equal", *name.reasons)
    if name.how < EQUAL or "same municipality" not in fields:
        return ()
    more = [
        reason
        for reason in fields
        if reason in ("same post code", "same web address", "same e-mail domain")
    ]
    if not more or _says_little(a, b, around) or _other_place(a, b):
        return ()
    return ("name equal", "same municipality", *more)


def _other_place(a: Known, b: Known) -> bool:
    """Tell whether the post codes differ: a conflict for what is called the same."""
    return bool(a.postal and b.postal and a.postal != b.postal)


def likeness(a: Known, b: Known, around: Around, least: int) -> Likeness | None:
    """Return how like two are; nothing below ``least`` that the rule does not link."""
    two = a.number != b.number and bool(a.number) and bool(b.number)
    if two and least > MOST_WITH_TWO_NUMBERS:
        return None
    score, reasons = weighed(a, b, around)
    by_rule = score >= ASKED_FROM and bool(ruled(a, b, around))
    if score < least:
        return None
    return Likeness(a.key, b.key, score, reasons, LINKED if by_rule else QUEUE)
