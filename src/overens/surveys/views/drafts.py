"""The secretariat's pages that make a survey: its texts, its list of questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.models import Space
from overens.accounts.queries import (
    Access,
    access_to,
    day_in,
    has_right,
    in_space,
    person_of,
    with_column,
)
from overens.accounts.rules import EDIT_SURVEYS
from overens.common import formats
from overens.common.form_pages import answer_form, form_page, posted, texts_in
from overens.common.formats import language_or_active
from overens.surveys.actions import change_survey, make_survey, withdraw_survey
from overens.surveys.actions.sides import make_both_sides
from overens.surveys.forms import NewSurveyForm, SurveyForm, WithdrawForm
from overens.surveys.models import QuestionnaireItem, Survey
from overens.surveys.queries import (
    XLSX,
    Lack,
    condition_in_words,
    every_item,
    in_one_language,
    lacks_of,
    options_in_words,
    questionnaire_book,
    questionnaire_document,
    questionnaire_items,
    taken_out_last,
)
from overens.surveys.queries.collecting import collection_of
from overens.surveys.queries.sides import same_words_in
from overens.surveys.rules import COLLECTED, OPEN, PROMISES, QUESTION_TYPES, is_draft
from overens.surveys.views.looking import asked_as


def survey_to_make(request: HttpRequest, slug: str) -> tuple[Survey, Access]:
    """Return a survey, and the access of whoever may change its questions.

    Raises:
        Http404: there is none, or it is a draft that this person may not know of.
        NotYours: it is known to all, and somebody else's.
    """
    return survey_for(request, slug, lambda _survey: EDIT_SURVEYS)


def survey_for(
    request: HttpRequest, slug: str, deed_of: Callable[[Survey], str]
) -> tuple[Survey, Access]:
    """Return a survey, and the access of whoever may do a deed that goes with it.

    Raises:
        Http404, NotYours: see ``survey_to_make``.
    """
    survey = get_object_or_404(
        Survey.objects.select_related("space"), slug=slug, withdrawn_at=None
    )
    space, deed = survey.space, deed_of(survey)
    if not survey.published and not has_right(
        person_of(request), deed, space, day_in(space)
    ):
        raise Http404
    with_column(request, space, "surveys")
    return survey, access_to(request, deed, space)


def surveys_url(space: Space) -> str:
    """Return the address of the space's surveys."""
    return f"{reverse('surveys:surveys')}?compact={space.slug}"


def builder_url(survey: Survey, item: QuestionnaireItem | None = None) -> str:
    """Return the address of a survey's list of questions, at one of them if told."""
    url = reverse("surveys:questions", args=[survey.slug])
    return url if item is None else f"{url}#q-{item.uuid}"


def asked_already(survey: Survey) -> bool:
    """Say whether the survey's questions stand as they are. 1 query."""
    begun = Q(sheets__isnull=False) | Q(collection__isnull=False)
    is_answered = Survey.objects.filter(begun, pk=survey.pk).exists()
    return not is_draft(published=survey.published, sheets=is_answered)


@form_page
@in_space(EDIT_SURVEYS)
def survey_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Make a survey, from a template or empty."""
    with_column(request, access.space, "surveys")
    files = request.FILES if request.method == "POST" else None
    form = NewSurveyForm(posted(request), files, year=access.day.year)

    def act(given: dict[str, Any]) -> str:
        told = {
            "space": access.space,
            "title": texts_in(given, "title"),
            "mode": given["mode"],
            "year": given["year"],
            "by": access.actor,
        }
        begun = form.begun()
        if begun is not None and form.is_to_both_sides():
            messages.success(
                request, _("Two drafts, one to each side. Nobody sees them yet.")
            )
            return builder_url(make_both_sides(like=begun, **told))
        messages.success(request, _("The survey is a draft. Nobody sees it yet."))
        return builder_url(make_survey(like=begun, **told))

    back = surveys_url(access.space)
    context = {
        "title": _("New survey"),
        "lead": _("It stays a draft until you open it. You can change all of it."),
        "back_url": back,
        "cancel_url": back,
        "button": _("Make the draft"),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@login_required
def survey_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a survey is called, whom it asks and what it promises."""
    survey, access = survey_to_make(request, slug)
    form = SurveyForm(posted(request), survey=survey)

    def act(_given: dict[str, Any]) -> str:
        changed = change_survey(survey=survey, by=access.actor, **form.given())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return builder_url(survey)

    return answer_form(
        request, form, task_context(survey, _("Texts and promise"), _("Save")), act
    )


@form_page
@login_required
def survey_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take away a survey that was begun by mistake."""
    survey, access = survey_to_make(request, slug)

    def act(given: dict[str, Any]) -> str:
        withdraw_survey(survey=survey, why=given["why"], by=access.actor)
        messages.success(request, _("The draft is taken away."))
        return surveys_url(survey.space)

    context = task_context(survey, _("Take the draft away"), _("Take it away"))
    context["lead"] = _("Its questions stay in the bank if they stand elsewhere too.")
    return answer_form(request, WithdrawForm(posted(request)), context, act)


def task_context(
    survey: Survey, title: str, button: str, item: QuestionnaireItem | None = None
) -> dict[str, Any]:
    """Return what a page with one form about a survey needs besides the form."""
    back = builder_url(survey, item)
    return {"title": title, "button": button, "back_url": back, "cancel_url": back}


@require_safe
@login_required
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a survey's questions in order, what it lacks, and what can be done."""
    survey, _access = survey_to_make(request, slug)
    items = questionnaire_items(survey)
    stands = asked_already(survey)
    collecting = collection_of(survey) if stands else None
    is_over = survey.published or (collecting and collecting.state == COLLECTED)
    asked = every_item(survey) if stands else ()
    added = {each.stored.key: each.added for each in asked}
    lacks = [] if stands else lacks_of(survey, items)
    alone = in_one_language(survey, items)
    context = {
        "title": str(survey),
        "breadcrumbs": [(_("Surveys"), surveys_url(survey.space)), (str(survey), "")],
        "survey": survey,
        "page_origin": survey.origin,
        "stands": stands,
        "is_opened": collecting is not None,
        "takes_more": stands and survey.mode == OPEN and not is_over,
        "rows": [
            _row(item, number, items) | {"added": added.get(item.key)}
            for number, item in enumerate(items, 1)
        ],
        "lacks": [
            {"sentence": one.sentence, "url": where_written(survey, one)}
            for one in lacks
        ],
        "alone_text": ngettext(
            "%(n)s text stands in one language only.",
            "%(n)s texts stand in one language only.",
            alone,
        )
        % {"n": formats.number(alone)}
        if alone and not stands
        else "",
        "taken_out": None if stands else _taken_out(survey),
        "sides_text": _sides_text(survey),
    }
    return render(request, "surveys/questions.html", context)


def _sides_text(survey: Survey) -> str:
    """Return how much of a survey can be held against its other side."""
    if survey.other_side is None:
        return ""
    shared, same = same_words_in(survey, survey.other_side)
    return ngettext(
        "%(same)s of the %(shared)s question that both have is in the same words. Only "
        "that is compared.",
        "%(same)s of the %(shared)s questions that both have are in the same words. "
        "Only those are compared.",
        shared,
    ) % {"same": formats.number(same), "shared": formats.number(shared)}


def _taken_out(survey: Survey) -> Any:
    questionnaire = survey.questionnaires.order_by("-version").first()
    return taken_out_last(questionnaire) if questionnaire else None


def where_written(survey: Survey, lack: Lack) -> str:
    """Return where something that is missing is written."""
    if lack.item is not None:
        return reverse("surveys:question_condition", args=[survey.slug, lack.item.uuid])
    if lack.field:
        change = reverse("surveys:survey_change", args=[survey.slug])
        return f"{change}#id_{lack.field}_sv"
    return reverse("surveys:question_kinds", args=[survey.slug])


def _row(
    item: QuestionnaireItem, number: int, items: list[QuestionnaireItem]
) -> dict[str, Any]:
    return {
        "item": item,
        "number": number,
        "kind": _(QUESTION_TYPES[item.question.kind].label),
        "options": options_in_words(item.question),
        "condition": condition_in_words(item, items),
        "is_first": number == 1,
        "is_last": number == len(items),
    }


@require_safe
@login_required
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show each page of the survey as whoever answers sees it on a phone."""
    survey, _access = survey_to_make(request, slug)
    language = language_or_active()
    items = questionnaire_items(survey)
    heading = ""
    pages = []
    for number, item in enumerate(items, 1):
        heading = item.section.in_language(language) or heading
        pages.append(
            {
                "item": item,
                "number": number,
                "section": heading,
                "form": asked_as(item, language),
                "condition": condition_in_words(item, items),
            }
        )
    context = {
        "title": _("Preview of %(survey)s") % {"survey": survey},
        "lead": _("As it looks on a phone. Nothing that you fill in here is sent."),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), builder_url(survey)),
            (_("Preview"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "promise": survey.promise or _(PROMISES[survey.mode]),
        "pages": pages,
        "page_count": len(pages),
    }
    return render(request, "surveys/preview.html", context)


@require_safe
@login_required
def questionnaire_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the texts and questions as a file that a new survey can begin with."""
    survey, _access = survey_to_make(request, slug)
    document = questionnaire_document(survey, questionnaire_items(survey))
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    name = f"{survey.slug}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@login_required
def questionnaire_xlsform(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the questions as an XLSForm, for other survey programs."""
    survey, _access = survey_to_make(request, slug)
    book = questionnaire_book(survey, questionnaire_items(survey))
    response = HttpResponse(book, content_type=XLSX)
    name = f"{survey.slug}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
