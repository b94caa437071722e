"""Can anybody point Nils out? What a report's sentences and figures tell together.

A sentence is looked through for what would have to be true of whoever it is about: an
answer, a group, a committee, that they did not answer. Then it is asked how many
persons all of that is true of. Of an open survey they are counted. Of a guarded one
only what has been given out is asked, never the answers: else whoever writes a report
could have them read out by trying sentence after sentence.

Words are looked for, nothing is understood. So a report without clues is no proof, and
a clue is no verdict: somebody reads and decides.

Rule R3 of docs/rules/surveys.md; surveys.md R9, T8, T9, T14.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from overens.errors import gettext_noop
from overens.surveys.rules.bound import Reference, pieces_of
from overens.surveys.rules.sentences import sentences_of

OPTION, GROUP, UNIT, MISSING = "option", "group", "unit", "missing"

NAMED = gettext_noop("It names “%(what)s”, whose answers these may be.")
FEW = gettext_noop("“%(what)s” is true of %(persons)s of those who were asked.")
FEW_TOGETHER = gettext_noop(
    "“%(what)s” and “%(other)s” together are true of %(persons)s of those who were "
    "asked."
)
NOT_GIVEN_OUT = gettext_noop("How many “%(what)s” is true of is not shown.")
NOT_GIVEN_OUT_TOGETHER = gettext_noop(
    "It ties “%(what)s” to “%(other)s”, and how many that is true of has not been "
    "given out."
)
ABOUT_ONE = gettext_noop("It is about one person (“%(what)s”).")
ECHO = gettext_noop(
    "It repeats “%(what)s” out of a quotation, and says besides what somebody "
    "answered: that ties the two together."
)
NOT_ANSWERED = gettext_noop("those who did not answer")

# How long a word has to be before it can give a quotation away.
_RARE = 8
# A label this short is a mention only inside quotation marks.
_SHORT = 3

_ABOUT_ONE = {
    "sv": re.compile(
        r"\b(?:en person|samma person|den (?:här )?personen|en av de svarande"
        r"|den som|hen|vederbörande|den end[ae]|endast en|bara en|alla utom en"
        r"|samtliga utom en|en enda)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:one person|the same person|that person|one of those who|the one who"
        r"|the only one|only one|just one|he or she|everybody but one|all but one)\b",
        re.IGNORECASE,
    ),
}
_MISSING = {
    "sv": re.compile(
        r"\b(?:inte (?:har )?svara\w*|inte svar|utan svar|bortfall\w*|avst[åo]\w+"
        r"|tacka\w* nej)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:(?:not|n’t|n't) answer\w*|no answer|without an answer|non-response"
        r"|declined)\b",
        re.IGNORECASE,
    ),
}
# Grades are said by number, and then one of these stands by.
_GRADED = {
    "sv": re.compile(r"\b(?:skala\w*|betyg\w*|gav|gett|graderad\w*)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:scale|grade[ds]?|rated?|gave|given|score\w*)\b", re.I),
}
_GRADES = {
    "sv": ("ett", "två", "tre", "fyra", "fem", "sex", "sju"),
    "en": ("one", "two", "three", "four", "five", "six", "seven"),
}
# The sentence goes on about whom the one before was about.
_GOES_ON = {
    "sv": re.compile(
        r"\b(?:hen|hon|han|samma person|personen|vederbörande|denn[ae]|dessa|de)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:he|she|they|the same person|that person|this person|these)\b", re.I
    ),
}
# Forms that a Swedish or English name or label may end in.
_ENDINGS = r"(?:s|en|et|n|t|ar|er|or|na|ens|ets|erna|arna)?"


@dataclass(frozen=True, order=True)
class Condition:
    """Something that is true of some of those who were asked."""

    kind: str
    question: str = ""
    key: str = ""

    @property
    def side(self) -> tuple[str, str]:
        """What it is one of several of: a question's answers, the groups, …"""
        return self.kind, self.question


@dataclass(frozen=True)
class Vocabulary:
    """What is looked for, in one language.

    Attributes:
        labels: conditions to the words that name them.
        grades: questions that are a scale, to their grades.
        names: units and respondents by name, to what they stand for; None of a
            person.
    """

    language: str
    labels: Mapping[Condition, str]
    grades: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Mapping[str, Condition | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Clue:
    """Why a sentence may point somebody out.

    Attributes:
        sentence: what to say, to translate.
        facts: what it names.
        stops: a guarded survey's report is not published with it.
    """

    sentence: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    stops: bool = False


@dataclass(frozen=True)
class Searched:
    """A sentence with the clues that it has."""

    text: str
    clues: tuple[Clue, ...] = ()


# How many persons all of some conditions are true of; None where nobody may know.
Crowd = Callable[[frozenset[Condition]], int | None]


@dataclass(frozen=True)
class Search:
    """What sentences are held against.

    Attributes:
        crowd: how many persons conditions are true of.
        least: persons that must stand behind a figure.
        quotes: released texts.
        is_guarded: those who answered were promised not to be known.
    """

    vocabulary: Vocabulary
    crowd: Crowd
    least: int
    quotes: Sequence[str] = ()
    is_guarded: bool = True

    def searched(self, text: str) -> list[Searched]:
        """Return a text's sentences, each with why it may point somebody out."""
        found: list[Searched] = []
        before: frozenset[Condition] = frozenset()
        for sentence in sentences_of(text):
            own = self._conditions(sentence)
            goes_on = bool(_GOES_ON[self.vocabulary.language].search(sentence))
            conditions = own | before if goes_on else own
            found.append(Searched(sentence, tuple(self._clues(sentence, conditions))))
            before = conditions
        return found

    def _conditions(self, sentence: str) -> frozenset[Condition]:
        """Return what would have to be true of whom the sentence is about."""
        words, named = _words_and_references(sentence)
        found = {
            Condition(OPTION, question, option)
            for question, option in named
            if Condition(OPTION, question, option) in self.vocabulary.labels
            or option in self.vocabulary.grades.get(question, ())
        }
        # The same word may be an answer to several questions: the figure says which.
        bound = {self._label(condition).casefold() for condition in found}
        for condition, label in self.vocabulary.labels.items():
            if label.casefold() not in bound and _is_named(label, words):
                found.add(condition)
        for name, unit in self.vocabulary.names.items():
            if unit is not None and _is_named(name, words, whole=True):
                found.add(unit)
        if _MISSING[self.vocabulary.language].search(words):
            found.add(Condition(MISSING))
        return frozenset(found | self._graded(words))

    def _graded(self, words: str) -> set[Condition]:
        language = self.vocabulary.language
        if not _GRADED[language].search(words):
            return set()
        # "One of those who answered" is nobody's grade.
        words = _ABOUT_ONE[language].sub(" ", words)
        said = set(re.findall(r"\b\d\b", words)) | {
            str(grade)
            for grade, word in enumerate(_GRADES[language], 1)
            if re.search(rf"\b{word}\b", words, re.IGNORECASE)
        }
        return {
            Condition(OPTION, question, grade)
            for question, grades in self.vocabulary.grades.items()
            for grade in grades
            if grade in said
        }

    def _clues(self, sentence: str, conditions: frozenset[Condition]) -> list[Clue]:
        language = self.vocabulary.language
        words, _named = _words_and_references(sentence)
        about_one = _ABOUT_ONE[language].search(words)
        answers = any(condition.kind == OPTION for condition in conditions)
        told = answers or Condition(MISSING) in conditions
        clues = [
            Clue(NAMED, {"what": name}, stops=self.is_guarded and told)
            for name in self.vocabulary.names
            if _is_named(name, words, whole=True)
        ]
        if about_one:
            facts = {"what": about_one.group()}
            clues.append(Clue(ABOUT_ONE, facts, stops=self.is_guarded and told))
        clues += self._few(conditions, of_one=bool(about_one))
        if told or about_one:
            clues += self._echoes(words)
        return clues

    def _few(self, conditions: frozenset[Condition], *, of_one: bool) -> list[Clue]:
        """Return what few, or nobody knows how many, it is true of; each told once."""
        found = self._alone(conditions) + self._together(conditions, of_one=of_one)
        return [clue for n, clue in enumerate(found) if clue not in found[:n]]

    def _alone(self, conditions: frozenset[Condition]) -> list[Clue]:
        clues = []
        for condition in sorted(c for c in conditions if c.kind == OPTION):
            persons = self.crowd(frozenset({condition}))
            facts = {"what": self._label(condition)}
            if persons is None:
                clues.append(Clue(NOT_GIVEN_OUT, facts))
            elif 0 < persons < self.least:
                clues.append(Clue(FEW, {**facts, "persons": persons}))
        return clues

    def _together(
        self, conditions: frozenset[Condition], *, of_one: bool
    ) -> list[Clue]:
        clues = []
        for one, other in combinations(sorted(conditions), 2):
            # One word that two questions have among their answers is one thing said.
            if self._label(one) == self._label(other):
                continue
            # What stops alone need not be told of again.
            if any(self.crowd(frozenset({c})) is None for c in (one, other)):
                continue
            # Two answers to one question are two groups, unless it is of one person.
            if one.side == other.side and not of_one:
                continue
            # That somebody is asked about something is known to all.
            if not {one.kind, other.kind} & {OPTION, MISSING}:
                continue
            persons = self.crowd(frozenset({one, other}))
            facts = {"what": self._label(one), "other": self._label(other)}
            if persons is None:
                clues.append(Clue(NOT_GIVEN_OUT_TOGETHER, facts, stops=of_one))
            elif 0 < persons < self.least:
                clues.append(Clue(FEW_TOGETHER, {**facts, "persons": persons}))
        return clues

    def _label(self, condition: Condition) -> str:
        if condition.kind == MISSING:
            return NOT_ANSWERED
        for name, named in self.vocabulary.names.items():
            if named == condition:
                return name
        return self.vocabulary.labels.get(condition, condition.key)

    def _echoes(self, words: str) -> list[Clue]:
        """Return the words that stand in one released text alone."""
        rare = _long_words(words)
        for label in self.vocabulary.labels.values():
            rare -= _long_words(label)
        clues = []
        for word in sorted(rare):
            holders = [quote for quote in self.quotes if word in quote.casefold()]
            if len(holders) == 1:
                clues.append(Clue(ECHO, {"what": word}, stops=self.is_guarded))
        return clues


def _words_and_references(sentence: str) -> tuple[str, set[tuple[str, str]]]:
    """Return a sentence's own words, and the (question, option) that it is bound to."""
    words: list[str] = []
    named: set[tuple[str, str]] = set()
    for piece in pieces_of(sentence):
        if isinstance(piece, Reference):
            question, _, rest = piece.name.partition(":")
            named.add((question, rest.partition(":")[0]))
        else:
            words.append(piece)
    return " ".join(words), named


def _is_named(label: str, words: str, *, whole: bool = False) -> bool:
    """Say whether a label or name stands in a sentence, in any form of it."""
    if not label.strip():
        return False
    if len(label) <= _SHORT and not whole:
        return bool(re.search(rf"[\"”“’]{re.escape(label)}[\"”“’]", words, re.I))
    return bool(
        re.search(rf"(?<!\w){re.escape(label)}{_ENDINGS}(?!\w)", words, re.IGNORECASE)
    )


def _long_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _RARE}
