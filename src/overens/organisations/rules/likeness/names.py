"""Names as they are compared: repaired, folded, compounds apart. Pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from overens.organisations.rules.likeness.words import (
    BRANCHES,
    FILLERS,
    HEADS,
    LEGAL,
    LEGAL_HEADS,
    PARTS,
    PHRASES,
    SHORT_FORMS,
    SIDES,
    WIDE,
)
from overens.organisations.rules.names import folded
from overens.organisations.rules.repairing import repaired

_ENDINGS = "ens|ets|en|et|ns|n|t|s|a|arna|ar|er|erna|arnas|ernas"
_HEAD = re.compile(f"^(.*?)({'|'.join(HEADS)})(?:{_ENDINGS})?$")
_LETTERS_APART = re.compile(r"\b(?:\w\.\s?){2,}")
_FOR_SHORT = re.compile(r"\bfor\.(?=\s|$)|foren\.")
_PHRASES = [(re.compile(said), kept) for said, kept in PHRASES.items()]
# Whatever is neither figure nor letter parts words, once the accents are off.
_APART = {sign: " " for sign in range(128) if not chr(sign).isalnum()}
_OTHERS = re.compile(r"[\W_]+")
_SWEDISH = str.maketrans(
    {"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "æ": "a", "ø": "o", "ß": "ss"}
)


@lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[str, ...]:
    """Return a word as it is compared: short forms written out, compounds apart."""
    if word in FILLERS:
        return ()
    # What å, ä and ö become where a keyboard lacks them.
    word = word.replace("aa", "a").replace("ae", "a").replace("oe", "o")
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    found = _HEAD.match(word)
    if found is None:
        return (_stem(word),)
    stem, head = found.groups()
    if len(stem) == 1:
        return (_stem(word),)
    return (_stem(stem), _stem(head)) if stem else (_stem(head),)


def _stem(word: str) -> str:
    """Return a word without its genitive and its definite plural."""
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return word[:-4] if len(word) > 6 and word.endswith("erna") else word


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return words of a list as they stand in a name that is compared."""
    return frozenset(_stem(word) for word in words)


# The words of kinds are the same in every second name.
KIND_WORDS = stems(HEADS) | {"idrott"}
BRANCH_WORDS, PART_WORDS = stems(BRANCHES), stems(PARTS)
SIDE_WORDS, WIDE_WORDS = stems(SIDES), stems(WIDE)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared, in order.

    >>> words_of("Halmstads I.F.") == words_of("HALMSTAD Idrottsförening")
    True
    >>> words_of("Röda Korset Halmstadkretsen"), words_of("Halmstads Rödakorskrets")
    (('rodakor', 'halmstad', 'kret'), ('halmstad', 'rodakor', 'kret'))
    """
    plain = _folded(name)
    if "." in plain:
        plain = _LETTERS_APART.sub(
            lambda found: f"{_OTHERS.sub('', found.group())} ", plain
        )
        plain = _FOR_SHORT.sub("forening", plain)
    if "kors" in plain or "barnen" in plain:
        for said, kept in _PHRASES:
            plain = said.sub(kept, plain)
    words = (
        plain.translate(_APART) if plain.isascii() else _OTHERS.sub(" ", plain)
    ).split()
    if len(words) > 2:
        if words[-2] in LEGAL and words[-1] in LEGAL_HEADS:
            del words[-2:]
        elif words[0] in LEGAL and words[1] in LEGAL_HEADS:
            del words[:2]
    found: list[str] = []
    for word in words:
        found += _word(word)
    # A name of nothing but small words is those.
    return tuple(found) or tuple(words)


def _folded(name: str) -> str:
    """Return a name repaired, in lower case and without accents, as ``folded`` does.

    By table for what Swedish names hold; a quarter of a million rows pass here.
    """
    if name.isascii():
        return name.lower()
    plain = repaired(name).casefold().translate(_SWEDISH)
    return plain if plain.isascii() else folded(plain)


def line_of(name: str) -> str:
    """Return a name as one line: its words in order of the alphabet, each once.

    >>> line_of("IF Fyren Åsa") == line_of("Åsa IF Fyren")
    True
    """
    return " ".join(sorted(set(words_of(name))))


LONGEST_SHORT = 4  # letters


def fits(short: str, words: tuple[str, ...]) -> bool:
    """Tell whether letters may stand for words: BK for Bollklubb, HRF for …förening.

    The first letter begins the first word; the letter that begins the last word is
    among the others, and they come in order.

    >>> fits("bk", ("boll", "klubb")), fits("bhk", ("brukshund", "klubb"))
    (True, True)
    >>> fits("sk", ("boll", "klubb")), fits("bk", ("boll",))
    (False, False)
    """
    if not 2 <= len(short) <= LONGEST_SHORT or not 2 <= len(words) <= len(short):
        return False
    if short[0] != words[0][0] or words[-1][0] not in short[1:]:
        return False
    rest = iter("".join(words)[1:])
    return all(letter in rest for letter in short[1:])


@lru_cache(maxsize=100_000)
def nearly(one: str, other: str) -> bool:
    """Tell whether two words differ by a slip of the finger: one, or two in a long one.

    A short word's every letter matters: IF is not IK.

    >>> nearly("hembygd", "hembydg"), nearly("ronnen", "ornen"), nearly("if", "ik")
    (True, False, False)
    """
    shorter = min(len(one), len(other))
    if shorter < 4 or one.isdigit() or other.isdigit():
        return False
    most = 1 if shorter < 10 else 2
    return OSA.distance(one, other, score_cutoff=most) <= most
