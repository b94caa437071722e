"""The pages for what went wrong, in the language of the address."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from overens.common.middleware import away, language_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with a page."""
    return render(request, "403.html", {"bad_request": True}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403: visible, but not yours."""
    return render(request, "403.html", {}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the language of the address, with a way on."""
    with translation.override(language_of(request)):
        return render(request, "404.html", {"path": request.path}, status=404)


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
    """Say that the page was open too long, and to send the form once more."""
    context: dict[str, Any] = {"csrf": True}
    return render(request, "403.html", context, status=403)
