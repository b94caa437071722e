"""The secretariat's pages for one question of a survey that is being made."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.queries import Access
from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import (
    answer_form,
    as_initial,
    form_page,
    posted,
    texts_in,
)
from overens.errors import RuleBroken
from overens.surveys.actions import (
    add_question,
    add_question_later,
    change_question,
    move_question,
    put_back_question,
    replace_question,
    set_condition,
    set_section,
    take_out_question,
    use_questions,
)
from overens.surveys.forms import (
    QUESTION_FORMS,
    BankForm,
    ConditionForm,
    SectionForm,
)
from overens.surveys.models import QuestionnaireItem, Survey
from overens.surveys.queries import (
    about_in_bank,
    bank_of,
    in_bank,
    questionnaire_items,
)
from overens.surveys.queries.versions import takes_no_more
from overens.surveys.rules import DOWN, QUESTION_TYPES, UP, check_new_version
from overens.surveys.views.drafts import (
    asked_already,
    builder_url,
    survey_to_make,
    surveys_url,
    task_context,
)
from overens.surveys.views.looking import look_of, shown_look, wants_look, written

BANK_A_PAGE = 50
WORDS = "surveys/question_words.html"


def _item_of(survey: Survey, uuid: uuids.UUID) -> QuestionnaireItem:
    return get_object_or_404(
        QuestionnaireItem.objects.select_related(
            "question", "questionnaire__survey__space"
        ),
        questionnaire__survey=survey,
        uuid=uuid,
    )


@require_safe
@login_required
def question_kinds(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer the kinds of question to add, and the bank."""
    survey, _access = survey_to_make(request, slug)
    about = {
        "single": _("Buttons to choose one of, such as yes, partly, no."),
        "multi": _("Boxes to tick any number of."),
        "scale": _("Grades with words at both ends, such as 1 to 5."),
        "matrix": _("Several things graded on the same scale, each by itself."),
        "ranking": _("Put in order, such as what matters most. Each has its place."),
        "number": _("A number, such as how many members there are."),
        "date": _("A day, such as when an agreement began to apply."),
        "consent": _(
            "A sentence to agree to. Only how many agreed is shown, and never who."
        ),
        "text": _("An empty field. Shown only when somebody has read and released it."),
        "units": _("Which units the answer is for. Nothing to fill in twice."),
    }
    cannot = _why_no_more(survey)
    context = {
        "title": _("Add a question"),
        "cannot": cannot,
        "lead": "" if cannot or not asked_already(survey) else _later(),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), builder_url(survey)),
            (_("Add a question"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "kinds": [
            {
                "label": _(QUESTION_TYPES[key].label),
                "about": about.get(key, ""),
                "url": reverse("surveys:question_add", args=[survey.slug, key]),
            }
            for key in QUESTION_FORMS
        ],
    }
    return render(request, "surveys/question_kinds.html", context)


def _why_no_more(survey: Survey) -> str:
    """Return why no question can be added any more, "" where one can. 2 queries."""
    try:
        if asked_already(survey):
            check_new_version(
                mode=survey.mode,
                is_over=takes_no_more(survey),
                taken_away=survey.withdrawn_at is not None,
            )
    except RuleBroken as broken:
        return explain(broken)
    return ""


@form_page
@login_required
def question_add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Put a new question last."""
    survey, access = survey_to_make(request, slug)
    if kind not in QUESTION_FORMS:
        raise Http404
    form = QUESTION_FORMS[kind](posted(request))
    if wants_look(request):
        return shown_look(request, form, kind)
    is_asked = asked_already(survey)

    def act(_given: dict[str, Any]) -> str:
        add = add_question_later if is_asked else add_question
        item = add(survey=survey, kind=kind, by=access.actor, **form.given())
        messages.success(request, _("The question stands last."))
        return builder_url(survey, item)

    context = task_context(survey, _("New question"), _("Save the question"))
    context["step_text"] = _(QUESTION_TYPES[kind].label).capitalize()
    context["back_url"] = reverse("surveys:question_kinds", args=[survey.slug])
    if is_asked:
        context["lead"] = _later()
    context |= look_of(written(form, kind))
    return answer_form(request, form, context, act, template=WORDS, adds=True)


def _later() -> str:
    """Return what a question is told to become once somebody has answered."""
    return _(
        "People are answering. The question becomes part of a new version, and is "
        "counted only of those who answer from now on."
    )


@form_page
@login_required
def question_bank(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose questions that have been asked before, in the same words."""
    survey, access = survey_to_make(request, slug)
    words = request.GET.get("q", "").strip()
    numbers = bank_of(survey, words)
    page = Paginator(numbers, BANK_A_PAGE).get_page(request.GET.get("page"))
    found = [
        (question, about_in_bank(question, survey.space))
        for question in in_bank(list(page.object_list))
    ]
    form = BankForm(posted(request), found=found)

    def act(_given: dict[str, Any]) -> str:
        used = use_questions(survey=survey, questions=form.given(), by=access.actor)
        n = len(used)
        messages.success(
            request,
            ngettext("%(n)s question is added.", "%(n)s questions are added.", n)
            % {"n": formats.number(n)},
        )
        return builder_url(survey, used[0])

    context = task_context(survey, _("Questions from the bank"), _("Add the questions"))
    context |= {
        "lead": _("The same words as before, so that answers can be compared."),
        "back_url": reverse("surveys:question_kinds", args=[survey.slug]),
        "words": words,
        "page": page,
        "found": found,
    }
    return answer_form(
        request, form, context, act, template="surveys/bank.html", adds=True
    )


@form_page
@login_required
def question_change(request: HttpRequest, slug: str, item: uuids.UUID) -> HttpResponse:
    """Give a question other words."""
    survey, access = survey_to_make(request, slug)
    found = _item_of(survey, item)
    kind = found.question.kind
    form = QUESTION_FORMS[kind](posted(request), question=found.question)
    if wants_look(request):
        return shown_look(request, form, kind)
    is_asked = asked_already(survey)

    def act(_given: dict[str, Any]) -> str:
        words = form.given()
        words["options"] = [option.stored for option in words["options"]]
        change = replace_question if is_asked else change_question
        changed = change(item=found, by=access.actor, **words)
        messages.success(request, _("Saved."))
        return builder_url(survey, changed)

    context = task_context(survey, _("Change the question"), _("Save"), found)
    context["step_text"] = _(QUESTION_TYPES[kind].label).capitalize()
    if is_asked:
        context["lead"] = _later()
    context |= look_of(written(form, kind) or found.question)
    return answer_form(request, form, context, act, template=WORDS)


@form_page
@login_required
def question_section(request: HttpRequest, slug: str, item: uuids.UUID) -> HttpResponse:
    """Let a section begin at a question."""
    survey, access = survey_to_make(request, slug)
    found = _item_of(survey, item)
    form = SectionForm(posted(request), initial=as_initial("section", found.section))

    def act(given: dict[str, Any]) -> str:
        set_section(item=found, section=texts_in(given, "section"), by=access.actor)
        messages.success(request, _("Saved."))
        return builder_url(survey, found)

    context = task_context(survey, _("A section begins here"), _("Save"), found)
    context["lead"] = str(found.question.title)
    return answer_form(request, form, context, act)


@form_page
@login_required
def question_condition(
    request: HttpRequest, slug: str, item: uuids.UUID
) -> HttpResponse:
    """Say which earlier answers a question waits for."""
    survey, access = survey_to_make(request, slug)
    found = _item_of(survey, item)
    items = questionnaire_items(survey)
    earlier = [
        (number, before)
        for number, before in enumerate(items, 1)
        if before.place < found.place
    ]
    form = ConditionForm(posted(request), item=found, earlier=earlier)

    def act(_given: dict[str, Any]) -> str:
        set_condition(item=found, condition=form.given(), by=access.actor)
        messages.success(request, _("Saved."))
        return builder_url(survey, found)

    context = task_context(survey, _("When is it asked?"), _("Save"), found)
    context["lead"] = str(found.question.title)
    context["can_wait"] = bool(form.asked)
    return answer_form(
        request, form, context, act, template="surveys/question_condition.html"
    )


def _press(
    request: HttpRequest, slug: str, act: Callable[[Survey, Access], str]
) -> HttpResponse:
    """Do what a button says and go back to the list; say why where it cannot be."""
    survey, access = survey_to_make(request, slug)
    try:
        url = act(survey, access)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
        url = builder_url(survey)
    return redirect(url)


@require_POST
@login_required
def question_move(
    request: HttpRequest, slug: str, item: uuids.UUID, way: str
) -> HttpResponse:
    """Move a question one step up or down."""
    if way not in (UP, DOWN):
        raise Http404

    def act(survey: Survey, access: Access) -> str:
        found = _item_of(survey, item)
        move_question(item=found, way=way, by=access.actor)
        return builder_url(survey, found)

    return _press(request, slug, act)


@require_POST
@login_required
def question_take_out(
    request: HttpRequest, slug: str, item: uuids.UUID
) -> HttpResponse:
    """Take a question out; the list then offers to put it back."""

    def act(survey: Survey, access: Access) -> str:
        take_out_question(item=_item_of(survey, item), by=access.actor)
        return builder_url(survey)

    return _press(request, slug, act)


@require_POST
@login_required
def question_put_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the question that was taken out last back where it stood."""

    def act(survey: Survey, access: Access) -> str:
        return builder_url(survey, put_back_question(survey=survey, by=access.actor))

    return _press(request, slug, act)
