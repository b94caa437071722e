"""Texts that were written in own words, one question at a time, to read and release.

A theme of interviews is read as a question is; its texts are passages of the notes.
Never beside a score, a unit, a group or the same person's other words: what comes from
here is the texts of one question, equal ones once, in an order that tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from overens.common.texts import LANGUAGES
from overens.organisations.models import Municipality
from overens.surveys.models import (
    AnswerSheet,
    FrameRespondent,
    FrameUnit,
    Interview,
    InterviewQuote,
    InterviewTheme,
    QuestionnaireItem,
    ReadText,
    Release,
    ReleasedText,
    Survey,
)
from overens.surveys.models.releases import QUESTIONS
from overens.surveys.queries.stored import item_in, standing_sheets
from overens.surveys.queries.versions import every_item
from overens.surveys.rules import OPEN, QUESTION_TYPES, Item, Sheet, released_in
from overens.surveys.rules.disclosure import may_quote
from overens.surveys.rules.flags import Known
from overens.surveys.rules.interviews import passages_in
from overens.surveys.rules.own_words import (
    LEFT,
    RELEASED,
    UNREAD,
    mark_of,
    words_column,
    words_in,
)
from overens.surveys.rules.questions import given_in

# What can be answered in own words: a question of the survey, or a theme of interviews.
Worded: TypeAlias = QuestionnaireItem | InterviewTheme


@dataclass(frozen=True)
class OwnText:
    """One text of a question, and where it stands.

    Attributes:
        mark: what it is called by in addresses.
        sheets: the sheets that say it, in words alike; a pooled answer is one sheet. Of
            a theme, the interviews; none where it is only quoted any more.
        released: as it is shown, where it is.
    """

    mark: str
    text: str
    sheets: tuple[int, ...]
    state: str
    released: ReleasedText | InterviewQuote | None = None


@dataclass(frozen=True)
class Progress:
    """How far the reading of a question's texts has come."""

    texts: int
    unread: int
    released: int

    @property
    def read(self) -> int:
        """How many have been released or left."""
        return self.texts - self.unread


def items_with_words(survey: Survey) -> list[QuestionnaireItem]:
    """Return the questions that can be answered in own words, in order. 1 query."""
    return [
        each.stored for each in every_item(survey) if column_of(each.stored) is not None
    ]


def themes_of(survey: Survey) -> list[InterviewTheme]:
    """Return what interviews beside the survey are about, in order. 1 query."""
    return list(themes_by_place(survey))


def themes_by_place(survey: Survey) -> QuerySet[InterviewTheme]:
    """Return the themes in order, to be asked for with more."""
    return InterviewTheme.objects.filter(survey=survey).order_by("place")


def worded(survey: Survey) -> list[Worded]:
    """Return all that is answered in own words: questions, then themes. 2 queries."""
    return [*items_with_words(survey), *themes_of(survey)]


def texts_to_code(survey: Survey, item: Worded) -> list[OwnText]:
    """Return the texts that are coded: those that somebody still says. 3 queries."""
    return [text for text in texts_of(survey, item) if text.sheets]


def column_of(item: Worded) -> str | None:
    """Return the name that a question's own words have in a sheet; None if none."""
    question = item.question
    return words_column(item.key, question.kind, own_text=question.own_text)


def texts_of(survey: Survey, item: Worded) -> list[OwnText]:
    """Return the texts of one question or theme, each once. 3 queries."""
    if isinstance(item, InterviewTheme):
        return passages_of(survey, [item])[item.key]
    column = column_of(item)
    if column is None:
        return []
    rows = (
        AnswerSheet.objects.standing()
        .filter(survey=survey)
        .annotate(said=KeyTransform(column, "answers"))
        .values_list("pk", "said")
    )
    return _texts(
        survey,
        item.key,
        [(pk, words_in({column: said}, column)) for pk, said in rows],
        ReleasedText.objects.filter(survey=survey, question_key=item.key),
        ReadText.objects.filter(survey=survey, question_key=item.key),
    )


def passages_of(
    survey: Survey, themes: Sequence[InterviewTheme]
) -> dict[str, list[OwnText]]:
    """Return the passages of the notes on each theme, each once. 3 queries."""
    said: dict[str, dict[str, list[int]]] = {theme.key: {} for theme in themes}
    for pk, notes in noted(survey):
        for key in said.keys() & notes.keys():
            for passage in passages_in(notes[key]):
                said[key].setdefault(passage, []).append(pk)
    quoted = {
        (quote.question_key, quote.mark): quote
        for quote in InterviewQuote.objects.filter(survey=survey, withdrawn_at=None)
    }
    left = set(
        ReadText.objects.filter(survey=survey).values_list("question_key", "mark")
    )
    found: dict[str, list[OwnText]] = {}
    for key, passages in said.items():
        texts = []
        for text, behind in passages.items():
            mark = mark_of(str(survey.uuid), key, text)
            its = quoted.get((key, mark))
            state = RELEASED if its else LEFT if (key, mark) in left else UNREAD
            texts.append(OwnText(mark, text, tuple(behind), state, its))
        here = {text.mark for text in texts}
        # Quoted, and since written otherwise or forgotten: it can still be taken back.
        texts += [
            OwnText(mark, str(quote.text), (), RELEASED, quote)
            for (of, mark), quote in quoted.items()
            if of == key and mark not in here
        ]
        found[key] = sorted(texts, key=lambda text: text.mark)
    return found


def noted(survey: Survey) -> list[tuple[int, Mapping[str, str]]]:
    """Return the number and the notes of each interview. 1 query."""
    return list(Interview.objects.filter(survey=survey).values_list("pk", "notes"))


def progress_of(
    survey: Survey, items: Sequence[QuestionnaireItem]
) -> dict[str, Progress]:
    """Return how far the reading has come, by question. 3 queries."""
    columns = {item.key: column_of(item) or "" for item in items}
    said: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, answers in (
        AnswerSheet.objects.standing()
        .filter(survey=survey)
        .values_list("pk", "answers")
    ):
        for key, column in columns.items():
            said[key].append((pk, words_in(answers, column)))
    released: dict[str, list[ReleasedText]] = defaultdict(list)
    for text in ReleasedText.objects.filter(survey=survey):
        released[text.question_key].append(text)
    left: dict[str, list[ReadText]] = defaultdict(list)
    for read in ReadText.objects.filter(survey=survey):
        left[read.question_key].append(read)
    return {
        key: counted_of(_texts(survey, key, said[key], released[key], left[key]))
        for key in columns
    }


def counted_of(texts: Sequence[OwnText]) -> Progress:
    """Return how far the reading of some texts has come."""
    states = [text.state for text in texts]
    return Progress(len(states), states.count(UNREAD), states.count(RELEASED))


def _texts(
    survey: Survey,
    key: str,
    said: Sequence[tuple[int, str]],
    released: Iterable[ReleasedText],
    left: Iterable[ReadText],
) -> list[OwnText]:
    sheets: dict[str, list[int]] = defaultdict(list)
    for pk, text in said:
        if text:
            sheets[text].append(pk)
    shown = {text.sheet_id: text for text in released if text.withdrawn_at is None}
    marks = {read.mark for read in left}
    texts = []
    for text, behind in sheets.items():
        mark = mark_of(str(survey.uuid), key, text)
        its = next((shown[pk] for pk in behind if pk in shown), None)
        state = RELEASED if its else LEFT if mark in marks else UNREAD
        texts.append(OwnText(mark, text, tuple(behind), state, its))
        if its is not None:
            del shown[its.sheet_id]
    # Shown, and since forgotten: it can still be taken back.
    texts += [
        OwnText(
            mark_of(str(survey.uuid), key, str(its.uuid)),
            str(its.text),
            (),
            RELEASED,
            its,
        )
        for its in shown.values()
        if its.sheet_id is not None  # known from print alone
    ]
    return sorted(texts, key=lambda text: text.mark)


def can_be_quoted(survey: Survey, item: Worded) -> bool:
    """Say whether texts of a question may be shown at all. 2 queries at most."""
    if isinstance(item, InterviewTheme):
        return item.key in themes_quotable(survey, [item])
    return item.key in quotable(survey, [item])


def themes_quotable(survey: Survey, themes: Sequence[InterviewTheme]) -> frozenset[str]:
    """Return the themes whose passages may be shown at all (rule I4). 1 query."""
    if survey.mode == OPEN:
        return frozenset(theme.key for theme in themes)
    notes = [its for _number, its in noted(survey)]
    return frozenset(
        theme.key
        for theme in themes
        if may_quote(sum(bool(passages_in(its.get(theme.key, ""))) for its in notes))
    )


def quotable(survey: Survey, items: Sequence[QuestionnaireItem]) -> frozenset[str]:
    """Return the questions whose texts may be shown at all. 2 queries at most.

    Source: rule 29, docs/rules/surveys.md.
    """
    if survey.mode == OPEN:
        return frozenset(item.key for item in items)
    release = Release.objects.filter(survey=survey, key=QUESTIONS).first()
    if release is not None:
        shown = released_in(release.figures).questions
        told = {key: counts.persons for key, counts in shown.items()}
    else:
        sheets = standing_sheets(survey)
        told = {
            item.key: _persons(item_in(item, LANGUAGES[0]), sheets) for item in items
        }
    return frozenset(item.key for item in items if may_quote(told.get(item.key)))


def _persons(item: Item, sheets: Sequence[Sheet]) -> int:
    """Count the persons who answered a question."""
    kind = QUESTION_TYPES[item.kind]
    return len(
        {
            sheet.respondent
            for sheet in sheets
            if kind.is_answered(
                given_in(item, sheet.answers, units=1, person=sheet.respondent)
            )
        }
    )


def known_of(
    survey: Survey, items: Sequence[Worded], texts: Sequence[OwnText]
) -> Known:
    """Return what a text is held against before it is released. At most 3 queries.

    Args:
        items: the survey's questions; the words that they use are nobody's own.
        texts: all texts of the question.
    """
    asked = [
        text
        for item in items
        for texts_ in (item.question.title, item.question.instruction)
        for text in texts_.values()
    ]
    about = [
        text
        for name in ("title", "introduction", "unit", "units", "respondents")
        for text in getattr(survey, name).values()
    ]
    people = FrameRespondent.objects.filter(survey=survey).exclude(name="")
    # In an open frame each answer brings its own unit, which has no name.
    units = (
        ()
        if survey.open_frame
        else FrameUnit.objects.filter(survey=survey).values_list("name", flat=True)
    )
    places = Municipality.objects.filter(origin=survey.space.origin)
    return Known(
        persons=tuple(people.values_list("name", flat=True)),
        units=tuple({name for names in units for name in (names or {}).values()}),
        places=tuple(places.values_list("name", flat=True)),
        texts=tuple(text.text for text in texts),
        common=frozenset(
            word.strip('.,;:!?()”"').casefold()
            for text in (*asked, *about)
            for word in text.split()
        ),
    )
