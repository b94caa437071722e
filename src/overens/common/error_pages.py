"""The pages for what went wrong, in the language of the address."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from overens.common.kept_forms import offer_again
from overens.common.middleware import away, language_of


class SwitchedOff(Http404):
    """A page of a part that is switched off: not there, save for who may switch it on.

    Attributes:
        mend_url: where the reader can; empty where they may not.
    """

    def __init__(self, *, mend_url: str = "") -> None:
        super().__init__("switched off")
        self.mend_url = mend_url


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with a page."""
    return render(request, "403.html", {"bad_request": True}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: visible, but not yours."""
    return render(request, "403.html", {}, status=403)


def not_found(request: HttpRequest, exception: Exception, **more: Any) -> HttpResponse:
    """Answer 404 in the language of the address, with a way on.

    Args:
        request: what was asked for.
        exception: why it is not there.
        **more: what the page can say besides: ``near``, ``words``.
    """
    with translation.override(language_of(request)):
        context = {
            "path": request.path,
            "mend_url": getattr(exception, "mend_url", ""),
            **more,
        }
        return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without context or database, since either may be what failed.

    A database lost outside a view (the session, another error's page) comes here, and
    is answered as ``DatabaseAway`` answers it.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return away(request)
    language = language_of(request)
    with translation.override(language):
        page = render_to_string("500.html", {"language": language})
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, and offer to send the form once more."""
    again = offer_again(request)
    if again is not None:
        return again
    context: dict[str, Any] = {"csrf": True}
    return render(request, "403.html", context, status=403)
