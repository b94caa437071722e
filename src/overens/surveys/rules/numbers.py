"""Numbers in a sentence, in digits and in words, and whether they count what is asked.

Rule R2 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from overens.surveys.rules.nouns import forms_of

_DIGITS = r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_TENS = {
    "sv": "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio",
    "en": "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
}
_ONES = {
    "sv": "två|tre|fyra|fem|sex|sju|åtta|nio",
    "en": "two|three|four|five|six|seven|eight|nine",
}
# A longer one stands before what it begins with.
_IN_WORDS = {
    "sv": (
        rf"(?:en|{_ONES['sv']})\s+(?:tredje|fjärde|femte|tion)del(?:ar)?|"
        rf"(?:{_TENS['sv']})(?:ett|en|{_ONES['sv']})?"
        r"|(?:ett\s+)?(?:tio|femton|tjugo|trettio|fyrtio|femtio|hundra|tusen)tals?"
        r"|(?:ett\s+)?dussin"
        rf"|noll|{_ONES['sv']}|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton"
        r"|arton|nitton|hundra|tusen|hälften"
    ),
    "en": (
        rf"(?:a|one|{_ONES['en']})[\s-](?:third|quarter|fifth|tenth)s?|"
        rf"(?:{_TENS['en']})(?:[-\s](?:one|{_ONES['en']}))?"
        r"|(?:an?\s+|some\s+)?dozens?"
        rf"|zero|{_ONES['en']}|ten|eleven|twelve"
        r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundred"
        r"|thousand|half"
    ),
}
# Shares said without a number; of other things they are ordinary words.
_SHARES = {
    "sv": (
        r"var(?:je|t)?\s+(?:annan|annat|tredje|fjärde|femte|sjätte|sjunde|åttonde"
        r"|nionde|tionde)|(?:en\s+(?:\w+\s+)?)?majoritet(?:en)?"
    ),
    "en": (
        r"every\s+(?:other|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
        r"|(?:(?:an?|the)\s+(?:\w+\s+)?)?majority"
    ),
}
# With one of these a number is of those who answered, whatever the survey calls them.
_PERSONS = {
    "sv": ("person", "personer", "svarande", "tillfrågade", "stycken"),
    "en": ("person", "persons", "people", "respondent", "respondents"),
}
# Between a number and what it counts: "av de", one adjective; no other noun.
_BETWEEN = {
    "sv": (
        r"(?:av\s+(?:(?:de|alla|samtliga|våra|dessa)\s+){0,2})?"
        r"(?:[\w-]+[aeåt]\s+)?"
    ),
    "en": (
        r"(?:(?:out\s+)?of\s+)?(?:(?:the|all|our|these|those)\s+){0,2}"
        r"(?:[\w-]*(?:ous|[^\W\ds])\s+)?"
    ),
}
# Characters before a number, where it may be said that it is a question's.
_LOOK_BACK = 60
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?")
_QUESTION = re.compile(
    r"\b(?:fråga|frågan|frågor|frågorna|questions?)\s+"
    r"(?:\d+\s*(?:,|och|and|till|to)\s*)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """A number as it is written; ``is_counted``: of what the survey counts."""

    written: str
    is_counted: bool


def numbers_in(words: str, language: str, counted: tuple[str, ...]) -> Iterator[Number]:
    """Yield the numbers of a sentence, but no days, paragraphs and question numbers.

    Args:
        counted: the survey's words for what is counted and who answers.
    """
    pattern, what = _patterns(language, counted)
    for found in pattern.finditer(words):
        before = words[max(0, found.start() - _LOOK_BACK) : found.start()]
        if _QUESTION.search(before):
            continue
        is_year = bool(_YEARS.fullmatch(found.group()))
        is_counted = not is_year and bool(what.match(words, found.end()))
        if is_counted or not found["share"]:
            yield Number(found.group(), is_counted)


@lru_cache(maxsize=64)
def _patterns(
    language: str, counted: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a number, and of what it counts, after it."""
    number = rf"(?:{_DIGITS}|{_IN_WORDS[language]})"
    # Neither a day, a paragraph nor part of a word; "3–4" and "9/13" are one number.
    pattern = (
        rf"(?<![\w§.,:/–-])(?<!§\s)"
        rf"(?:(?P<share>{_SHARES[language]})|{number}(?:\s?[-–/]\s?{number})?)"
        rf"(?![\w/:-])"
    )
    nouns = forms_of((*counted, *_PERSONS[language]))
    what = rf"\s?%|\s+(?:procent|per\s?cent)|\s+{_BETWEEN[language]}{nouns}"
    return re.compile(pattern, re.IGNORECASE), re.compile(what, re.IGNORECASE)
