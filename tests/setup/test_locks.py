"""Lock files name no address and carry a hash for everything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import check_locks, locks

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
HASH = "--hash=sha256:" + "0" * 64
# Put together here, so that this file too names no address to download from.
HOST = "packages.example.org"
SITE = "://".join(("https", HOST))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with small, good locks."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/app.txt").write_text(f"django==5.2.1 \\\n    {HASH}\n")
    (tmp_path / "package.json").write_text("{}\n")
    (tmp_path / ".npmrc").write_text("fund=false\n")
    packages = {"": {}, "node_modules/a": {"version": "1", "integrity": "sha512-x"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def test_the_projects_locks_are_good() -> None:
    assert check_locks.faults(ROOT) == []


def test_good_locks_pass(tree: Path) -> None:
    assert check_locks.faults(tree) == []


@pytest.mark.parametrize(
    "planted",
    [
        f"--index-url {SITE}/simple",
        "--extra-index-url=" + "://".join(("http", HOST)) + "/simple",
        f"-i {HOST}",
        "--find-links /somewhere",
        f"--trusted-host {HOST}",
        f"odd @ {SITE}/odd-1.whl {HASH}",
        "odd @ " + "://".join(("git+ssh", f"git@{HOST}/odd.git")) + f" {HASH}",
        f"# from {SITE}",
    ],
)
def test_a_planted_address_is_refused(tree: Path, planted: str) -> None:
    file = tree / "requirements/app.txt"
    file.write_text(file.read_text() + planted + "\n")
    faults = check_locks.faults(tree)
    assert any("requirements/app.txt:3: names an address" in line for line in faults)


@pytest.mark.parametrize("line", ["django", "django>=5", "django==5.2.1"])
def test_a_requirement_without_version_or_hash_is_refused(
    tree: Path, line: str
) -> None:
    (tree / "requirements/app.txt").write_text(line + "\n")
    (fault,) = check_locks.faults(tree)
    assert "not pinned by version and hash" in fault


def test_an_address_in_npms_lock_is_refused_and_taken_away(tree: Path) -> None:
    file = tree / "package-lock.json"
    lock = json.loads(file.read_text())
    lock["packages"]["node_modules/a"] |= {
        "resolved": f"{SITE}/a.tgz",
        "funding": {"url": f"{SITE}/give"},
    }
    file.write_text(json.dumps(lock, indent=2))
    assert len(check_locks.faults(tree)) == 2
    file.write_text(json.dumps(locks.without_addresses(lock)))
    assert check_locks.faults(tree) == []


def test_npms_lock_without_a_hash_is_refused(tree: Path) -> None:
    packages = {"": {}, "node_modules/a": {"version": "1"}}
    (tree / "package-lock.json").write_text(json.dumps({"packages": packages}))
    (fault,) = check_locks.faults(tree)
    assert "node_modules/a has no integrity hash" in fault


def test_a_lock_of_a_kind_that_carries_addresses_is_refused(tree: Path) -> None:
    (tree / "uv.lock").write_text("")
    (fault,) = check_locks.faults(tree)
    assert fault.startswith("uv.lock")
