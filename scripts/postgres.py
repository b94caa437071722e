"""A PostgreSQL for the length of one command, in a temporary folder, on loopback.

    python -m scripts.postgres COMMAND …

Uses the server of Debian's package ``postgresql`` (or whichever is on the path) and
starts it as an ordinary user, since it refuses to run as root. Nothing is kept: it
writes without waiting for the disk and is removed afterwards. The command finds the
address in ``OVERENS_DATABASE_URL``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OWNER = "overens"
SECONDS_TO_START = 60
# As fast as it goes: what is lost in a power cut here was to be thrown away anyway.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
}


class NoServer(Exception):
    """The server is not here or does not start; the text says why."""


def find_programs() -> Path | None:
    """Return the folder with the server's programs, the newest; None when not here."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [
        folder
        for folder in Path("/usr/lib/postgresql").glob("*/bin")
        if (folder / "initdb").exists() and folder.parent.name.isdigit()
    ]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def ordinary_user() -> dict[str, Any]:
    """Return what makes subprocess drop from root; nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    raise NoServer("There is no ordinary user to run PostgreSQL as.")


def free_port() -> int:
    """Return a port that nobody listened to a moment ago."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _run(command: list[str], folder: Path, who: dict[str, Any]) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **who,
    )
    if done.returncode:
        raise NoServer(f"{Path(command[0]).name} failed:\n{done.stdout}")


def _make_cluster(programs: Path, folder: Path, secret: str) -> None:
    """Make an empty cluster in ``folder`` that only the password opens."""
    who = ordinary_user()
    if who:
        os.chown(folder, who["user"], who["group"])
    secret_file = folder / "secret"
    secret_file.write_text(secret + "\n")
    secret_file.chmod(0o600)
    if who:
        os.chown(secret_file, who["user"], who["group"])
    words = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={OWNER}"]
    words += ["--auth=scram-sha-256", f"--pwfile={secret_file}"]
    _run([str(programs / "initdb"), *words, str(folder / "data")], folder, who)


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when the server takes connections.

    Raises:
        NoServer: it ended, or did not answer in time; the text holds its log.
    """
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last and server.poll() is None:
        # Its own log, not the port: the port answers while it still recovers.
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise NoServer(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def server() -> Iterator[str]:
    """Run a server for as long as the block lasts, and give its address.

    Raises:
        NoServer: it is not here or does not start.
    """
    programs = find_programs()
    if programs is None:
        raise NoServer("PostgreSQL is not here (Debian's package: postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="overens-postgres-"))
    secret, port = secrets.token_hex(16), free_port()
    running: subprocess.Popen[bytes] | None = None
    log = folder / "log"
    try:
        _make_cluster(programs, folder, secret)
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        place = ["-D", str(folder / "data"), "-p", str(port), "-k", str(folder)]
        with log.open("wb") as out:
            running = subprocess.Popen(
                [str(programs / "postgres"), *place, *settings],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C stops the tests first, then this
                **ordinary_user(),
            )
        _wait_until_ready(running, port, log)
        yield f"postgresql://{OWNER}:{secret}@127.0.0.1:{port}/postgres"
    finally:
        if running is not None:
            running.send_signal(signal.SIGINT)  # its word for: stop now, in order
            try:
                running.wait(timeout=20)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command with a server beside it; its exit code, or 1 without a server."""
    if not command:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    try:
        with server() as address:
            environment = {**os.environ, "OVERENS_DATABASE_URL": address}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoServer as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
