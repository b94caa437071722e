"""Pages against an empty view, in one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench import world
from bench.part import Part, medians, ms, run_alone, times

TURNS = 40


def measure(data: Path) -> Part:
    """Ask for each page and the empty view in turn through Django's test client."""
    world.open_here(data)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})

    def ask(path: str) -> Callable[[], object]:
        def work() -> None:
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code)

        return work

    addresses = {"empty view": world.EMPTY, **world.PAGES}
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
                str(len(queries)),
                f"{body / 1000:.0f} kB",
            )
        )
    return Part(
        "Pages against an empty view, in one process",
        f"Median of {TURNS} turns, each page and the empty view by turns, through "
        "Django's test client: middleware, queries and templates, no network.",
        ("page", "time", "of the empty view", "queries", "HTML"),
        rows,
    )


if __name__ == "__main__":
    run_alone(measure)
