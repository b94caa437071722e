"""Pages with a key in their address: the link of a mail, used without signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Keep a page with a key in its address out of caches, indexes and referrers.

    A page without referrer sends its forms without origin too, which Django's check
    against forged requests refuses. That check guards what a cookie allows; here the
    key in the address allows, no cookie does anything, and whoever does not have the
    key cannot forge. So it is left out, and a phone that keeps no cookies can answer.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        # The page's foot must not carry the address on to a log, as ?next=.
        request.has_key_in_address = True  # type: ignore[attr-defined]
        response = view(request, *args, **named)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept
