"""The front page, "Att göra nu", and whether the service lives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front_page(request: HttpRequest) -> HttpResponse:
    """Show what the space's compact is about and how it goes."""
    return render(request, "config/front_page.html", {})


def to_do(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person signed in."""
    return render(request, "config/to_do.html", {})


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database and what hangs on it are in order."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
