"""A survey's results in one language, as page, file and report read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from overens.common.texts import LocalText
from overens.surveys.models import Survey
from overens.surveys.queries.interviews import ShownInterviews
from overens.surveys.queries.outside import ShownOutside
from overens.surveys.queries.wording import chosen_heights, mark_word
from overens.surveys.rules import (
    CHOSEN,
    QUESTION_TYPES,
    Guarded,
    QuestionResult,
    SurveyResult,
)
from overens.surveys.rules.codes import codes_key
from overens.surveys.rules.counting import Answers

# Texts that somebody wrote of the figures, not of the survey.
ABOUT_FIGURES = ("finding",)


@dataclass(frozen=True)
class ShownQuote:
    """A released text, its language where it is not the reader's, and if translated."""

    text: str
    foreign: str | None
    is_translated: bool


@dataclass(frozen=True)
class ShownPrinted:
    """A figure as printed, beside ours; ``differs`` where ours is another."""

    what: str
    printed: str
    ours: str
    comment: str
    differs: bool

    @property
    def as_note(self) -> str:
        """Return it as one sentence, for data."""
        sentence = (
            gettext("The source prints “%(printed)s” (%(what)s); ours is %(ours)s.")
            if self.ours
            else gettext("The source prints “%(printed)s” (%(what)s).")
        )
        said = sentence % {
            "printed": self.printed,
            "what": self.what,
            "ours": self.ours,
        }
        return f"{said} {self.comment}".strip()


@dataclass(frozen=True)
class ShownQuestion:
    """One question with everything that is said of it, in one language."""

    number: str
    result: QuestionResult
    heading: str
    instruction: str
    provenance: str
    base: str
    intervals: tuple[str, ...]
    scale: str
    unsaid: str
    notes: tuple[str, ...]
    meanings: dict[str, str]
    quotes: tuple[ShownQuote, ...]
    corrections: tuple[str, ...]
    printed: tuple[ShownPrinted, ...]
    is_coded: bool = False
    outside: tuple[ShownOutside, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The words of the marks that its options' counts bear."""
        return tuple(mark_word(mark) for mark in self.result.item.marks.used)

    @property
    def chosen_note(self) -> str:
        """What has to be read with its drawing where we chose the counts."""
        used = self.result.item.marks.used
        return chosen_heights() if CHOSEN in used else ""

    @property
    def template(self) -> str:
        """Return the partial that draws it."""
        return QUESTION_TYPES[self.result.item.kind].template


@dataclass(frozen=True)
class ShownSurvey:
    """A survey's results in one language.

    Attributes:
        survey: the stored survey.
        words: its own words for what is counted and who answers.
        notes: reservations, first those the figures give, then the survey's own.
        withheld: what a promise of anonymity would have withheld, where it is said.
        legend: what the marks of reconstructed figures mean: (mark, word, meaning).
        answers: where they were given openly, ready to be counted; else None.
        coded: what texts were coded as, a question each; not among ``questions``.
        texts: the survey's texts as a report words them, by name; empty elsewhere.
        kept: what has been read or counted besides, so that it is done once.
        interviews: the second method, where it is shown; its figures are no answers'.
    """

    survey: Survey
    language: str
    words: dict[str, str]
    result: SurveyResult
    questions: tuple[ShownQuestion, ...]
    answered: str
    notes: tuple[str, ...]
    withheld: tuple[str, ...]
    guarded: Guarded
    printed: tuple[ShownPrinted, ...]
    legend: tuple[tuple[str, str, str], ...] = ()
    answers: Answers | None = None
    coded: tuple[ShownQuestion, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    interviews: ShownInterviews | None = None

    def with_coded(self) -> tuple[ShownQuestion, ...]:
        """Return the questions, each followed by its codes' figures if it has any."""
        codes = {each.result.key: each for each in self.coded}
        return tuple(
            each
            for question in self.questions
            for each in (question, codes.get(codes_key(question.result.key)))
            if each is not None
        )

    def text(self, name: str) -> str:
        """Return one of the survey's texts in the language of the results.

        A finding may name a figure; where any is withheld there is none.
        """
        if name in ABOUT_FIGURES and not self.is_whole:
            return ""
        if name in self.texts:
            return self.texts[name]
        texts: LocalText = getattr(self.survey, name)
        return texts.in_language(self.language)

    @property
    def is_whole(self) -> bool:
        """Whether no figure of any question is withheld."""
        return all(question.result.is_whole for question in self.questions)

    @property
    def voice(self) -> str:
        """Return whose word the results are."""
        return self.text("voice")

    @property
    def source(self) -> str:
        """Return where the figures come from."""
        return self.text("source")

    @property
    def all_printed(self) -> tuple[ShownPrinted, ...]:
        """Every printed figure, in the survey's order of questions."""
        return (
            *(shown for question in self.questions for shown in question.printed),
            *self.printed,
        )
