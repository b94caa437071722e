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
from functools import cached_property
from itertools import combinations

from overens.errors import gettext_noop
from overens.surveys.rules.bound import SURVEY, Reference, pieces_of
from overens.surveys.rules.pointing import (
    GOES_ON,
    GRADED,
    GRADES,
    NOT_HEARD_FROM,
    OF_REPORTS,
    about_one,
    has_label,
    has_name,
    own_names,
    words_in,
)
from overens.surveys.rules.sentences import QUOTED, sentences_of

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
# The figures of the whole survey that tell of those who did not answer.
_OF_MISSING = {
    (SURVEY, name) for name in ("missing", "declined", "silent", "units-missing")
}


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
        words: the survey's own words for ``unit``, ``units``, ``respondent`` and
            ``respondents``.
        ordinary: words that give nobody away: the survey uses them itself.
    """

    language: str
    labels: Mapping[Condition, str]
    grades: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Mapping[str, Condition | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    ordinary: frozenset[str] = frozenset()


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

    def searched(self, text: str, *, echoes: bool = True) -> list[Searched]:
        """Return a text's sentences, each with why it may point somebody out.

        Args:
            echoes: hold the text against the quotations; not if it is one itself.
        """
        found: list[Searched] = []
        before = _Told()
        for sentence in sentences_of(text):
            told = self._told(sentence, before)
            clues = self._clues(told, echoes=echoes)
            found.append(Searched(sentence, tuple(clues)))
            before = told
        return found

    def _told(self, sentence: str, before: _Told) -> _Told:
        """Return what would have to be true of whom the sentence is about."""
        words, figures = _words_and_figures(sentence)
        folded = words.casefold()
        vocabulary = self.vocabulary
        language = vocabulary.language
        bound = {
            Condition(OPTION, question, option)
            for question, option in figures
            if Condition(OPTION, question, option) in vocabulary.labels
            or option in vocabulary.grades.get(question, ())
        }
        found = bound | self._graded(words)
        # The same word may be an answer to several questions: the figure says which.
        said = {self._label(condition).casefold() for condition in bound}
        for condition, label in vocabulary.labels.items():
            if label.casefold() not in said and has_label(
                label, words, folded, language
            ):
                found.add(condition)
        names = [name for name in vocabulary.names if has_name(name, words, folded)]
        found |= {unit for name in names if (unit := vocabulary.names[name])}
        if NOT_HEARD_FROM[language].search(self._without_questions(words)):
            found.add(Condition(MISSING))
        if GOES_ON[language].search(sentence):
            found |= before.conditions
            bound |= before.bound
        # How many in all did not answer points at nobody; of a group it may.
        if figures & _OF_MISSING and {c.kind for c in found} & {GROUP, UNIT}:
            found.add(Condition(MISSING))
        return _Told(words, frozenset(found), frozenset(bound), tuple(names))

    def _graded(self, words: str) -> set[Condition]:
        language = self.vocabulary.language
        if not GRADED[language].search(words):
            return set()
        # "One of those who answered" is nobody's grade.
        words = self._about_one.sub(" ", words)
        said = set(re.findall(r"\b\d\b", words)) | {
            str(grade)
            for grade, word in enumerate(GRADES[language], 1)
            if re.search(rf"\b{word}\b", words, re.IGNORECASE)
        }
        return {
            Condition(OPTION, question, grade)
            for question, grades in self.vocabulary.grades.items()
            for grade in grades
            if grade in said
        }

    def _clues(self, sentence: _Told, *, echoes: bool) -> list[Clue]:
        words, conditions = sentence.words, sentence.conditions
        one = self._about_one.search(self._without_questions(words))
        told = any(condition.kind in (OPTION, MISSING) for condition in conditions)
        stops = self.is_guarded and told
        clues = [Clue(NAMED, {"what": name}, stops=stops) for name in sentence.names]
        # A given name alone may be somebody else's: it is read, and stops nothing.
        clues += [
            Clue(NAMED, {"what": part})
            for part, whole in self._parts_of_names.items()
            if whole not in sentence.names and has_name(part, words, words, exact=True)
        ]
        if one:
            clues.append(Clue(ABOUT_ONE, {"what": one.group()}, stops=stops))
        clues += self._few(sentence, of_one=bool(one))
        if echoes and (told or one):
            clues += self._echoes(words)
        return clues

    def _few(self, sentence: _Told, *, of_one: bool) -> list[Clue]:
        """Return what few, or nobody knows how many, it is true of; each told once."""
        found = self._alone(sentence.conditions)
        found += self._together(sentence, of_one=of_one)
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

    def _together(self, sentence: _Told, *, of_one: bool) -> list[Clue]:
        clues = []
        for one, other in combinations(sorted(sentence.conditions), 2):
            # One word that two questions have among their answers is one thing said,
            # unless figures say that both are meant.
            both_bound = {one, other} <= sentence.bound
            if self._label(one) == self._label(other) and not both_bound:
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

    def _without_questions(self, words: str) -> str:
        """Return words without the questions and options that are quoted as put."""
        return QUOTED.sub(
            lambda quoted: " " if words_in([quoted[0]]) <= self._common else quoted[0],
            words,
        )

    def _label(self, condition: Condition) -> str:
        return self._names_of.get(condition, condition.key)

    def _echoes(self, words: str) -> list[Clue]:
        """Return the words that stand in one released text alone."""
        clues = []
        for word in sorted(_long_words(words) - self._common):
            if sum(word in quote for quote in self._folded_quotes) == 1:
                clues.append(Clue(ECHO, {"what": word}, stops=self.is_guarded))
        return clues

    # What every sentence is held against is made ready once.

    @cached_property
    def _about_one(self) -> re.Pattern[str]:
        return about_one(self.vocabulary.language, self.vocabulary.words)

    @cached_property
    def _names_of(self) -> Mapping[Condition, str]:
        named = {unit: name for name, unit in self.vocabulary.names.items() if unit}
        return {**self.vocabulary.labels, **named, Condition(MISSING): NOT_ANSWERED}

    @cached_property
    def _parts_of_names(self) -> Mapping[str, str]:
        """Given names and surnames, to the whole name."""
        return {
            part: name
            for name, unit in self.vocabulary.names.items()
            if unit is None
            for part in own_names(name)
            if part.casefold() not in self._common
        }

    @cached_property
    def _common(self) -> frozenset[str]:
        vocabulary = self.vocabulary
        used = (*vocabulary.labels.values(), *vocabulary.words.values())
        return vocabulary.ordinary | words_in(used) | OF_REPORTS[vocabulary.language]

    @cached_property
    def _folded_quotes(self) -> Sequence[str]:
        return [quote.casefold() for quote in self.quotes]


@dataclass(frozen=True)
class _Told:
    """What a sentence tells.

    Attributes:
        words: its own, without its figures.
        conditions: what would have to be true of whom it is about.
        bound: those of them that a figure says.
        names: the whole names in it.
    """

    words: str = ""
    conditions: frozenset[Condition] = frozenset()
    bound: frozenset[Condition] = frozenset()
    names: tuple[str, ...] = ()


def _words_and_figures(sentence: str) -> tuple[str, set[tuple[str, str]]]:
    """Return a sentence's own words, and the (question, option) that it is bound to."""
    words: list[str] = []
    figures: set[tuple[str, str]] = set()
    for piece in pieces_of(sentence):
        if isinstance(piece, Reference):
            question, _, rest = piece.name.partition(":")
            figures.add((question, rest.partition(":")[0]))
        else:
            words += piece.split()
    return " ".join(words), figures


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in words_in([text]) if len(word) >= _RARE)
