"""What an organisation is found by, and what typed words look for. Pure Python.

A *term* is a word with a letter before it that says where the word stands:

    n  a word of the present name, as it is written
    f  the same without accents, where that is another word
    o  a word of another name, as written and without accents
    p  the end of a word of any name, without accents, from any letter on
    m  a word of what else is said: numbers, post town, what it does

An organisation is stored with its terms; what somebody types becomes groups of terms,
one of each group to be had. Both databases look up the same terms, so that they find
the same (``docs/rules/organisations.md``, O25 to O29).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from overens.organisations.rules.names import folded

AS_WRITTEN, FOLDED, OTHER, PART, MORE = "n", "f", "o", "p", "m"
# Words that are looked for; more only take time.
MOST_WORDS = 12
LONGEST_WORD = 40  # characters; longer ones are cut
# Letters of a word's end that can be looked for inside it: fewer are in most words.
SHORTEST_PART = 3
# A genitive is told by its s when this much is left (*is* and *has* are none).
SHORTEST_STEM = 3

_WORD = re.compile(r"[^\W_]+")
# 802001-1234, 16 802001 1234, SE802001123401: what is typed with figures only.
_NUMBER = re.compile(
    r"(?i)(?<![\w-])(?:SE)?((?:\d[ \u00a0\u2013-]?){8,14}\d?)(?![\w-])"
)


def words_of(text: str) -> list[str]:
    """Return a text's words in small letters, accents kept, in order.

    >>> words_of("Röda Korset, Halmstads-kretsen 3")
    ['röda', 'korset', 'halmstads', 'kretsen', '3']
    """
    whole = unicodedata.normalize("NFKC", text).casefold()
    if not whole.isascii():
        whole = "".join(each for each in whole if not unicodedata.combining(each))
    return [word[:LONGEST_WORD] for word in _WORD.findall(whole)]


def figures_of(text: str) -> str:
    """Return an organisation number as it is stored, from how people write it.

    >>> figures_of("16802001-1234"), figures_of("SE802001123401"), figures_of("12")
    ('8020011234', '8020011234', '12')
    """
    figures = "".join(each for each in text if each in "0123456789")
    if len(figures) == 12 and figures.startswith("16"):
        return figures[2:]
    if len(figures) == 12 and figures.endswith("01"):
        return figures[:10]
    return figures


def search_terms(
    name: str,
    others: Iterable[str] = (),
    *,
    numbers: Iterable[str] = (),
    more: Iterable[str] = (),
) -> str:
    """Return the terms that an organisation is found by, with a blank between.

    Args:
        name: its present name.
        others: names that it has had or is also known by.
        numbers: its own organisation number, and one that it borrows.
        more: what else is said: post town, national organisation, what it does.

    >>> search_terms("Åby IF", numbers=["8020011234"])
    'nåby nif faby paby pif m8020011234'
    """
    terms: dict[str, None] = {}
    parts: dict[str, None] = {}
    present = [_written(word) for word in words_of(name)]
    for word in present:
        terms.setdefault(AS_WRITTEN + word.text)
    for word in present:
        if word.bare != word.text:
            terms.setdefault(FOLDED + word.bare)
        parts.update(word.parts)
    # In one order, so that the same names give the same terms.
    for other in sorted(set(others)):
        for text in words_of(other):
            word = _written(text)
            terms.setdefault(OTHER + text)
            terms.setdefault(OTHER + word.bare)
            parts.update(word.parts)
    terms.update(parts)
    for number in numbers:
        if number:
            terms.setdefault(MORE + number)
    for said in more:
        for text in words_of(said):
            terms.setdefault(MORE + _written(text).bare)
    return " ".join(terms)


@dataclass(frozen=True)
class _Written:
    """A word, the same without accents, and the terms of its ends from each letter."""

    text: str
    bare: str
    parts: dict[str, None]


# Names share their words: hundreds of thousands have some tens of thousands.
@lru_cache(maxsize=20_000)
def _written(word: str) -> _Written:
    bare = folded(word)
    if bare.isdecimal() or len(bare) <= SHORTEST_PART:
        return _Written(word, bare, {PART + bare: None})
    ends = range(len(bare) - SHORTEST_PART + 1)
    return _Written(word, bare, {PART + bare[at:]: None for at in ends})


@dataclass(frozen=True, order=True)
class Term:
    """One term that is looked for: whole, or as the beginning of others."""

    text: str
    begins: bool = False


# Words that all have to be had, each as one of several terms.
Wanted = tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Question:
    """What typed words look for.

    Attributes:
        words: as typed, in small letters; a number is one word.
        hits: what has to be had to be found at all.
        tiers: narrower ones, the best first; what is in none of them comes last.
    """

    words: tuple[str, ...]
    hits: Wanted
    tiers: tuple[Wanted, ...]


def typed_words(typed: str) -> list[str]:
    """Return the words of what somebody typed; a number with its hyphen is one.

    >>> typed_words("Åby-IF 802001-1234")
    ['åby', 'if', '8020011234']
    """
    joined = _NUMBER.sub(lambda found: f" {figures_of(found.group(1))} ", typed)
    return list(dict.fromkeys(words_of(joined)))[:MOST_WORDS]


def stems_of(word: str) -> list[str]:
    """Return a word without the s of a genitive, where it may have one.

    >>> stems_of("halmstads"), stems_of("is")
    (['halmstad'], [])
    """
    is_one = word.endswith("s") and len(word) > SHORTEST_STEM and word.isalpha()
    return [word[:-1]] if is_one else []


def question_of(words: Sequence[str]) -> Question:
    """Return what words look for (rules O25 and O26).

    Found is what has every word: as the beginning of a word in a name or in what is
    said, or, from three letters, anywhere inside a word of a name. A word in the
    genitive is found without its s; one without is, by its beginning, found with it.
    """
    tiers: list[list[tuple[Term, ...]]] = [[], [], [], []]
    hits: list[tuple[Term, ...]] = []
    for word in words:
        bare = folded(word)
        stems = stems_of(bare)
        short = len(bare) < SHORTEST_PART
        number = [Term(MORE + bare)] if bare.isdecimal() and len(bare) >= 6 else []
        whole = [Term(AS_WRITTEN + word), *number]
        either = _once([*whole, Term(AS_WRITTEN + bare), Term(FOLDED + bare)])
        either += [Term(tag + stem) for stem in stems for tag in (AS_WRITTEN, FOLDED)]
        written_stems = [Term(AS_WRITTEN + stem) for stem in stems_of(word)]
        begun = [
            *(Term(tag + bare, begins=True) for tag in (AS_WRITTEN, FOLDED)),
            *([Term(AS_WRITTEN + word, begins=True)] if word != bare else []),
        ]
        stemmed = [Term(PART + stem) for stem in stems]
        in_names = _once([*number, *begun, Term(OTHER + bare, begins=True)])
        in_names += [Term(tag + stem) for stem in stems for tag in "nfo"]
        tiers[0].append(tuple(whole))
        tiers[1].append(tuple(_once([*either, *written_stems])))
        tiers[2].append(tuple(_once([*either, *written_stems, *begun])))
        tiers[3].append(tuple(_once([*in_names, *written_stems])))
        anywhere = in_names if short else [Term(PART + bare, begins=True), *stemmed]
        hits.append(tuple(_once([*anywhere, Term(MORE + bare, begins=True)])))
    return Question(tuple(words), tuple(hits), tuple(map(tuple, tiers)))


def is_called(name: str, words: Iterable[str]) -> bool:
    """Tell whether a name is what typed words have found, by itself.

    >>> is_called("Halmstads Idrottsförening", ["halmstad", "förening"])
    True
    """
    return has_terms(search_terms(name).split(), question_of(list(words)).hits)


def has_terms(there: Collection[str], wanted: Wanted) -> bool:
    """Tell whether an organisation with these terms is what is wanted.

    >>> has_terms(["nhalmstads", "nif"], ((Term("nhalm", begins=True),),))
    True
    """
    return all(
        any(
            any(found.startswith(term.text) for found in there)
            if term.begins
            else term.text in there
            for term in group
        )
        for group in wanted
    )


def _once(terms: Iterable[Term]) -> list[Term]:
    return list(dict.fromkeys(terms))


# --- how long since it was confirmed --------------------------------------------------

YEAR, OLDER, NEVER = "year", "older", "never"


def confirmed_band(day: date | None, today: date) -> str:
    """Return within a year, older or never; counted in whole months (rule O29).

    >>> confirmed_band(date(2025, 11, 30), date(2026, 11, 22))
    'year'
    """
    if day is None:
        return NEVER
    return YEAR if month_of(today) - month_of(day) <= 12 else OLDER


def first_of_band(today: date) -> date:
    """Return the earliest day that is within a year of today.

    >>> first_of_band(date(2026, 11, 22))
    datetime.date(2025, 11, 1)
    """
    return date(today.year - 1, today.month, 1)


def month_of(day: date) -> int:
    """Return a month as a number that can be reckoned with."""
    return day.year * 12 + day.month
