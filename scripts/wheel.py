"""Build the wheel: ``make wheel``. It needs neither Node nor this folder to be used.

    python -m scripts.wheel [--out FOLDER]

Set-up has built the front end and compiled the translations; this packs them with the
source and then looks into the wheel: every file the product has must be in it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from scripts import build_frontend, build_places

ROOT = Path(__file__).resolve().parent.parent
# In the source for people and programs that make the product, not for the product.
NOT_CARRIED = {".po", ".pyc"}


class NotWhole(Exception):
    """The wheel cannot be built, or lacks something; the text says what."""


def expected_names(source: Path) -> set[str]:
    """Return the names that a wheel of the packages under ``source`` must hold."""
    return {
        file.relative_to(source).as_posix()
        for file in (source / "overens").rglob("*")
        if file.is_file()
        and file.suffix not in NOT_CARRIED
        and not any(part.startswith(".") for part in file.relative_to(source).parts)
    }


def build(out: Path) -> Path:
    """Build the wheel into ``out`` and return its path.

    Raises:
        NotWhole: set-up is not up to date, or a file is not in the wheel.
    """
    if not build_frontend.is_current(ROOT):
        raise NotWhole("The styles and icons are not built; run: make setup")
    if not build_places.is_current(ROOT):
        raise NotWhole("Sweden's municipalities are not built; run: make setup")
    # setuptools packs what it finds here, also what has since left the source.
    for left_over in (ROOT / "build" / "lib", *(ROOT / "build").glob("bdist.*")):
        shutil.rmtree(left_over, ignore_errors=True)
    command = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run(
        [sys.executable, *command, str(ROOT)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotWhole(done.stdout)
    wheel = max(out.glob("overens-*.whl"), key=lambda file: file.stat().st_mtime)
    with zipfile.ZipFile(wheel) as archive:
        missing = expected_names(ROOT / "src") - set(archive.namelist())
    if missing:
        raise NotWhole("Not in the wheel: " + ", ".join(sorted(missing)))
    return wheel


def main(arguments: list[str] | None = None) -> int:
    """Build, and say what came of it; 0 good, 1 not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    out: Path = parser.parse_args(arguments).out
    try:
        wheel = build(out)
    except NotWhole as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{wheel.name}: {wheel.stat().st_size / 1_000_000:.1f} MB in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
