"""Bring a plan in from a sheet: choose or paste, look, save, undo."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from overens.accounts.queries import Access, access_to
from overens.accounts.rules import EDIT_PLAN
from overens.common import formats
from overens.common.explain import explain
from overens.common.files import Original
from overens.common.form_pages import add_broken
from overens.common.forms import invalid
from overens.common.imports import undo_import
from overens.common.models import ImportRun
from overens.common.originals import MARKER, mark, original_of
from overens.common.sheet_pages import SheetForm
from overens.common.sheets import as_pasted
from overens.errors import RuleBroken
from overens.plans.actions.reading import (
    CHANGED,
    NEW,
    REFUSED,
    UNCHANGED,
    Sheet,
    SheetRow,
)
from overens.plans.actions.sheets import SheetResult, import_sheet, preview_sheet
from overens.plans.models import ActionPlan
from overens.plans.rules.sheet import COLUMNS
from overens.plans.views.finding import Moved, find_plan, task_context


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a sheet, show what it would do, and save it when it has been looked at."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_import", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    context = task_context(plan, _("Import measures"), plan.get_absolute_url())
    context |= {
        "button": _("Look before saving"),
        "columns": [column.heading(formats.language_or_active()) for column in COLUMNS],
        "template_url": reverse("plans:plan_download", args=[plan.slug, "xlsx"]),
        "runs": _runs(plan),
    }
    if request.method != "POST":
        return render(request, "plans/import.html", {**context, "form": SheetForm()})
    if request.POST.get("edit"):
        # Back from the look at it, with what was read.
        kept = {"pasted": request.POST.get("pasted", "")}
        context["form"] = SheetForm(initial=kept)
        return render(request, "plans/import.html", context)
    form = SheetForm(request.POST, request.FILES)
    context["form"] = form
    if not form.is_valid():
        return invalid(request, "plans/import.html", context)
    data, name = form.content()
    try:
        sheet = form.sheet()
        if request.POST.get("save"):
            marker = request.POST.get(MARKER, "")
            text = data.decode()
            original = original_of(marker, text=text, person=access.person)
            return _save(request, plan, access, sheet, original)
        result = preview_sheet(plan, sheet)
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "plans/import.html", context)
    context |= {
        "title": _("This is what the sheet would do"),
        "result": result,
        "rows": [_shown(row) for row in result.rows],
        "counts": _counts(result),
        "to_save": result.count(NEW) + result.count(CHANGED),
        # What was read goes along, so that nothing has to be chosen again.
        "pasted": as_pasted(sheet),
        "marker": mark(
            Original(data, name), text=as_pasted(sheet), person=access.person
        )
        if name
        else "",
    }
    return render(request, "plans/import_preview.html", context)


def _runs(plan: ActionPlan) -> list[ImportRun]:
    """Return the latest imports into a plan; the newest can be undone."""
    found = ImportRun.objects.filter(
        kind="plans.import_plan", space=plan.space.slug, summary__plan=plan.slug
    )
    return list(found.defer("journal")[:5])


def _save(
    request: HttpRequest,
    plan: ActionPlan,
    access: Access,
    sheet: Sheet,
    original: Original,
) -> HttpResponse:
    result = import_sheet(
        plan=plan,
        sheet=sheet,
        data=original.data,
        by=access.actor,
        file_name=original.name,
    )
    messages.success(
        request,
        _("%(new)s new, %(changed)s changed and %(unchanged)s unchanged measures.")
        % {
            name: formats.number(count)
            for name, count in result.counts.items()
            if name != REFUSED
        },
    )
    if refused := result.count(REFUSED):
        messages.warning(
            request,
            _("%(refused)s rows were not taken in.")
            % {"refused": formats.number(refused)},
        )
    return redirect("plans:plan_import", plan.slug)


def _counts(result: SheetResult) -> list[dict[str, Any]]:
    labels = {
        NEW: _("new"),
        CHANGED: _("changed"),
        UNCHANGED: _("unchanged"),
        REFUSED: _("refused"),
    }
    return [
        {"label": label, "count": result.count(outcome)}
        for outcome, label in labels.items()
    ]


_LOOK = {
    NEW: ("success", "plus"),
    CHANGED: ("info", "pencil"),
    UNCHANGED: ("neutral", "check"),
    REFUSED: ("danger", "circle-x"),
}


def _shown(row: SheetRow) -> dict[str, Any]:
    words = {
        NEW: _("New"),
        CHANGED: _("Changed"),
        UNCHANGED: _("Unchanged"),
        REFUSED: _("Refused"),
    }
    tone, icon = _LOOK[row.outcome]
    language = formats.language_or_active()
    return {
        "row": row.row,
        "number": row.number,
        "title": row.title,
        "word": words[row.outcome],
        "tone": tone,
        "icon": icon,
        "was_called": row.was_called,
        "changes": [
            {
                "column": change.column.heading(language),
                "before": _short(change.before),
                "after": _short(change.after),
                "clears": change.clears,
            }
            for change in row.changes
        ],
        "faults": [
            {
                "column": fault.column.heading(language) if fault.column else "",
                "sentence": explain(fault.broken),
            }
            for fault in row.faults
        ],
    }


def _short(cell: str, longest: int = 160) -> str:
    """Return a cell in one line, cut where it is a whole text."""
    line = " ".join(cell.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


@require_POST
@login_required
def import_undo(request: HttpRequest, slug: str, run: uuids.UUID) -> HttpResponse:
    """Bring the plan back to what it was before an import."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_import", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    found = ImportRun.objects.filter(
        uuid=run, kind="plans.import_plan", summary__plan=plan.slug
    ).first()
    if found is None:
        raise Http404
    try:
        undo_import(found, by=access.actor)
    except RuleBroken as broken:
        messages.error(request, explain(broken))
    else:
        messages.success(request, _("The import is undone. The plan is as it was."))
    return redirect("plans:plan_import", plan.slug)
