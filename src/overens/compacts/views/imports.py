"""What has been brought in, by which import, and the way back."""

from __future__ import annotations

import uuid as uuids

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, person_of, role_giving
from overens.accounts.rules import EDIT_COMPACT, EDIT_REGISTER
from overens.common.audit import Actor
from overens.common.explain import explain
from overens.common.files import read_file
from overens.common.forms import UNPROCESSABLE
from overens.common.imports import ChangedSince, faults_kept, has_own_way
from overens.common.models import ImportRun
from overens.common.originals import original_kept
from overens.common.sheets import Column, write_csv
from overens.compacts.actions import undo
from overens.compacts.queries.runs import (
    imports_of,
    kind_in_words,
    row_in_the_way,
    summary_rows,
)
from overens.errors import NotYours, RuleBroken


def _spaces_of(person: Person) -> list[Space]:
    """Return the spaces whose imports a person may see and undo: as their content."""
    return [space for space in Space.objects.order_by("slug") if _role(person, space)]


def _role(person: Person, space: Space) -> str:
    """Return the role by which a person may undo a space's imports; empty for none."""
    day = day_in(space)
    held = (
        role_giving(deed, person, space, day) for deed in (EDIT_COMPACT, EDIT_REGISTER)
    )
    return next(filter(None, held), "")


@require_safe
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """List the latest imports of one's spaces."""
    person = person_of(request)
    spaces = _spaces_of(person)
    if not spaces:
        raise NotYours()
    slugs = [space.slug for space in spaces]
    context = {"title": _("Imports"), "runs": imports_of(slugs)}
    return render(request, "compacts/imports.html", context)


def _named(label: str) -> str:
    """Return what a kind of row is called; its label when there is none any more."""
    try:
        name = str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label
    return name[:1].upper() + name[1:]


def _run_in_view(request: HttpRequest, run: uuids.UUID) -> tuple[ImportRun, Actor]:
    """Return an import of one's spaces and who looks, and show its space in the frame.

    Raises:
        Http404: there is none.
        NotYours: it is of somebody else's space.
    """
    person = person_of(request)
    found = ImportRun.objects.filter(uuid=run).first()
    if found is None:
        raise Http404
    space = Space.objects.filter(slug=found.space).first()
    role = _role(person, space) if space is not None else ""
    if not role:
        raise NotYours()
    request.space = space  # type: ignore[attr-defined]
    return found, person.actor(role)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_run(request: HttpRequest, run: uuids.UUID) -> HttpResponse:
    """Show what an import did and what it refused; undo it when asked to."""
    found, actor = _run_in_view(request, run)
    status, refused = 200, ""
    in_the_way: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            undo(found, by=actor)
        except ChangedSince as changed:
            status, refused = UNPROCESSABLE, explain(changed)
            in_the_way = [row_in_the_way(row) for row in changed.rows]
            found.refresh_from_db()
        except RuleBroken as broken:
            status, refused = UNPROCESSABLE, explain(broken)
            found.refresh_from_db()
        else:
            messages.success(request, _("The import is undone. All is as it was."))
            return redirect("compacts:imports")
    made: dict[str, int] = {}
    # One with a journal of its own says in its record what it did.
    is_told = has_own_way(found)
    for entry in found.journal:
        label = entry.get("made") or entry["changed"]
        made[label] = made.get(label, 0) + 1
    kind = kind_in_words(found)
    context = {
        "title": _("What the import did"),
        "run": found,
        "kind": kind,
        "made": sorted((_named(label), count) for label, count in made.items()),
        "is_told": is_told,
        "summary": summary_rows(found),
        "faults": faults_kept(found),
        "original": original_kept(found),
        "refused": refused,
        "in_the_way": in_the_way,
        "breadcrumbs": [(_("Imports"), reverse("compacts:imports")), (kind, "")],
    }
    return render(request, "compacts/import.html", context, status=status)


@require_safe
@login_required
@never_cache
def import_original(request: HttpRequest, run: uuids.UUID) -> HttpResponse:
    """Give exactly what was put in, to keep and not to open: it is theirs, not ours."""
    found, _actor = _run_in_view(request, run)
    kept = original_kept(found)
    if kept is None:
        raise Http404
    name = kept.name or f"{found.space or 'import'}-{found.created:%Y-%m-%d}.txt"
    response = HttpResponse(read_file(kept), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_safe
@login_required
def import_faults(request: HttpRequest, run: uuids.UUID) -> HttpResponse:
    """Give what an import refused as CSV, to go on with."""
    found, _actor = _run_in_view(request, run)
    columns = (
        Column("row", _("Row")),
        Column("name", _("Name")),
        Column("column", _("Column")),
        Column("fault", _("What to do")),
    )
    rows = [
        [str(fault.row), fault.about, fault.column, fault.sentence]
        for fault in faults_kept(found)
    ]
    response = HttpResponse(
        write_csv(columns, rows), content_type="text/csv; charset=utf-8"
    )
    name = f"{found.space or 'import'}-faults.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
