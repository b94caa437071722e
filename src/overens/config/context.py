"""What every page's frame needs: the space in view, the menu, the twin page."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.accounts.queries import (
    show_space,
    space_of_frame,
    spaces_shown,
)
from overens.common.models import RECONSTRUCTED, SOURCE
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

# What decides the content of a page, in the order in which it stands in the address.
_CONTENT = (
    *("compact", "version", "date", "year", "view", "q", "status", "side"),
    *("principle", "organisation", "kind", "municipality", "area", "level"),
    *("signatory", "page"),
)


# Groups and decisions are read under the compact that they lead.
_BELONGS = {"governance": "compacts"}


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
            {
                "label": _label(namespace),
                "url": url,
                "is_current": _BELONGS.get(here, here) == namespace,
            }
        )
    return rows


def twin_urls(request: HttpRequest) -> tuple[str, str]:
    """Return the same page in the other language: with all that was asked for, and with
    what decides its content alone; its front page where it has no twin.

    The view that answers is known since the path was looked up: looking it up again
    goes through every address there is.
    """
    other = "en" if get_language() == "sv" else "sv"
    path, _mark, query = request.get_full_path().partition("?")
    twin = _in_other_words(request, other)
    if twin in ("", path):
        front = "/en/" if other == "en" else "/"
        return front, front
    return f"{twin}?{query}" if query else twin, twin + _content_of(request)


def _in_other_words(request: HttpRequest, language: str) -> str:
    """Return the path of the same view in a language; empty where there is none."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    with override(language):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return ""


def _content_of(request: HttpRequest) -> str:
    """Return what decides a page's content of what was asked for, with its mark.

    Search engines are told this one: what a newsletter adds makes no other page.
    """
    asked = request.GET
    kept = [(name, each) for name in _CONTENT for each in asked.getlist(name) if each]
    return f"?{urlencode(kept)}" if kept else ""


def other_worlds(
    request: HttpRequest, shown: Space | None
) -> list[tuple[str, list[Space]]]:
    """Return the other spaces under what they are: the sources', and the rest."""
    others = [each for each in spaces_shown(request).values() if each != shown]
    from_sources = [each for each in others if each.origin in (SOURCE, RECONSTRUCTED)]
    rest = [each for each in others if each not in from_sources]
    groups = [(_("The sources:"), from_sources), (_("See also:"), rest)]
    return [(label, spaces) for label, spaces in groups if spaces]


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return what ``base.html`` needs.

    What asks the database or goes through the addresses is a function, which a
    template calls by naming it: a page whose frame leaves a part out does not pay for
    it. Each is worked out once a page, however often it is named.
    """
    space = space_of_frame(request)
    if space is not None:
        show_space(request, space)
    language = get_language() or settings.LANGUAGE_CODE
    match = getattr(request, "resolver_match", None)
    is_mine = match is not None and match.view_name == "accounts:my_page"

    @cache
    def twins() -> tuple[str, str]:
        return twin_urls(request)

    return {
        "waiting": number_waiting(request, may_count=is_mine),
        "space": space,
        "other_worlds": cache(lambda: other_worlds(request, space)),
        "navigation": cache(lambda: navigation(request, space) if space else []),
        "language": language,
        "other_language": "en" if language == "sv" else "sv",
        "twin_url": lambda: twins()[0],
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
        "theme": settings.THEME,
        "huvudman": (space.huvudman or str(space)) if space else "Överens",
        "secretariat": str(space.secretariat_name) if space else "",
        "canonical": lambda: settings.BASE_URL + request.path + _content_of(request),
        "twin_canonical": lambda: settings.BASE_URL + twins()[1],
        "larger_text": request.COOKIES.get("text") == "lg",
    }
