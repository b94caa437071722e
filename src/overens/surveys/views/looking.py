"""A question as whoever answers sees it on a phone, also while it is being written."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overens.common.formats import language_or_active
from overens.errors import RuleBroken
from overens.surveys.forms import AskForm
from overens.surveys.forms.questions import QuestionForm
from overens.surveys.models import Question, QuestionnaireItem
from overens.surveys.queries import item_in, option_helps

LOOK = "look"


def asked_as(item: QuestionnaireItem, language: str) -> AskForm:
    """Return an empty form that asks a question; the row need not be stored."""
    return AskForm(
        item=item_in(item, language),
        instruction=item.question.instruction.in_language(language),
        helps=option_helps(item, language),
    )


def look_of(question: Question | None) -> dict[str, Any]:
    """Return what the page of a question needs to show how it looks.

    Args:
        question: stored or not; None where it cannot be shown yet.
    """
    if question is None:
        return {"look": None}
    item = QuestionnaireItem(key=LOOK, question=question)
    asked = asked_as(item, language_or_active())
    return {"look": {"question": question, "form": asked}}


def written(form: QuestionForm, kind: str) -> Question | None:
    """Return the question that a form says, not stored; None while it is not whole."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        given = form.given()
    except RuleBroken:
        return None
    options = [option.stored for option in given.pop("options")]
    return Question(kind=kind, options=options, **given)


def wants_look(request: HttpRequest) -> bool:
    """Say whether the page asks how it looks, while somebody writes."""
    return LOOK in request.POST


def shown_look(request: HttpRequest, form: QuestionForm, kind: str) -> HttpResponse:
    """Return how a question looks as it is written; nothing while it is not whole."""
    question = written(form, kind)
    if question is None:
        # What stood there stays.
        return HttpResponse(status=204)
    return render(request, "surveys/_question_look.html", look_of(question))
