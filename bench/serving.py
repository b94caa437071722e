"""Pages against an empty view, through ``overens serve`` with two clients."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from pathlib import Path

from bench import world
from bench.part import Part, ms, run_alone, times

CLIENTS = 2
SECONDS = 4.0


def asked(port: int, path: str) -> tuple[float, list[float]]:
    """Ask for a page from all clients at once; return requests a second, and times."""
    spent: list[float] = []
    until = time.perf_counter() + SECONDS

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            began = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            assert response.status == 200, (path, response.status)
            spent.append(time.perf_counter() - began)
        connection.close()

    began = time.perf_counter()
    threads = [threading.Thread(target=client) for _number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(spent) / (time.perf_counter() - began), sorted(spent)


def measure(data: Path) -> Part:
    """Serve, warm up, then let the clients ask for each page in turn."""
    rows = []
    with world.served(data) as site:
        addresses = {"empty view": world.EMPTY, **world.PAGES}
        for path in addresses.values():
            for _turn in range(8):
                site.get(path)
        found = {name: asked(site.port, path) for name, path in addresses.items()}
    empty, _spent = found["empty view"]
    for name, (rate, spent) in found.items():
        p50 = statistics.median(spent)
        p99 = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
        rows.append(
            (
                name,
                f"{rate:.0f}/s",
                f"1/{empty / rate:.1f}" if name != "empty view" else "1",
                ms(p50),
                ms(p99),
                times(p99 / p50),
            )
        )
    return Part(
        "Pages through the server, two clients",
        f"`overens serve` (two web processes, one job worker), {CLIENTS} clients that "
        f"keep their connection, {SECONDS:.0f} s a page, on the same cores as the "
        "server.",
        ("page", "requests", "of the empty view", "p50", "p99", "p99 / p50"),
        rows,
    )


if __name__ == "__main__":
    run_alone(measure)
