"""Memory of two web processes and a job worker after 200 requests."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from bench import world
from bench.part import Part, run_alone

REQUESTS = 200
GOAL = 250  # MB, of two web processes and a job worker


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in told.split()]


def rollup(pid: int, name: str) -> float:
    """Return a line of a process's memory map, added up, in MB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise LookupError(name)


def measure(data: Path) -> Part:
    """Serve, ask for pages, let the job worker settle, and add up."""
    with world.served(data) as site:
        for path in islice(cycle(world.PAGES.values()), REQUESTS):
            status, _body = site.get(path)
            assert status == 200, path
        parent, workers = site.pid, children_of(site.pid)
        kept = {pid: rollup(pid, "Pss") for pid in (parent, *workers)}
        private = {pid: rollup(pid, "Private_Dirty") for pid in (parent, *workers)}
    sums = sum(kept[pid] for pid in workers)
    rows = [
        (
            f"child process {number}",
            f"{kept[pid]:.0f} MB",
            f"{private[pid]:.0f} MB",
            "",
        )
        for number, pid in enumerate(workers, 1)
    ]
    rows.append(
        ("two web processes and the job worker", f"{sums:.0f} MB", "", f"≤ {GOAL} MB")
    )
    rows.append(
        ("their parent", f"{kept[parent]:.0f} MB", f"{private[parent]:.0f} MB", "")
    )
    rows.append(("everything", f"{sum(kept.values()):.0f} MB", "", f"≤ {GOAL} MB"))
    return Part(
        "Memory",
        f"PSS (pages that several processes share are divided between them) after "
        f"{REQUESTS} requests over the pages above, from `smaps_rollup`.",
        ("process", "PSS", "its own", "goal"),
        rows,
    )


if __name__ == "__main__":
    run_alone(measure)
