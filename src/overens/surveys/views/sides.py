"""Pages that ask the other side the same, and take two surveys apart again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.common.form_pages import answer_form, form_page, posted, texts_in
from overens.surveys.actions.sides import ask_other_side, tie_sides, untie_sides
from overens.surveys.forms.sides import OtherSideForm
from overens.surveys.queries.sides import may_be_other_side
from overens.surveys.views.drafts import builder_url, survey_to_make, task_context


@form_page
@login_required
def other_side_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the other side the same: by a new draft, or by a survey that there is."""
    survey, access = survey_to_make(request, slug)
    form = OtherSideForm(posted(request), others=may_be_other_side(survey))

    def act(given: dict[str, Any]) -> str:
        if given["other"]:
            tie_sides(
                survey,
                form.others[given["other"]],
                side=given["side"],
                by=access.actor,
            )
            messages.success(request, _("The two are held together from now on."))
            return builder_url(survey)
        made = ask_other_side(
            survey, side=given["side"], title=texts_in(given, "title"), by=access.actor
        )
        messages.success(
            request, _("A draft with the same questions. Nobody sees it yet.")
        )
        return builder_url(made)

    context = task_context(survey, _("Ask the other side the same"), _("Save"))
    context["lead"] = _(
        "The answers of both sides stand beside each other when both are published, "
        "with the gap between them. Only questions in the same words are compared."
    )
    return answer_form(request, form, context, act, adds=True)


@require_POST
@login_required
def other_side_untie(request: HttpRequest, slug: str) -> HttpResponse:
    """Take two surveys apart; each stays as it is."""
    survey, access = survey_to_make(request, slug)
    untie_sides(survey, by=access.actor)
    messages.success(request, _("The two surveys are not held together any more."))
    return redirect(builder_url(survey))
