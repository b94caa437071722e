"""The page for what is not there: with what was probably meant."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from overens.common import error_pages
from overens.common.middleware import language_of
from overens.config.near import near, words_of


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the language of the address, with the nearest names there are."""
    with translation.override(language_of(request)):
        meant = {"near": near(request), "words": words_of(request)}
    return error_pages.not_found(request, exception, **meant)
