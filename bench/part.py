"""What a measurement gives, and how each is run alone."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import world


@dataclass(frozen=True)
class Part:
    """One section of docs/run/performance.md.

    Attributes:
        title: its heading.
        says: what was measured and how, in a few sentences.
        headings: of the table.
        rows: its cells, as they are to be read.
    """

    title: str
    says: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def as_text(self) -> str:
        """Return it as a plain table."""
        lines = [self.headings, *self.rows]
        widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
        return "\n".join(
            "  ".join(
                cell.ljust(width) for cell, width in zip(line, widths, strict=True)
            )
            for line in lines
        )


def run_alone(measure: Callable[[Path], Part]) -> None:
    """Measure on ``--data``, or on a demonstration of its own, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="folder with the demonstration")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="overens-bench-") as folder:
        data = options.data or world.demonstration(Path(folder) / "data")
        part = measure(data)
    if options.json:
        print(json.dumps(asdict(part), ensure_ascii=False))
    else:
        print(f"{part.title}\n{part.as_text()}")
    sys.stdout.flush()


def taken(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def medians(
    works: dict[str, Callable[[], object]], *, times: int, warm: int = 3
) -> dict[str, float]:
    """Return the median seconds of each, taken turn by turn so that they compare."""
    for _turn in range(warm):
        for work in works.values():
            work()
    kept: dict[str, list[float]] = {name: [] for name in works}
    for _turn in range(times):
        for name, work in works.items():
            kept[name].append(taken(work))
    return {name: statistics.median(seconds) for name, seconds in kept.items()}


def ms(seconds: float) -> str:
    """Return seconds as milliseconds, with as many figures as mean anything."""
    value = seconds * 1000
    return f"{value:.0f} ms" if value >= 10 else f"{value:.2g} ms"


def times(value: float) -> str:
    """Return a ratio: 1.3x."""
    return f"{value:.0f}x" if value >= 10 else f"{value:.2g}x"


def kb(size: float) -> str:
    """Return bytes as kilobytes of a thousand."""
    return f"{size / 1000:.0f} kB"
