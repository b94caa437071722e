"""The front page: what we have agreed on, who has signed, how it goes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def front_page(request: HttpRequest) -> HttpResponse:
    """Show what the space's compact is about and how it goes."""
    return render(request, "config/front_page.html", {"title": "Överens"})


def to_do(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person signed in."""
    return render(request, "config/front_page.html", {"title": "Överens"})
