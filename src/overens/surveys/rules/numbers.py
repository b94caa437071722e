"""Numbers in a sentence, in digits and in words, and whether they count what is asked.

Rule R2 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

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
# How many, without a number: held to be of those who answered where it is said what
# they did, and no figure stands in the sentence.
_HOW_MANY = {
    "sv": (
        r"(?:(?:i\s+stort\s+sett|så\s+gott\s+som|nästan)\s+)?"
        r"(?:alla|samtliga|inga|ingen)(?:\s+utom\s+(?:en|ett))?"
        r"|de\s+(?:allra\s+)?flesta|flertalet|merparten"
        r"|(?:(?:bara|endast)\s+)?(?:ett\s+fåtal|(?:någon|några)\s+enstaka|några\s+få"
        r"|ett\s+par(?:\s+stycken)?)"
    ),
    "en": (
        r"(?:almost\s+|nearly\s+)?(?:all\s+but\s+one|all|every|no|none|nobody"
        r"|no\s+one|everybody|everyone)|most"
        r"|(?:only\s+)?(?:a\s+few|a\s+handful(?:\s+of)?|a\s+couple(?:\s+of)?)"
    ),
}
# What those who answer a survey do.
_DO = {
    "sv": (
        r"(?:har\s+)?(?:svarade|svarat|svarar|angav|angett|anger|uppgav|uppgett|uppger"
        r"|tyckte|tycker|känner\s+till|kände\s+till|valde|valt|väljer|instämmer)\b"
        r"|är\s+(?:\w+\s+)?(?:nöjda?|missnöjda?|positiva?|negativa?|eniga?)\b"
    ),
    "en": (
        r"(?:have\s+|has\s+)?(?:answered|answers?|said|says?|chose|chooses?|agrees?"
        r"|agreed|thinks?|thought|knows?\s+(?:of|about)|knew\s+(?:of|about))\b"
        r"|(?:is|are)\s+(?:\w+\s+)?(?:satisfied|dissatisfied|positive|negative)\b"
    ),
}
# What they may have said that they do: "alla nämnder är med". It may as well be said
# of what stands in a plan, so it is listed to be looked at, and stops nothing.
_DO_AS_THEY = {
    "sv": (
        r"(?:har\s+)?(?:vill|velat|önskar|önskade|önskat|saknar|saknade|saknat"
        r"|behöver|behövde|behövt|upplevt|använt|ansett"
        r"|samverkar|samverkade|samarbetar|samarbetade|deltar|deltog|deltagit|använder"
        r"|använde|upplever|upplevde|anser|ansåg|håller\s+med|höll\s+med)\b"
        r"|(?:är|var)\s+(?:inte\s+)?(?:med|aktiva?|engagerade?|överens|delaktiga?)\b"
    ),
    "en": (
        r"(?:have\s+|has\s+)?(?:wants?|wanted|wish(?:es)?|wished|needs?|needed|lacks?"
        r"|lacked|collaborates?|collaborated|takes?\s+part|took\s+part|uses?|used"
        r"|feels?|felt|finds?|found)\b"
        r"|(?:is|are|was|were)\s+(?:not\s+)?(?:active|engaged|involved|with\s+us)\b"
    ),
}
# With one of these just before it, or after, a number is what the answers come to.
_CENTRE = {
    "sv": (
        r"\b(?:snitt\w*|medel(?:värde\w*|tal\w*)|genomsnitt\w*|median\w*)"
        r"(?:\s+(?:är|var|blev|på|av|om))?[:\s]\s*$"
    ),
    "en": (
        r"\b(?:means?|averages?|averaged|medians?)"
        r"(?:\s+(?:is|was|of|at))?[:\s]\s*$"
    ),
}
_ON_AVERAGE = {
    "sv": r"\s+i\s+(?:snitt|genomsnitt|medel(?:tal)?|median)\b",
    "en": r"\s+(?:on\s+average|in\s+the\s+mean)\b",
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
# What stands in a sentence where a figure is bound.
FIGURE = "{}"
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
        words: with ``FIGURE`` where one is bound.
        counted: the survey's words for what is counted and who answers.
    """
    made = _patterns(language, counted)
    for found in made.number.finditer(words):
        before = words[max(0, found.start() - _LOOK_BACK) : found.start()]
        if _QUESTION.search(before):
            continue
        is_year = bool(_YEARS.fullmatch(found.group()))
        is_counted = not is_year and bool(made.what.match(words, found.end()))
        if found["how_many"]:
            if FIGURE in words:
                continue
            is_counted = bool(made.did.match(words, found.end()))
            if not is_counted and not made.they_did.match(words, found.end()):
                continue
        elif not found["share"] and not is_year:
            is_counted = (
                is_counted
                or bool(made.centre.search(before))
                or bool(made.on_average.match(words, found.end()))
            )
        is_said = not found["share"] or made.they_did.match(words, found.end())
        if is_counted or is_said:
            yield Number(found.group(), is_counted)


class _Patterns(NamedTuple):
    """Of a number, of what it counts, of what those did or may have done; of a mean
    before and after.
    """

    number: re.Pattern[str]
    what: re.Pattern[str]
    did: re.Pattern[str]
    they_did: re.Pattern[str]
    centre: re.Pattern[str]
    on_average: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(language: str, counted: tuple[str, ...]) -> _Patterns:
    number = rf"(?:{_DIGITS}|{_IN_WORDS[language]})"
    # Neither a day, a paragraph nor part of a word; "3–4" and "9/13" are one number.
    pattern = (
        rf"(?<![\w§.,:/–-])(?<!§\s)"
        rf"(?:(?P<share>{_SHARES[language]})|(?P<how_many>{_HOW_MANY[language]})"
        rf"|{number}(?:\s?[-–/]\s?{number})?)"
        rf"(?![\w/:-])"
    )
    nouns = forms_of((*counted, *_PERSONS[language]))
    what = (
        rf"\s?%|\s+(?:procent|per\s?cent)|\s+{_BETWEEN[language]}{nouns}"
        rf"|\s+(?:{_DO[language]})"
    )
    did = rf"(?:\s+{_BETWEEN[language]}{nouns})?\s+(?:{_DO[language]})"
    they_did = rf"(?:\s+{_BETWEEN[language]}{nouns})?\s+(?:{_DO_AS_THEY[language]})"
    every = (pattern, what, did, they_did, _CENTRE[language], _ON_AVERAGE[language])
    return _Patterns(*(re.compile(each, re.IGNORECASE) for each in every))
