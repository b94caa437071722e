"""A report's draft, looked through: figures, faults, and whom it points out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, override

from overens.common.texts import LocalText
from overens.surveys.models import Report
from overens.surveys.queries.bound import Piece, answer_in_words, pieces_in
from overens.surveys.queries.report_search import (
    SmallFigure,
    search_of,
    small_figures,
)
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules.reports import INTRODUCTION, PARTS
from overens.surveys.rules.sentences import Said, faults_in
from overens.surveys.rules.singling import NOT_ANSWERED, Clue, Search, Searched

# Names stand before everything else in ``analysis:knows-compact``.
ANALYSIS = "analysis"


@dataclass(frozen=True)
class CheckedSentence:
    """A sentence of a draft with its figures filled in, and what is wrong with it."""

    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    clues: tuple[str, ...]


@dataclass(frozen=True)
class CheckedPart:
    """A part of a draft: its name in addresses, what it is called, its sentences."""

    name: str
    title: str
    sentences: tuple[CheckedSentence, ...]

    @property
    def anchor(self) -> str:
        """Where on a page it stands."""
        return self.name.replace(":", "-")

    @property
    def faults(self) -> int:
        """How many of its sentences cannot be published."""
        return sum(bool(sentence.faults) for sentence in self.sentences)

    @property
    def clues(self) -> int:
        """How many of its sentences may point somebody out."""
        return sum(bool(sentence.clues) for sentence in self.sentences)


@dataclass(frozen=True)
class Checked:
    """A whole draft in one language, looked through."""

    parts: tuple[CheckedPart, ...]
    quotes: CheckedPart
    figures: tuple[SmallFigure, ...]

    @property
    def faults(self) -> int:
        """How many sentences cannot be published."""
        return sum(part.faults for part in self.parts)

    @property
    def clues(self) -> int:
        """How many sentences and figures may point somebody out."""
        searched = sum(part.clues for part in (*self.parts, self.quotes))
        return searched + len(self.figures)


def parts_of_report(shown: ShownSurvey) -> list[tuple[str, str]]:
    """Return the names and titles of a report's parts, in the order they are read."""
    named = [(name, gettext(title)) for name, title in PARTS.items()]
    analyses = [
        (
            f"{ANALYSIS}:{question.result.key}",
            gettext("Question %(number)s: %(title)s")
            % {"number": question.number, "title": question.result.item.title},
        )
        for question in shown.questions
    ]
    return [*named[:-1], *analyses, named[-1]]


def text_of(report: Report, name: str) -> LocalText:
    """Return the text of a part, in every language."""
    kind, _, question = name.partition(":")
    if kind == ANALYSIS:
        return LocalText(report.analyses.get(question, {}))
    text: LocalText = getattr(report, name)
    return text


def checked(report: Report, shown: ShownSurvey) -> Checked:
    """Look through a draft in the language of its results. At most 6 queries.

    A text that there is not in that language is not looked through: nobody reads it.
    """
    with override(shown.language):
        search = search_of(shown)
        counted = [
            shown.words[word] for word in ("unit", "units", "respondent", "respondents")
        ]
        parts = tuple(
            CheckedPart(
                name,
                title,
                tuple(
                    _sentences(
                        text_of(report, name).get(shown.language, ""),
                        shown,
                        search,
                        # Written before anybody answered, and read by those who did.
                        [] if name == INTRODUCTION else counted,
                    )
                ),
            )
            for name, title in parts_of_report(shown)
        )
        tables = [
            piece.table
            for part in parts
            for sentence in part.sentences
            for piece in sentence.pieces
            if piece.table
        ]
        return Checked(
            parts, _quotes(shown, search), small_figures(shown, search, tables)
        )


def _sentences(
    text: str, shown: ShownSurvey, search: Search, counted: list[str]
) -> Iterator[CheckedSentence]:
    said: dict[str, list[Said]] = {}
    for each in faults_in(text, shown.language, counted):
        said.setdefault(each.sentence, []).append(each)
    for searched in search.searched(text):
        pieces = tuple(pieces_in(searched.text, shown))
        found = said.get(searched.text, [])
        yield CheckedSentence(
            pieces=pieces,
            faults=(
                *_faults_of(pieces),
                *(_said(each) for each in found if each.stops),
                *_promised(searched.clues),
            ),
            warnings=tuple(_said(each) for each in found if not each.stops),
            clues=tuple(clue_in_words(clue) for clue in searched.clues),
        )


def _faults_of(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for piece in pieces:
        if piece.refused:
            yield piece.refused
        elif piece.is_hidden:
            yield gettext(
                "A figure here is not shown. Say it without the figure, or leave it "
                "out."
            )


def _promised(clues: tuple[Clue, ...]) -> Iterator[str]:
    """A promise weighs more than a sentence."""
    if any(clue.stops for clue in clues):
        yield gettext(
            "This may point somebody out, and those who answered were promised that "
            "nobody would be known. Say it in another way."
        )


def _said(said: Said) -> str:
    return gettext(said.why) % {"written": said.written}


def clue_in_words(clue: Clue) -> str:
    """Return why a sentence may point somebody out, in the active language."""
    return gettext(clue.sentence) % {
        name: _called(fact, clue.facts.get(f"{name}_question"))
        if name in ("what", "other")
        else fact
        for name, fact in clue.facts.items()
    }


def _called(what: str | int, question: str | int | None) -> str:
    said = gettext(NOT_ANSWERED) if what == NOT_ANSWERED else str(what)
    return answer_in_words(said, str(question or ""))


def _quotes(shown: ShownSurvey, search: Search) -> CheckedPart:
    """Look the quotations through: each is one sentence to read."""
    quoted = [quote.text for question in shown.questions for quote in question.quotes]
    return CheckedPart(
        "quotes",
        gettext("Quotations"),
        tuple(
            CheckedSentence((Piece(text),), (), (), clues)
            for text in quoted
            if (clues := _clues_of(search.searched(text, echoes=False)))
        ),
    )


def _clues_of(searched: list[Searched]) -> tuple[str, ...]:
    return tuple(clue_in_words(clue) for each in searched for clue in each.clues)
