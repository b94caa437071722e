"""Everything is reached by keys alone: the menu, three forms, the skip link."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.pages import YEAR

MOST_STEPS = 90


def tab_to(page, selector):
    """Press Tab until what the selector finds is reached; fail when focus hides."""
    target = page.locator(selector).first
    assert target.count(), selector
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
        if page.evaluate("document.activeElement.matches('body, .ds-skip-link')"):
            continue
        faint = page.evaluate(
            """() => {
              const node = document.activeElement;
              const box = node.getBoundingClientRect();
              // A choice shows it on its whole row, a card on the card.
              const seen = [node, node.closest('.ds-field, .figure--link')]
                .filter(one => one)
                .map(one => getComputedStyle(one))
                .some(({outlineStyle: line, boxShadow: glow}) =>
                  line !== 'none' || glow !== 'none');
              return box.width && box.height && seen ? '' : node.outerHTML.slice(0, 90);
            }"""
        )
        assert not faint, f"focus cannot be seen: {faint}"
    raise AssertionError(f"keys never reach {selector}")


def test_the_first_key_offers_to_skip_the_menu(site, page):
    page.goto(f"{site}/organisationer/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_on_a_phone_opens_by_keys(site, open_page):
    page = open_page(width=390, height=844)
    page.goto(f"{site}/overenskommelser/")
    tab_to(page, "details.menu > summary")
    page.keyboard.press("Enter")

    assert page.locator("details.menu[open]").count() == 1
    tab_to(page, "details.menu nav a[href='/organisationer/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/organisationer/"))


def test_the_search_is_reached_by_keys(site, page):
    page.goto(f"{site}/organisationer/")
    tab_to(page, "main form input[name=q], main form input[type=search]")
    page.keyboard.type("brukarråd")
    tab_to(page, "main form button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "Strandlands Brukarråd" in page.inner_text("main")


def test_the_report_behind_the_link_is_reached_by_keys(site, page):
    page.goto(f"{site}/mejl/")
    link = re.search(r"/lage/[\w-]+/", page.content())[0]
    page.goto(site + link)
    tab_to(page, "main textarea[name=text]")
    page.keyboard.type("Det går.")
    tab_to(page, "main button:has-text('Skicka rapporten')")


def test_a_form_of_the_secretariat_is_reached_by_keys(own_site, open_page):
    site, _data = own_site
    page = open_page(may_fail=True)
    sign_in_as(page, site, "petra")
    page.goto(f"{site}/planer/strandland-{YEAR}/ny/")
    tab_to(page, "main form button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.title().startswith("Fel:")
    assert page.evaluate(
        "document.activeElement.matches('[role=alert], [role=alert] *')"
    )


@pytest.mark.parametrize("path", ["/", f"/planer/strandland-{YEAR}/a-07/"])
def test_headings_of_a_page_come_in_one_after_another(site, page, path):
    page.goto(site + path)
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3,h4,h5')]"
        ".map(node => +node.tagName[1])"
    )

    assert levels.count(1) == 1
    assert all(
        after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)
    )
