"""Which cards are held side by side, and what comes of it. Pure Python.

All against all is out of the question (250,000 rows have 31 milliard pairs): cards meet
in blocks, where they share something that two rows of one organisation mostly share.
A block that grew past its cap says nothing and is left out.

Words that many names have are spelt right, and tell: two names with other such words
are two organisations. So only a name with an *odd* word, a slip perhaps, meets those
that are spelt nearly so; all others meet where the words that tell are the same.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from overens.organisations.rules.likeness.card import Card, Likeness
from overens.organisations.rules.likeness.known import Known, known
from overens.organisations.rules.likeness.names import (
    KIND_WORDS,
    LONGEST_SHORT,
    WIDE_WORDS,
    fits,
)
from overens.organisations.rules.likeness.weighing import (
    MOST_ELSEWHERE,
    MOST_WITH_TWO_NUMBERS,
    Around,
    likeness,
)

LARGEST_BLOCK = 200  # cards; larger ones say nothing
LARGEST_SURE_BLOCK = 40  # cards with one number, or one address
SHARED_FROM = (
    5  # so many different names at one address: it is a host's or federation's
)
COMMON_FROM = 6  # so many municipalities with one name
USUAL_FROM = 6  # so many names with one word: it is spelt right
LEAST_LINE = 66  # of 100: how like two names' lines are before they are weighed

Keys = Callable[[Known], Iterable[str]]
Pairs = Iterator[tuple[int, int]]


class Told(NamedTuple):
    """What the words of a name tell.

    Attributes:
        telling: those that many names have, but for places and kinds.
        odd: those that few have: seldom names, and slips.
        kinds: what kind of body it says.
    """

    telling: frozenset[str]
    odd: frozenset[str]
    kinds: frozenset[str]


def around_of(cards: Sequence[Known]) -> Around:
    """Return what is known of the cards together: places, shared addresses, names."""
    places: set[str] = set()
    names: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    words: Counter[str] = Counter()
    for card in cards:
        if len(card.place) == 1:
            places |= card.place
        if card.site:
            names[card.site].add(card.core)
        if card.domain and card.domain != card.site:
            names[card.domain].add(card.core)
        where[card.core].add(card.municipality)
        words.update(card.words)
    return Around(
        places=frozenset(places - KIND_WORDS),
        shared=frozenset(a for a, n in names.items() if len(n) >= SHARED_FROM),
        common=frozenset(n for n, w in where.items() if len(w) >= COMMON_FROM),
        usual=frozenset(word for word, n in words.items() if n >= USUAL_FROM),
    )


def _told(card: Known, around: Around) -> Told:
    rest = card.words - card.place - KIND_WORDS - WIDE_WORDS
    odd = rest - around.usual - around.places
    return Told(rest - odd - around.places, odd, card.words & KIND_WORDS)


def may_be_one(a: Told, b: Told) -> bool:
    """Tell whether two names' words leave it open that they are one organisation.

    A word that tells may be missing in the other only where that one has an odd word
    in its place; of two kinds of body, one may be left out, not exchanged.
    """
    if a.telling != b.telling:
        if a.telling - b.telling and not b.odd:
            return False
        if b.telling - a.telling and not a.odd:
            return False
    if a.odd or b.odd:
        return True
    return a.kinds == b.kinds or a.kinds <= b.kinds or b.kinds <= a.kinds


def _numbers(card: Known) -> Iterable[str]:
    return filter(None, (card.number, card.borrowed))


def _sites(card: Known) -> Iterable[str]:
    return (card.site,) if card.site else ()


def _domains(card: Known) -> Iterable[str]:
    return (card.domain,) if card.domain else ()


def _names(card: Known) -> Iterable[str]:
    yield " ".join(sorted(card.words))
    for words in card.others:
        yield " ".join(sorted(words))


def _starts(card: Known) -> Iterable[str]:
    """Return municipality and the first letters of each word that is no kind's."""
    for word in card.words - card.place - KIND_WORDS:
        if len(word) > 2:
            yield f"{card.municipality}{word[:3]}"


def _ends(card: Known) -> Iterable[str]:
    for word in card.words - card.place - KIND_WORDS:
        if len(word) > 4:
            yield f"{card.municipality}-{word[-4:]}"


def _kinds(card: Known) -> Iterable[str]:
    """Return post town and kind: a name may hold nothing else that tells."""
    town = " ".join(sorted(card.place))
    for word in card.words & KIND_WORDS or card.words - card.place:
        yield f"{card.municipality}{town} {word}"


SURE: tuple[Keys, ...] = (_numbers, _sites, _domains, _names)
BY_NAME: tuple[Keys, ...] = (_starts, _ends, _kinds)


def _blocks(cards: Sequence[Known], keys: Keys, cap: int) -> Iterator[list[int]]:
    found: dict[str, list[int]] = {}
    for place, card in enumerate(cards):
        for key in keys(card):
            there = found.get(key)
            if there is None:
                found[key] = [place]
            elif there[-1] != place:
                there.append(place)
    for block in found.values():
        if 1 < len(block) <= cap:
            yield block


def _in_sure_blocks(cards: Sequence[Known]) -> Pairs:
    for keys in SURE:
        for block in _blocks(cards, keys, LARGEST_SURE_BLOCK):
            for at, one in enumerate(block):
                for other in block[at + 1 :]:
                    yield one, other


def _in_blocks_that_tell(cards: Sequence[Known], told: Sequence[Told]) -> Pairs:
    """Return pairs in one municipality whose telling words are the same."""
    found: dict[str, list[int]] = {}
    for at, card in enumerate(cards):
        telling = told[at].telling
        what = " ".join(sorted(telling if telling else card.place))
        key = f"{card.municipality}{'' if telling else '@'}{what}"
        found.setdefault(key, []).append(at)
    for block in found.values():
        if 1 < len(block) <= LARGEST_BLOCK:
            for at, one in enumerate(block):
                for other in block[at + 1 :]:
                    if may_be_one(told[one], told[other]):
                        yield one, other


def _short_forms(cards: Sequence[Known]) -> Pairs:
    """Return pairs in one town where a short form may stand for the other's words."""
    shorts: dict[str, list[tuple[int, str]]] = {}
    for at, card in enumerate(cards):
        for word in card.words:
            if 2 <= len(word) <= LONGEST_SHORT and word not in card.place:
                town = f"{card.municipality} {' '.join(sorted(card.place))}"
                for letter in set(word[1:]):
                    key = f"{town} {word[0]}{letter}"
                    shorts.setdefault(key, []).append((at, word))
    for at, card in enumerate(cards):
        said = tuple(word for word in card.said if word not in card.place)
        if not 2 <= len(said) <= LONGEST_SHORT:
            continue
        town = f"{card.municipality} {' '.join(sorted(card.place))}"
        key = f"{town} {said[0][0]}{said[-1][0]}"
        for there, short in shorts.get(key, ())[:LARGEST_BLOCK]:
            if short not in card.words and fits(short, said):
                yield (at, there) if at < there else (there, at)


def _nearly_so(cards: Sequence[Known], told: Sequence[Told]) -> Pairs:
    """Return pairs of a name with an odd word and one that is spelt nearly so."""
    # With the post town in each: it is left out of one name and not of the other.
    lines_of = [" ".join(sorted(card.words | card.place)) for card in cards]
    for keys in BY_NAME:
        for block in _blocks(cards, keys, LARGEST_BLOCK):
            odd = [one for one in block if told[one].odd]
            if not odd:
                continue
            lines = [lines_of[place] for place in block]
            for one in odd:
                for _line, _score, there in process.extract(
                    lines_of[one],
                    lines,
                    scorer=fuzz.ratio,
                    processor=None,
                    score_cutoff=LEAST_LINE,
                    limit=None,
                ):
                    other = block[there]
                    if other != one and may_be_one(told[one], told[other]):
                        yield (one, other) if one < other else (other, one)


def candidates(cards: Sequence[Known], around: Around, *, least: int) -> Pairs:
    """Return the places of two cards that are worth weighing, each pair once.

    Args:
        least: see ``pairs_of``; what two different numbers, or nothing but the name in
            two municipalities, can give at most is not weighed below it.
    """
    numbers = [card.number for card in cards]
    where = [card.municipality for card in cards]
    told = [_told(card, around) for card in cards]
    by_number = least > MOST_WITH_TWO_NUMBERS
    by_place = least > MOST_ELSEWHERE
    count = len(cards)
    seen: set[int] = set()
    for pairs in (
        _in_sure_blocks(cards),
        _in_blocks_that_tell(cards, told),
        _short_forms(cards),
        _nearly_so(cards, told),
    ):
        for one, other in pairs:
            if by_number and _two(numbers[one], numbers[other]):
                continue
            pair = one * count + other
            if pair in seen:
                continue
            seen.add(pair)
            elsewhere = by_place and _two(where[one], where[other])
            if not elsewhere or _share(cards[one], cards[other]):
                yield one, other


def _two(one: str, other: str) -> bool:
    """Tell whether both are known and they differ."""
    return one != other and bool(one) and bool(other)


def _share(a: Known, b: Known) -> bool:
    """Tell whether two have a number or an address in common."""
    return bool(
        (a.number and a.number == b.number)
        or (a.site and a.site == b.site)
        or (a.domain and a.domain == b.domain)
    )


def pairs_of(cards: Iterable[Card], *, least: int) -> Iterator[Likeness]:
    """Return the pairs of cards that may be one organisation, in no order.

    Args:
        cards: each key once.
        least: the score, 0 to 100, that a pair has at least.
    """
    # Millions of small things are made, none in a ring: looking for rings among them
    # takes longer than the work.
    collects = gc.isenabled()
    gc.disable()
    try:
        ready = [known(card) for card in cards]
        around = around_of(ready)
        found = [
            pair
            for one, other in candidates(ready, around, least=least)
            if (pair := likeness(ready[one], ready[other], around, least)) is not None
        ]
    finally:
        if collects:
            gc.enable()
    yield from found
