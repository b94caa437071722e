"""Makes a new version of the questions of a survey that is being answered openly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.texts import LocalText
from overens.surveys.models import (
    Question,
    Questionnaire,
    QuestionnaireItem,
    Survey,
)
from overens.surveys.queries.versions import takes_no_more
from overens.surveys.rules import (
    MOST_QUESTIONS,
    TitleMissing,
    TooManyQuestions,
    check_new_version,
    free_key,
)


@transaction.atomic
def add_question_later(
    *, survey: Survey, kind: str, by: Actor, **words: Any
) -> QuestionnaireItem:
    """Add a question to a survey that people are answering: a new version (rule 47).

    Who has answered keeps the version they answered; the question's base is of those
    who answer from now on.

    Args:
        **words: as ``add_question`` takes them.

    Raises:
        BeforeAndAfter, AskedAlready, TakenAway: no new version may be made.
        TitleMissing: the question is empty.
        TooManyQuestions: there is no room for it.
    """
    survey, latest = _locked(survey)
    if not words["title"]:
        raise TitleMissing()
    items = list(latest.items.order_by("place"))
    if len(items) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    key = _free_key(survey, words["title"].get("en") or str(words["title"]))
    question = Question.objects.create(
        key=key, kind=kind, origin=survey.origin, **_stored(words)
    )
    version = _next(survey, latest)
    place = items[-1].place + 1 if items else 1
    added = QuestionnaireItem(
        questionnaire=version, question=question, key=key, place=place
    )
    _write(version, [*items, added])
    _log("surveys.add_question_later", survey, by, version=version, question=key)
    return version.items.get(key=key)


@transaction.atomic
def replace_question(
    *, item: QuestionnaireItem, by: Actor, **words: Any
) -> QuestionnaireItem:
    """Ask in other words from now on: a new question that replaces the old (rule 5).

    The old one keeps its answers and its own base. What waited for it waits for the
    new one, as far as that has the same options.

    Raises:
        BeforeAndAfter, AskedAlready, TakenAway: no new version may be made.
        TitleMissing: the question would be empty.
    """
    survey, latest = _locked(item.questionnaire.survey)
    if "title" in words and not words["title"]:
        raise TitleMissing()
    old = item.question
    differ = {
        name: new for name, new in _stored(words).items() if getattr(old, name) != new
    }
    if not differ:
        return item
    kept = {
        name: getattr(old, name)
        for name in ("kind", "origin", "title", "instruction", "options")
    }
    kept |= {"own_text": old.own_text, "settings": old.settings}
    key = _free_key(survey, item.key)
    question = Question.objects.create(**{**kept, **differ}, key=key, replaces=old)
    version = _next(survey, latest)
    options = {option["key"] for option in question.options}
    items = list(latest.items.order_by("place"))
    for each in items:
        if each.key == item.key:
            each.key, each.question = key, question
        if item.key in each.condition:
            waited = [one for one in each.condition.pop(item.key) if one in options]
            if waited:
                each.condition[key] = waited
    _write(version, items)
    _log(
        "surveys.replace_question",
        survey,
        by,
        version=version,
        question=key,
        replaces=item.key,
    )
    return version.items.get(key=key)


def _stored(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question's words as the bank stores them."""
    options = words.get("options", ())
    return {
        "title": words["title"],
        "instruction": words.get("instruction") or LocalText(),
        "options": [getattr(option, "stored", option) for option in options],
        "own_text": words.get("own_text", False),
        "settings": words.get("settings") or {},
    }


def _locked(survey: Survey) -> tuple[Survey, Questionnaire]:
    """Return the survey, held, and its latest version; say no where it stands."""
    survey = Survey.objects.held(survey)
    check_new_version(
        mode=survey.mode,
        is_over=takes_no_more(survey),
        taken_away=survey.withdrawn_at is not None,
    )
    return survey, survey.questionnaires.order_by("-version")[0]


def _free_key(survey: Survey, wished: str) -> str:
    """Return a key that no version has: answers to all of them lie side by side."""
    items = QuestionnaireItem.objects.filter(questionnaire__survey=survey)
    return free_key(wished, set(items.values_list("key", flat=True)), "question")


def _next(survey: Survey, latest: Questionnaire) -> Questionnaire:
    return Questionnaire.objects.create(survey=survey, version=latest.version + 1)


def _write(version: Questionnaire, items: list[QuestionnaireItem]) -> None:
    for item in items:
        QuestionnaireItem.objects.create(
            questionnaire=version,
            question=item.question,
            key=item.key,
            place=item.place,
            finding=item.finding,
            marks=item.marks,
            section=item.section,
            condition=item.condition,
        )


def _log(
    action: str, survey: Survey, by: Actor, *, version: Questionnaire, **facts: object
) -> None:
    facts |= {"version": version.version}
    write_line(action, by=by, about=survey, space=survey.space.slug, facts=facts)
