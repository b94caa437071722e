"""Pages against an empty view and a minimal one, in one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench import world
from bench.part import Part, medians, ms, run_alone, times

TURNS = 40
# As bench.minimal has it, which cannot be imported before Django is started.
MINIMAL = "/bench/minimal"


def measure(data: Path) -> Part:
    """Ask for each page and the empty view in turn through Django's test client."""
    world.open_here(data)
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ROOT_URLCONF = "bench.minimal"
    client = Client(headers={"host": "127.0.0.1"})

    def ask(path: str) -> Callable[[], object]:
        def work() -> None:
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code)

        return work

    addresses = {"empty view": world.EMPTY, "minimal": MINIMAL, **world.PAGES}
    found = medians({n: ask(path) for n, path in addresses.items()}, times=TURNS)
    empty = found["empty view"]
    rows = []
    for name, path in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            body = len(client.get(path).content)
        rows.append(
            (
                f"{name} `{path}`",
                ms(found[name]),
                times(found[name] / empty),
                times(found[name] / found["minimal"]),
                str(len(queries)),
                f"{body / 1000:.0f} kB",
            )
        )
    return Part(
        "Pages in one process",
        f"Median of {TURNS} turns, each page and the empty view by turns, through "
        "Django's test client: middleware, queries and templates, no network. Minimal: "
        "ten queries and sixty rows in a bare table (`bench/minimal.py`).",
        ("page", "time", "of the empty view", "of the minimal", "queries", "HTML"),
        rows,
    )


if __name__ == "__main__":
    run_alone(measure)
