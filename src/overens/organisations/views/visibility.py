"""Choose who sees what: for who speaks for an organisation, and the secretariat."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.accounts.queries import (
    access_in_world,
    person_of,
    show_world,
    today_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.audit import Actor
from overens.common.explain import explain
from overens.common.form_pages import form_page, posted
from overens.errors import RuleBroken
from overens.organisations.actions import set_visibility, undo_visibility
from overens.organisations.forms.visibility import VisibilityForm
from overens.organisations.models import Organisation, VisibilityChange
from overens.organisations.views.editing import answer
from overens.organisations.views.profile import may_confirm


def _chooser(request: HttpRequest, slug: str) -> tuple[Organisation, date, str, Actor]:
    """Return the organisation, today, and who chooses: ``own`` or ``secretariat``.

    Raises:
        Http404: there is no such organisation.
        NotYours: the reader neither speaks for it nor keeps the register.
    """
    shown = get_object_or_404(Organisation.objects.listed(), slug=slug)
    show_world(request, shown.origin)
    if may_confirm(request, shown):
        actor = person_of(request).actor("spokesperson", organisation=shown)
        return shown, today_in_view(request), "own", actor
    access = access_in_world(request, EDIT_REGISTER, shown.origin)
    return shown, access.day, "secretariat", access.actor


@form_page
@login_required
def visibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who sees each group of facts."""
    shown, day, side, actor = _chooser(request, slug)
    form = VisibilityForm(posted(request), initial=VisibilityForm.initial_of(shown))

    def done() -> str:
        set_visibility(
            organisation=shown,
            visibility={name: form.cleaned_data[name] for name in form.fields},
            day=day,
            by_side=side,
            by=actor,
        )
        return shown.get_absolute_url()

    latest = shown.visibility_changes.first()
    may_undo = (
        latest is not None
        and latest.undone_on is None
        and latest.after == shown.visibility
    )
    context = {
        "title": _("Who sees what: %(name)s") % {"name": shown.name},
        "organisation": shown,
        "latest": latest if may_undo else None,
        "button": _("Save"),
        "back_url": shown.get_absolute_url(),
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Saved. It holds at once, on pages and in files."),
        template="organisations/visibility.html",
    )


@require_POST
@login_required
def visibility_undo(request: HttpRequest, slug: str, change: uuid.UUID) -> HttpResponse:
    """Let everything be shown as before the latest choice."""
    shown, day, _side, actor = _chooser(request, slug)
    found = get_object_or_404(VisibilityChange, uuid=change, organisation=shown)
    try:
        undo_visibility(change=found, day=day, by=actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("Undone. The same see the same as before."))
    return redirect(reverse("organisations:visibility", args=[shown.slug]))
