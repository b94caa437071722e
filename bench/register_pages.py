"""Pages of the register where there are few organisations and where there are many.

Two processes, each with a database of its own, ask the same page by turns, so that
other work on the machine touches both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from bench import world
from bench.part import taken

TURNS, WARM = 30, 3
PAGES = {
    "list": "/organisationer/",
    "list, page 5": "/organisationer/?page=5",
    "list of a municipality": "/organisationer/?municipality=1380",
    "list, words": "/organisationer/?q=idrott",
    "profile": "",
}


def by_turns(few: Path, many: Path) -> dict[str, tuple[float, float]]:
    """Return the median seconds of each page on two data folders."""
    processes = [_begin(few), _begin(many)]
    try:
        found = {}
        for name in PAGES:
            kept: tuple[list[float], list[float]] = ([], [])
            for turn in range(WARM + TURNS):
                for process, seconds in zip(processes, kept, strict=True):
                    one = _ask(process, name)
                    if turn >= WARM:
                        seconds.append(one)
            found[name] = (statistics.median(kept[0]), statistics.median(kept[1]))
        return found
    finally:
        for process in processes:
            process.communicate("\n")


def _begin(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.register_pages", str(data)],
        cwd=world.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ask(process: subprocess.Popen[str], name: str) -> float:
    assert process.stdin and process.stdout
    process.stdin.write(f"{name}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def answer(data: Path) -> None:
    """Ask each page named on a line, and print the seconds; an empty line ends it."""
    os.environ["OVERENS_SPACE"] = "none"
    world.open_here(data)
    from django.test import Client

    from overens.organisations.models import Organisation

    client = Client(headers={"host": "127.0.0.1"})
    profile = Organisation.objects.order_by("pk")[500].get_absolute_url()
    while name := sys.stdin.readline().strip():
        path = PAGES[name] or profile

        def work(path: str = path) -> None:
            assert client.get(path).status_code == 200, path

        print(taken(work), flush=True)


if __name__ == "__main__":
    answer(Path(sys.argv[1]))
