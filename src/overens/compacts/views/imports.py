"""What has been brought in, by which import, and the way back."""

from __future__ import annotations

import uuid as uuids

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, person_of, role_giving
from overens.accounts.rules import EDIT_COMPACT, EDIT_REGISTER
from overens.common.explain import explain
from overens.common.models import ImportRun
from overens.compacts.actions import undo
from overens.compacts.queries.first_hour import imports_of
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


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_run(request: HttpRequest, run: uuids.UUID) -> HttpResponse:
    """Show what an import did; undo it when asked to."""
    person = person_of(request)
    found = ImportRun.objects.filter(uuid=run).first()
    if found is None:
        raise Http404
    space = Space.objects.filter(slug=found.space).first()
    role = _role(person, space) if space is not None else ""
    if not role:
        raise NotYours()
    request.space = space  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            undo(found, by=person.actor(role))
        except RuleBroken as broken:
            messages.error(request, explain(broken))
            status = 422
            found.refresh_from_db()
        else:
            messages.success(request, _("The import is undone. All is as it was."))
            return redirect("compacts:imports")
    else:
        status = 200
    made: dict[str, int] = {}
    for entry in found.journal:
        label = entry.get("made") or entry["changed"]
        made[label] = made.get(label, 0) + 1
    context = {
        "title": _("What the import did"),
        "run": found,
        "made": sorted((_named(label), count) for label, count in made.items()),
        "summary": [
            (name, value) for name, value in found.summary.items() if value != ""
        ],
        "breadcrumbs": [
            (_("Imports"), reverse("compacts:imports")),
            (str(found), ""),
        ],
    }
    return render(request, "compacts/import.html", context, status=status)
