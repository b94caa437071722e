"""How fast a list comes into the register, beside plain statements with its rows.

The plain side writes the same rows into the same tables, with their indexes and
triggers, in pieces as large and with the same care for the disk: what is left is
reading, judging, comparing with what is there, the journal and the audit line.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import world
from bench.duplicates import GENERATOR, PLACES
from bench.part import Part, run_alone

SIZES = (1_000, 10_000, 100_000, 263_498)
SEED = 41
PIECE = 1_000
GOAL, MOST_MB = 0.20, 300
HEADINGS = ("rows", "import", "rows a second", "plain", "ratio", "memory", "goal")

# What an import writes; each table's rows as the import left them.
TABLES = (
    "organisations_organisation",
    "organisations_organisation_municipalities",
    "organisations_organisation_areas",
    "organisations_contactrole",
    "organisations_organisationname",
    "organisations_sourcerecord",
)


def measure(_data: Path) -> Part:
    """Import made lists of growing size by the command, each into an empty register."""
    title = "Import to the register"
    if not GENERATOR.exists():
        return Part(title, "Skipped: the generator is not here.", HEADINGS, ())
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="overens-bench-") as folder:
            rows.append(_measured(Path(folder), size))
    return Part(
        title,
        "Made lists for all of Sweden, brought in by `import_register` into an empty "
        "register on SQLite with `synchronous=FULL`: reading, judging, comparing with "
        "all that came before, search index, strict check for duplicates, audit line. "
        "Seconds of the command, less those for a single row. Plain: the driver's "
        "`executemany` with the rows that the import left, in an empty copy of the "
        f"tables, {PIECE:,} rows a transaction.",
        HEADINGS,
        rows,
    )


def _measured(folder: Path, size: int) -> tuple[str, ...]:
    listed = folder / "list.csv"
    command = [sys.executable, str(GENERATOR), "--rows", str(size)]
    command += ["--seed", str(SEED), "--scope", "sweden", "--places", str(PLACES)]
    command += ["--out", str(listed), "--truth", str(folder / "truth.csv")]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    data = folder / "data"
    env = world.environment(data)
    _run(["migrate", "-v0"], env)
    _run(["import_places", "--sweden"], env)
    empty = folder / "empty.sqlite3"
    _copy(data / "overens.sqlite3", empty)
    single = folder / "single.csv"
    single.write_text("Namn;Kommun\nEnda föreningen;Halmstad\n", encoding="utf-8")
    words = ["import_register", str(single), "--source", "A single row"]
    nothing, _peak = _run(words, env)
    words = ["import_register", str(listed), "--source", "Made list"]
    ours, peak = _run(words, env)
    plain = _plain(data / "overens.sqlite3", empty)
    ours -= nothing
    return (
        f"{size:,}",
        f"{ours:.1f} s",
        f"{size / ours:,.0f}",
        f"{plain:.1f} s",
        f"{plain / ours:.2f}x",
        f"{peak:.0f} MB",
        f"≥ {GOAL:.2f}x, ≤ {MOST_MB} MB",
    )


# Linux counts to a program what the one that started it once had. This one has little.
_WATCHED = """
import resource, subprocess, sys
nothing = subprocess.DEVNULL
subprocess.run(sys.argv[1:], stdout=nothing, stderr=nothing, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _run(words: Sequence[str], env: dict[str, str]) -> tuple[float, float]:
    """Return the seconds of a command, and the most memory it had (MB)."""
    command = [sys.executable, "-c", _WATCHED, sys.executable, "-m", "overens", *words]
    began = time.perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True)
    # Kilobytes on Linux.
    return time.perf_counter() - began, int(done.stdout) / 1024


def _copy(there: Path, copy: Path) -> None:
    driver = _driver()
    with driver.connect(there) as source, driver.connect(copy) as target:
        source.backup(target)


def _driver() -> Any:
    import overens  # noqa: F401  (puts the mended SQLite in place)

    import sqlite3  # isort: skip

    return sqlite3


def _plain(imported: Path, empty: Path) -> float:
    """Return the seconds that plain statements take for the rows of an import."""
    driver = _driver()
    source, target = driver.connect(imported), driver.connect(empty)
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = FULL")
    target.execute("PRAGMA foreign_keys = OFF")  # The sources' own rows are not there.
    seconds = 0.0
    for table in TABLES:
        read = source.execute(f"SELECT * FROM {table}")
        marks = ", ".join("?" * len(read.description))
        statement = f"INSERT INTO {table} VALUES ({marks})"
        while piece := read.fetchmany(PIECE):
            began = time.perf_counter()
            with target:
                target.executemany(statement, piece)
            seconds += time.perf_counter() - began
    return seconds


if __name__ == "__main__":
    run_alone(measure)
