"""Every target is explained, and every target that a text names exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):(?!=)", MAKEFILE, re.MULTILINE))
# As code in a text: `make x`, or a line of an indented or fenced block.
NAMED = re.compile(r"(?:`|^(?:    |\$ )?)make +([a-z][a-z-]*)", re.MULTILINE)
CONTRACT = {
    *("setup", "run", "test", "test-full", "check", "bench"),
    *("wheel", "messages", "locks", "help"),
}


def texts() -> list[Path]:
    return [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_targets_that_others_rely_on_are_there() -> None:
    assert TARGETS >= CONTRACT


def test_help_lists_every_target_with_a_word() -> None:
    done = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    listed = dict(re.findall(r"^make (\S+) +(.+)$", done.stdout, re.MULTILINE))
    assert set(listed) == TARGETS


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == TARGETS


def test_every_target_that_a_text_names_exists() -> None:
    unknown = {
        f"{file.relative_to(ROOT)}: make {name}"
        for file in texts()
        for name in NAMED.findall(file.read_text(encoding="utf-8"))
        if name not in TARGETS
    }
    assert not unknown


def test_the_pipeline_runs_the_readmes_own_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text(encoding="utf-8")
