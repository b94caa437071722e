"""Which words of the register a misspelt one may mean. Pure Python (rule O27)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from overens.organisations.rules.finding import stems_of


def most_slips(word: str) -> int:
    """Return how many letters of a word may be wrong (rule O27)."""
    return 0 if len(word) < 4 or word.isdecimal() else 1 if len(word) < 8 else 2


def near_words(word: str, known: Mapping[int, Mapping[str, int]]) -> Iterator[str]:
    """Yield the known words that a misspelt one may mean, the likeliest first.

    The fewest slips first, then with its s, then the most usual, then by alphabet. A
    misspelt genitive is also compared without its s. Words of one slip more are looked
    for only when they are asked for: most slips are one, and one is found sooner.

    Args:
        word: without accents.
        known: by length, words without accents and how many organisations have each.

    >>> list(near_words("halmstda", {8: {"halmstad": 9, "halmstam": 1}}))
    ['halmstad', 'halmstam']
    """
    written = [(one, most_slips(one)) for one in (word, *stems_of(word))]
    given = {word}
    for slips in range(1, max(most for _one, most in written) + 1):
        found: dict[str, tuple[int, int]] = {}
        for one, most in written:
            if slips > most:
                continue
            for other, usual in _at(slips, one, known):
                how = (len(word) - len(one), -usual)
                found[other] = min(found.get(other, how), how)
        new = found.keys() - given
        given |= new
        yield from sorted(new, key=lambda other: (found[other], other))


def _at(
    slips: int, word: str, known: Mapping[int, Mapping[str, int]]
) -> Iterator[tuple[str, int]]:
    """Yield the words at so many slips from one, with how many have each."""
    for length in range(len(word) - slips, len(word) + slips + 1):
        there = known.get(length)
        if not there:
            continue
        for other, counted, _place in extract(
            word, there.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
        ):
            if counted == slips:
                yield other, there[other]
