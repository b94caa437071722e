"""What words that nothing is found by may mean: by the register, and by each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from overens.organisations.queries.search.databases import ids_of
from overens.organisations.queries.search.holding import Held, Words
from overens.organisations.rules import near_words, question_of
from overens.organisations.rules.names import folded

# Near words that are tried beside the other words typed.
MOST_TRIED = 12


def put_right(words: Sequence[str], known: Words) -> list[str]:
    """Return words with each that nobody has as the nearest that somebody has."""
    return [
        word if known.has(bare := folded(word)) else next(_near(bare, known), word)
        for word in words
    ]


def readings(words: list[str], held: Held, among: int) -> Iterator[list[str]]:
    """Yield what words may mean, the likeliest first (rule O27).

    First each unknown word as the nearest that somebody has. Then one word as what is
    near it where all the others stand: in a large register a slip is often a word that
    somebody else has, and the nearest word is not the one of this name.

    Args:
        words: as typed; nothing among the organisations has them all.
        among: the organisations that may be meant.
    """
    known = held.known_words()
    first = put_right(words, known)
    if first != words:
        yield first
    unknown = [at for at, word in enumerate(words) if not known.has(folded(word))]
    if len(words) > 1 and len(unknown) < len(words):
        yield from _by_the_others(words, first, unknown, held, among)


def _by_the_others(
    words: list[str], first: list[str], unknown: list[int], held: Held, among: int
) -> Iterator[list[str]]:
    """Yield the best reading with one word changed, if any: at most two queries."""
    known = held.known_words()
    places = unknown if len(unknown) == 1 else range(len(words))
    others = [first[:at] + first[at + 1 :] for at in places]
    stand = ids_of(*(question_of(each).hits for each in others))
    tried = [
        (nearness, [*first[:at], near, *first[at + 1 :]])
        for at, ids in zip(places, stand, strict=True)
        if held.found(ids) & among
        for nearness, near in enumerate(
            islice(_near(folded(words[at]), known), MOST_TRIED)
        )
    ]
    found = ids_of(*(question_of(each).hits for _nearness, each in tried))
    best = [
        (nearness, -count, reading)
        for (nearness, reading), ids in zip(tried, found, strict=True)
        if (count := (held.found(ids) & among).bit_count())
    ]
    if best:
        yield min(best)[2]


def _near(bare: str, known: Words) -> Iterator[str]:
    return (known.written[near][1] for near in near_words(bare, known.by_length))
