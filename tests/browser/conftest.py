"""A real browser against ``overens serve`` on a copy of the demonstration.

The demonstration is loaded once a run; a test that changes things copies it. Every page
that is opened is watched: a request that would leave the server, an error in the
console, a breach of the content policy or an error page fails the test.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.serving import CHROMIUM, FLAGS, overens, serving


def pytest_collection_modifyitems(items):
    """Let one worker have all browser tests, so that one browser and site serve."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """A data folder with the demonstration in it; do not write to it."""
    data = tmp_path_factory.mktemp("demonstration")
    overens("load_demo", data=data)
    return data


@pytest.fixture(scope="session")
def site(demonstration, tmp_path_factory):
    """The address of a site that tests only read."""
    data = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demonstration, data)
    with serving(data) as address:
        yield address


@pytest.fixture
def own_site(demonstration, tmp_path):
    """The address and data folder of a site that one test may change."""
    data = tmp_path / "data"
    shutil.copytree(demonstration, data)
    with serving(data) as address:
        yield address, data


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a watched page: width, scheme, JavaScript or not."""
    contexts, faults = [], []

    def _open(width=1280, height=900, scheme="light", javascript=True, may_fail=False):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="sv-SE",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _stays_here(request.url, faults))
        if not may_fail:
            page.on(
                "console",
                lambda said: faults.append(said.text) if said.type == "error" else None,
            )
            page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield _open
    for context in contexts:
        context.close()
    assert faults == []


def _stays_here(url, faults):
    if not url.startswith(("http://127.0.0.1:", "data:", "about:", "blob:")):
        faults.append(f"left the server: {url}")
