"""The secretariat decides: registrations, requests for authority, suggested changes."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import (
    access_in_world,
    person_of,
    show_world,
    space_in_view,
    today_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.files import file_of, read_file
from overens.common.form_pages import form_page, posted
from overens.organisations.actions.registering import decide_registration
from overens.organisations.actions.representing import decide_authority
from overens.organisations.actions.suggesting import decide_suggestion
from overens.organisations.forms.proposing import (
    DecideAuthorityForm,
    DecideRegistrationForm,
    DecideSuggestionForm,
)
from overens.organisations.models import (
    AuthorityRequest,
    ChangeSuggestion,
    Registration,
)
from overens.organisations.queries import speaks_for
from overens.organisations.queries.facts import LABELS, Words
from overens.organisations.queries.proposing import (
    MOST_DECIDED,
    MOST_WAITING,
    OPEN,
    authority_requests_in,
    changes_in_words,
    duplicates_of,
    registrations_in,
    suggestions_in,
)
from overens.organisations.views.editing import answer


def _list_url() -> str:
    return reverse("organisations:proposals")


@require_safe
@login_required
def proposals(request: HttpRequest) -> HttpResponse:
    """List what waits for a decision, and what was decided last."""
    space = space_in_view(request)
    if space is None or not space.has_column("organisations"):
        raise Http404
    access_in_world(request, EDIT_REGISTER, space.origin)
    kinds = (
        ("registration", _("Registered by themselves"), registrations_in),
        ("authority", _("Asks to speak for an organisation"), authority_requests_in),
        ("suggestion", _("Suggested changes"), suggestions_in),
    )
    parts = []
    for key, heading, rows_in in kinds:
        rows: Any = rows_in(space.origin)
        # One more than is shown tells that there are more.
        waiting = list(rows.filter(state__in=OPEN)[: MOST_WAITING + 1])
        decided = rows.exclude(state__in=OPEN).order_by("-decided_at")
        parts.append((key, heading, waiting, list(decided[:MOST_DECIDED])))
    context = {
        "title": _("What has come in"),
        "parts": [
            (
                key,
                heading,
                [_row(key, row) for row in waiting[:MOST_WAITING]],
                len(waiting) > MOST_WAITING,
                [_row(key, row) for row in decided],
            )
            for key, heading, waiting, decided in parts
        ],
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("What has come in"), ""),
        ],
    }
    return render(request, "organisations/proposals.html", context)


def _row(kind: str, row: Any) -> dict[str, Any]:
    return {
        "name": str(row),
        "url": reverse(f"organisations:{kind}_decide", args=[row.uuid]),
        "state": row.get_state_display(),
        "day": row.decided_at or row.created,
        "by": row.decided_by,
        "until": row.kept_until(),
    }


def _context(title: str, row: Any, button: str) -> dict[str, Any]:
    is_open = row.state in OPEN
    return {
        "title": title,
        "row": row,
        "is_open": is_open,
        "button": button,
        "back_url": _list_url(),
    }


@form_page
@login_required
def registration_decide(request: HttpRequest, registration: uuids.UUID) -> HttpResponse:
    """Look at a registration beside what it may be already; approve, ask, refuse."""
    rows = Registration.objects.select_related("space", "organisation")
    found = get_object_or_404(rows.exclude(state="unconfirmed"), uuid=registration)
    access = access_in_world(request, EDIT_REGISTER, found.origin)
    show_world(request, found.origin)
    form = DecideRegistrationForm(posted(request))
    words = Words(found.origin)

    def done() -> str:
        decide_registration(
            registration=found,
            decision=form.cleaned_data["decision"],
            said=form.cleaned_data["said"],
            day=access.day,
            by=access.actor,
        )
        return _list_url()

    context = _context(found.name, found, _("Save and send the mail"))
    alike = duplicates_of(found.name, found.fields.get("org_number", ""), found.origin)
    context |= {
        "facts": [
            (LABELS[name], words.of(name, value))
            for name, value in found.fields.items()
            if name in LABELS
        ],
        "alike": [each for each in alike if each != found.organisation],
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Decided. They are told by mail."),
        template="organisations/registration_decide.html",
    )


@form_page
@login_required
def authority_decide(request: HttpRequest, asked: uuids.UUID) -> HttpResponse:
    """Look at what shows a right to speak; give it, or say no."""
    rows = AuthorityRequest.objects.select_related("person", "organisation")
    found = get_object_or_404(rows, uuid=asked)
    access = access_in_world(request, EDIT_REGISTER, found.organisation.origin)
    show_world(request, found.organisation.origin)
    form = DecideAuthorityForm(posted(request))

    def done() -> str:
        given = form.cleaned_data
        decide_authority(
            asked=found,
            decision=given["decision"],
            said=given["said"],
            last_day=given["last_day"],
            day=access.day,
            by=access.actor,
        )
        return _list_url()

    title = _("May %(person)s speak for %(name)s?") % {
        "person": found.person,
        "name": found.organisation.name,
    }
    context = _context(title, found, _("Save and send the mail"))
    context["file"] = file_of(found)
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Decided. They are told by mail."),
        template="organisations/authority_decide.html",
    )


@require_safe
@login_required
def authority_file(request: HttpRequest, asked: uuids.UUID) -> HttpResponse:
    """Give the secretariat the file that shows a right to speak."""
    found = get_object_or_404(
        AuthorityRequest.objects.select_related("organisation"), uuid=asked
    )
    access_in_world(request, EDIT_REGISTER, found.organisation.origin)
    kept = file_of(found)
    if kept is None:
        raise Http404
    response = HttpResponse(read_file(kept), content_type=kept.file.media_type)
    # Never opened in the page: it comes from somebody we do not know.
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(
        kept.file.media_type, "jpg"
    )
    response["Content-Disposition"] = f'attachment; filename="underlag.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@form_page
@login_required
def suggestion_decide(request: HttpRequest, suggestion: uuids.UUID) -> HttpResponse:
    """Take over the suggested fields that are right: secretariat, or who speaks."""
    rows = ChangeSuggestion.objects.select_related("organisation")
    found = get_object_or_404(rows, uuid=suggestion)
    shown = found.organisation
    show_world(request, shown.origin)
    person, day = person_of(request), today_in_view(request)
    if speaks_for(person, shown, day):
        actor, source = person.actor("spokesperson", organisation=shown), "own"
    else:
        access = access_in_world(request, EDIT_REGISTER, shown.origin)
        actor, source = access.actor, "secretariat"
    changes = changes_in_words(found, Words(shown.origin))
    form = DecideSuggestionForm(posted(request))
    if found.fields:
        offered = [(name, f"{label}: {after}") for name, label, _was, after in changes]
        form.fields["accepted"].choices = offered  # type: ignore[attr-defined]
    else:
        del form.fields["accepted"]

    def done() -> str:
        decide_suggestion(
            suggestion=found,
            accepted=form.cleaned_data.get("accepted", []),
            said=form.cleaned_data["said"],
            source=source,
            day=day,
            by=actor,
        )
        return shown.get_absolute_url()

    title = _("Suggested change: %(name)s") % {"name": shown.name}
    context = _context(title, found, _("Save"))
    context |= {"changes": changes, "back_url": shown.get_absolute_url()}
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Decided. What was ticked is changed."),
        template="organisations/suggestion_decide.html",
    )
