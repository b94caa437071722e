"""A report's draft, looked through: figures, faults, and whom it points out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, override

from overens.common.texts import LocalText
from overens.surveys.models import FrameRespondent, FrameUnit, Release, Report
from overens.surveys.models.releases import table_key
from overens.surveys.queries.bound import Piece, pieces_in
from overens.surveys.queries.counting import each_sheet
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.stored import frame_of
from overens.surveys.rules import (
    OPEN,
    QUESTION_TYPES,
    Frame,
    Item,
    Sheet,
    counts_in,
)
from overens.surveys.rules.pointing import words_in
from overens.surveys.rules.reports import INTRODUCTION, PARTS
from overens.surveys.rules.sentences import Said, faults_in
from overens.surveys.rules.singling import (
    GROUP,
    MISSING,
    NOT_ANSWERED,
    OPTION,
    UNIT,
    Clue,
    Condition,
    Crowd,
    Search,
    Searched,
    Vocabulary,
)

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
class SmallFigure:
    """A figure of an open survey that few persons stand behind."""

    question: str
    label: str
    persons: int
    to: str


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
        search = _search(shown)
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
        return Checked(parts, _quotes(shown, search), _small_figures(shown))


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
        if piece.is_unknown:
            yield gettext(
                "There is no figure called %(name)s. Copy one from the list of figures."
            ) % {"name": piece.words}
        elif piece.cannot_cross:
            yield gettext(
                "%(name)s: only two questions with one answer each can be crossed."
            ) % {"name": piece.words}
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
    facts = {
        name: gettext(NOT_ANSWERED) if fact == NOT_ANSWERED else fact
        for name, fact in clue.facts.items()
    }
    return gettext(clue.sentence) % facts


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


def _small_figures(shown: ShownSurvey) -> tuple[SmallFigure, ...]:
    """Return the figures that few stand behind; a guarded survey shows none."""
    least = shown.survey.least_persons
    return tuple(
        SmallFigure(
            question.result.item.title,
            option.label,
            option.persons,
            question.result.key,
        )
        for question in shown.questions
        for option in question.result.options
        if shown.survey.mode == OPEN and 0 < option.persons < least
    )


def _search(shown: ShownSurvey) -> Search:
    survey, frame = shown.survey, frame_of(shown.survey, with_coverage=True)
    is_open = survey.mode == OPEN
    return Search(
        vocabulary=_vocabulary(shown),
        crowd=_counted_crowd(shown, frame) if is_open else _told_crowd(shown),
        least=survey.least_persons,
        quotes=[quote.text for q in shown.questions for quote in q.quotes],
        is_guarded=not is_open,
    )


def _vocabulary(shown: ShownSurvey) -> Vocabulary:
    labels: dict[Condition, str] = {}
    grades: dict[str, list[str]] = {}
    for question in shown.questions:
        item = question.result.item
        options = [option.key for option in item.options]
        if options and all(key.isdigit() for key in options):
            grades[item.key] = options
            continue
        if QUESTION_TYPES[item.kind].has_options:
            for option in item.options:
                labels[Condition(OPTION, item.key, option.key)] = option.label
    for key, texts in shown.survey.strata.items():
        labels[Condition(GROUP, key=key)] = LocalText(texts).in_language(shown.language)
    return Vocabulary(
        shown.language,
        labels,
        grades,
        _names(shown),
        shown.words,
        words_in(_own_texts(shown)),
    )


def _own_texts(shown: ShownSurvey) -> Iterator[str]:
    """Return what the survey says itself: that is nobody's in particular."""
    for name in ("title", "introduction", "promise", "voice", "source", "method"):
        yield shown.text(name)
    for question in shown.questions:
        item = question.result.item
        yield from (question.heading, item.title, item.row_of, question.instruction)
        yield from (option.label for option in item.options)


def _names(shown: ShownSurvey) -> Mapping[str, Condition | None]:
    """Return the names of units and persons; 2 queries."""
    survey = shown.survey
    names: dict[str, Condition | None] = {}
    for key, texts in FrameUnit.objects.filter(survey=survey).values_list(
        "key", "name"
    ):
        for name in (texts or {}).values():
            names[name] = Condition(UNIT, key=key)
    for name in FrameRespondent.objects.filter(survey=survey).values_list(
        "name", flat=True
    ):
        if name:
            names.setdefault(name, None)
    return names


def _counted_crowd(shown: ShownSurvey, frame: Frame) -> Crowd:
    """Count the persons of an open survey that conditions are all true of."""
    true_of: dict[Condition, set[str]] = {}
    items = [question.result.item for question in shown.questions]
    sheets = each_sheet(shown.survey, shown.answers)
    for sheet in sheets:
        for condition in _of_sheet(items, sheet, frame):
            true_of.setdefault(condition, set()).add(sheet.respondent)
    answering = {sheet.respondent for sheet in sheets}
    for person in frame.respondents:
        if person.key in answering:
            continue
        for condition in (Condition(MISSING), *_places(person.units, frame)):
            true_of.setdefault(condition, set()).add(person.key)

    def crowd(conditions: frozenset[Condition]) -> int | None:
        return len(set.intersection(*(true_of.get(c, set()) for c in conditions)))

    return crowd


def _of_sheet(items: list[Item], sheet: Sheet, frame: Frame) -> Iterator[Condition]:
    for item in items:
        given = sheet.answers.get(item.key)
        for key in given if isinstance(given, list) else [given]:
            if isinstance(key, str):
                yield Condition(OPTION, item.key, key)
    yield from _places(sheet.units, frame)


def _places(units: tuple[str, ...], frame: Frame) -> Iterator[Condition]:
    for unit in units:
        yield Condition(UNIT, key=unit)
        if frame.units.get(unit):
            yield Condition(GROUP, key=frame.units[unit])


def _told_crowd(shown: ShownSurvey) -> Crowd:
    """Say of a guarded survey what has been given out, and nothing else."""
    least = shown.survey.least_persons
    released = {
        release.key: release for release in Release.objects.filter(survey=shown.survey)
    }
    result = shown.result

    def crowd(conditions: frozenset[Condition]) -> int | None:
        if len(conditions) == 1:
            (only,) = conditions
            if only.kind != OPTION:
                return least
            return _safe(result.question(only.question).option(only.key).count, least)
        options = sorted(c for c in conditions if c.kind == OPTION)
        if len(options) != 2 or len(conditions) != 2:
            return None
        one, other = options
        table = released.get(table_key(one.question, other.question))
        if table is None:
            return None
        counts = counts_in(table.figures, one.question)
        return _safe(counts.get((one.key, other.key)), least)

    return crowd


def _safe(count: int | None, least: int) -> int | None:
    """A figure that was given out has persons enough behind it, or nobody."""
    if count is None:
        return None
    return least if count else 0
