"""Refuse a lock file that names an address or lacks a hash.

    python scripts/check_locks.py

A lock with an address works only where that address answers, and says where its maker
sat. A lock without hashes lets any file of that version in.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|git@)\S+", re.IGNORECASE)
PIP_OPTION = re.compile(
    r"^\s*(?:-i|-f|--(?:extra-)?index(?:-url)?|--find-links|--trusted-host)\b"
)
PINNED = re.compile(r"^[A-Za-z0-9][\w.\[\],-]*==\S+")
FORBIDDEN_FILES = ("uv.lock", "poetry.lock", "pylock.toml", "yarn.lock", "bun.lock")


def address_faults(name: str, text: str) -> list[str]:
    """Return a line for each address in one lock file's text."""
    return [
        f"{name}:{number}: names an address: {match.group(0)}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := ADDRESS.search(line) or PIP_OPTION.match(line))
    ]


def hash_faults(name: str, text: str) -> list[str]:
    """Return a line for each requirement that is not pinned with a hash."""
    lines = text.replace("\\\n", " ").splitlines()
    return [
        f"{name}: not pinned by version and hash: {line.split()[0]}"
        for line in lines
        if line.strip() and not line.lstrip().startswith("#")
        if not (PINNED.match(line) and "--hash=sha256:" in line)
    ]


def npm_faults(name: str, text: str) -> list[str]:
    """Return a line for each package in npm's lock without its hash."""
    packages = json.loads(text).get("packages", {})
    return [
        f"{name}: {place} has no integrity hash"
        for place, package in packages.items()
        if place and not package.get("link") and not package.get("integrity")
    ]


def faults(root: Path) -> list[str]:
    """Return what is wrong with the lock files under ``root``; none is good."""
    found = [
        f"{name}: carries addresses and is not used here; remove it"
        for name in FORBIDDEN_FILES
        if (root / name).exists()
    ]
    for file in sorted((root / "requirements").glob("*.txt")):
        text, name = file.read_text(encoding="utf-8"), f"requirements/{file.name}"
        found += address_faults(name, text) + hash_faults(name, text)
    for name in ("package.json", ".npmrc"):
        found += address_faults(name, (root / name).read_text(encoding="utf-8"))
    text = (root / "package-lock.json").read_text(encoding="utf-8")
    return (
        found
        + address_faults("package-lock.json", text)
        + npm_faults("package-lock.json", text)
    )


def main() -> int:
    """Print the faults; 0 none, 1 some."""
    found = faults(ROOT)
    print("\n".join(found) or "The locks name no address.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
