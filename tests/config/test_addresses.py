"""Every address leads to its own view, though whole columns are passed over."""

from __future__ import annotations

import uuid

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse
from django.urls.resolvers import RoutePattern
from django.utils.translation import override

from overens.config.addresses import BeginsAlike

GIVEN = {"slug": "two-words", "uuid": uuid.UUID(int=7), "int": 2024, "string": "en del"}
FILE = {"slug": "hok", "year": 2024, "key": "plans", "ending": "json"}


def views(resolver, namespace=""):
    """Yield the name of each address and what it is called with."""
    for each in resolver.url_patterns:
        if not isinstance(each, URLPattern):
            inner = ":".join(part for part in (namespace, each.namespace) if part)
            yield from views(each, inner)
        elif each.name:
            name = f"{namespace}:{each.name}" if namespace else each.name
            yield name, _given_to(each.pattern)


def _given_to(pattern):
    if isinstance(pattern, RoutePattern):
        kinds = (type(kind).__name__ for kind in pattern.converters.values())
        given = [GIVEN[kind.removesuffix("Converter").lower()] for kind in kinds]
        return dict(zip(pattern.converters, given, strict=True))
    return {name: FILE[name] for name in pattern.regex.groupindex}


def columns(resolver):
    for each in resolver.url_patterns:
        if isinstance(getattr(each, "pattern", None), BeginsAlike):
            yield each
        elif not isinstance(each, URLPattern):
            yield from columns(each)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_address_is_found_as_if_all_were_tried(language, monkeypatch):
    with override(language):
        addresses = [
            reverse(name, kwargs=given) for name, given in views(get_resolver())
        ]
        assert len(addresses) > 250
        found = [resolve(address) for address in addresses]
        monkeypatch.setattr(BeginsAlike, "match", RoutePattern.match)
        plain = [resolve(address) for address in addresses]
    assert [each.func for each in found] == [each.func for each in plain]
    assert [each.kwargs for each in found] == [each.kwargs for each in plain]


@pytest.mark.parametrize(
    "path", ["/ingen/", "/svar", "/en/svara/", "/%C3%B6ppna-data/"]
)
def test_what_is_no_address_is_none(path):
    with pytest.raises(Resolver404):
        resolve(path)


def test_columns_without_such_a_word_are_passed_over():
    with override("sv"):
        tried = [
            each for each in columns(get_resolver()) if each.pattern.match("svara/")
        ]
    assert [each.namespace for each in tried] == ["surveys"]
