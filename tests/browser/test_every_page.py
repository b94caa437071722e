"""Every kind of page: accessible, narrow, whole in English, nothing leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.pages import PAGES
from tests.browser.serving import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe_faults(page):
    """Return what axe finds, as "rule: element" lines."""
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def english_of(page):
    """Return the address of the page's English twin."""
    return page.get_attribute("link[rel=alternate][hreflang=en]", "href")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_in_light_and_dark_and_both_languages(
    site, open_page, path
):
    wide = open_page(1280, may_fail="finns-inte" in path)
    answer = wide.goto(site + path)
    assert answer.status == (404 if "finns-inte" in path else 200)
    assert axe_faults(wide) == []
    twin = english_of(wide) if answer.status == 200 else "/en" + path

    narrow = open_page(390, scheme="dark", may_fail="finns-inte" in path)
    narrow.goto(site + twin if twin.startswith("/") else twin)
    assert narrow.get_attribute("html", "lang") == "en"
    assert axe_faults(narrow) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_the_narrowest_phone(site, open_page, path):
    page = open_page(320, may_fail="finns-inte" in path)
    page.goto(site + path)

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 320
