"""Run everything that shows the product works: ``make test`` and ``make test-full``.

    python -m scripts.test [--full]

Fetches what the tests need besides (a browser, PostgreSQL) from Debian's packages when
this machine allows; what cannot be had is said and left out by name. Then the checks,
the tests on SQLite, the tests on PostgreSQL; with ``--full`` also the slow ones, and
the other versions of Python that are here. Prints each part with its minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts import machine, postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
UV = str(ROOT / ".venv" / "bin" / "uv")
BROWSER = "chromium"
OTHER_PYTHONS = ("3.12", "3.13")
# A part that takes longer hangs; what it was doing has then been printed.
LONGEST_PART = 40 * 60
NO_TEST_FOUND = 5


@dataclass(frozen=True)
class Part:
    """One part of the run: its name, how it went, and how long it took."""

    name: str
    verdict: str
    minutes: float

    @property
    def good(self) -> bool:
        """Whether the part leaves nothing to mend."""
        return not self.verdict.startswith("FAILED")


def find_browser() -> str | None:
    """Return the path of a browser the tests can drive; None when there is none."""
    return shutil.which(BROWSER)


def fetch_needs() -> str:
    """Fetch browser and PostgreSQL when missing, and say what is here."""
    needs: dict[str, Callable[[], object]] = {
        BROWSER: find_browser,
        "postgresql": postgres.find_programs,
    }
    for package, find in needs.items():
        if not find():
            print(f"Fetching {package} …", flush=True)
            machine.apt_install([package])
    missing = [package for package, find in needs.items() if not find()]
    return f"ok, without {' and '.join(missing)}" if missing else "ok"


def run(*command: str, **extra: str) -> str:
    """Run one part in the open and return its verdict in words."""
    print(f"$ {' '.join(Path(word).name for word in command)}", flush=True)
    environment = {**os.environ, **extra}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_PART,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"FAILED: stopped after {LONGEST_PART // 60} minutes"
    if done.returncode == NO_TEST_FOUND and "pytest" in command:
        return "ok, no test to run"
    return "ok" if done.returncode == 0 else f"FAILED with {done.returncode}"


def run_tests(python: str, *leave_out: str, **extra: str) -> str:
    """Run the tests except those with these marks, as many at once as cores."""
    marks = " and ".join(f"not {mark}" for mark in leave_out)
    # One file, one worker: a file's tests share what is dear to start (a server, a
    # browser, a wheel).
    words = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "loadfile"]
    words += ["-o", "faulthandler_timeout=300", "--durations", "10"]
    if marks:
        words += ["-m", marks]
    return run(python, "-m", "pytest", *words, **extra)


def on_sqlite(full: bool) -> str:
    """Run the tests on SQLite, with a browser when there is one."""
    browser = find_browser()
    leave_out = [*([] if full else ["slow"]), *([] if browser else ["browser"])]
    # The default, whatever database this shell is set up for.
    verdict = run_tests(PYTHON, *leave_out, OVERENS_DATABASE_URL="")
    if browser:
        return verdict
    return f"{verdict}; left out, no chromium here: tests marked browser"


def on_postgresql(full: bool) -> str:
    """Run on PostgreSQL what depends on the database."""
    if postgres.find_programs() is None:
        return "left out: no PostgreSQL here (Debian's package: postgresql)"
    leave_out = ["pure", "browser", *([] if full else ["slow"])]
    try:
        with postgres.server() as address:
            return run_tests(PYTHON, *leave_out, OVERENS_DATABASE_URL=address)
    except postgres.NoServer as fault:
        return f"FAILED: {fault}"


def find_python(version: str) -> str | None:
    """Return a Python of this version that runs: on the path, or beside our own."""
    beside = Path(sys.base_prefix).parent.glob(f"{version}.*/bin/python{version}")
    for program in (shutil.which(f"python{version}"), *map(str, beside)):
        if (
            program
            and not subprocess.run([program, "-V"], capture_output=True).returncode
        ):
            return program
    return None


def on_python(version: str) -> str:
    """Run the tests on another version of Python, in an environment of its own."""
    program = find_python(version)
    if program is None:
        return f"left out: no Python {version} here"
    folder = ROOT / "build" / f"python{version}"
    python = str(folder / "bin" / "python")
    environment = machine.uv_environment(PYTHON)
    lock = str(ROOT / "requirements" / "dev.txt")
    for command in (
        [UV, "venv", "--quiet", "--clear", "--python", program, str(folder)],
        [UV, "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock],
        [UV, "pip", "install", "--quiet", "--python", python, "--no-deps"]
        + ["--no-build-isolation", "--editable", "."],
    ):
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            return "FAILED: the packages could not be installed"
    return run_tests(python, "slow", "browser", OVERENS_DATABASE_URL="")


def main(arguments: list[str] | None = None) -> int:
    """Run every part, whatever became of the one before; 0 when all are good."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the slow ones too")
    full: bool = parser.parse_args(arguments).full
    steps: list[tuple[str, Callable[[], str]]] = [
        ("what the tests need", fetch_needs),
        ("checks", lambda: run(PYTHON, "-m", "scripts.check")),
        ("tests on SQLite", lambda: on_sqlite(full)),
        ("tests on PostgreSQL", lambda: on_postgresql(full)),
    ]
    if full:
        steps += [
            (f"tests on Python {version}", partial(on_python, version))
            for version in OTHER_PYTHONS
        ]
    parts: list[Part] = []
    for name, step in steps:
        print(f"\n== {name} ==", flush=True)
        began = time.monotonic()
        verdict = step()
        parts.append(Part(name, verdict, (time.monotonic() - began) / 60))
    print("\n== parts ==")
    for part in parts:
        print(f"{part.name:24} {part.minutes:6.1f} min  {part.verdict}")
    print(f"{'in all':24} {sum(part.minutes for part in parts):6.1f} min")
    return 0 if all(part.good for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main())
