"""The wheel serves the demonstration in an empty environment, without Node or source.

Installed as an operator would: the hashed locks first, then the wheel, in an
environment and a folder that know nothing of the repository.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import build_frontend, machine, postgres, wheel

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_SERVE = 180


@dataclass
class Served:
    """A running server: its address, its process, and where the program lies."""

    address: str
    process: subprocess.Popen[bytes]
    packages: Path

    def get(self, path: str, language: str = "sv") -> tuple[int, str]:
        """Return status and text of a page."""
        request = urllib.request.Request(
            self.address + path, headers={"Accept-Language": language}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built now."""
    return wheel.build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the locked packages and the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    python = str(folder / "bin" / "python")
    uv = str(ROOT / ".venv/bin/uv")
    lock = str(ROOT / "requirements/app.txt")
    install = [uv, "pip", "install", "--quiet", "--python", python]
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
        [*install, "--require-hashes", "-r", lock],
        [*install, "--no-deps", str(built)],
    ):
        settings = machine.uv_environment(sys.executable)
        subprocess.run(command, cwd=folder.parent, env=settings, check=True)
    return folder


@pytest.fixture(scope="module")
def served(
    environment: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demonstration, served by the installed program."""
    home = tmp_path_factory.mktemp("home")
    port = postgres.free_port()
    address = f"http://127.0.0.1:{port}"
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(environment / "bin/overens"), "serve", "--port", str(port)],
            cwd=home,
            # Nothing of this environment: no Node, no source, no settings of ours.
            env={
                "HOME": str(home),
                "PATH": str(environment / "bin"),
                "LANG": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    (packages,) = environment.glob("lib/python*/site-packages/overens")
    server = Served(address, process, packages)
    try:
        _wait_until_served(server, home / "log")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_served(server: Served, log: Path) -> None:
    last = time.monotonic() + SECONDS_TO_SERVE
    while time.monotonic() < last and server.process.poll() is None:
        try:
            if server.get("/healthz")[0] == 200:
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.2)
    pytest.fail(f"It does not serve:\n{log.read_text()}")


def test_the_wheel_carries_what_was_built_and_nothing_of_the_workshop(
    built: Path,
) -> None:
    with zipfile.ZipFile(built) as archive:
        names = archive.namelist()
    manifest = json.loads((ROOT / build_frontend.VENDOR / "manifest.json").read_text())
    vendor = "overens/common/static/vendor/"
    assert {vendor + name for name in manifest["files"]} <= set(names)
    assert any(name.endswith("sv/LC_MESSAGES/django.mo") for name in names)
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith((".po", ".pyc"))]
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"overens"}


def test_what_is_installed_is_what_was_built(served: Served) -> None:
    folder = served.packages / "common" / "static" / "vendor"
    assert list(build_frontend.changed_files(folder)) == []
    assert not served.packages.is_relative_to(ROOT)


def test_it_serves_the_demonstration_in_both_languages(served: Served) -> None:
    status, page = served.get("/")
    assert status == 200
    assert '<html lang="sv"' in page
    assert "Strandland" in page
    status, page = served.get("/en/", "en")
    assert status == 200
    assert '<html lang="en"' in page


def test_it_serves_its_styles(served: Served) -> None:
    _status, page = served.get("/")
    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', page)
    assert sheets
    for sheet in sheets:
        assert sheet.startswith("/")
        status, text = served.get(sheet)
        assert status == 200
        assert "{" in text


def test_it_stops_when_told_to(served: Served) -> None:
    served.process.terminate()
    assert served.process.wait(timeout=60) == 0
