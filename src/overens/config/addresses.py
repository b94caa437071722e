"""Looks for an address only in the columns that have one beginning with its word.

There are some 300 addresses, and Django tries one after the other: those of the last
columns cost more than a millisecond on every page. All of a column's are passed over
here when none of them begins with the first word of what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language, override

_WORD, _LETTERS = re.compile(r"\^?([\w-]+)/"), re.compile(r"[\w-]*")
Addresses = Sequence[URLPattern | URLResolver]


class BeginsAlike(RoutePattern):
    """The empty beginning of a column's addresses; matches what one of them may be."""

    def __init__(self, addresses: Addresses) -> None:
        super().__init__("", is_endpoint=False)
        self._addresses = addresses
        # Addresses are set when the program starts, and differ by language alone.
        self._begins = cache(self._beginnings)

    def match(self, path: str) -> Any:
        """Return what the rest of the path is, or None where no address can fit."""
        words, beginnings = self._begins(get_language())
        word = path.partition("/")[0]
        if word in words or word.startswith(beginnings):
            # The beginning is empty: all of the path is left.
            return path, (), {}
        return None

    def _beginnings(self, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return whole first words, and beginnings of those that go on otherwise."""
        words, beginnings = set(), []
        with override(language):
            for address in _one_by_one(self._addresses):
                pattern, text = address.pattern, str(address.pattern)
                is_route = isinstance(pattern, RoutePattern)
                whole = _WORD.match(text)
                if whole and (is_route or text.startswith("^")):
                    words.add(whole[1])
                else:
                    # Up to where it varies; a regular expression may vary at once.
                    beginnings.append(_LETTERS.match(text)[0] if is_route else "")  # type: ignore[index]
        return frozenset(words), tuple(beginnings)


def _one_by_one(addresses: Addresses) -> Iterator[URLPattern | URLResolver]:
    """Yield addresses, those of a group that adds nothing to them each by itself."""
    for address in addresses:
        if isinstance(address, URLResolver) and not str(address.pattern):
            yield from _one_by_one(address.url_patterns)
        else:
            yield address


def of_column(module: str) -> URLResolver:
    """Return the addresses of a column, as ``path("", include(module))`` does."""
    addresses, app_name, namespace = include(module)
    return URLResolver(
        BeginsAlike(import_module(module).urlpatterns),
        addresses,
        app_name=app_name,
        namespace=namespace,
    )
