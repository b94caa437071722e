"""Two names side by side: what they share, and what the rest is. Pure Python."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from rapidfuzz import fuzz

from overens.organisations.rules.likeness.known import Known
from overens.organisations.rules.likeness.names import (
    BRANCH_WORDS,
    KIND_WORDS,
    PART_WORDS,
    SIDE_WORDS,
    WIDE_WORDS,
    fits,
    nearly,
)

# How many of 100 a name gives by how it agrees, before what the rest says.
EQUAL, SPELT, PLACE, SHORT, UNLIKE = 100, 92, 88, 79, 30
NO_WORDS: tuple[str, ...] = ()


class Compared(NamedTuple):
    """How two names agree.

    Attributes:
        how: 0 to 100.
        reasons: keys of ``REASONS``.
        conflict: whether something says that they are two, however like they look.
    """

    how: int
    reasons: tuple[str, ...]
    conflict: bool


def compared(
    a: Known,
    b: Known,
    places: frozenset[str] = frozenset(),
    usual: frozenset[str] = frozenset(),
) -> Compared:
    """Hold the present names of two side by side.

    Args:
        a, b: what is known of each.
        places: words that are known to be places, beside the two's own.
        usual: words that many names have: two of them are no slip of the finger.
    """
    if not a.words or not b.words:
        return Compared(0, ("names differ",), False)
    if a.words == b.words:
        return Compared(EQUAL, ("name equal",), False)
    left = tuple(word for word in a.said if word not in b.words)
    right = tuple(word for word in b.said if word not in a.words)
    if left and right:
        left, right, how = _respelt(left, right, usual)
        if not left and not right:
            return Compared(how, ("name spelt otherwise",), False)
    else:
        how = SPELT
    own = a.place | b.place
    return _rest(a, b, left, right, own, places, usual, how)


def _respelt(
    left: tuple[str, ...], right: tuple[str, ...], usual: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Take away what is one thing spelt in two ways; return the rest of each."""
    one, other = "".join(left), "".join(right)
    if one == other or sorted(left) == sorted(right):
        return NO_WORDS, NO_WORDS, SPELT
    if fits(one, right) or fits(other, left):
        return NO_WORDS, NO_WORDS, SHORT
    rest_left, rest_right, how = list(left), list(right), SPELT
    for word in left:
        for there in rest_right:
            if nearly(word, there) and not (word in usual and there in usual):
                rest_left.remove(word)
                rest_right.remove(there)
                how = min(how, PLACE)
                break
    if not rest_left and not rest_right:
        return NO_WORDS, NO_WORDS, how
    # A short form among other words, and compounds that were parted with a slip.
    for mine, yours in ((rest_left, rest_right), (rest_right, rest_left)):
        for word in list(mine):
            if len(yours) > 1 and fits(word, tuple(yours)):
                mine.remove(word)
                yours.clear()
                how = SHORT
                break
    if rest_left and rest_right and _slipped(rest_left, rest_right):
        return NO_WORDS, NO_WORDS, min(how, PLACE)
    return tuple(rest_left), tuple(rest_right), how


def _slipped(left: list[str], right: list[str]) -> bool:
    """Tell whether words are the same but for a slip where a compound is parted.

    "Hembygdsföreingen" has no last part that is known, "Hembygdsföreningen" has.
    """
    if len(left) == len(right):
        return False
    one, other = "".join(left), "".join(right)
    if min(len(one), len(other)) < 8:
        return False
    has_kind = KIND_WORDS.isdisjoint(left) != KIND_WORDS.isdisjoint(right)
    return nearly(one, other) or (has_kind and fuzz.ratio(one, other) >= 87)


def _rest(
    a: Known,
    b: Known,
    left: tuple[str, ...],
    right: tuple[str, ...],
    own: frozenset[str],
    places: Collection[str],
    usual: Collection[str],
    how: int,
) -> Compared:
    """Weigh the words that only one of the names has."""
    reasons: list[str] = []
    conflict = False
    sides = []
    for words in (left, right):
        place = [w for w in words if w in own or w in WIDE_WORDS or w in places]
        sides.append((place, [word for word in words if word not in place]))
    (left_places, left_words), (right_places, right_words) = sides
    both = [*left_words, *right_words]
    # Two places are two places, whichever the post towns are; a wide one is none.
    if [w for w in left_places if w not in WIDE_WORDS] and [
        w for w in right_places if w not in WIDE_WORDS
    ]:
        reasons.append("other place in the name")
        conflict = True
        how -= 35
    elif left_places or right_places:
        strange = [
            w for w in (*left_places, *right_places) if w not in WIDE_WORDS | own
        ]
        how = min(how, PLACE) - (12 if strange else 0)
        if not both:
            reasons.append("name but for the place")
    if both:
        if BRANCH_WORDS.intersection(both):
            reasons.append("branch of the other")
            how, conflict = how - 30, True
        if PART_WORDS.intersection(both):
            reasons.append("part of the other")
            how, conflict = how - 40, True
        if SIDE_WORDS.intersection(both):
            reasons.append("other word in the name")
            how, conflict = how - 35, True
        short = [w for w in both if len(w) <= 3 and w not in BRANCH_WORDS]
        kinds_left = [w for w in left_words if w in KIND_WORDS or len(w) <= 3]
        kinds_right = [w for w in right_words if w in KIND_WORDS or len(w) <= 3]
        if kinds_left and kinds_right:
            reasons.append("other kind of body")
            how, conflict = how - 35, True
        elif kinds_left or kinds_right:
            # "Brommapojkarna" is "IF Brommapojkarna"; of "Göteborg" there are many.
            named = (a.words & b.words) - KIND_WORDS - own - WIDE_WORDS
            how -= 20 if short else 8 if named.difference(places) else 14
        plain_left = [w for w in left_words if w not in kinds_left]
        plain_right = [w for w in right_words if w not in kinds_right]
        plain = [
            w for w in (*plain_left, *plain_right) if w not in PART_WORDS | BRANCH_WORDS
        ]
        if plain and "other word in the name" not in reasons:
            if plain_left and plain_right:
                real = all(word in usual for word in (*plain_left, *plain_right))
                like = fuzz.ratio("".join(plain_left), "".join(plain_right))
                like = 0 if real else like
                how -= 4 if like >= 80 else 22 if like >= 65 else 50
                conflict = conflict or like < 80
            else:
                how, conflict = how - 28, True
            reasons.append("other word in the name")
    shared = a.words & b.words
    if not shared - KIND_WORDS and how < PLACE:
        how -= 20
    how = max(how, 0)
    if how < UNLIKE:
        reasons.insert(0, "names differ")
    elif not conflict and "name but for the place" not in reasons:
        reasons.insert(
            0, "name nearly equal" if how < PLACE else "name spelt otherwise"
        )
    return Compared(how, tuple(reasons), conflict)
