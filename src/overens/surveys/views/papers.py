"""The secretariat prints forms on paper for those who want to answer on one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from overens.accounts.queries import Access
from overens.common.ballots import written
from overens.common.documents import MEDIA_TYPES, to_pdf
from overens.common.form_pages import add_broken, form_page, posted
from overens.common.formats import language_or_active
from overens.common.forms import invalid
from overens.errors import RuleBroken
from overens.surveys.actions.collecting import answering_url
from overens.surveys.actions.papers import issue_codes
from overens.surveys.forms.collecting import PapersForm
from overens.surveys.models import Collection, Invitation
from overens.surveys.queries.collecting import may_get_paper
from overens.surveys.queries.paper import PaperForm, paper_document, units_by_respondent
from overens.surveys.views.collecting import collection_in_view
from overens.surveys.views.opening import collecting_url

PAGE = "surveys/papers.html"


@never_cache
@form_page
@login_required
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who gets a form on paper, and give the forms as a file to print."""
    survey, access, collection = collection_in_view(request, slug)
    asked = may_get_paper(collection)
    form = PapersForm(
        posted(request),
        people={one.respondent.key: _named(one) for one in asked},
        initial={
            "respondents": [
                one.respondent.key
                for one in asked
                if not one.token_hash and not one.address
            ]
        },
    )
    back = collecting_url(survey)
    context: dict[str, Any] = {
        "title": _("Forms on paper"),
        "lead": _("Each form has a code of its own, which stands nowhere else."),
        "button": _("Make the forms (PDF)"),
        "back_url": back,
        "cancel_url": back,
        "form": form,
        "asked": asked,
    }
    if request.method != "POST":
        return render(request, PAGE, context)
    form.is_bound = True
    if not form.is_valid():
        return invalid(request, PAGE, context)
    try:
        # A form that could not be made has given nobody a code.
        with transaction.atomic():
            return _printed(collection, form.cleaned_data["respondents"], access)
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, PAGE, context)


def _named(invitation: Invitation) -> str:
    name = str(invitation.respondent)
    if not invitation.address:
        return name
    return _("%(name)s (has an e-mail address)") % {"name": name}


def _printed(collection: Collection, keys: list[str], access: Access) -> HttpResponse:
    """Give codes to those chosen, and their forms."""
    issued = issue_codes(collection.survey, keys=keys, by=access.actor)
    language = language_or_active()
    units = units_by_respondent([one.invitation for one in issued], language)
    document = paper_document(
        collection,
        [
            PaperForm(
                str(one.invitation.respondent),
                units[one.invitation.respondent_id],
                written(one.code),
            )
            for one in issued
        ],
        where=answering_url(language),
        made=access.day,
        language=language,
    )
    response = HttpResponse(
        to_pdf(document, may_keep=False), content_type=MEDIA_TYPES["pdf"]
    )
    response["Content-Disposition"] = f'attachment; filename="{document.slug}.pdf"'
    return response
