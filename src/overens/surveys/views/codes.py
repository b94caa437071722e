"""The secretariat makes a code book, codes texts by it, and shows the figures."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import RuleBroken
from overens.surveys.actions.codes import (
    code_text,
    copy_codes,
    keep_code,
    release_codes,
    remove_code,
)
from overens.surveys.forms.codes import CodeForm, CodingForm, CopyCodesForm
from overens.surveys.models import Survey, TextCode
from overens.surveys.queries.codes import (
    Coding,
    books_to_copy,
    coded_as,
    codes_of,
    given_out,
)
from overens.surveys.queries.own_words import OwnText, Worded, texts_to_code
from overens.surveys.rules import OPEN
from overens.surveys.views.own_words import (
    asked_in_words,
    own_words_crumbs,
    own_words_url,
    survey_to_read,
)


def code_book_url(survey: Survey, item: Worded) -> str:
    """Return the address of a question's code book."""
    return reverse("surveys:code_book", args=[survey.slug, item.key])


@require_safe
@never_cache
@login_required
def code_book(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show a question's code book, and how far the coding has come."""
    survey, _access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    found, codes = texts_to_code(survey, item), codes_of(survey, item.key)
    coded = coded_as(survey, item.key)
    coding = Coding(len(found), sum(text.mark in coded for text in found))
    is_out = given_out(survey, item.key) is not None
    context = {
        "title": _("Code book"),
        "lead": str(item.question.title),
        "breadcrumbs": own_words_crumbs(
            survey,
            (str(item.question.title), own_words_url(survey, item)),
            (_("Code book"), ""),
            of=item,
        ),
        "survey": survey,
        "page_origin": survey.origin,
        "item": item,
        "codes": codes,
        "coding": coding,
        "coding_text": _("%(coded)s of %(texts)s texts coded")
        % {
            "coded": formats.number(coding.coded),
            "texts": formats.number(coding.texts),
        },
        "is_out": is_out,
        "stands": is_out and survey.mode != OPEN,
        "is_open": survey.mode == OPEN,
        "first": next((text for text in found if text.mark not in coded), None),
        "has_books": bool(books_to_copy(survey, item.key)),
    }
    return render(request, "surveys/code_book.html", context)


@form_page
@login_required
def code_keep(
    request: HttpRequest, slug: str, key: str, code: uuid.UUID | None = None
) -> HttpResponse:
    """Add a code, or change one."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    row = _code(survey, item, code) if code else None
    form = CodeForm(posted(request), code=row)

    def act(_given: dict[str, Any]) -> str:
        keep_code(survey, question=item.key, code=row, by=access.actor, **form.given())
        messages.success(request, _("Saved."))
        return code_book_url(survey, item)

    title = _("Change the code") if row else _("Add a code")
    context = _task(survey, item, title, _("Save"))
    return answer_form(request, form, context, act, adds=row is None)


@require_POST
@login_required
def code_remove(
    request: HttpRequest, slug: str, key: str, code: uuid.UUID
) -> HttpResponse:
    """Take a code out of the book."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    row = _code(survey, item, code)
    try:
        remove_code(row, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("%(name)s is taken out.") % {"name": row})
    return redirect(code_book_url(survey, item))


@form_page
@login_required
def codes_copy(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take over another question's code book."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    form = CopyCodesForm(posted(request), books=books_to_copy(survey, item.key))

    def act(given: dict[str, Any]) -> str:
        of, question = given["book"].split(" ")
        count = copy_codes(
            survey,
            question=item.key,
            of=Survey.objects.get(slug=of, space=survey.space),
            of_question=question,
            by=access.actor,
        )
        messages.success(
            request, _("Codes taken over: %(n)s.") % {"n": formats.number(count)}
        )
        return code_book_url(survey, item)

    context = _task(survey, item, _("Take over a code book"), _("Take over"))
    return answer_form(request, form, context, act)


@never_cache
@form_page
@login_required
def text_code(request: HttpRequest, slug: str, key: str, mark: str) -> HttpResponse:
    """Show one text, and say what it is about."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    found, codes = texts_to_code(survey, item), codes_of(survey, item.key)
    its = next((text for text in found if text.mark == mark), None)
    if its is None or not codes:
        return redirect(code_book_url(survey, item))
    coded = coded_as(survey, item.key)
    form = CodingForm(
        posted(request), codes=codes, initial={"codes": coded.get(mark, [])}
    )

    def act(given: dict[str, Any]) -> str:
        code_text(
            survey,
            question=item.key,
            mark=mark,
            codes=given["codes"],
            by=access.actor,
        )
        return _next_to_code(survey, item, found, its, coded)

    count = sum(text.mark in coded for text in found)
    context = _task(survey, item, str(item.question.title), _("Save and go on"))
    context |= {
        "its": its,
        "value": count,
        "of": len(found),
        "coding_text": _("%(coded)s of %(texts)s texts coded")
        % {"coded": formats.number(count), "texts": formats.number(len(found))},
        "next_url": _next_to_code(survey, item, found, its, coded),
    }
    return answer_form(request, form, context, act, template="surveys/text_code.html")


@require_POST
@login_required
def codes_release(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Count the codes, and show the figures with the results."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    try:
        release_codes(survey, question=item.key, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("The codes are counted, and stand in the results."))
    return redirect(code_book_url(survey, item))


def _code(survey: Survey, item: Worded, code: uuid.UUID) -> TextCode:
    return get_object_or_404(TextCode, survey=survey, question_key=item.key, uuid=code)


def _task(survey: Survey, item: Worded, title: str, button: str) -> dict[str, Any]:
    back = code_book_url(survey, item)
    return {
        "title": title,
        "button": button,
        "back_url": back,
        "cancel_url": back,
        "survey": survey,
        "item": item,
        "page_origin": survey.origin,
    }


def _next_to_code(
    survey: Survey,
    item: Worded,
    found: list[OwnText],
    its: OwnText,
    coded: dict[str, list[str]],
) -> str:
    """Return the address of the next text that is not coded, else of the book."""
    at = found.index(its)
    for each in [*found[at + 1 :], *found[:at]]:
        if each.mark not in coded:
            return reverse("surveys:text_code", args=[survey.slug, item.key, each.mark])
    return code_book_url(survey, item)
