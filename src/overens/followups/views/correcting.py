"""Pages where what a published follow-up says is corrected, beside it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_FOLLOWUP
from overens.common.form_pages import answer_form, form_page, posted, texts_in
from overens.followups.actions import (
    add_correction,
    restore_correction,
    withdraw_correction,
)
from overens.followups.forms import CorrectionForm, WithdrawForm
from overens.followups.models import Correction, FollowUp

# Where on the follow-up's page the corrections stand.
CORRECTIONS = "#corrections"


def _correction(access: Access, year: int, correction: uuid.UUID) -> Correction:
    return get_object_or_404(
        Correction.objects.select_related("followup__space"),
        followup__space=access.space,
        followup__year=year,
        uuid=correction,
    )


@form_page
@in_space(EDIT_FOLLOWUP)
def correction_new(request: HttpRequest, access: Access, year: int) -> HttpResponse:
    """Say what a published follow-up says that is wrong, and what is right."""
    found = get_object_or_404(
        FollowUp.objects.published().select_related("space"),
        space=access.space,
        year=year,
    )

    def act(given: dict[str, Any]) -> str:
        add_correction(
            followup=found,
            said=texts_in(given, "said"),
            correct=texts_in(given, "correct"),
            why=texts_in(given, "why"),
            day=given["day"],
            by=access.actor,
        )
        messages.success(request, _("The correction stands on the follow-up now."))
        return f"{found.get_absolute_url()}{CORRECTIONS}"

    form = CorrectionForm(posted(request), initial={"day": access.day})
    context = {
        "title": _("Correct the follow-up of %(year)s") % {"year": year},
        "lead": _(
            "Its figures stand as they were published. What you write here is shown "
            "beside them, on the page and in its files."
        ),
        "button": _("Add the correction"),
        "back_url": found.get_absolute_url(),
    }
    return answer_form(request, form, context, act, adds=True)


@form_page
@in_space(EDIT_FOLLOWUP)
def correction_withdraw(
    request: HttpRequest, access: Access, year: int, correction: uuid.UUID
) -> HttpResponse:
    """Take back a correction that was itself a mistake."""
    found = _correction(access, year, correction)
    back_url = f"{found.followup.get_absolute_url()}{CORRECTIONS}"

    def act(given: dict[str, Any]) -> str:
        withdraw_correction(correction=found, why=given["why"], by=access.actor)
        messages.success(
            request, _("The correction is withdrawn. You can put it back.")
        )
        return back_url

    context = {
        "title": _("Withdraw the correction?"),
        "lead": str(found.correct),
        "button": _("Withdraw"),
        "back_url": back_url,
    }
    return answer_form(request, WithdrawForm(posted(request)), context, act)


@require_POST
@in_space(EDIT_FOLLOWUP)
def correction_restore(
    request: HttpRequest, access: Access, year: int, correction: uuid.UUID
) -> HttpResponse:
    """Put back a correction that was withdrawn."""
    found = _correction(access, year, correction)
    restore_correction(correction=found, by=access.actor)
    messages.success(request, _("The correction stands on the follow-up again."))
    return redirect(f"{found.followup.get_absolute_url()}{CORRECTIONS}")
