"""What has been brought in, by which import, and the way back."""

from __future__ import annotations

import uuid as uuids

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right, is_admin, person_of
from overens.accounts.rules import EDIT_COMPACT, EDIT_REGISTER
from overens.common.explain import explain
from overens.common.models import ImportRun
from overens.compacts.actions import undo
from overens.compacts.queries.first_hour import imports_of
from overens.errors import NotYours, RuleBroken


def _spaces_of(person: Person) -> list[Space]:
    """Return the spaces whose imports a person may see and undo."""
    today = timezone.localdate()
    return [
        space
        for space in Space.objects.order_by("slug")
        if is_admin(person, today)
        or any(has_right(person, deed, space, today) for deed in _DEEDS)
    ]


_DEEDS = (EDIT_COMPACT, EDIT_REGISTER)


@require_safe
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """List the latest imports of one's spaces."""
    person = person_of(request)
    spaces = _spaces_of(person)
    if not spaces:
        raise NotYours()
    slugs = [space.slug for space in spaces]
    if is_admin(person, timezone.localdate()):
        slugs.append("")
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
    spaces = {space.slug: space for space in _spaces_of(person)}
    if found.space not in spaces and not is_admin(person, timezone.localdate()):
        raise NotYours()
    space = spaces.get(found.space)
    if space is not None:
        request.space = space  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            undo(found, by=person.actor())
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
