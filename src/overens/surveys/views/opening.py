"""The secretariat opens a survey: what is missing, who is told what, the code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from overens.common.ballots import WrongPassphrase, code_on_paper
from overens.common.form_pages import add_broken, form_page, posted
from overens.common.forms import invalid
from overens.common.models import Ballot
from overens.errors import RuleBroken
from overens.surveys.actions import open_survey
from overens.surveys.forms.collecting import OpenForm
from overens.surveys.models import Collection, Survey
from overens.surveys.queries import lacks_of, questionnaire_items
from overens.surveys.queries.collecting import collection_of, last_day_of
from overens.surveys.queries.framing import (
    frame_count,
    frame_state,
    small_groups_in_words,
)
from overens.surveys.rules import ANONYMOUS, PROMISES
from overens.surveys.views.drafts import builder_url, survey_to_make, where_written
from overens.surveys.views.framing import frame_url


def collecting_url(survey: Survey) -> str:
    """Return the address of a survey's collecting."""
    return reverse("surveys:collecting", args=[survey.slug])


@sensitive_post_parameters("passphrase", "passphrase_again")
@never_cache
@form_page
@login_required
def open_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is missing and what is promised, and open the survey."""
    survey, access = survey_to_make(request, slug)
    collection = collection_of(survey)
    if collection is not None:
        return _opened_already(request, collection)
    items = questionnaire_items(survey)
    state = frame_state(survey)
    form = OpenForm(
        posted(request),
        is_anonymous=survey.mode == ANONYMOUS,
        has_small_groups=bool(state.small),
        zone=survey.space.zone,
    )
    lacks = [
        {"sentence": lack.sentence, "url": where_written(survey, lack)}
        for lack in lacks_of(survey, items)
    ] + [
        {"sentence": lack.sentence, "url": frame_url(survey)}
        for lack in state.lacks
        if lack.stops
    ]
    context = {
        "title": _("Open the survey"),
        "survey": survey,
        "back_url": builder_url(survey),
        "cancel_url": builder_url(survey),
        "button": _("Open the survey"),
        "form": form,
        "lacks": lacks,
        "notes": [lack.sentence for lack in state.lacks if not lack.stops],
        "small": small_groups_in_words(survey, state),
        "count_text": frame_count(survey, state),
        "promise": survey.promise or _(PROMISES[survey.mode]),
    }
    if request.method != "POST":
        return render(request, "surveys/open.html", context)
    if lacks or not form.is_valid():
        return invalid(request, "surveys/open.html", context)
    try:
        with transaction.atomic():
            opened = open_survey(
                survey,
                last_day=form.cleaned_data["last_day"],
                passphrase=form.cleaned_data.get("passphrase", ""),
                small_groups_told=form.cleaned_data.get("small_groups_told", False),
                by=access.actor,
            )
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "surveys/open.html", context)
    messages.success(
        request,
        _("The survey is open. Nobody is asked until you send the invitations."),
    )
    if opened.escrow:
        return _code_page(request, opened.collection, opened.escrow)
    return redirect(collecting_url(survey))


def _opened_already(request: HttpRequest, collection: Collection) -> HttpResponse:
    """Lead on; sent twice with the same passphrase, the code is shown all the same.

    Else a double click would have shown it to nobody.
    """
    survey = collection.survey
    passphrase = request.POST.get("passphrase", "")
    if passphrase and collection.mode == ANONYMOUS:
        try:
            code = code_on_paper(Ballot.objects.get(uuid=collection.ballot), passphrase)
        except WrongPassphrase:
            pass  # Somebody else opened it, with another.
        else:
            return _code_page(request, collection, code)
    messages.info(request, _("The survey has already been opened."))
    return redirect(collecting_url(survey))


def _code_page(request: HttpRequest, collection: Collection, code: str) -> HttpResponse:
    context: dict[str, Any] = {
        "title": _("Print the code now"),
        "survey": collection.survey,
        "code": code,
        "last_day": last_day_of(collection),
        "go_on": collecting_url(collection.survey),
    }
    return render(request, "surveys/code.html", context)
