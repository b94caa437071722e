"""A report's draft, looked through: figures, faults, and whom it points out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, override

from overens.common.explain import explain
from overens.common.formats import language_or_active
from overens.common.texts import LocalText
from overens.surveys.models import Report
from overens.surveys.queries.bound import Piece, answer_in_words, pieces_in
from overens.surveys.queries.report_parts import (
    Part,
    parts_beside,
    parts_of_report,
    parts_of_sources,
    quotes_in,
)
from overens.surveys.queries.report_search import (
    SmallFigure,
    search_of,
    small_figures,
)
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules.reports import CorrectionStops
from overens.surveys.rules.sentences import Said, faults_in
from overens.surveys.rules.singling import NOT_ANSWERED, Clue, Search, Searched


@dataclass(frozen=True)
class CheckedSentence:
    """A sentence of a draft with its figures filled in, and what is wrong with it."""

    pieces: tuple[Piece, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    clues: tuple[str, ...]

    @property
    def words(self) -> str:
        """The sentence as plain words."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class CheckedPart:
    """A part of a draft: its name in addresses, what it is called, its sentences.

    Attributes:
        is_beside: it stands beside the figures, and is shown with the results too.
        is_written_here: it can be changed where the report is written.
    """

    name: str
    title: str
    sentences: tuple[CheckedSentence, ...]
    is_beside: bool = False
    is_written_here: bool = True

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say of it."""
        return any(s.faults or s.warnings or s.clues for s in self.sentences)

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
    def own(self) -> list[CheckedPart]:
        """The report's own parts, in the order that they are read."""
        return [p for p in self.parts if p.is_written_here and not p.is_beside]

    @property
    def beside(self) -> list[CheckedPart]:
        """What stands beside the figures, written or not."""
        return [part for part in self.parts if part.is_beside]

    @property
    def others(self) -> list[CheckedPart]:
        """What is said of other figures, where there is something to tell of it."""
        return [part for part in self.parts if not part.is_written_here]

    @property
    def faults(self) -> int:
        """How many sentences cannot be published."""
        return sum(part.faults for part in self.parts)

    @property
    def warned(self) -> list[str]:
        """The sentences with a number that is none of the survey's, as they stand."""
        return [
            sentence.words
            for part in self.parts
            for sentence in part.sentences
            if sentence.warnings
        ]

    @property
    def clues(self) -> int:
        """How many sentences and figures may point somebody out."""
        searched = sum(part.clues for part in (*self.parts, self.quotes))
        return searched + len(self.figures)


def checked(report: Report, shown: ShownSurvey) -> Checked:
    """Look through a draft in the language of its results.

    At most 9 queries besides those of ``search_of``. A text that there is not in that
    language is not looked through: nobody reads it.
    """
    with override(shown.language):
        look = _Look(shown, search_of(shown), counted_in(shown), shown.language)
        own = [look.part(part) for part in parts_of_report(report, shown)]
        beside = [look.part(part) for part in parts_beside(report, shown)]
        elsewhere = enumerate(parts_of_sources(shown), 1)
        others = [look.part(part, number) for number, part in elsewhere]
        parts = (*own, *beside, *(part for part in others if part.is_told))
        tables = [
            piece.table
            for part in parts
            for sentence in part.sentences
            for piece in sentence.pieces
            if piece.table
        ]
        return Checked(
            parts,
            _quotes(shown, look.search),
            small_figures(shown, look.search, tables),
        )


def faults_of_part(
    part: Part, shown: Mapping[str, ShownSurvey]
) -> dict[str, list[str]]:
    """Return what keeps a part from being published, by language, with its sentence.

    Args:
        shown: the results in each language.
    """
    return {
        language: [
            gettext("“%(sentence)s”: %(why)s") % {"sentence": said, "why": fault}
            for said, fault in _faults(part, results)
        ]
        for language, results in shown.items()
    }


def _faults(part: Part, shown: ShownSurvey) -> list[tuple[str, str]]:
    """Return what is wrong, in the active language, with the sentence it is of."""
    if not part.text.get(shown.language):
        return []
    reader = language_or_active()
    with override(shown.language):
        look = _Look(shown, search_of(shown), counted_in(shown), reader)
        return [
            (sentence.words, fault)
            for sentence in look.part(part).sentences
            for fault in sentence.faults
        ]


def check_correction(text: LocalText, shown: Mapping[str, ShownSurvey]) -> None:
    """Look through what is said of an earlier edition.

    Args:
        shown: the results in each language.

    Raises:
        CorrectionStops: a sentence of it cannot stand.
    """
    part = Part("corrected", "", text)
    for results in shown.values():
        for sentence, fault in _faults(part, results):
            raise CorrectionStops(sentence=sentence, why=fault)


def counted_in(shown: ShownSurvey) -> list[str]:
    """Return the survey's words for what is counted and who answers."""
    return [
        shown.words[each] for each in ("unit", "units", "respondent", "respondents")
    ]


@dataclass(frozen=True)
class _Look:
    """What texts are held against, in one language, for who reads in another maybe."""

    shown: ShownSurvey
    search: Search
    counted: list[str]
    reader: str

    def part(self, part: Part, number: int = 0) -> CheckedPart:
        """Look a part through. Of other figures than ours nothing has to be bound."""
        return CheckedPart(
            part.name or f"other-{number}",
            part.title,
            tuple(
                _sentences(
                    part.text.get(self.shown.language, ""),
                    self.shown,
                    self.search,
                    [] if part.is_before else self.counted,
                    self.reader,
                    is_ours=bool(part.name),
                )
            ),
            is_beside=part.is_beside,
            is_written_here=bool(part.name),
        )


def _sentences(
    text: str,
    shown: ShownSurvey,
    search: Search,
    counted: list[str],
    reader: str,
    *,
    is_ours: bool,
) -> Iterator[CheckedSentence]:
    said: dict[str, list[Said]] = {}
    for each in faults_in(text, shown.language, counted):
        said.setdefault(each.sentence, []).append(each)
    for searched in search.searched(text):
        # What is said of others' figures is filled with none of ours.
        pieces = (
            tuple(pieces_in(searched.text, shown))
            if is_ours
            else (Piece(searched.text),)
        )
        found = said.get(searched.text, [])
        stops = [each for each in found if each.stops and is_ours]
        with override(reader):
            checked_one = CheckedSentence(
                pieces=pieces,
                faults=(
                    *_faults_of(pieces),
                    *(_said(each) for each in stops),
                    *_promised(searched.clues),
                ),
                warnings=tuple(_said(each) for each in found if each not in stops),
                clues=tuple(clue_in_words(clue) for clue in searched.clues),
            )
        yield checked_one


def _faults_of(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for piece in pieces:
        if piece.refused:
            yield explain(piece.refused)
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
    quoted = [text for text, _question in quotes_in(shown)]
    return CheckedPart(
        "quotes",
        gettext("Quotations"),
        tuple(
            CheckedSentence((Piece(text),), (), (), clues)
            for text in quoted
            if (clues := _clues_of(search.searched(text, echoes=False)))
        ),
        is_written_here=False,
    )


def _clues_of(searched: list[Searched]) -> tuple[str, ...]:
    return tuple(clue_in_words(clue) for each in searched for clue in each.clues)
