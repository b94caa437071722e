"""What a report's sentences say that only figures may say.

A number typed by hand is held against nothing: it may be rounded wrongly, count persons
where the answers count committees, or be out of date. So numbers of what the survey
counts are bound, and so is what is said to hang together. Words are looked for, nothing
is understood: a sentence that is found wrongly can always be put in other words.

Rule R2 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overens.errors import gettext_noop
from overens.surveys.rules.bound import Reference, pieces_of

_NUMBER_WORDS = {
    "sv": (
        "noll två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton "
        "sexton sjutton arton nitton tjugo trettio fyrtio femtio hälften en_tredjedel "
        "en_fjärdedel två_tredjedelar tre_fjärdedelar"
    ),
    "en": (
        "zero two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
        "fifty half a_third a_quarter two_thirds three_quarters"
    ),
}
# With one of these a number is of those who answered, whatever the survey calls them.
_COUNTED = {
    "sv": ("%", "procent", "personer", "svarande", "stycken"),
    "en": ("%", "per cent", "percent", "persons", "people", "respondents"),
}
# What is said to hang together has been tested, or is not said.
_TOGETHER = {
    "sv": re.compile(
        r"(?<!\bi )\bsamband(?!\s+med)|\bkorrel\w+|\bju\b.+\bdesto\b"
        r"|\bhänger (?:ihop|samman)\b|\bsignifikan\w+|\bstatistiskt\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bcorrelat\w+|\bassociat\w+ (?:with|between)\b"
        r"|\bthe (?:more|higher|fewer|less)\b.+\bthe (?:more|higher|fewer|less)\b"
        r"|\b(?:hang|go|goes|hangs) together\b|\bsignifican\w+|\bstatistically\b",
        re.IGNORECASE,
    ),
}
# Two comparisons in one sentence: "a higher degree … more content".
_COMPARED = {
    "sv": re.compile(
        r"\b(?:högre|lägre|fler|färre|mer|mindre|oftare|bättre|sämre|nöjdare)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:higher|lower|more|less|fewer|better|worse|happier|often(?:er)?)\b",
        re.IGNORECASE,
    ),
}
# A sentence ends at its mark, before a new one that begins as sentences do.
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[A-ZÅÄÖÉ\d\"”“‘’{(])|\n+")
_QUOTED = re.compile(r"[\"“”][^\"“”\n]{1,300}[\"“”]")
# How far from a number what it counts may stand, in words.
_WORDS_BETWEEN = 3
# Of a shorter word the beginning alone says too little.
_STEM = 5


class Fault:
    """Why a sentence cannot stand as it is."""

    COUNTED = gettext_noop(
        "“%(written)s” is typed by hand. Put in the figure from the list, so that it "
        "follows the answers."
    )
    TOGETHER = gettext_noop(
        "This says that two things hang together. Put in the verdict of the two "
        "questions, or say it in another way."
    )
    LOOSE = gettext_noop(
        "“%(written)s” is no figure of the survey. Check that it is right."
    )


@dataclass(frozen=True)
class Said:
    """A sentence that says what only a figure may say.

    Attributes:
        why: one of ``Fault``.
        written: the words that it is about.
        stops: the report is not published with it.
    """

    sentence: str
    why: str
    written: str = ""
    stops: bool = True


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, in order, nothing of it lost but blanks."""
    kept: list[str] = []
    pieces: list[str] = []
    # A reference is one word, whatever stands in it.
    for number, piece in enumerate(pieces_of(text)):
        if isinstance(piece, Reference):
            pieces.append(f"{{{number}}}")
            kept.append(piece.name)
        else:
            pieces.append(piece)
            kept.append("")
    found = (part.strip() for part in _END.split("".join(pieces)))
    return [
        re.sub(r"\{(\d+)\}", lambda at: f"{{{kept[int(at[1])]}}}", part)
        for part in found
        if part
    ]


def faults_in(text: str, language: str, counted: Sequence[str]) -> list[Said]:
    """Return what a text says that has to be bound to a figure.

    Args:
        text: with its references in braces.
        language: ``sv`` or ``en``.
        counted: the survey's words for what is counted and who answers.
    """
    found: list[Said] = []
    bears_verdict = any(
        isinstance(piece, Reference) and piece.pair for piece in pieces_of(text)
    )
    for sentence in sentences_of(text):
        found += _numbers(sentence, language, counted)
        if not bears_verdict and _says_together(sentence, language):
            found.append(Said(sentence, Fault.TOGETHER))
    return found


def _says_together(sentence: str, language: str) -> bool:
    words = _unquoted(_without_references(sentence))
    return bool(
        _TOGETHER[language].search(words) or len(_COMPARED[language].findall(words)) > 1
    )


def _without_references(sentence: str) -> str:
    return "".join(
        "" if isinstance(piece, Reference) else piece for piece in pieces_of(sentence)
    )


def _unquoted(words: str) -> str:
    """Return words without what is quoted: an option or a question, as it was put."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), words)


def _numbers(sentence: str, language: str, counted: Sequence[str]) -> Iterator[Said]:
    stems = [*_COUNTED[language], *(_stem(word) for word in counted if word)]
    for piece in pieces_of(sentence):
        if isinstance(piece, Reference):
            continue
        piece = _unquoted(piece)
        for found in _number_in(language).finditer(piece):
            after = piece[found.end() :].split(".")[0].casefold().split()
            near = " ".join(after[:_WORDS_BETWEEN])
            is_counted = near.startswith("%") or any(
                re.search(rf"(?:^|\s){re.escape(stem)}", near) for stem in stems
            )
            yield Said(
                sentence,
                Fault.COUNTED if is_counted else Fault.LOOSE,
                found.group().strip(),
                stops=is_counted,
            )


def _stem(word: str) -> str:
    """Return the beginning of a word that its forms share: "nämndsekreterar"."""
    folded = word.casefold()
    if len(folded) <= _STEM:
        return folded
    return folded[: max(_STEM, len(folded) - 2)]


def _number_in(language: str) -> re.Pattern[str]:
    words = "|".join(
        word.replace("_", r"\s+") for word in _NUMBER_WORDS[language].split()
    )
    # Neither a day, a paragraph nor part of a word.
    return re.compile(
        rf"(?<![\w§.,:/-])(?<!§\s)(?:\d+(?:[.,]\d+)?|(?:{words}))(?![\w/:-])",
        re.IGNORECASE,
    )
