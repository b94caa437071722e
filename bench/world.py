"""The demonstration to measure on: loaded, opened in this process, or served."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The pages that are measured: what they are, and where.
PAGES = {
    "front page": "/",
    "list with filters": "/organisationer/?municipality=9901&kind=civil",
    "compact": "/overenskommelser/strandland/",
    "results": "/enkater/hok-2020/resultat/",
    "open data": "/oppna-data/",
}
EMPTY = "/healthz"

# Seconds: two slow cores with other work beside.
LONGEST_START = 120


def environment(data: Path) -> dict[str, str]:
    """Return what the product needs to run on a data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERENS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"OVERENS_DATA": str(data), "OVERENS_ENV": "demo"}


def demonstration(data: Path) -> Path:
    """Load the demonstration into a new folder and return it."""
    command = [sys.executable, "-m", "overens", "load_demo"]
    subprocess.run(
        command, env=environment(data), check=True, stdout=subprocess.DEVNULL
    )
    return data


def open_here(data: Path) -> None:
    """Start Django in this process on a data folder."""
    os.environ.update(environment(data))
    os.environ["DJANGO_SETTINGS_MODULE"] = "overens.config.settings"
    import django

    django.setup()
    from overens.config.management.commands.serve import collect_static

    collect_static()


@dataclass(frozen=True)
class Served:
    """A running site."""

    port: int
    pid: int
    seconds: float

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(
    command: list[str], port: int, *, env: dict[str, str], folder: Path = ROOT
) -> Iterator[Served]:
    """Run a program that serves on a port, from when it answers until it is left."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=env,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        # With its own group, so that all it starts can be ended with it.
        start_new_session=True,
    )
    try:
        while True:
            site = Served(port, process.pid, time.perf_counter() - began)
            try:
                if site.get(EMPTY)[0] == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None or site.seconds > LONGEST_START:
                raise RuntimeError(f"{' '.join(command)} did not come to serve.")
            time.sleep(0.05)
        yield site
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """Serve a data folder with ``overens serve``."""
    port = free_port()
    command = [sys.executable, "-m", "overens", "serve", "--port", str(port)]
    env = environment(data) | {"OVERENS_BASE_URL": f"http://127.0.0.1:{port}"}
    with started(command, port, env=env) as site:
        yield site
