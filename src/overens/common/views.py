"""Two small pages of the frame itself: the style guide, and the size of the text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from overens.common.style_guide import samples

ONE_YEAR = 60 * 60 * 24 * 365
SIZES = ("md", "lg")


def is_here(address: str) -> bool:
    """Tell whether an address that came with a request is a page of this site.

    Only ``/path``: ``redirect("word")`` would take a word for a route's name.
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every page part in all its states."""
    context = samples(request.GET)
    return render(request, "common/style_guide.html", context)


@require_safe
def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the reader's size of text in a cookie, and go back to where they were.

    Says nothing about a person and is asked for by pressing a link, so it needs no
    consent; without JavaScript.
    """
    size = request.GET.get("size", "")
    back = request.GET.get("next", "/")
    if not is_here(back):
        back = "/"
    response = HttpResponseRedirect(back)
    if size in SIZES:
        response.set_cookie(
            "text",
            size,
            max_age=ONE_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response
