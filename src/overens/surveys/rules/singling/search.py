"""A text held against what is known of those who were asked, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from overens.surveys.rules.bound import GROUPS, SURVEY, Reference, pieces_of
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
from overens.surveys.rules.singling.clues import (
    ABOUT_ONE,
    ECHO,
    FEW,
    FEW_TOGETHER,
    GROUP,
    MISSING,
    NAMED,
    NOT_ANSWERED,
    NOT_GIVEN_OUT,
    NOT_GIVEN_OUT_TOGETHER,
    OPTION,
    UNIT,
    Clue,
    Condition,
    Crowd,
    Searched,
    Vocabulary,
)
from overens.surveys.rules.stands import GROUP as FRAME_GROUPS

# How long a word has to be before it can give a quotation away.
_RARE = 8
# The figures of the whole survey that tell of those who did not answer.
_OF_MISSING = {
    (SURVEY, name) for name in ("missing", "declined", "silent", "units-missing")
}


@dataclass(frozen=True)
class Search:
    """What sentences are held against.

    Attributes:
        crowd: how many persons conditions are true of.
        least: persons that must stand behind a figure.
        quotes: released texts.
        quotes_of: the question that each of them was given to.
        is_guarded: those who answered were promised not to be known.
    """

    vocabulary: Vocabulary
    crowd: Crowd
    least: int
    quotes: Sequence[str] = ()
    quotes_of: Sequence[str] = ()
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
            condition
            for question, option in figures
            if (condition := self._said_by(question, option)) is not None
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

    def _said_by(self, question: str, option: str) -> Condition | None:
        """Return what a bound figure of an answer, or of a group, is true of."""
        vocabulary = self.vocabulary
        answer, group = (
            Condition(OPTION, question, option),
            Condition(GROUP, "", option),
        )
        if answer in vocabulary.labels or option in vocabulary.grades.get(question, ()):
            return answer
        is_group = question in (GROUPS, FRAME_GROUPS) and group in vocabulary.labels
        return group if is_group else None

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
        clues = [
            Clue(
                NAMED,
                {"what": name},
                stops=stops or (told and name in self.vocabulary.promised),
            )
            for name in sentence.names
        ]
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
            facts = self._facts(what=condition)
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
            facts = self._facts(what=one, other=other)
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

    def _facts(self, **conditions: Condition) -> dict[str, str | int]:
        """Return what conditions are called, and which questions they answer."""
        facts: dict[str, str | int] = {}
        for name, condition in conditions.items():
            facts[name] = self._label(condition)
            if condition.question in self.vocabulary.numbers:
                number = self.vocabulary.numbers[condition.question]
                facts[f"{name}_question"] = number
        return facts

    def _label(self, condition: Condition) -> str:
        return self._names_of.get(condition, condition.key)

    def _echoes(self, words: str) -> list[Clue]:
        """Return the words that stand in one released text alone."""
        clues = []
        for word in sorted(_long_words(words) - self._common):
            of = [key for quote, key in self._folded_quotes if word in quote]
            if len(of) == 1:
                number = self.vocabulary.numbers.get(of[0])
                facts = {"what_question": number} if number else {}
                clues.append(Clue(ECHO, {"what": word, **facts}, stops=self.is_guarded))
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
    def _folded_quotes(self) -> Sequence[tuple[str, str]]:
        return [
            (quote.casefold(), self.quotes_of[n] if n < len(self.quotes_of) else "")
            for n, quote in enumerate(self.quotes)
        ]


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
    """Return a sentence's own words, and the (question, option) that it is bound to.

    A figure of one group is bound to the group too.
    """
    words: list[str] = []
    figures: set[tuple[str, str]] = set()
    for piece in pieces_of(sentence):
        if isinstance(piece, Reference):
            question, rest = piece.figure
            figures.add((question, rest.partition(":")[0]))
            if piece.within is not None:
                figures.add(piece.within)
        else:
            words += piece.split()
    return " ".join(words), figures


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in words_in([text]) if len(word) >= _RARE)
