"""The secretariat reads what was answered in own words, and releases text by text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from overens.accounts.queries import Access, access_to
from overens.accounts.rules import READ_OWN_WORDS
from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import answer_form, form_page, posted
from overens.errors import RuleBroken
from overens.surveys.actions.codes import code_text
from overens.surveys.actions.own_words import leave_text, release_text, take_back_text
from overens.surveys.forms.own_words import ReleaseForm, TakeBackForm, TextsForm
from overens.surveys.models import InterviewTheme, Survey
from overens.surveys.queries.codes import coded_as, codes_of, codes_stand
from overens.surveys.queries.collecting import collection_of
from overens.surveys.queries.own_words import (
    OwnText,
    Progress,
    Worded,
    can_be_quoted,
    counted_of,
    items_with_words,
    known_of,
    progress_of,
    quotable,
    texts_of,
    themes_of,
)
from overens.surveys.rules import COLLECTED
from overens.surveys.rules.flags import WHY, flags_in, pieces_of, suggested
from overens.surveys.rules.own_words import RELEASED, TEXT_STATES, UNREAD
from overens.surveys.views.drafts import builder_url, survey_to_make, surveys_url

A_PAGE = 25
# What the buttons of a text's page say that is to be done.
RELEASE, LEAVE = "release", "leave"
TONES = {UNREAD: "warning", RELEASED: "success"}


def own_words_url(survey: Survey, item: Worded | None = None) -> str:
    """Return the address of a survey's own words, or of one question's."""
    if item is None:
        return reverse("surveys:own_words", args=[survey.slug])
    return reverse("surveys:texts", args=[survey.slug, item.key])


def survey_to_read(request: HttpRequest, slug: str) -> tuple[Survey, Access]:
    """Return a survey, and the access of whoever may read its answers' own words.

    Raises:
        Http404, NotYours: as ``survey_to_make``.
    """
    survey, _access = survey_to_make(request, slug)
    return survey, access_to(request, READ_OWN_WORDS, survey.space)


def own_words_crumbs(
    survey: Survey, *more: tuple[str, str], of: Worded | None = None
) -> list[tuple[str, str]]:
    """Return the way to a page about a survey's own words, or a theme's."""
    where = (_("What they wrote"), own_words_url(survey) if more else "")
    if isinstance(of, InterviewTheme):
        where = (_("Interviews"), reverse("surveys:interviews", args=[survey.slug]))
    return [
        (_("Surveys"), surveys_url(survey.space)),
        (str(survey), builder_url(survey)),
        where,
        *more,
    ]


def read_text(progress: Progress) -> str:
    """Return "12 of 40 read, 9 released"."""
    return _("%(read)s of %(texts)s read, %(released)s released") % {
        "read": formats.number(progress.read),
        "texts": formats.number(progress.texts),
        "released": formats.number(progress.released),
    }


@require_safe
@never_cache
@login_required
def own_words(request: HttpRequest, slug: str) -> HttpResponse:
    """List the questions that were answered in own words, and how far we have read."""
    survey, _access = survey_to_read(request, slug)
    items = items_with_words(survey)
    progress = progress_of(survey, items)
    shown = quotable(survey, items)
    collection = collection_of(survey)
    context = {
        "title": _("What they wrote"),
        "lead": _(
            "Nothing that somebody wrote in their own words is shown until you have "
            "read it and released it."
        ),
        "breadcrumbs": own_words_crumbs(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "is_in": collection is None or collection.state == COLLECTED,
        "rows": [
            {
                "item": item,
                "progress": progress[item.key],
                "text": read_text(progress[item.key]),
                "is_few": bool(progress[item.key].texts) and item.key not in shown,
            }
            for item in items
        ],
    }
    return render(request, "surveys/own_words.html", context)


@require_safe
@never_cache
@login_required
def texts(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """List one question's texts, each once, in an order that tells nothing."""
    survey, _access = survey_to_read(request, slug)
    item, items = asked_in_words(survey, key)
    found = texts_of(survey, item)
    form = TextsForm(request.GET or None)
    shown = form.cleaned_data["show"] if form.is_valid() else ""
    known = known_of(survey, items, found)
    matching = [text for text in found if shown in ("", text.state)]
    page = Paginator(matching, A_PAGE).get_page(request.GET.get("page"))
    progress = counted_of(found)
    first = next((text for text in found if text.state == UNREAD), None)
    context = {
        "title": str(item.question.title),
        "breadcrumbs": own_words_crumbs(
            survey, (str(item.question.title), ""), of=item
        ),
        "survey": survey,
        "page_origin": survey.origin,
        "item": item,
        "form": form,
        "page": page,
        "progress": progress,
        "progress_text": read_text(progress),
        "is_few": bool(found) and not can_be_quoted(survey, item),
        "first": first,
        "has_codes": bool(codes_of(survey, item.key))
        and not codes_stand(survey, item.key),
        "rows": [
            {
                "text": text,
                "state": _(TEXT_STATES[text.state]),
                "tone": TONES.get(text.state, "neutral"),
                "flags": len(flags_in(text.text, known)),
            }
            for text in page.object_list
        ],
        "count_text": ngettext("%(count)s text", "%(count)s texts", len(matching))
        % {"count": formats.number(len(matching))},
    }
    return render(request, "surveys/texts.html", context)


@never_cache
@form_page
@login_required
def text(request: HttpRequest, slug: str, key: str, mark: str) -> HttpResponse:
    """Show one text with what may point somebody out; release it or leave it."""
    survey, access = survey_to_read(request, slug)
    item, items = asked_in_words(survey, key)
    found = texts_of(survey, item)
    its = next((text for text in found if text.mark == mark), None)
    if its is None:
        messages.info(request, _("The text is not there any more."))
        return redirect(own_words_url(survey, item))
    if its.released is not None:
        return redirect("surveys:text_take_back", survey.slug, item.key, mark)
    # Once they are counted under a promise the codes stand.
    codes = [] if codes_stand(survey, item.key) else codes_of(survey, item.key)

    def code(keys: Sequence[str]) -> None:
        if codes:
            code_text(survey, question=item.key, mark=mark, codes=keys, by=access.actor)

    if request.POST.get("go") == LEAVE:
        code(request.POST.getlist("codes"))
        return _left(request, survey, item, found, its, access)
    flags = flags_in(its.text, known_of(survey, items, found))
    form = ReleaseForm(
        posted(request),
        asks_twice=bool(flags) or request.method == "POST",
        codes=codes,
        initial={
            "text_sv": suggested(its.text, flags),
            "codes": coded_as(survey, item.key).get(mark, []) if codes else [],
        },
    )

    def act(given: dict[str, Any]) -> str:
        code(given.get("codes", []))
        release_text(
            survey,
            question=item.key,
            mark=mark,
            text=form.text(),
            points_nobody_out=form.cleaned_data.get("points_nobody_out", False),
            by=access.actor,
        )
        messages.success(request, _("The text is released."))
        return _after(survey, item, found, its)

    progress = counted_of(found)
    context = {
        "title": str(item.question.title),
        "survey": survey,
        "page_origin": survey.origin,
        "item": item,
        "its": its,
        "state": _(TEXT_STATES[its.state]),
        "tone": TONES.get(its.state, "neutral"),
        "progress": progress,
        "progress_text": read_text(progress),
        "is_few": not can_be_quoted(survey, item),
        "pieces": list(pieces_of(its.text, flags)),
        "flags": [(flag.found, _(WHY[flag.kind])) for flag in flags],
        "back_url": own_words_url(survey, item),
        "next_url": _after(survey, item, found, its),
    }
    return answer_form(request, form, context, act, template="surveys/text.html")


@never_cache
@form_page
@login_required
def text_take_back(
    request: HttpRequest, slug: str, key: str, mark: str
) -> HttpResponse:
    """Show a released text, and take it back."""
    survey, access = survey_to_read(request, slug)
    item, _items = asked_in_words(survey, key)
    its = next((text for text in texts_of(survey, item) if text.mark == mark), None)
    if its is None or its.released is None:
        return redirect("surveys:text", survey.slug, item.key, mark)
    form = TakeBackForm(posted(request), is_published=survey.published)

    def act(given: dict[str, Any]) -> str:
        correction = take_back_text(
            survey,
            question=item.key,
            mark=mark,
            why=given.get("why", ""),
            by=access.actor,
        )
        messages.success(
            request,
            _("The text is taken back. Read it again when you like.")
            if correction is None
            else _("The text is withdrawn, and the results say so."),
        )
        return own_words_url(survey, item)

    context = {
        "title": _("A released text"),
        "survey": survey,
        "page_origin": survey.origin,
        "its": its,
        "is_published": survey.published,
        "back_url": own_words_url(survey, item),
        "cancel_url": own_words_url(survey, item),
        "button": _("Withdraw the text") if survey.published else _("Take it back"),
    }
    return answer_form(request, form, context, act, template="surveys/text_back.html")


def asked_in_words(survey: Survey, key: str) -> tuple[Worded, list[Worded]]:
    """Return a question or theme that is answered in own words, and all such.

    Raises:
        Http404: the survey has no such question.
    """
    items: list[Worded] = [*items_with_words(survey)]
    for item in items:
        if item.key == key:
            return item, items
    # Only then: most pages are a question's.
    items += themes_of(survey)
    for item in items:
        if item.key == key:
            return item, items
    raise Http404


def _left(
    request: HttpRequest,
    survey: Survey,
    item: Worded,
    found: list[OwnText],
    its: OwnText,
    access: Access,
) -> HttpResponse:
    try:
        leave_text(survey, question=item.key, mark=its.mark, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("The text is left. It is not shown."))
    return redirect(_after(survey, item, found, its))


def _after(survey: Survey, item: Worded, found: list[OwnText], its: OwnText) -> str:
    """Return the address of the next text that nobody has read, else of the list."""
    at = found.index(its)
    for each in [*found[at + 1 :], *found[:at]]:
        if each.state == UNREAD:
            return reverse("surveys:text", args=[survey.slug, item.key, each.mark])
    return own_words_url(survey, item)
