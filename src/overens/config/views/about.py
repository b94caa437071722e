"""Accessibility, personal data, and the handbook."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.common.personal_data import is_forgotten_by_itself, our_models
from overens.config.accessibility import ASSESSED, FAULTS, METHOD
from overens.config.handbook_pages import handbook_pages


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, written from what is known to be wrong."""
    context = {
        "title": _("Accessibility statement"),
        "faults": FAULTS,
        "assessed": ASSESSED,
        "method": METHOD,
    }
    return render(request, "config/accessibility.html", context)


def _name_of(field: Any) -> Any:
    """Return a field's own name in words, or that of what it points to."""
    if field.is_relation and not isinstance(field.verbose_name, Promise):
        return field.related_model._meta.verbose_name
    return field.verbose_name


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """Show which fields about a person are kept, why, on what ground, how long."""
    rows = [
        {
            "package": model._meta.app_label,
            "model": model._meta.verbose_name,
            "field": _name_of(model._meta.get_field(name)),
            "entry": entry,
            "by_itself": is_forgotten_by_itself(model, name),
        }
        for model in our_models()
        for name, entry in model.kept.personal.items()  # type: ignore[attr-defined]
    ]
    groups = [
        (package, list(of_package))
        for package, of_package in groupby(rows, key=lambda row: row["package"])
    ]
    context = {"title": _("How we handle personal data"), "groups": groups}
    return render(request, "config/personal_data.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to read: all of it, and nothing of a demonstration."""
    # An empty Disallow forbids nothing.
    lines = ["User-agent: *", "Disallow: /" if settings.DEMONSTRATION else "Disallow:"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """List the handbook's pages."""
    context = {"title": _("Handbook"), "pages": handbook_pages()}
    return render(request, "config/handbook.html", context)


@require_safe
def handbook_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one page of the handbook."""
    pages = handbook_pages()
    found = next((page for page in pages if page.slug == slug), None)
    if found is None:
        raise Http404
    place = pages.index(found)
    context = {
        "title": found.title,
        "page": found,
        "before": pages[place - 1] if place else None,
        "after": pages[place + 1] if place + 1 < len(pages) else None,
    }
    return render(request, "config/handbook_page.html", context)
