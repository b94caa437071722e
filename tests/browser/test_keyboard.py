"""Everything is reached by keys alone: each kind of page, the menu, forms, filters."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.keys import tripped_over
from tests.browser.pages import PAGES, YEAR

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


@pytest.mark.parametrize("path", PAGES)
def test_keys_reach_all_of_a_page_in_the_order_it_is_read(site, page, path):
    page.goto(site + path)

    assert tripped_over(page) == []


def test_keys_reach_all_of_the_page_behind_the_link(site, open_page):
    phone = open_page(width=390, height=844)
    phone.goto(f"{site}/mejl/")
    phone.goto(site + re.search(r"/lage/[\w-]+/", phone.content())[0])

    assert tripped_over(phone) == []


def test_focus_stays_in_the_filter_when_the_list_under_it_is_swapped(site, page):
    page.goto(f"{site}/planer/strandland-{YEAR}/")
    tab_to(page, "main form.filter input[name=q]")
    with page.expect_response(lambda answer: "q=tolk" in answer.url):
        page.keyboard.type("tolk")
    page.wait_for_url(re.compile("q=tolk"))

    assert page.evaluate("document.activeElement.value") == "tolk"
    assert page.locator("main .rows > li").count() == 1


def test_the_menu_closes_when_focus_has_gone_on_and_hides_nothing(site, open_page):
    page = open_page(width=390, height=844)
    page.goto(f"{site}/overenskommelser/")
    tab_to(page, "details.menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, "main a")

    assert page.locator("details.menu[open]").count() == 0


def test_the_menu_is_closed_by_escape_and_focus_is_where_it_opened(site, open_page):
    page = open_page(width=390, height=844)
    page.goto(f"{site}/overenskommelser/")
    tab_to(page, "details.menu > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('details.menu > summary')")
