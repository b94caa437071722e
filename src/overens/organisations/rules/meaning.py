"""Which words of the register a misspelt one may mean. Pure Python (rule O27)."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from overens.organisations.rules.finding import stems_of


def most_slips(word: str) -> int:
    """Return how many letters of a word may be wrong (rule O27)."""
    return 0 if len(word) < 4 or word.isdecimal() else 1 if len(word) < 8 else 2


def near_words(word: str, known: Mapping[int, Mapping[str, int]]) -> list[str]:
    """Return the known words that a misspelt one may mean, the likeliest first.

    The fewest slips first, then with its s, then the most usual, then by alphabet. A
    misspelt genitive is also compared without its s.

    Args:
        word: without accents.
        known: by length, words without accents and how many organisations have each.

    >>> near_words("halmstda", {8: {"halmstad": 9, "halmstam": 1}})
    ['halmstad', 'halmstam']
    """
    found: dict[str, tuple[int, int, int]] = {}
    for written in (word, *stems_of(word)):
        most = most_slips(written)
        for length in range(len(written) - most, len(written) + most + 1):
            there = known.get(length)
            if not most or not there:
                continue
            for other, slips, _place in extract(
                written,
                there.keys(),
                scorer=OSA.distance,
                score_cutoff=most,
                limit=None,
            ):
                if slips and other != word:
                    how = (int(slips), len(word) - len(written), -there[other])
                    found[other] = min(found.get(other, how), how)
    return sorted(found, key=lambda other: (found[other], other))
