"""What a sentence can say of somebody, and the clues that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from overens.errors import gettext_noop

OPTION, GROUP, UNIT, MISSING = "option", "group", "unit", "missing"

NAMED = gettext_noop("It names %(what)s, whose answers these may be.")
FEW = gettext_noop("%(what)s is true of %(persons)s of those who were asked.")
FEW_TOGETHER = gettext_noop(
    "%(what)s and %(other)s together are true of %(persons)s of those who were asked."
)
NOT_GIVEN_OUT = gettext_noop("How many %(what)s is true of is not shown.")
NOT_GIVEN_OUT_TOGETHER = gettext_noop(
    "It ties %(what)s to %(other)s, and how many that is true of has not been given "
    "out."
)
ABOUT_ONE = gettext_noop("It is about one person (%(what)s).")
ECHO = gettext_noop(
    "It repeats %(what)s out of a quotation, and says besides what somebody answered: "
    "that ties the two together."
)
NOT_ANSWERED = gettext_noop("those who did not answer")


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
        numbers: questions to their numbers, to say which an answer is of.
        promised: names of those who were promised not to be known, whatever the others
            were: of the other side.
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
    numbers: Mapping[str, str] = field(default_factory=dict)
    promised: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Clue:
    """Why a sentence may point somebody out.

    Attributes:
        sentence: what to say, to translate.
        facts: what it names: ``what`` and ``other``, with the number of the question
            that each is an answer to, or that a quotation was given to, if any.
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
