"""How long set-up takes from a fresh clone, and a first and a second start."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench import world
from bench.part import Part, run_alone

MOST_MINUTES = 5
MOST_SECONDS = 5


def measure(data: Path) -> Part:
    """Clone what is committed, set it up, and start it twice.

    Packages come through whatever cache this machine has; the figure says which.
    """
    with tempfile.TemporaryDirectory(prefix="overens-bench-clone-") as folder:
        clone = Path(folder) / "overens"
        subprocess.run(
            ["git", "clone", "--quiet", "--no-hardlinks", str(world.ROOT), str(clone)],
            check=True,
        )
        env = world.environment(Path(folder) / "data")
        env.pop("VIRTUAL_ENV", None)
        began = time.perf_counter()
        subprocess.run(["make", "setup"], cwd=clone, env=env, check=True, stdout=2)
        setup = time.perf_counter() - began
        starts = []
        for _turn in range(2):
            port = world.free_port()
            command = ["make", "run", f"PORT={port}"]
            with world.started(command, port, env=env, folder=clone) as site:
                starts.append(site.seconds)
    cores = os.cpu_count() or 1
    return Part(
        "Set-up and start",
        f"A clone of what is committed, on {cores} cores. Packages that this machine "
        "has fetched before come from its cache. A start counts from the command "
        "until the site answers; the first migrates and loads the demonstration.",
        ("what", "time", "goal"),
        (
            (
                "`make setup` in a fresh clone",
                f"{setup / 60:.1f} min",
                f"≤ {MOST_MINUTES} min",
            ),
            ("`make run`, first", f"{starts[0]:.0f} s", ""),
            ("`make run`, second", f"{starts[1]:.1f} s", f"≤ {MOST_SECONDS} s"),
        ),
    )


if __name__ == "__main__":
    run_alone(measure)
