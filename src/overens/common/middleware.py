"""Language by address, a broken rule as a page, and a database that is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from overens.common.documents import PressBusy
from overens.common.explain import explain
from overens.errors import NotYours, RuleBroken

Answer = Callable[[HttpRequest], HttpResponse]
# Outside the translated addresses the reader's browser says which language.
OUTSIDE = ("/api/", "/healthz", "/readyz", "/robots.txt")


class ReaderLanguage(LocaleMiddleware):
    """Swedish without prefix, English under ``/en/``; the API reads Accept-Language."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the address, or of the reader outside it."""
        if request.path_info.startswith(OUTSIDE):
            translation.activate(translation.get_language_from_request(request))
            request.LANGUAGE_CODE = translation.get_language()
        else:
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Say which language the page is in; never redirect to a prefix."""
        response.headers.setdefault(
            "Content-Language", translation.get_language() or settings.LANGUAGE_CODE
        )
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language of the address, without touching the database."""
    return "en" if request.path_info.startswith("/en/") else "sv"


class NotToBeFound:
    """Ask search engines to leave a demonstration alone, whatever it answers with."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so on pages, files, data and static files alike."""
        response = self.get_response(request)
        if settings.DEMONSTRATION:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


class OwnClock:
    """Begin each request by the installation's clock, and leave it so.

    A page about a space reads instants by that space's clock; the next request in the
    same thread may be about another.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        with timezone.override(None):
            return self.get_response(request)


class OpenToPrograms:
    """Let pages of other sites read the interface, and answer HEAD without a body.

    Outside all else, so that it holds for every fault too.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answers of the interface for programs."""
        response = self.get_response(request)
        if request.path_info.startswith("/api/"):
            response["Access-Control-Allow-Origin"] = "*"
            patch_vary_headers(response, ["Accept-Language"])
            if request.method == "HEAD" and not response.streaming:
                response["Content-Length"] = str(len(response.content))
                response.content = b""
        return response


class ReadableAddress:
    """Answer 400 to a NUL in an address: no text of ours holds one.

    PostgreSQL refuses it in any question, so that each filter would have to look.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, named: Any
    ) -> None:
        """Look at what the view will be given."""
        values = (value for _name, many in request.GET.lists() for value in many)
        if any("\0" in value for value in (request.path_info, *values)):
            raise BadRequest("a NUL in the address")


class DatabaseAway:
    """Answer 503 with Retry-After when the database is away, or the press is taken."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, fault: Exception
    ) -> HttpResponse | None:
        """Turn a lost database into an honest page; leave other faults alone."""
        if isinstance(fault, PressBusy):
            return busy(request)
        if not isinstance(fault, (OperationalError, InterfaceError)):
            return None
        return away(request)


def away(request: HttpRequest) -> HttpResponse:
    """Return the 503 page, which needs neither database nor context."""
    with translation.override(language_of(request)):
        page = render_to_string("503.html", {"language": language_of(request)})
    response = HttpResponse(page, status=503)
    response["Retry-After"] = "30"
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """Answer that a file is being made for somebody else just now."""
    response = render(request, "common/busy.html", status=503)
    response["Retry-After"] = "10"
    return response


class BrokenRule:
    """A rule's no that no door worded itself becomes a page with its sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, fault: Exception
    ) -> HttpResponse | None:
        """Answer 403 for what is not yours, 422 for another broken rule."""
        if not isinstance(fault, RuleBroken):
            return None
        context: dict[str, Any] = {
            "sentence": explain(fault),
            "came_from": _came_from(request),
        }
        if isinstance(fault, NotYours):
            # Who only asked to see a page is told whose it is, not what went wrong.
            page = "403.html" if request.method == "GET" else "common/broken_rule.html"
            return render(request, page, context, status=403)
        return render(request, "common/broken_rule.html", context, status=422)


def _came_from(request: HttpRequest) -> str:
    """Return the path of the page of ours that led here; empty where none did."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address, though it was sent as one
        return ""
    path = came_from.path
    # Two strokes would lead to another site.
    is_ours = came_from.netloc == request.get_host() and not path.startswith("//")
    return path if is_ours and path != request.path else ""


class KeptPrivate:
    """Let nobody keep a page that somebody signed in was shown.

    Whoever has a session, or has just got or lost one, may be somebody; the cookie is
    looked at, never the session, so that a public page costs no question and says
    nothing about cookies. A page with a key in its address says the same by itself.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer to one with a session."""
        response = self.get_response(request)
        cookie = settings.SESSION_COOKIE_NAME
        if cookie in request.COOKIES or cookie in response.cookies:
            patch_cache_control(response, private=True, no_store=True)
        return response


class WayBack:
    """Lead on where Django leaves one standing: a wrong method, a form sent signed out.

    An address that only takes a form has no page: who asks for it as one is told so in
    words, and who is sent to sign in from it comes back to the form's own page.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 405 with a page; lead back to the page that the form stands on."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            response.content = page.content
            response["Content-Type"] = page["Content-Type"]
        elif request.method == "POST" and response.status_code == 302:
            self._lead_back(request, response)
        return response

    def _lead_back(self, request: HttpRequest, response: HttpResponse) -> None:
        to = urlsplit(response["Location"])
        try:
            came_from = urlsplit(request.headers.get("Referer", ""))
        except ValueError:  # no address, though it was sent as one
            return
        if (
            to.path == resolve_url(settings.LOGIN_URL)
            and parse_qs(to.query).get("next") == [request.get_full_path()]
            and came_from.netloc == request.get_host()
        ):
            page = came_from._replace(scheme="", netloc="", fragment="").geturl()
            response["Location"] = f"{to.path}?{urlencode({'next': page}, safe='/')}"
