"""Set up the project in its own folder: make what is missing, leave what is right.

    python -m scripts.setup

Needs Python 3.11 or later, and the machine's package registries. Makes ``.venv`` with
the locked Python packages and the project itself, ``node_modules``, the built front
end, Sweden's municipalities and the compiled translations. Each part keeps the hash of
what it was made from, so a second run looks, finds nothing to do and ends within a
second.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path

from scripts import build_frontend, build_places, machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
NODE_FOLDER = VENV / "node"
REQUIREMENTS = ROOT / "requirements"

NO_VENV = """Python cannot make a virtual environment here: its module 'ensurepip' is
missing. On Debian or Ubuntu: apt-get install python3-venv"""


class CannotSetUp(Exception):
    """Set-up stops here; the text says what to do about it."""


def hash_of(*parts: str | Path) -> str:
    """Return one hash over texts and the contents of files."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def made_from(stamp: Path) -> str:
    """Return the hash a part was last made from; empty when it was never made."""
    return stamp.read_text() if stamp.exists() else ""


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program; what it said is shown only when it failed.

    Raises:
        CannotSetUp: the program failed.
    """
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotSetUp(f"{' '.join(words)}\nfailed:\n{done.stdout}".rstrip())


def build_parts() -> str:
    """Return what of pyproject.toml an installed project depends on."""
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [whole["build-system"], whole["project"], whole["tool"]["setuptools"]]
    return json.dumps(parts, sort_keys=True)


def make_environment() -> None:
    """Make ``.venv`` unless there is one whose Python still exists."""
    if PYTHON.exists():
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    try:
        run(*command)
    except CannotSetUp as fault:
        if "ensurepip" not in str(fault):
            raise
        if not machine.apt_install(["python3-venv"]):
            raise CannotSetUp(NO_VENV) from fault
        run(*command)


def install_python_packages() -> bool:
    """Bring ``.venv`` to exactly the locked packages; tell whether it was needed."""
    stamp = VENV / ".made-from" / "python"
    wanted = hash_of(
        REQUIREMENTS / "uv.txt",
        REQUIREMENTS / "dev.txt",
        build_parts(),
        VENV / "pyvenv.cfg",
    )
    if made_from(stamp) == wanted and (VENV / "bin" / "overens").exists():
        return False
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "install", "-q", "--require-hashes", "-r", REQUIREMENTS / "uv.txt")
    environment = machine.uv_environment(str(PYTHON))
    lock = REQUIREMENTS / "dev.txt"
    run(*uv_pip("sync"), "--require-hashes", lock, env=environment)
    # No build isolation: setuptools comes from the lock, not from today's registry.
    project = ["--no-deps", "--no-build-isolation", "--editable", "."]
    run(*uv_pip("install"), *project, env=environment)
    keep(stamp, wanted)
    return True


def uv_pip(command: str) -> list[str]:
    """Return the beginning of a uv command that works on ``.venv``."""
    return [str(UV), "pip", command, "--quiet", "--python", str(PYTHON)]


def keep(stamp: Path, value: str) -> None:
    """Remember what a part is now made from, inside what was made."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


def fetch_node() -> bool:
    """Fetch a Node from PyPI where the machine has none; tell whether it was needed."""
    if machine.find_node(ROOT):
        return False
    shutil.rmtree(NODE_FOLDER, ignore_errors=True)
    run(
        *uv_pip("install"),
        *("--target", NODE_FOLDER, "--require-hashes"),
        *("-r", REQUIREMENTS / "node.txt"),
        env=machine.uv_environment(str(PYTHON)),
    )
    return True


def the_node() -> machine.Node:
    """Return the Node to build with.

    Raises:
        CannotSetUp: there is none, even after fetching.
    """
    node = machine.find_node(ROOT)
    if node is None:
        raise CannotSetUp("Node 20 or later is needed to build the pages' styles.")
    return node


def install_front_end_packages() -> bool:
    """Bring ``node_modules`` to the lock; tell whether it was needed."""
    stamp = ROOT / "node_modules" / ".made-from"
    wanted = hash_of(ROOT / "package.json", ROOT / "package-lock.json")
    if made_from(stamp) == wanted:
        return False
    node = the_node()
    # No package here needs its install script, and none is trusted to run one.
    run(*node.npm, "ci", "--ignore-scripts", env=node.environment())
    keep(stamp, wanted)
    return True


def build_front_end() -> bool:
    """Build styles, fonts and icons; tell whether it was needed."""
    if build_frontend.is_current(ROOT):
        return False
    try:
        build_frontend.build(ROOT, str(the_node().program))
    except build_frontend.CannotBuild as fault:
        raise CannotSetUp(str(fault)) from fault
    return True


def build_sweden() -> bool:
    """Build Sweden's municipalities with their outlines; tell whether it was needed."""
    if build_places.is_current(ROOT):
        return False
    run(
        *uv_pip("install"),
        *("--target", ROOT / build_places.PACKAGE, "--no-deps", "--require-hashes"),
        *("-r", ROOT / build_places.LOCK),
        env=machine.uv_environment(str(PYTHON)),
    )
    node = the_node()
    # In .venv's Python: what draws the outlines is the product's own.
    run(
        *(PYTHON, "-m", "scripts.build_places", "--node", node.program),
        env=node.environment(),
    )
    return True


def compile_translations() -> bool:
    """Compile the Swedish words; tell whether it was needed."""
    stamp = VENV / ".made-from" / "messages"
    files = sorted((ROOT / "src" / "overens").glob("*/locale/*/LC_MESSAGES/django.po"))
    wanted = hash_of(*(part for file in files for part in (str(file), file)))
    compiled = all(file.with_suffix(".mo").exists() for file in files)
    if compiled and made_from(stamp) == wanted:
        return False
    run(PYTHON, ROOT / "scripts" / "messages.py", "compile")
    keep(stamp, wanted)
    return True


STEPS = (
    ("Python packages", install_python_packages),
    ("a Node", fetch_node),
    ("front-end packages", install_front_end_packages),
    ("styles, fonts and icons", build_front_end),
    ("Sweden's municipalities", build_sweden),
    ("translations", compile_translations),
)


def set_up() -> None:
    """Make every part that is not as it should be, one after the other.

    Raises:
        CannotSetUp: a part could not be made.
    """
    (ROOT / "build").mkdir(exist_ok=True)
    # Two set-ups at once would pull the packages from under each other.
    with (ROOT / "build" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_environment()
        for name, make in STEPS:
            began = time.monotonic()
            if make():
                seconds = time.monotonic() - began
                print(f"Set up {name}: {seconds:.1f} s", flush=True)


def main() -> int:
    """Set up; 0 good, 1 with the reason when it could not be done."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs on what is there
        print("Python 3.11 or later is needed.", file=sys.stderr)
        return 1
    os.umask(0o022)
    try:
        set_up()
    except CannotSetUp as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
