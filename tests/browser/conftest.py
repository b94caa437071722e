"""A real browser against ``overens serve`` on a copy of the demonstration.

The demonstration is loaded once a run; those who change things copy it. Every page that
is opened is watched: a request that would leave the server, an error in the console, a
breach of the content policy or an error in a script fails the test.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.looking import WIDE
from tests.browser.serving import CHROMIUM, FLAGS, demonstration_in, serving


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """A data folder with the demonstration in it; do not write to it."""
    own = tmp_path_factory.getbasetemp()
    # Workers of one run have their folders side by side.
    return demonstration_in(own.parent if own.name.startswith("popen-") else own)


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory):
    """The address of a site that tests only read."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demonstration, data)
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def own_site(demonstration, tmp_path_factory):
    """The address and data folder of a site that the tests of one file may change."""
    data = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(demonstration, data)
    with serving(data) as address:
        yield address, data


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    # Playwright leaves an event loop running in this thread, and Django then refuses
    # the database to whatever other test the worker takes next.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def faults():
    """What the watched pages of one test have done wrong; empty when it ends."""
    found = []
    yield found
    assert found == []


@pytest.fixture
def watch(faults):
    """Return a function that watches a page; with may_fail it may answer 4xx."""

    def _watch(page, may_fail=False):
        def stays_here(request):
            if not request.url.startswith(
                ("http://127.0.0.1:", "data:", "about:", "blob:")
            ):
                faults.append(f"left the server: {request.url}")

        def keeps_quiet(said):
            # A browser reports the page's own 404 or 422 as an error too.
            answers = "the server responded with a status of 4" in said.text
            if said.type == "error" and not (may_fail and answers):
                faults.append(said.text)

        page.on("request", stays_here)
        page.on("console", keeps_quiet)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    return _watch


@pytest.fixture
def open_page(browser, watch):
    """Return a function that opens a watched page in a browser of its own.

    Width, height, scheme, with JavaScript or not; ``may_fail`` for answers of 4xx.
    """
    contexts = []

    def _open(width=1280, height=900, scheme="light", javascript=True, may_fail=False):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="sv-SE",
        )
        contexts.append(context)
        return watch(context.new_page(), may_fail)

    yield _open
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def reader(browser):
    """A browser of somebody not signed in, which keeps what it has fetched."""
    context = browser.new_context(viewport=WIDE, locale="sv-SE")
    yield context
    context.close()


@pytest.fixture
def page(reader, watch):
    """A watched page of somebody not signed in."""
    opened = watch(reader.new_page(), may_fail=True)
    yield opened
    opened.close()


def sign_in_as(page, site, who):
    """Sign in as one of the cast by the button of the demonstration."""
    page.goto(f"{site}/logga-in/")
    page.locator(f"form[action*='/som/{who}/'] button").click()
    page.wait_for_load_state()
