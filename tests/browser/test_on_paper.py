"""On paper: what is read stays, what is pressed is gone, nothing is folded away."""

from __future__ import annotations

import pytest

from tests.browser.pages import YEAR

PAGES = [
    "/",
    "/overenskommelser/strandland/",
    "/overenskommelser/strandland/undertecknare/",
    "/overenskommelser/strandland/beslut/",
    "/enkater/hok-2020/resultat/",
    f"/planer/strandland-{YEAR}/",
    f"/planer/strandland-{YEAR}/arshjul/",
    f"/planer/strandland-{YEAR}/a-07/",
    f"/uppfoljning/strandland/{YEAR - 1}/",
    "/organisationer/",
    "/organisationer/strandlands-brukarrad/",
    "/grupper/strandland/styrgruppen/",
]
# A sheet of A4 between its margins, at 96 pixels an inch.
SHEET = {"width": 672, "height": 990}
PRESSED = """nav a, button, .ds-button, .filter, .narrow, .contents, .follow,
    footer.foot, .ds-skip-link, .chartcard__note > .ds-link"""


@pytest.fixture
def paper(open_page):
    """A page laid out as the printer gets it."""
    page = open_page(**SHEET)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_has_all_there_is_to_read_and_nothing_to_press(
    site, paper, path
):
    paper.goto(site + path)
    pressed = paper.evaluate(
        """pressed => [...document.querySelectorAll(pressed)]
             .filter(node => node.checkVisibility())
             .map(node => node.outerHTML.slice(0, 90))""",
        PRESSED,
    )
    folded = paper.evaluate(
        """() => [...document.querySelectorAll(
                 "main details:not([open]) > :last-child")]
             .filter(node => !node.closest('.filter, .narrow, .contents'))
             .filter(node => !node.checkVisibility({contentVisibilityAuto: true})
                             || node.getBoundingClientRect().height < 1)
             .map(node => node.parentElement.innerText.slice(0, 60))"""
    )
    wide = paper.evaluate("document.documentElement.scrollWidth")

    assert pressed == []
    assert folded == []
    assert wide <= SHEET["width"] + 1


@pytest.mark.parametrize(
    "path",
    [
        "/overenskommelser/strandland/undertecknare/",
        f"/planer/strandland-{YEAR}/arshjul/",
    ],
)
def test_a_long_table_or_drawing_begins_on_the_first_sheet(site, paper, path):
    paper.goto(site + path)
    unbroken = paper.evaluate(
        """tall => [...document.querySelectorAll(
                 'main table, main figure, main section')]
             .filter(node => getComputedStyle(node).breakInside !== 'auto')
             .filter(node => node.getBoundingClientRect().height > tall)
             .map(node => node.outerHTML.slice(0, 90))""",
        SHEET["height"],
    )

    assert unbroken == []


def test_a_heading_is_not_left_at_the_foot_of_a_sheet(site, paper):
    paper.goto(f"{site}/enkater/hok-2020/resultat/")
    loose = paper.evaluate(
        """() => [...document.querySelectorAll('main :is(h1, h2, h3, h4)')]
             .flatMap(node => [node, node.previousElementSibling])
             .filter(node => node && node.matches('h1, h2, h3, h4, .sub'))
             .filter(node => getComputedStyle(node).breakAfter !== 'avoid'
                       && node.nextElementSibling?.matches('h1, h2, h3, h4'))
             .map(node => node.innerText)"""
    )

    assert loose == []


def test_a_printed_link_out_says_where_it_leads_once(site, paper):
    paper.goto(f"{site}/tillganglighet/")
    after = "node => getComputedStyle(node, '::after').content"
    assert "digg.se" in paper.locator("main a[href^=http]").first.evaluate(after)

    paper.goto(f"{site}/organisationer/strandlands-brukarrad/")
    assert paper.locator("main a[data-address]").evaluate(after) == "none"
