"""What anyone would write first to find duplicates: rapidfuzz in five blocks.

The measure that the product's own matching is held against; see ``bench.duplicates``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from rapidfuzz import fuzz

from overens.organisations.rules.likeness import Card

LARGEST_BLOCK = 500  # cards
ALIKE_FROM = 88  # of 100
SAME_NUMBER = 30  # points
_SHORT = {"idrottsförening": "if", "idrottsklubb": "ik", "bollklubb": "bk"}


def plain_name(name: str) -> str:
    """Return a name in lower case, a few words short, the words in order."""
    plain = name.casefold()
    for long, short in _SHORT.items():
        plain = plain.replace(long, short)
    return " ".join(sorted(re.sub(r"[^\w]+", " ", plain).split()))


def plain_pairs(cards: Sequence[Card]) -> list[tuple[str, str]]:
    """Return the keys of pairs that are alike."""
    names = [plain_name(card.name) for card in cards]
    blocks: tuple[Callable[[int], Hashable], ...] = (
        lambda at: cards[at].number,
        lambda at: names[at],
        lambda at: (cards[at].municipality, names[at][:4]) if names[at] else "",
        lambda at: (cards[at].municipality, names[at][-4:]) if names[at] else "",
        lambda at: (
            (cards[at].postal_code, names[at][:2]) if cards[at].postal_code else ""
        ),
    )
    seen: set[int] = set()
    found = []
    for key_of in blocks:
        met: dict[Hashable, list[int]] = defaultdict(list)
        for at in range(len(cards)):
            key = key_of(at)
            if key:
                met[key].append(at)
        for block in met.values():
            if not 1 < len(block) <= LARGEST_BLOCK:
                continue
            for place, one in enumerate(block):
                for other in block[place + 1 :]:
                    pair = one * len(cards) + other
                    if pair in seen:
                        continue
                    seen.add(pair)
                    if _alike(cards[one], cards[other], names[one], names[other]):
                        found.append((cards[one].key, cards[other].key))
    return found


def _alike(a: Card, b: Card, name: str, other: str) -> bool:
    if a.number and b.number and a.number != b.number:
        return False
    same = SAME_NUMBER if a.number and a.number == b.number else 0
    return fuzz.ratio(name, other) + same >= ALIKE_FROM
