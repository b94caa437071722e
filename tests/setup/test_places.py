"""Sweden's municipalities are built in set-up, from a lock, to the same bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scripts import build_places, machine

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
INPUTS = (
    build_places.LOCK,
    build_places.OUTLINES,
    build_places.READER,
    Path("scripts/build_places.py"),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with what the file is made from, and the file."""
    for name in (*INPUTS, build_places.SWEDEN, build_places.LICENCE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_file_is_current_and_small() -> None:
    assert build_places.is_current(ROOT)
    assert (ROOT / build_places.SWEDEN).stat().st_size <= 200_000


def test_it_is_made_anew_when_the_lock_or_the_drawing_changes(tree: Path) -> None:
    assert build_places.is_current(tree)
    for name in INPUTS:
        before = (tree / name).read_bytes()
        (tree / name).write_bytes(before + b"\n")
        assert not build_places.is_current(tree)
        (tree / name).write_bytes(before)
    assert build_places.is_current(tree)


@pytest.mark.parametrize("name", [build_places.SWEDEN, build_places.LICENCE])
def test_it_is_made_anew_when_it_is_gone(tree: Path, name: Path) -> None:
    (tree / name).unlink()

    assert not build_places.is_current(tree)


def test_a_broken_file_is_made_anew(tree: Path) -> None:
    for text in ("", "[]", '{"municipalities": '):
        (tree / build_places.SWEDEN).write_text(text)
        assert not build_places.is_current(tree)


def test_built_again_it_is_the_same_to_the_byte(tree: Path) -> None:
    node = machine.find_node(ROOT)
    assert node is not None
    (tree / "node_modules").symlink_to(ROOT / "node_modules")
    (tree / build_places.PACKAGE).parent.mkdir()
    (tree / build_places.PACKAGE).symlink_to(ROOT / build_places.PACKAGE)
    (tree / build_places.SWEDEN).unlink()

    build_places.build(tree, str(node.program))

    ours = (ROOT / build_places.SWEDEN).read_bytes()
    assert (tree / build_places.SWEDEN).read_bytes() == ours


def test_another_number_of_municipalities_stops_it() -> None:
    with pytest.raises(build_places.CannotBuild, match="not 290 and 21"):
        build_places.sweden([], [])


def test_it_says_where_it_comes_from() -> None:
    made = json.loads((ROOT / build_places.SWEDEN).read_text(encoding="utf-8"))

    assert "CC0" in made["source"]
    assert "MIT License" in (ROOT / build_places.LICENCE).read_text(encoding="utf-8")
