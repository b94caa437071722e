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
from overens.surveys.rules.bound import Reference, pieces_of, references_in
from overens.surveys.rules.numbers import FIGURE, numbers_in

# What is said to hang together has been tested, or is not said.
_TOGETHER = {
    "sv": re.compile(
        r"(?<!\bi )\bsamband(?!\s+med)|\bkorrel\w+|\bju\b.+\bdesto\b"
        r"|\bhänger (?:ihop|samman)\b|\bsignifikan\w+|\bstatistiskt\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bcorrelat\w+|\bassociat(?:ed|ion) (?:with|between)\b"
        r"|\bassociations between\b"
        r"|\bthe (?:more|higher|fewer|less)\b.+\bthe (?:more|higher|fewer|less)\b"
        r"|\b(?:hang|go|goes|hangs) together\b|\bsignifican\w+|\bstatistically\b",
        re.IGNORECASE,
    ),
}
_MORE = {
    "sv": r"\b(?:högre|lägre|fler|färre|mera?|mindre|oftare|bättre|sämre|nöjdare)\b",
    "en": (
        r"\b(?:(?:more|less) often|oftener|higher|lower|more|less|fewer|better|worse"
        r"|happier)\b"
    ),
}
# "Allt fler", "more and more" and "more or less" compare nobody with anybody.
_TREND = {
    "sv": re.compile(
        rf"\ballt {_MORE['sv']}|\bmer eller mindre\b|({_MORE['sv']}) och \1",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"\bever {_MORE['en']}|\bmore or less\b|({_MORE['en']}) and \1",
        re.IGNORECASE,
    ),
}
# Two comparisons in one sentence: "a higher degree … more content". Those that stand
# together are one: "fler och bättre".
_COMPARED = {
    "sv": re.compile(
        rf"{_MORE['sv']}(?:,?\s+(?:(?:och|eller)\s+)?{_MORE['sv']})*", re.IGNORECASE
    ),
    "en": re.compile(
        rf"{_MORE['en']}(?:,?\s+(?:(?:and|or)\s+)?{_MORE['en']})*", re.IGNORECASE
    ),
}
# With a comparison these say that two things hang together; alone, nothing of the kind.
_WITH_ONE = {
    "sv": re.compile(
        r"\btenderar\b|\bberor på\b|\bpå grund av\b|\bpåverkar\b|\bleder till\b"
        r"|\bän (?:de|dem|den|det|övriga|andra)\b"
        rf"|\b(?:de|dem) som\b.*{_MORE['sv']}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\btends? to\b|\bdepends? on\b|\bbecause of\b|\baffects?\b|\bleads? to\b"
        r"|\bthan (?:the (?:others?|rest)|others)\b"
        rf"|\bthose who\b.*{_MORE['en']}",
        re.IGNORECASE,
    ),
}
# What is said to have changed since another time: no figure of this survey.
_CHANGED = {
    "sv": re.compile(
        r"\b(?:har\s+)?(?:ökat|minskat|stigit|sjunkit|förbättrats|försämrats|blivit)\b"
        r"(?=.*\bsedan\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:has|have)\s+(?:increased|decreased|risen|fallen|improved|worsened|become)"
        r"\b(?=.*\bsince\b)",
        re.IGNORECASE,
    ),
}
# A sentence ends at its mark, before a new one that begins as sentences do. Closing
# quotation marks and brackets go with it.
_END = re.compile(
    r"(?<=[.!?…])[\"”’)]*(?P<blank>\s+)(?=[A-ZÅÄÖÉ\d\"”“‘’{(])|(?P<line>\n+)"
)
QUOTED = re.compile(r"(?<!\w)[\"“”](?=\S)[^\"“”\n]{1,300}(?<=\S)[\"“”](?!\w)")


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
    BRACE = gettext_noop(
        "A brace is left open. Copy the figure from the list, with both its braces."
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
    """Return the sentences of a text, in order, nothing of it lost but blanks.

    A quotation is never divided, nor is a reference.
    """
    # Each reference becomes one brace; those that were typed stand for themselves.
    masked: list[str] = []
    braces: list[str] = []
    for piece in pieces_of(text):
        if isinstance(piece, Reference):
            masked.append("{")
            braces.append(f"{{{piece.name}}}")
        else:
            masked.append(piece)
            braces += "{" * piece.count("{")
    in_order = iter(braces)
    return [
        re.sub(r"\{", lambda _brace: next(in_order), part)
        for part in _divided("".join(masked))
    ]


def _divided(text: str) -> Iterator[str]:
    quoted = [found.span() for found in QUOTED.finditer(text)]
    at = 0
    for end in _END.finditer(text):
        start, stop = end.span("blank" if end["blank"] else "line")
        if any(first < start < last for first, last in quoted):
            continue
        # What was answered, and by how many: “It gives nothing!” {grade:1}.
        goes_on = text.startswith("{", stop) and "\n" not in text[start:stop]
        if goes_on and any(start == last for _first, last in quoted):
            continue
        if part := text[at:start].strip():
            yield part
        at = stop
    if part := text[at:].strip():
        yield part


def faults_in(text: str, language: str, counted: Sequence[str]) -> list[Said]:
    """Return what a text says that has to be bound to a figure.

    Args:
        text: with its references in braces.
        language: ``sv`` or ``en``.
        counted: the survey's words for what is counted and who answers.
    """
    found: list[Said] = []
    sentences = sentences_of(text)
    verdicts = [any(ref.pair for ref in references_in(each)) for each in sentences]
    for place, sentence in enumerate(sentences):
        if _has_open_brace(sentence):
            found.append(Said(sentence, Fault.BRACE))
        words = _own_words(sentence)
        for number in numbers_in(words, language, tuple(counted)):
            why = Fault.COUNTED if number.is_counted else Fault.LOOSE
            found.append(Said(sentence, why, number.written, stops=number.is_counted))
        changed = _CHANGED[language].search(words)
        if changed:
            found.append(Said(sentence, Fault.LOOSE, changed[0], stops=False))
        # The verdict may stand in the sentence before or after.
        is_bound = any(verdicts[max(0, place - 1) : place + 2])
        if not is_bound and _says_together(words, language):
            found.append(Said(sentence, Fault.TOGETHER))
    return found


def _says_together(words: str, language: str) -> bool:
    if _TOGETHER[language].search(words):
        return True
    words = _TREND[language].sub(" ", words)
    compared = len(_COMPARED[language].findall(words))
    return compared > 1 or bool(compared and _WITH_ONE[language].search(words))


def _has_open_brace(sentence: str) -> bool:
    return any(
        isinstance(piece, str) and ("{" in piece or "}" in piece)
        for piece in pieces_of(sentence)
    )


def _own_words(sentence: str) -> str:
    """Return a sentence without its figures, and without what it only quotes."""
    words = "".join(
        FIGURE if isinstance(piece, Reference) else piece
        for piece in pieces_of(sentence)
    )
    return QUOTED.sub(lambda quoted: " " * len(quoted[0]), words)
