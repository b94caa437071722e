"""Bring rows of a source in: choose, look, write, leave it, come back; undo."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from overens.accounts.queries import (
    Access,
    access_in_world,
    show_world,
    space_in_view,
    today_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.explain import explain
from overens.common.form_pages import add_broken
from overens.common.forms import UNPROCESSABLE, invalid
from overens.common.imports import faults_in_words
from overens.common.models import OWN
from overens.common.sheets import BY_PAGE
from overens.errors import RuleBroken
from overens.organisations.actions.importing import (
    CHANGED,
    NEW,
    OUTCOMES,
    REFUSED,
    UNCHANGED,
    FileGone,
    add_source,
    ask_to_write,
    forget_import,
    planned,
    read_import,
    samples_of,
    settle_import,
)
from overens.organisations.forms.importing import (
    NEW_SOURCE,
    ColumnsForm,
    ImportForm,
)
from overens.organisations.models import Municipality, RegisterImport
from overens.organisations.queries.sources import (
    imports_going_on,
    notes_in_words,
    preview_of,
    sources_in,
)
from overens.organisations.rules import READ, WRITING

MOST_FAULTS_SHOWN = 50
LOOK = {
    NEW: ("success", "plus"),
    CHANGED: ("info", "pencil"),
    UNCHANGED: ("neutral", "check"),
    REFUSED: ("danger", "circle-x"),
}


def _access(request: HttpRequest) -> tuple[str, str, Access]:
    """Return the world in view, its space's slug, and that one may write there."""
    space = space_in_view(request)
    world = space.origin if space else OWN
    access = access_in_world(request, EDIT_REGISTER, world)
    return world, space.slug if space else "", access


def _trail(last: str) -> list[tuple[str, str]]:
    return [
        (_("Organisations"), reverse("organisations:organisations")),
        (_("Sources"), reverse("organisations:sources")),
        (last, ""),
    ]


@require_safe
@login_required
def sources(request: HttpRequest) -> HttpResponse:
    """List where the register's facts come from, and what is being brought in."""
    world, _slug, _may = _access(request)
    context = {
        "title": _("Sources of the register"),
        "lead": _(
            "Each list that rows have come from. What is gone from its list is "
            "flagged, never deleted."
        ),
        "sources": sources_in(world),
        "going_on": imports_going_on(world),
        "breadcrumbs": _trail("")[:1] + [(_("Sources"), "")],
    }
    return render(request, "organisations/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_new(request: HttpRequest) -> HttpResponse:
    """Take a file or pasted rows of a source, and go on to look at what they say."""
    world, slug, access = _access(request)
    places = list(Municipality.objects.filter(origin=world))
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        sources=list(sources_in(world)),
        municipalities=places,
        initial={"source": request.GET.get("source", ""), "kind": "municipality"},
    )
    context = {
        "title": _("Bring in a list"),
        "lead": _(
            "A municipality's register, a list of grants, a district's own sheet. You "
            "see what every row would do before anything is written."
        ),
        "form": form,
        "button": _("Look before writing"),
        "back_url": reverse("organisations:sources"),
    }
    if request.method != "POST":
        return render(request, "layouts/task.html", context)
    if not form.is_valid():
        return invalid(request, "layouts/task.html", context)
    given = form.cleaned_data
    data, name = form.content()
    codes = {place.code: place for place in places}
    try:
        # A file that cannot be read leaves no new source behind.
        with transaction.atomic():
            source = (
                add_source(
                    name=given["name"],
                    kind=given["kind"] or "municipality",
                    origin=world,
                    municipality=codes.get(given["municipality"]),
                    by=access.actor,
                )
                if given["source"] == NEW_SOURCE
                else form.sources[given["source"]]
            )
            incoming = read_import(
                source=source,
                data=data,
                file_name=name,
                day=today_in_view(request),
                by=access.actor,
                space=slug or access.space.slug,
                limits=BY_PAGE,
            )
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "layouts/task.html", context)
    return redirect("organisations:import", incoming.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_page(request: HttpRequest, incoming: uuids.UUID) -> HttpResponse:
    """Show what an import would do, how far it has come, or what it did."""
    found = get_object_or_404(
        RegisterImport.objects.select_related("source__municipality"), uuid=incoming
    )
    access = access_in_world(request, EDIT_REGISTER, found.origin)
    show_world(request, found.origin)
    deed = request.POST.get("do", "") if request.method == "POST" else ""
    if deed in _DEEDS:
        return _act(request, found, deed)
    if found.state != READ:
        return _progress(request, found)
    if request.method == "POST":
        return _settle(request, found)
    return _preview(request, found, access)


def _columns(
    request: HttpRequest, found: RegisterImport, data: Any = None
) -> ColumnsForm:
    try:
        samples = samples_of(found)
    except FileGone:
        samples = {}
    return ColumnsForm(
        data,
        mapping=found.mapping,
        samples=samples,
        initial={"is_complete": found.is_complete, "repairs": found.repairs},
    )


def _settle(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """Note what the columns hold, and look again."""
    form = _columns(request, found, request.POST)
    if form.is_valid():
        try:
            settle_import(
                found,
                mapping=form.mapping,
                is_complete=form.cleaned_data["is_complete"],
                repairs=form.cleaned_data["repairs"],
            )
        except RuleBroken as broken:
            form.add_error(None, explain(broken))
        else:
            return redirect("organisations:import", found.uuid)
    context = {**_frame(found), "form": form, "is_open": True}
    return render(
        request, "organisations/import_preview.html", context, status=UNPROCESSABLE
    )


def _act(request: HttpRequest, found: RegisterImport, deed: str) -> HttpResponse:
    """Do what a button says; where it cannot be done, say why on the same page."""
    try:
        _DEEDS[deed](found)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        if deed == "forget":
            messages.success(request, _("The rows are let go. Nothing was written."))
            return redirect("organisations:sources")
    return redirect("organisations:import", found.uuid)


def _repair(found: RegisterImport) -> None:
    settle_import(found, mapping={}, is_complete=found.is_complete, repairs=True)


_DEEDS: dict[str, Callable[[RegisterImport], Any]] = {
    "write": ask_to_write,
    "forget": forget_import,
    "repair": _repair,
}


def _frame(found: RegisterImport) -> dict[str, Any]:
    title = found.file_name or _("Pasted rows")
    return {
        "title": title,
        "incoming": found,
        "breadcrumbs": _trail(title),
    }


def _preview(
    request: HttpRequest, found: RegisterImport, access: Access
) -> HttpResponse:
    """Show what each row would do; rows of one outcome at a time."""
    form = _columns(request, found)
    context = {**_frame(found), "form": form}
    try:
        preview = preview_of(found, planned(found))
    except RuleBroken as broken:
        context |= {"fault": explain(broken), "is_open": True}
        return render(request, "organisations/import_preview.html", context)
    # What needs eyes first: what is refused, then what is changed.
    first = (REFUSED, CHANGED, NEW, UNCHANGED)
    asked = request.GET.get("rows", "")
    if asked not in preview.shown:
        asked = next((each for each in first if preview.counts[each]), NEW)
    words = _outcome_words()
    context |= {
        "preview": preview,
        "shown": preview.shown.get(asked, []),
        "more": preview.counts[asked] > len(preview.shown.get(asked, [])),
        "notes": notes_in_words(preview),
        "outcomes": [
            {
                "key": key,
                "word": words[key],
                "label": _counted(key, preview.counts[key]),
                "count": preview.counts[key],
            }
            for key in OUTCOMES
        ],
        "asked": asked,
        "look": LOOK.get(asked, LOOK[NEW]),
        "word": words.get(asked, ""),
        "to_write": preview.counts[NEW] + preview.counts[CHANGED],
        "may_write": any(preview.counts[key] for key in (NEW, CHANGED, UNCHANGED)),
    }
    return render(request, "organisations/import_preview.html", context)


def _outcome_words() -> dict[str, str]:
    return {
        NEW: _("New"),
        CHANGED: _("Changed"),
        UNCHANGED: _("Unchanged"),
        REFUSED: _("Refused"),
    }


def _counted(outcome: str, count: int) -> str:
    """Return what stands below a number of rows of an outcome."""
    words = {
        NEW: ngettext("new row", "new rows", count),
        CHANGED: ngettext("changed row", "changed rows", count),
        UNCHANGED: ngettext("unchanged row", "unchanged rows", count),
        REFUSED: ngettext("refused row", "refused rows", count),
    }
    return words[outcome]


def _progress(request: HttpRequest, found: RegisterImport) -> HttpResponse:
    """Show how far an import has come, or what it did."""
    counts = {key: found.counts.get(key, 0) for key in OUTCOMES}
    context = {
        **_frame(found),
        "done": sum(counts.values()),
        "is_writing": found.state == WRITING,
        "counts": [
            {"label": _counted(key, count), "count": count}
            for key, count in counts.items()
        ],
        "gone": found.counts.get("gone", 0),
        "faults": faults_in_words(found.faults[:MOST_FAULTS_SHOWN]),
    }
    return render(request, "organisations/import_done.html", context)
