"""What every page's frame needs: the space in view, the menu, the twin page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.accounts.queries import show_space, space_in_view, spaces_by_slug
from overens.config.waiting import number_waiting

# The parts of the menu: label, route, prefix of route names that belong to it, and
# the column that has to be switched on.
_MENU = (
    ("compacts:compact", "compacts", "compacts"),
    ("plans:plans", "plans", "plans"),
    ("organisations:organisations", "organisations", "organisations"),
    ("surveys:surveys", "surveys", "surveys"),
    ("followups:followups", "followups", "followups"),
)


def _label(namespace: str) -> str:
    return {
        "compacts": _("The compact"),
        "plans": _("Measures"),
        "organisations": _("Organisations"),
        "surveys": _("Surveys"),
        "followups": _("Follow-up"),
    }[namespace]


def navigation(request: HttpRequest, space: Space) -> list[dict[str, Any]]:
    """Return the menu of a space: label, address, whether it is where we are."""
    match = getattr(request, "resolver_match", None)
    here = match.namespace if match else ""
    rows = []
    for route, namespace, column in _MENU:
        if not space.has_column(column):
            continue
        try:
            if route == "compacts:compact":
                url = reverse(route, args=[space.slug])
            else:
                url = reverse(route)
                if space.slug != settings.FRONT_SPACE:
                    url += f"?compact={space.slug}"
        except NoReverseMatch:
            continue
        rows.append(
            {"label": _label(namespace), "url": url, "is_current": here == namespace}
        )
    return rows


def twin_url(request: HttpRequest) -> str:
    """Return the same page in the other language."""
    other = "en" if get_language() == "sv" else "sv"
    twin = translate_url(request.get_full_path(), other)
    return (
        twin if twin != request.get_full_path() else ("/en/" if other == "en" else "/")
    )


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return what ``base.html`` needs."""
    space = space_in_view(request)
    if space is not None:
        show_space(request, space)
    language = get_language() or settings.LANGUAGE_CODE
    match = getattr(request, "resolver_match", None)
    is_mine = match is not None and match.view_name == "accounts:my_page"
    return {
        "waiting": number_waiting(request, spaces_by_slug(request), may_count=is_mine),
        "space": space,
        "worlds": list(spaces_by_slug(request).values()),
        "navigation": navigation(request, space) if space else [],
        "language": language,
        "other_language": "en" if language == "sv" else "sv",
        "twin_url": twin_url(request),
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
        "theme": settings.THEME,
        "huvudman": (space.huvudman or str(space)) if space else "Överens",
        "secretariat": str(space.secretariat_name) if space else "",
        "canonical": settings.BASE_URL + request.path,
        "larger_text": request.COOKIES.get("text") == "lg",
    }
