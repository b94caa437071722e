"""The short way in for whoever answers a survey by link.

Nothing of a session, an account, or a form kept over signing in has to do with them. So
nothing of it is looked at: somebody signed in who answers is not told apart from who is
not, whatever their browser sends along. The page has half as far to go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, get_script_prefix, resolve, reverse
from django.utils.module_loading import import_string
from django.utils.translation import override

from overens.common.middleware import BrokenRule, DatabaseAway, ReadableAddress

Answer = Callable[[HttpRequest], HttpResponse]


class Apart:
    """Leads to the pages of answering through ``MIDDLEWARE_APART`` alone.

    Outermost, so that all the others are passed by.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._address = ReadableAddress(_view)
        # As Django asks them: the innermost first.
        self._faults = (BrokenRule(_view), DatabaseAway(_view))
        # As Django does: a fault is a page for all that is outside of where it was.
        way: Any = convert_exception_to_response(self._shown)
        for name in reversed(settings.MIDDLEWARE_APART):
            way = convert_exception_to_response(import_string(name)(way))
        self._way: Answer = way

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, the short way or the long."""
        match = _answering(settings.ROOT_URLCONF).get(request.path_info)
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        return self._way(request)

    def _shown(self, request: HttpRequest) -> HttpResponse:
        request.user = AnonymousUser()
        self._address.process_view(request, None, (), {})
        try:
            return _view(request)
        except Exception as fault:
            for each in self._faults:
                response = each.process_exception(request, fault)
                if response is not None:
                    return response
            raise


def _view(request: HttpRequest) -> HttpResponse:
    assert request.resolver_match is not None
    response: HttpResponse = request.resolver_match.func(request)
    return response


@cache
def _answering(urlconf: str) -> Mapping[str, ResolverMatch]:
    """Return where one answers, in each language, and what is found there."""
    found = {}
    # An address begins with where the whole program lies; what is asked for does not.
    before = get_script_prefix()
    for language, _name in settings.LANGUAGES:
        with override(language):
            address = reverse("surveys:answering", urlconf)
            path = "/" + address.removeprefix(before)
            found[path] = resolve(path, urlconf)
    return found
