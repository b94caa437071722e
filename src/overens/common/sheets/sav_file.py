"""SPSS files (.sav): made and read by a process of its own, and never held whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from overens.common.sheets.faults import SheetDamaged

_KEPT_FROM_ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name in {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}
}
# Bytes read at a time of a file that was made on disk.
PIECE = 64_000
# A file that takes longer to read is none of ours.
LONGEST_READ = 120


def sav_pieces(
    variables: Sequence[Mapping[str, Any]],
    rows: Iterable[Sequence[float | str | None]],
    *,
    label: str,
    notes: Sequence[str] = (),
) -> Iterator[bytes]:
    """Yield an SPSS file piece by piece.

    Args:
        variables: of each its ``name``, ``label``, ``is_text``, ``values`` (labels by
            code), ``missing`` (codes that SPSS leaves out), ``measure`` and ``form``.
        rows: one value for each variable; None where there is nothing.
        label: what the file holds.
        notes: more to know before it is used.

    Raises:
        RuntimeError: it could not be written.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        with subprocess.Popen(
            _command("write", path),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_KEPT_FROM_ENVIRONMENT,
        ) as program:
            assert program.stdin is not None and program.stderr is not None
            about = {"variables": list(variables), "label": label, "notes": list(notes)}
            try:
                program.stdin.write(_line(about))
                for row in rows:
                    program.stdin.write(_line(list(row)))
                program.stdin.close()
            except BrokenPipeError:
                pass  # why it ended is said below
            said = program.stderr.read().decode(errors="replace")
        if program.returncode:
            raise RuntimeError(said[-2_000:])
        with path.open("rb") as made:
            while piece := made.read(PIECE):
                yield piece


def sav_rows(data: bytes, filename: str = "") -> list[dict[str, float | str | None]]:
    """Return the rows of an SPSS file as values by the names of its variables.

    Raises:
        SheetDamaged: it cannot be read.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        path.write_bytes(data)
        try:
            done = subprocess.run(
                _command("read", path),
                capture_output=True,
                timeout=LONGEST_READ,
                env=_KEPT_FROM_ENVIRONMENT,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
            raise SheetDamaged(file=filename) from fault
    names, *rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _command(what: str, path: Path) -> list[str]:
    program = "overens.common.sheets.sav_press"
    return [sys.executable, "-P", "-X", "utf8", "-m", program, what, str(path)]


def _line(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
