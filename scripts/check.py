"""Look at the source from every side: ``make check``.

    python -m scripts.check [NAME …]

Runs each check below, two at a time, and prints its name and time; what a check has to
say is shown when it fails. Exit 0 when all are good, 1 when any is not, 2 for a name
that is none of the checks.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
AT_ONCE = 2


@dataclass(frozen=True)
class Check:
    """One check: its name, what it sees to, and the command that does it."""

    name: str
    sees_to: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a check: whether it is good, seconds, and what it said."""

    check: Check
    good: bool
    seconds: float
    said: str


def templates(root: Path) -> tuple[str, ...]:
    """Return the paths of all templates, as seen from ``root``."""
    found = (root / "src" / "overens").glob("**/templates/**/*.html")
    return tuple(sorted(str(file.relative_to(root)) for file in found))


def own(script: str, *words: str) -> tuple[str, ...]:
    """Return the command that runs a script of ours."""
    return (PYTHON, f"scripts/{script}.py", *words)


def checks(root: Path) -> tuple[Check, ...]:
    """Return all checks, the slowest first so that the others fit beside it."""

    def tool(name: str, *words: str) -> tuple[str, ...]:
        return (str(BIN / name), *words)

    overens = (PYTHON, "-m", "overens")
    dry = ("makemigrations", "--check", "--dry-run")
    files = templates(root)
    formatted = tool("djade", "--check", "--target-version", "5.2", *files)
    return (
        Check("types", "mypy --strict finds nothing", tool("mypy")),
        Check(
            "layers",
            "imports go down and to the left",
            tool("lint-imports", "--no-logo"),
        ),
        Check("lint", "ruff finds nothing", tool("ruff", "check")),
        Check("format", "the code is formatted", tool("ruff", "format", "--check")),
        Check("templates", "the templates are formatted", formatted if files else ()),
        Check("inline", "no inline style or script", own("lint_templates")),
        Check("migrations", "every model change has one", (*overens, *dry)),
        Check("system", "Django's own checks", (*overens, "check")),
        Check("messages", "Swedish is complete", own("messages", "check")),
        Check("locks", "no address in a lock file", own("check_locks")),
        Check("lengths", "no file over 400 lines", own("check_lengths")),
    )


def do(check: Check, root: Path, data: str) -> Outcome:
    """Run one check in ``root`` with an empty data folder of its own."""
    folder = Path(data) / check.name
    environment = {
        **os.environ,
        "OVERENS_ENV": "test",
        "OVERENS_DATA": str(folder),
        "PYTHONPATH": str(root / "src"),
        "NO_COLOR": "1",
    }
    environment.pop("OVERENS_DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    began = time.monotonic()
    if not check.command:
        return Outcome(check, True, 0.0, "")
    done = subprocess.run(
        check.command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - began
    return Outcome(check, done.returncode == 0, seconds, done.stdout.strip())


def run(root: Path, only: list[str]) -> list[Outcome]:
    """Run the checks, all or those named, printing each as it ends."""
    wanted = [check for check in checks(root) if not only or check.name in only]
    outcomes: list[Outcome] = []
    with (
        tempfile.TemporaryDirectory(prefix="overens-check-") as data,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for outcome in pool.map(lambda check: do(check, root, data), wanted):
            outcomes.append(outcome)
            verdict = "ok    " if outcome.good else "FAILED"
            check = outcome.check
            what = f"{check.name:11} {check.sees_to}"
            print(f"  {verdict} {what:48} {outcome.seconds:6.1f} s", flush=True)
            if not outcome.good:
                print("\n".join(f"    {line}" for line in outcome.said.splitlines()))
    return outcomes


def main(arguments: list[str]) -> int:
    """Run the checks named, or all; see the module for the exit codes."""
    names = [check.name for check in checks(ROOT)]
    if unknown := set(arguments) - set(names):
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {names}")
        return 2
    outcomes = run(ROOT, arguments)
    failed = [outcome.check.name for outcome in outcomes if not outcome.good]
    if failed:
        print(f"Not good: {', '.join(failed)}")
        return 1
    print(f"All {len(outcomes)} checks are good.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
