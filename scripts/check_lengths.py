"""Refuse a file that has grown past what one can hold in the head.

    python scripts/check_lengths.py

A role that outgrows the limit becomes a package of the same name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
FOLDERS = ("src", "tests", "scripts", "bench")
SUFFIXES = {".py", ".html", ".css", ".js", ".typ"}
# Written by programs, or by others.
SKIPPED = {"migrations", "vendor", "__pycache__"}


def own_files(root: Path) -> Iterator[Path]:
    """Yield the files that people here write and read."""
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in SUFFIXES and not SKIPPED & set(file.parts):
                yield file


def faults(root: Path) -> list[str]:
    """Return a line for each file that is too long; none is good."""
    lengths = (
        (file, len(file.read_text(encoding="utf-8").splitlines()))
        for file in own_files(root)
    )
    return [
        f"{file.relative_to(root)}: {length} lines, at most {LONGEST}"
        for file, length in lengths
        if length > LONGEST
    ]


def main() -> int:
    """Print the faults; 0 none, 1 some."""
    found = faults(ROOT)
    print("\n".join(found) or f"No file is longer than {LONGEST} lines.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
