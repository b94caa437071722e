"""A phone that runs no scripts: filter, faulty form, language, the menu."""

from __future__ import annotations

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.pages import YEAR


@pytest.fixture
def plain(open_page):
    """A page on a phone that runs no scripts."""
    return open_page(width=390, height=844, javascript=False, may_fail=True)


def test_a_filter_is_a_form(site, plain):
    plain.goto(f"{site}/planer/strandland-{YEAR}/")
    plain.click("main .filter__more > summary")
    plain.select_option("main select[name=status]", index=1)
    with plain.expect_navigation():
        plain.click("main button:has-text('Visa')")

    assert "status=" in plain.url
    assert plain.locator("main .rows > li").count() < 25


def test_a_filter_without_hits_says_so_and_leads_back(site, plain):
    plain.goto(f"{site}/organisationer/?q=xyzzy")

    assert plain.locator("main .ds-alert, main [class*=empty]").count() >= 1
    assert plain.locator("main a:has-text('Visa utan sökorden')").count() >= 1


def test_a_form_with_a_fault_shows_it_in_a_summary_that_has_focus(own_site, plain):
    site, _data = own_site
    sign_in_as(plain, site, "petra")
    plain.goto(f"{site}/planer/strandland-{YEAR}/ny/")
    plain.fill("main [name=title_en]", "A name that stays")
    plain.fill("main [name=due]", "snart")
    with plain.expect_navigation():
        plain.click("main form button[type=submit] >> nth=-1")

    assert plain.title().startswith("Fel:")
    summary = plain.locator("[role=alert]").first
    assert summary.get_attribute("autofocus") is not None
    assert summary.locator("a[href^='#']").count() >= 1
    assert plain.input_value("main [name=title_en]") == "A name that stays"


def test_the_language_is_a_link(site, plain):
    plain.goto(f"{site}/planer/strandland-{YEAR}/a-07/")
    plain.goto(site + plain.get_attribute("a[hreflang=en]", "href"))
    assert plain.get_attribute("html", "lang") == "en"
    plain.goto(site + plain.get_attribute("a[hreflang=sv]", "href"))
    assert plain.get_attribute("html", "lang") == "sv"
    assert plain.url.endswith("/a-07/")


def test_the_menu_opens_without_scripts(site, plain):
    plain.goto(f"{site}/")
    plain.click("details.menu > summary")

    assert plain.locator("details.menu nav a").first.is_visible()


def test_a_page_stands_when_its_text_is_twice_as_large(site, open_page):
    page = open_page(width=640, height=900)
    page.goto(f"{site}/")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640
