"""Runs the measurements, prints them, and writes docs/run/performance.md.

    python -m bench [NAME …]

Without names all; with names only those, the other sections stay as they were.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import world
from bench.part import Part

PARTS = (
    "pages",
    "serving",
    "weight",
    "memory",
    "report",
    "survey",
    "answers",
    "submitting",
    "register_import",
    "duplicates",
    "search",
    "starting",
)
DOCUMENT = world.ROOT / "docs" / "run" / "performance.md"
HEAD = """\
# Performance

Written by `make bench`; each table by its own command. **Read the ratios.** They are
taken turn by turn in one run, so that other work on the machine touches both sides;
milliseconds move by half from run to run.

{machine}

Queries of public pages (at most 12) and what they weigh are asserted in the tests.
"""


def machine() -> str:
    """Return what was measured on, without saying whose it is."""
    memory = "unknown memory"
    try:
        told = Path("/proc/meminfo").read_text()
        found = re.search(r"MemTotal:\s+(\d+)", told)
        if found:
            memory = f"{int(found.group(1)) / 1024**2:.0f} GiB of memory"
    except OSError:
        pass
    import overens  # noqa: F401  (puts the mended SQLite in place)

    import sqlite3  # isort: skip

    return (
        f"Machine: {os.cpu_count()} virtual cores, {memory}, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}. Other work ran beside it: a load of "
        f"{os.getloadavg()[1]:.0f} on average, where {os.cpu_count()} is full."
    )


def section(name: str, part: Part) -> str:
    """Return a part as Markdown."""
    lines = [
        f"## {part.title}",
        "",
        part.says,
        "",
        f"    .venv/bin/python -m bench.{name}",
        "",
        f"| {' | '.join(part.headings)} |",
        f"|{'|'.join('---' for _heading in part.headings)}|",
        *(f"| {' | '.join(row)} |" for row in part.rows),
    ]
    return "\n".join(lines)


def kept_sections() -> dict[str, str]:
    """Return the document's sections by the name of what wrote them."""
    if not DOCUMENT.exists():
        return {}
    pieces = re.split(r"^(?=## )", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]
    found = {}
    for piece in pieces:
        name = re.search(r"python -m bench\.(\w+)", piece)
        if name:
            found[name.group(1)] = piece.strip()
    return found


def measured(name: str, data: Path) -> Part:
    """Run one measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", "--json", "--data", str(data)],
        cwd=world.ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    # What a program prints on its way stands before.
    return Part(**json.loads(done.stdout.strip().splitlines()[-1]))


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PARTS))
    wanted = parser.parse_args().names or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(PARTS)}")
    sections = kept_sections()
    failed = []
    with tempfile.TemporaryDirectory(prefix="overens-bench-") as folder:
        print("Loading the demonstration …", flush=True)
        data = world.demonstration(Path(folder) / "data")
        for name in wanted:
            try:
                part = measured(name, data)
            except subprocess.CalledProcessError as fault:
                failed.append(name)
                print(f"{name}: failed with {fault.returncode}", flush=True)
                continue
            sections[name] = section(name, part)
            print(f"\n{part.title}\n{part.as_text()}", flush=True)
    written = [sections[name] for name in PARTS if name in sections]
    text = "\n\n".join([HEAD.format(machine=machine()).strip(), *written])
    DOCUMENT.write_text(f"{text}\n")
    print(f"\nWritten: {DOCUMENT.relative_to(world.ROOT)}")
    return 1 if failed else 0
