"""What the pages of a survey in the making show. Bounded queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from overens.accounts.models import Space
from overens.common import formats
from overens.common.formats import language_or_active
from overens.common.sheets import About, Column, Sheet, write_xlsx
from overens.common.texts import LocalText
from overens.surveys.models import Question, Questionnaire, QuestionnaireItem, Survey
from overens.surveys.queries.stored import draft_items
from overens.surveys.rules import (
    CONDITION_FAULTS,
    NEEDED_TEXTS,
    QUESTION_TYPES,
    SURVEY_TEXTS,
    TAKEN_IN,
    Marks,
    QuestionDefinition,
    WrittenOption,
    condition_faults,
    languages_short,
    missing_texts,
    written_questionnaire,
    written_xlsform,
)

# As many options as a row of the list names.
_NAMED = 4


@dataclass(frozen=True)
class Lack:
    """Something to do before a survey can be opened, and where it is done.

    ``field`` is a field of the survey's texts; ``item`` a question; both empty where
    a question is to be added.
    """

    sentence: str
    field: str = ""
    item: QuestionnaireItem | None = None


def drafts_of(space: Space) -> QuerySet[Survey]:
    """Return the surveys of a space that are being made, newest first."""
    return (
        Survey.objects.standing()
        .filter(space=space, published=False, sheets=None, collection=None)
        .order_by("-id")
    )


def opened_in(space: Space) -> QuerySet[Survey]:
    """Return the surveys that take answers, or have and are not published."""
    return (
        Survey.objects.standing()
        .filter(Q(published=False) | Q(collection__state=TAKEN_IN), space=space)
        .exclude(collection=None)
        .select_related("collection")
        .order_by("-id")
    )


def lacks_of(survey: Survey, items: Sequence[QuestionnaireItem]) -> list[Lack]:
    """Return what is missing before the survey can be opened (rule B7); no query."""
    texts = {name: getattr(survey, name) for name in SURVEY_TEXTS}
    found = [
        Lack(gettext(NEEDED_TEXTS[name]), field=name) for name in missing_texts(texts)
    ]
    if not items:
        found.append(Lack(gettext("Add at least one question.")))
    for fault in condition_faults(draft_items(items)):
        sentence = gettext(CONDITION_FAULTS[fault.why])
        said = sentence % {"number": formats.number(fault.place + 1)}
        found.append(Lack(said, item=items[fault.place]))
    return found


def in_one_language(survey: Survey, items: Sequence[QuestionnaireItem]) -> int:
    """Return how many of the survey's texts stand in one language only; no query."""
    texts = [getattr(survey, name) for name in NEEDED_TEXTS]
    for item in items:
        texts += [item.question.title, item.question.instruction, item.section]
        texts += [LocalText(option["label"]) for option in item.question.options]
    return languages_short(texts)


def options_in_words(question: Question) -> str:
    """Return the first options of a question, and how many there are in all."""
    labels = [str(LocalText(option["label"])) for option in question.options]
    if len(labels) <= _NAMED + 1:
        return " · ".join(labels)
    more = len(labels) - _NAMED
    return " · ".join(
        [
            *labels[:_NAMED],
            ngettext("%(n)s more", "%(n)s more", more) % {"n": formats.number(more)},
        ]
    )


def condition_in_words(
    item: QuestionnaireItem, items: Sequence[QuestionnaireItem]
) -> str:
    """Return when a question is asked: "Asked if question 1 is “Yes” or “No”."."""
    parts = []
    by_key = {other.key: (n, other) for n, other in enumerate(items, 1)}
    for key, options in item.condition.items():
        if key not in by_key:
            continue
        number, before = by_key[key]
        labels = {o["key"]: str(LocalText(o["label"])) for o in before.question.options}
        chosen = [
            gettext("“%(words)s”") % {"words": labels[option]}
            for option in options
            if option in labels
        ]
        if chosen:
            parts.append(
                gettext("question %(number)s is %(answers)s")
                % {
                    "number": formats.number(number),
                    "answers": reduce(_either, chosen),
                }
            )
    return (
        gettext("Asked if %(what)s.") % {"what": reduce(_both, parts)} if parts else ""
    )


def _either(first: str, second: str) -> str:
    return gettext("%(first)s or %(second)s") % {"first": first, "second": second}


def _both(first: str, second: str) -> str:
    return gettext("%(first)s and %(second)s") % {"first": first, "second": second}


def taken_out_last(questionnaire: Questionnaire) -> Question | None:
    """Return the question that can be put back, if any. 1 query when there is."""
    if not questionnaire.taken_out:
        return None
    last = questionnaire.taken_out[-1]["question"]
    return Question.objects.filter(uuid=last).first()


def bank_of(survey: Survey, words: str = "") -> list[int]:
    """Return the questions to choose among, as row numbers, newest first. 1 query.

    Those that the survey's own space has asked or is about to, and those that a
    published survey of the same world asks, in their latest words; not those that it
    has already.

    Args:
        words: only those whose question holds this text in any language.
    """
    known = Q(uses__questionnaire__survey__space=survey.space) | Q(
        uses__questionnaire__survey__published=True
    )
    found = (
        Question.objects.filter(known, origin=survey.origin, replaced_by=None)
        .exclude(uses__questionnaire__survey=survey)
        .distinct()
        .order_by("-id")
        .values_list("pk", "title")
    )
    sought = words.casefold()
    return [
        pk
        for pk, title in found
        if any(sought in text.casefold() for text in (title or {"sv": ""}).values())
    ]


def in_bank(numbers: Sequence[int]) -> list[Question]:
    """Return questions by row number, in that order, with their uses. 2 queries."""
    uses = QuestionnaireItem.objects.select_related("questionnaire__survey")
    found = (
        Question.objects.filter(pk__in=numbers)
        .select_related("replaces")
        .prefetch_related(Prefetch("uses", queryset=uses))
    )
    return sorted(found, key=lambda question: -question.pk)


def about_in_bank(question: Question, space: Space) -> str:
    """Return a question's kind, options, where it was asked, and how it read before."""
    parts = [
        gettext(QUESTION_TYPES[question.kind].label).capitalize(),
        options_in_words(question),
    ]
    surveys = {
        str(use.questionnaire.survey)
        for use in question.uses.all()
        if use.questionnaire.survey.published
        or use.questionnaire.survey.space_id == space.pk
    }
    if surveys:
        parts.append(
            gettext("Asked in: %(surveys)s") % {"surveys": ", ".join(sorted(surveys))}
        )
    if question.provenance:
        parts.append(str(question.provenance))
    if question.replaces is not None:
        parts.append(
            gettext("Before it read: “%(title)s”") % {"title": question.replaces.title}
        )
    return ". ".join(part for part in parts if part)


def questionnaire_document(
    survey: Survey, items: Sequence[QuestionnaireItem]
) -> dict[str, Any]:
    """Return a survey's texts and questions in the own format; no query."""
    return written_questionnaire(
        slug=survey.slug,
        mode=survey.mode,
        texts={name: getattr(survey, name) for name in SURVEY_TEXTS},
        questions=[_defined(item) for item in items],
    )


def questionnaire_book(survey: Survey, items: Sequence[QuestionnaireItem]) -> bytes:
    """Return a survey's questions as an XLSForm, a workbook; no query."""
    sheets = written_xlsform(
        slug=survey.slug,
        texts={name: getattr(survey, name) for name in SURVEY_TEXTS},
        questions=[_defined(item) for item in items],
    )
    return write_xlsx(
        [
            Sheet(name, tuple(Column(key, key) for key in columns), rows)
            for name, (columns, *rows) in sheets.items()
        ],
        About(
            title=str(survey.title),
            language=language_or_active(),
            date=timezone.localtime(survey.created, survey.space.zone).date(),
        ),
    )


def _defined(item: QuestionnaireItem) -> QuestionDefinition:
    question = item.question
    return QuestionDefinition(
        key=item.key,
        kind=question.kind,
        title=question.title,
        instruction=question.instruction,
        options=tuple(WrittenOption.of(one) for one in question.options),
        own_text=question.own_text,
        finding={},
        provenance=question.provenance,
        remarks=(),
        marks=Marks(),
        section=item.section,
        condition=item.condition,
        settings=question.settings,
    )
