"""What in a text may point somebody out: found before it is released, and said why.

A flag is a reason to look, never a verdict: whoever releases decides. Some are *sure*
enough that we suggest to take the words out: addresses, numbers and names of the frame.

Rule W3 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from overens.errors import gettext_noop
from overens.surveys.rules.own_words import TAKEN_OUT

MAIL, PHONE, NUMBER = "e-mail", "phone", "number"
PERSON, UNIT, PLACE = "person", "unit", "place"
ALONE, NAME, RARE = "alone", "name", "rare"

WHY = {
    MAIL: gettext_noop("An e-mail address."),
    PHONE: gettext_noop("Looks like a phone number."),
    NUMBER: gettext_noop("Looks like a personal or organisation number."),
    PERSON: gettext_noop("The name of somebody who was asked."),
    UNIT: gettext_noop("The name of something that was answered for."),
    PLACE: gettext_noop("The name of a municipality."),
    ALONE: gettext_noop("Says who the writer is among the others."),
    NAME: gettext_noop("A capital letter inside a sentence: it may be a name."),
    RARE: gettext_noop("A word that nobody else used: somebody may be known by it."),
}

# Of these we suggest to take the words out; they are asked about once more at release.
SURE = (MAIL, NUMBER, PHONE, PERSON, UNIT)

# With fewer texts nearly every word is used once, and says nothing.
FEW_TEXTS = 8
# Letters; shorter words are too common to be anybody's own.
LONG_WORD = 10
# A name shorter than this is looked for as it is written: "Per" is also a word.
SHORT_NAME = 5

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+]?\d{4}(?!\d)")
_PHONE = re.compile(r"(?<![\w-])(?:\+46[\s-]?(?:\(0\))?|0)\d(?:[\s-]?\d){6,9}(?!\w)")
_ALONE = re.compile(
    r"\bjag som\b|\bvi som (?:är )?enda\b|\bsom (?:den |det )?enda\b|\bden enda\b|"
    r"\b(?:i )?min roll som\b|\bi egenskap av\b|\bas the only\b|\bthe only one\b|"
    r"\bI,? as (?:a|an|the)\b|\bin my role as\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:;”\"–\n]\s*|[-•]\s)$")


@dataclass(frozen=True)
class Known:
    """What is known beforehand of those who wrote, and of what else they wrote.

    Attributes:
        persons, units, places: names in the frame, and of municipalities.
        texts: all texts of the question, this one too.
        common: words that the survey itself uses.
    """

    persons: Sequence[str] = ()
    units: Sequence[str] = ()
    places: Sequence[str] = ()
    texts: Sequence[str] = ()
    common: frozenset[str] = frozenset()
    _counts: Counter[str] = field(init=False, repr=False, compare=False)
    _patterns: list[tuple[str, re.Pattern[str]]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        counts: Counter[str] = Counter()
        for text in self.texts:
            counts.update({word.casefold() for word in _WORD.findall(text)})
        object.__setattr__(self, "_counts", counts)
        patterns = [
            (PERSON, _any_of(_person(name) for name in self.persons)),
            (UNIT, _any_of(_unit(name) for name in self.units)),
            (PLACE, _any_of([_exact(name) for name in self.places if name])),
        ]
        object.__setattr__(
            self, "_patterns", [(kind, found) for kind, found in patterns if found]
        )

    def used_by_others(self, word: str) -> bool:
        """Say whether some other text, or the survey, uses a word."""
        return self._counts[word.casefold()] > 1 or word.casefold() in self.common


@dataclass(frozen=True)
class Flag:
    """Some words in a text, by place, and why somebody should look at them."""

    kind: str
    start: int
    end: int
    found: str

    @property
    def is_sure(self) -> bool:
        """Whether we suggest to take the words out."""
        return self.kind in SURE


def flags_in(text: str, known: Known) -> list[Flag]:
    """Return what in a text may point somebody out, in order; none overlaps another."""
    found: list[Flag] = []
    for kind, pattern in (
        (MAIL, _MAIL),
        (NUMBER, _NUMBER),
        (PHONE, _PHONE),
        *known._patterns,
        (ALONE, _ALONE),
    ):
        for hit in pattern.finditer(text):
            _add(found, kind, hit)
    for hit in _WORD.finditer(text):
        word = hit[0]
        is_name = len(word) > 1 and word[0].isupper() and not word.isupper()
        if is_name and not _BEFORE_SENTENCE.search(text[: hit.start()]):
            _add(found, NAME, hit)
        elif (
            len(known.texts) >= FEW_TEXTS
            and len(word) >= LONG_WORD
            and not known.used_by_others(word)
        ):
            _add(found, RARE, hit)
    return sorted(found, key=lambda flag: flag.start)


def suggested(text: str, flags: Iterable[Flag]) -> str:
    """Return a text with what is surely somebody's taken out."""
    for flag in sorted(flags, key=lambda flag: -flag.start):
        if flag.is_sure:
            text = f"{text[: flag.start]}{TAKEN_OUT}{text[flag.end :]}"
    return text


def pieces_of(text: str, flags: Iterable[Flag]) -> Iterator[tuple[str, Flag | None]]:
    """Yield a text in pieces, each with its flag or none."""
    at = 0
    for flag in flags:
        if flag.start > at:
            yield text[at : flag.start], None
        yield text[flag.start : flag.end], flag
        at = flag.end
    if at < len(text):
        yield text[at:], None


def _add(found: list[Flag], kind: str, hit: re.Match[str]) -> None:
    if any(hit.start() < flag.end and flag.start < hit.end() for flag in found):
        return
    found.append(Flag(kind, hit.start(), hit.end(), hit[0]))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    # The longest first: "Sandhamra norra" before "Sandhamra".
    wanted = sorted({each for each in patterns if each}, key=len, reverse=True)
    return re.compile("|".join(wanted)) if wanted else None


def _exact(name: str) -> str:
    """Return a pattern of a name as it stands, with a genitive s or not."""
    fold = "" if len(name) < SHORT_NAME else "i"
    inner = re.escape(name)
    return rf"(?<!\w)(?{fold}:{inner})s?(?!\w)" if fold else rf"(?<!\w){inner}s?(?!\w)"


def _person(name: str) -> str:
    """Return a pattern of a person's whole name, or any part of it."""
    parts = [part for part in name.split() if len(part) > 1]
    wanted = [name, *parts] if len(parts) > 1 else parts
    return "|".join(_exact(each) for each in wanted if each)


def _unit(name: str) -> str:
    """Return a pattern of a unit's name, in its other forms too (kulturnämndens)."""
    if len(name) < SHORT_NAME or " " in name:
        return _exact(name) if name else ""
    stem = re.sub(r"(?:en|et|n|t)$", "", name) if len(name) > 7 else name
    return rf"(?<!\w)(?i:{re.escape(stem)})\w{{0,4}}(?!\w)"
