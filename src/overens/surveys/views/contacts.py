"""The secretariat sees who wants to be contacted, and says when it is done."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from overens.surveys.actions.contacts import mark_contacted
from overens.surveys.models import ContactWish
from overens.surveys.queries.contacts import contacts_of
from overens.surveys.rules import OPEN
from overens.surveys.views.drafts import builder_url, survey_to_make, surveys_url

A_PAGE = 25
AGAIN = "again"


@require_safe
@never_cache
@login_required
def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """List those who want to be contacted; those who wait come first."""
    survey, _access = survey_to_make(request, slug)
    context = {
        "title": _("Want to be contacted"),
        "lead": _(
            "They answered the survey and left their name afterwards. Nothing ties it "
            "to what they answered."
        ),
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), builder_url(survey)),
            (_("Want to be contacted"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "is_open": survey.mode == OPEN,
        "page": Paginator(contacts_of(survey), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "surveys/contacts.html", context)


@require_POST
@login_required
def contact_done(request: HttpRequest, slug: str, wish: uuid.UUID) -> HttpResponse:
    """Note that somebody has been contacted, or undo it."""
    survey, access = survey_to_make(request, slug)
    found = get_object_or_404(
        ContactWish.objects.select_related("survey__space"),
        pk=wish,
        survey=survey,
        seen=True,
    )
    again = request.POST.get("go") == AGAIN
    mark_contacted(found, today=None if again else access.day, by=access.actor)
    said = _("%(name)s waits again.") if again else _("%(name)s is contacted.")
    messages.success(request, said % {"name": found})
    return redirect(reverse("surveys:contacts", args=[survey.slug]))
