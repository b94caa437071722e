"""A real browser against ``overens serve`` on a copy of the demonstration.

The demonstration is loaded once a run; a test that changes things copies it. Every page
that is opened is watched: a request that would leave the server, an error in the
console, a breach of the content policy or an error page fails the test.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Long enough for two slow cores with other tests beside.
START_SECONDS = 90


def pytest_collection_modifyitems(items):
    """Let one worker have all browser tests, so that one browser and site serve."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def environment(data: Path | str) -> dict[str, str]:
    """Return what a program of its own needs to run on a data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERENS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"OVERENS_DATA": str(data), "OVERENS_ENV": "demo"}


def overens(
    *arguments: str, data: Path | str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product and return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "overens", *arguments],
        env=environment(data),
        check=check,
        capture_output=True,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path | str) -> Iterator[str]:
    """Serve a data folder; give the address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "overens", "serve", "--port", str(port)],
        env=environment(data) | {"OVERENS_BASE_URL": f"http://127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    pytest.fail(f"The site did not start: {process.stderr.read()}")
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()


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
