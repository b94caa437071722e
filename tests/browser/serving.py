"""Starts the product as a program of its own, for browser tests and pictures."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    for ours in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        kept.pop(ours, None)
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


def demonstration_in(folder: Path) -> Path:
    """Load the demonstration under a folder, once for all who ask; return where.

    Several workers of one run ask at the same time; the first loads, the others wait.
    """
    data = folder / "demonstration"
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not data.exists():
            loading = folder / "demonstration-loading"
            shutil.rmtree(loading, ignore_errors=True)
            overens("load_demo", data=loading)
            loading.rename(data)
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path | str) -> Iterator[str]:
    """Serve a data folder; give the address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    said = Path(data) / "said.txt"
    # To a file: a pipe that nobody reads fills up, and then the server stands still.
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "overens", "serve", "--port", str(port)],
            env=environment(data) | {"OVERENS_BASE_URL": address},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    deadline = time.monotonic() + START_SECONDS
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
                break
            except OSError as fault:
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    raise RuntimeError(
                        f"The site did not start: {said.read_text()}"
                    ) from fault
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
