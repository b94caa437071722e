"""Writes the questions of a survey that is being made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from overens.common.audit import Actor, write_line
from overens.common.imports import stored_values
from overens.common.models import removing
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.drafts import locked_draft
from overens.surveys.models import Question, Questionnaire, QuestionnaireItem, Survey
from overens.surveys.queries import draft_items
from overens.surveys.rules import (
    MOST_QUESTIONS,
    Placed,
    TitleMissing,
    TooManyQuestions,
    WrittenOption,
    check_condition,
    free_key,
    moved,
    without,
)

# Places are unique: while they change they stand beyond the last.
_BEYOND = 10 * MOST_QUESTIONS


class NothingTakenOut(RuleBroken):
    """Nothing is there to put back."""

    sentence = gettext_noop("There is no question to put back.")


class QuestionGone(RuleBroken):
    """Somebody else has taken the question out meanwhile."""

    sentence = gettext_noop(
        "The question is not in the questionnaire any more. Somebody has taken it out."
    )


@transaction.atomic
def add_question(
    *,
    survey: Survey,
    kind: str,
    title: LocalText,
    by: Actor,
    instruction: LocalText | None = None,
    options: Sequence[WrittenOption] = (),
    own_text: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> QuestionnaireItem:
    """Put a new question last in a survey that nobody is asked yet, and in the bank.

    Args:
        settings: as ``read_settings`` returns them.

    Raises:
        AskedAlready: the survey has been asked.
        TitleMissing: the question is empty.
        TooManyQuestions: there is no room for it.
    """
    survey = locked_draft(survey)
    questionnaire, items = _items_of(survey)
    if not title:
        raise TitleMissing()
    key = _free_key(items, title.get("en") or str(title))
    question = Question.objects.create(
        key=key,
        origin=survey.origin,
        kind=kind,
        title=title,
        instruction=instruction or LocalText(),
        options=[option.stored for option in options],
        own_text=own_text,
        settings=settings or {},
    )
    item = _put_last(questionnaire, items, question, key)
    _log("surveys.add_question", survey, by, question=key, kind=kind)
    return item


@transaction.atomic
def use_questions(
    *, survey: Survey, questions: Iterable[Question], by: Actor
) -> list[QuestionnaireItem]:
    """Put questions of the bank last, in the very words they have been asked in.

    Raises:
        AskedAlready: the survey has been asked.
        TooManyQuestions: there is no room for them.
    """
    survey = locked_draft(survey)
    questionnaire, items = _items_of(survey)
    used = []
    for question in questions:
        key = _free_key(items, question.key)
        item = _put_last(questionnaire, items, question, key)
        items.append(item)
        used.append(item)
    _log("surveys.use_questions", survey, by, questions=[item.key for item in used])
    return used


@transaction.atomic
def change_question(
    *, item: QuestionnaireItem, by: Actor, **words: Any
) -> QuestionnaireItem:
    """Give a question other words, while its survey is being made (rule 5).

    Words that stand in another survey too stay there: this one gets a new question
    that says what it replaces.

    Args:
        **words: new values of ``title``, ``instruction``, ``options`` (a list as
            stored), ``own_text`` and ``settings``.

    Raises:
        AskedAlready: the survey has been asked.
        TitleMissing: the question would be empty.
        QuestionGone: somebody has taken it out.
    """
    survey, item = _locked_item(item)
    if "title" in words and not words["title"]:
        raise TitleMissing()
    question = item.question
    differ = {
        name: new for name, new in words.items() if getattr(question, name) != new
    }
    if not differ:
        return item
    before = stored_values(question, *differ)
    if question.uses.exclude(pk=item.pk).exists() or question.replaced_by.exists():
        kept = {
            name: getattr(question, name)
            for name in ("key", "origin", "kind", "title", "instruction", "options")
        }
        kept |= {
            name: getattr(question, name)
            for name in ("own_text", "settings", "provenance")
        }
        item.question = Question.objects.create(**{**kept, **differ}, replaces=question)
        item.save(update_fields=["question"])
    else:
        for name, new in differ.items():
            setattr(question, name, new)
        question.save(update_fields=list(differ))
    _log("surveys.change_question", survey, by, question=item.key, before=before)
    return item


@transaction.atomic
def set_section(
    *, item: QuestionnaireItem, section: LocalText, by: Actor
) -> QuestionnaireItem:
    """Let a section with a heading begin at a question; an empty one ends there.

    Raises:
        AskedAlready: the survey has been asked.
        QuestionGone: somebody has taken the question out.
    """
    survey, item = _locked_item(item)
    if item.section != section:
        before = stored_values(item, "section")
        item.section = section
        item.save(update_fields=["section"])
        _log("surveys.set_section", survey, by, question=item.key, before=before)
    return item


@transaction.atomic
def set_condition(
    *, item: QuestionnaireItem, condition: Mapping[str, Sequence[str]], by: Actor
) -> QuestionnaireItem:
    """Let a question wait for earlier answers; an empty condition asks it of all.

    Raises:
        AskedAlready: the survey has been asked.
        ConditionUnknown: it names what does not come before.
        QuestionGone: somebody has taken the question out.
    """
    survey, item = _locked_item(item)
    _questionnaire, items = _items_of(survey)
    kept = check_condition(draft_items(items), item.key, condition)
    if item.condition != kept:
        before = stored_values(item, "condition")
        item.condition = kept
        item.save(update_fields=["condition"])
        _log("surveys.set_condition", survey, by, question=item.key, before=before)
    return item


@transaction.atomic
def move_question(*, item: QuestionnaireItem, way: str, by: Actor) -> None:
    """Move a question one step up or down (rule B8).

    Raises:
        AskedAlready: the survey has been asked.
        QuestionGone: somebody has taken it out.
    """
    survey, item = _locked_item(item)
    questionnaire, items = _items_of(survey)
    _write_order(questionnaire, items, moved(_placed(items), item.key, way))
    _log("surveys.move_question", survey, by, question=item.key, way=way)


@transaction.atomic
def take_out_question(*, item: QuestionnaireItem, by: Actor) -> None:
    """Take a question out; it stays in the bank and can be put back where it stood.

    Raises:
        AskedAlready: the survey has been asked.
        QuestionGone: somebody has taken it out already.
    """
    survey, item = _locked_item(item)
    questionnaire, items = _items_of(survey)
    left = without(_placed(items), item.key)
    questionnaire.taken_out = [
        *questionnaire.taken_out,
        {
            "question": str(item.question.uuid),
            "key": item.key,
            "place": item.place,
            "section": dict(item.section),
            "condition": item.condition,
        },
    ]
    questionnaire.save(update_fields=["taken_out"])
    _log("surveys.take_out_question", survey, by, question=item.key)
    with removing():
        item.delete()
    _write_order(questionnaire, [one for one in items if one.pk != item.pk], left)


@transaction.atomic
def put_back_question(*, survey: Survey, by: Actor) -> QuestionnaireItem:
    """Put the question that was taken out last back where it stood.

    Raises:
        AskedAlready: the survey has been asked.
        NothingTakenOut: none was taken out.
        TooManyQuestions: others have taken its room.
    """
    survey = locked_draft(survey)
    questionnaire, items = _items_of(survey)
    if not questionnaire.taken_out:
        raise NothingTakenOut()
    *rest, last = questionnaire.taken_out
    question = Question.objects.get(uuid=last["question"])
    item = _put_last(questionnaire, items, question, _free_key(items, last["key"]))
    item.condition = last["condition"]
    item.save(update_fields=["condition"])
    order = _placed(items)
    at = min(last["place"] - 1, len(order))
    section = last["section"]
    if section and at < len(order) and order[at].section == section:
        # Its section went on at the next one while it was out.
        order[at] = Placed(order[at].key, {})
    order.insert(at, Placed(item.key, section))
    _write_order(questionnaire, [*items, item], order)
    questionnaire.taken_out = rest
    questionnaire.save(update_fields=["taken_out"])
    _log("surveys.put_back_question", survey, by, question=item.key)
    return item


def _items_of(survey: Survey) -> tuple[Questionnaire, list[QuestionnaireItem]]:
    questionnaire = survey.questionnaires.order_by("-version")[0]
    items = questionnaire.items.select_related("question").order_by("place")
    return questionnaire, list(items)


def _locked_item(item: QuestionnaireItem) -> tuple[Survey, QuestionnaireItem]:
    survey = locked_draft(item.questionnaire.survey)
    found = (
        QuestionnaireItem.objects.filter(pk=item.pk).select_related("question").first()
    )
    if found is None:
        raise QuestionGone()
    return survey, found


def _free_key(items: Sequence[QuestionnaireItem], wished: str) -> str:
    if len(items) >= MOST_QUESTIONS:
        raise TooManyQuestions(most=MOST_QUESTIONS)
    return free_key(wished, {item.key for item in items}, "question")


def _put_last(
    questionnaire: Questionnaire,
    items: Sequence[QuestionnaireItem],
    question: Question,
    key: str,
) -> QuestionnaireItem:
    return QuestionnaireItem.objects.create(
        questionnaire=questionnaire,
        question=question,
        key=key,
        place=items[-1].place + 1 if items else 1,
    )


def _placed(items: Sequence[QuestionnaireItem]) -> list[Placed]:
    return [Placed(item.key, item.section) for item in items]


def _write_order(
    questionnaire: Questionnaire,
    items: Sequence[QuestionnaireItem],
    order: Sequence[Placed],
) -> None:
    by_key = {item.key: item for item in items}
    questionnaire.items.update(place=F("place") + _BEYOND)
    for place, placed in enumerate(order, 1):
        by_key[placed.key].place = place
        by_key[placed.key].section = LocalText(placed.section)
    QuestionnaireItem.objects.bulk_update(by_key.values(), ["place", "section"])


def _log(action: str, survey: Survey, by: Actor, **facts: object) -> None:
    write_line(action, by=by, about=survey, space=survey.space.slug, facts=facts)
