"""The words by which a sentence may point somebody out, and how they are found.

Rule R3 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from overens.surveys.rules.nouns import forms_of

# A label this short is a mention only inside quotation marks.
_SHORT_LABEL = 3
# A name shorter than this is looked for as it is written: "IT" is not "it".
_SHORT_NAME = 4
# Letters of a given name or surname; shorter ones are too often something else.
_LEAST_OWN_NAME = 3
# Letters of a Swedish word that a compound may begin with: "sjukvårdssidan".
_LEAST_COMPOUND = 5
# Forms that a Swedish or English name or label may end in.
_ENDINGS = r"(?:s|en|et|n|t|ar|er|or|na|ens|ets|erna|arna)?"
# "Ekonomiskt" and "kulturell" are no compounds.
_COMPOUND = r"(?!(?:i?sk|ell|lig)[at]?\b)s?-?\w{3,}"

_ONE = {
    "sv": (
        r"\b(?:en person|samma person|den (?:här )?personen|en av de svarande"
        r"|den som|hen|vederbörande|den end[ae]|endast en|bara en|alla utom en"
        r"|samtliga utom en|en enda)\b"
    ),
    "en": (
        r"\b(?:one person|the same person|that person|one of those who|the one who"
        r"|the only one|only one|just one|he or she|everybody but one|all but one)\b"
    ),
}
# Before the survey's word for one; what stands between is an adjective.
_ONE_OF_OURS = {
    "sv": (
        r"\b(?:en enda|ett enda|en|ett)\s+(?:(?!(?:\w*tal|\w*del|par|dussin|majoritet"
        r"|av|och|eller|som|i|på|för|till|med|om)\b)\w+\s+)?{one}"
        r"(?!\s+(?:i taget|åt gången)\b)"
        r"|\b(?:en|ett)\s+av\s+(?:de\s+|våra\s+)?(?:\w+[ae]\s+)?{several}"
        r"|\bden\s+{one}\s+som\b"
    ),
    "en": (
        r"\b(?:an?|one|a single)\s+(?:(?!(?:few|couple|lot|number|majority|dozen|of"
        r"|and|or|in|on|for|to|with)\b)\w+\s+)?{one}(?!\s+at a time\b)"
        r"|\bone\s+of\s+(?:the\s+|our\s+)?(?:\w+\s+)?{several}"
        r"|\bthe\s+{one}\s+(?:who|that|which)\b"
    ),
}
NOT_HEARD_FROM = {
    "sv": re.compile(
        r"\b(?:(?:inte|ej|aldrig) (?:har |ännu )?svara\w*"
        r"|svara\w* (?:(?:de|hen|hon|han) )?(?:inte|ej|aldrig)|inte svar|utan svar"
        r"|bortfall\w*|avstå(?:r|tt)?|avstod|tacka\w* nej|tyst(?:a|nade)?)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:\bnot|\bnever|n[’']t) (?:yet )?"
        r"(?:answer(?:ed|ing)?|respond(?:ed|ing)?|repl(?:y|ied))\b"
        r"|\b(?:no answer|without an answer|non-?response|declined|silent)\b",
        re.IGNORECASE,
    ),
}
# Grades are said by number, and then one of these stands by.
GRADED = {
    "sv": re.compile(r"\b(?:skala\w*|betyg\w*|gav|gett|graderad\w*)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:scale|grade[ds]?|rated?|gave|given|score\w*)\b", re.I),
}
GRADES = {
    "sv": ("ett", "två", "tre", "fyra", "fem", "sex", "sju"),
    "en": ("one", "two", "three", "four", "five", "six", "seven"),
}
# The sentence goes on about whom the one before was about.
GOES_ON = {
    "sv": re.compile(
        r"\b(?:hen|hon|han|samma person|personen|vederbörande|denn[ae]|dessa|de)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:he|she|they|the same person|that person|this person|these)\b", re.I
    ),
}
# Words of any report, the first wording of ours too.
_OF_REPORTS = {
    "sv": (
        "vanligast, vanligaste, medianen, medelvärdet, resultat, resultatet, "
        "resultaten, siffrorna, någonting, tillsammans, besvarade, besvarades, "
        "tillfrågade, svarande"
    ),
    "en": (
        "answered, answering, question, questions, respondent, respondents, something, "
        "together"
    ),
}


def about_one(language: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Return what says that a sentence is about one person.

    Args:
        words: the survey's own, as a ``Vocabulary`` has them.
    """
    one = [words[name] for name in ("unit", "respondent") if name in words]
    ours = _ONE_OF_OURS[language].format(
        one=forms_of(one, singular=True), several=forms_of(words.values())
    )
    return re.compile(f"{ours}|{_ONE[language]}", re.IGNORECASE)


def has_label(label: str, words: str, folded: str, language: str) -> bool:
    """Say whether an option or a group is mentioned, in any form of its label.

    Args:
        folded: ``words`` in small letters: most labels are not there, which is seen
            without a pattern.
    """
    if not label.strip() or label.casefold() not in folded:
        return False
    if len(label) <= _SHORT_LABEL:
        return _is_found(rf"[\"”“’]{re.escape(label)}[\"”“’]", words, re.IGNORECASE)
    last = label.split()[-1]
    may_go_on = language == "sv" and len(last) >= _LEAST_COMPOUND and last.isalpha()
    endings = f"(?:{_ENDINGS}|{_COMPOUND})" if may_go_on else _ENDINGS
    return _is_found(rf"(?<!\w){re.escape(label)}{endings}(?!\w)", words, re.IGNORECASE)


def has_name(name: str, words: str, folded: str, *, exact: bool = False) -> bool:
    """Say whether a name is mentioned; ``exact``: with its capitals."""
    if not name.strip() or (name if exact else name.casefold()) not in folded:
        return False
    as_written = exact or len(name) < _SHORT_NAME
    return _is_found(
        rf"(?<!\w){re.escape(name)}{_ENDINGS}(?!\w)",
        words,
        re.NOFLAG if as_written else re.IGNORECASE,
    )


def own_names(name: str) -> list[str]:
    """Return the given name and the surname of a person's name of two words."""
    parts = name.split()
    if len(parts) != 2 or not all(part.replace("-", "").isalpha() for part in parts):
        return []
    return [
        part for part in parts if len(part) >= _LEAST_OWN_NAME and part[0].isupper()
    ]


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of some texts, in small letters."""
    return frozenset(
        word for text in texts for word in re.findall(r"\w+", text.casefold())
    )


OF_REPORTS = {language: words_in([text]) for language, text in _OF_REPORTS.items()}


def _is_found(pattern: str, words: str, flags: re.RegexFlag) -> bool:
    return bool(re.search(pattern, words, flags))
