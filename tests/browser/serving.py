"""Starts the product as a program of its own, for browser tests and pictures."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Long enough for two slow cores with other tests beside.
START_SECONDS = 90


def environment(data: Path | str) -> dict[str, str]:
    """Return what a program of its own needs to run on a data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OVERENS_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"OVERENS_DATA": str(data), "OVERENS_ENV": "demo"}


def overens(
    *arguments: str, data: Path | str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command of the product and return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "overens", *arguments],
        env=environment(data),
        check=check,
        capture_output=True,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path | str) -> Iterator[str]:
    """Serve a data folder; give the address."""
    # A file, not a pipe: a pipe that nobody empties stops the program when it is full.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        yield from _served(data, said)


def _served(data: Path | str, said: IO[str]) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "overens", "serve", "--port", str(port)],
        env=environment(data) | {"OVERENS_BASE_URL": f"http://127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
        stderr=said,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
                break
            except OSError as fault:
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    said.seek(0)
                    why = said.read()
                    raise RuntimeError(f"The site did not start: {why}") from fault
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()
