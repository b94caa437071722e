"""The documents against the code: what they name has to be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from overens.config.environment import VARIABLES

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]


def test_every_setting_is_in_the_document_as_the_code_says_it():
    text = (ROOT / "docs/run/settings.md").read_text()
    for variable in VARIABLES:
        row = f"| `{variable.name}` | {variable.does} | {variable.default} |"
        assert row in text, variable.name


def test_the_document_names_no_setting_that_is_not_read():
    text = "\n".join(path.read_text() for path in DOCUMENTS)
    named = set(re.findall(r"OVERENS_[A-Z_]+[A-Z]", text))
    known = {variable.name for variable in VARIABLES}
    assert named - known - {"OVERENS_TEST_DATA", "OVERENS_TEST_ENV"} == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_exists(path):
    named = set(re.findall(r"overens ([a-z]+(?:_[a-z]+)+)\b", path.read_text()))
    assert named - set(get_commands()) == set()


def test_every_command_of_ours_is_in_the_document():
    text = (ROOT / "docs/run/commands.md").read_text()
    ours = {
        name
        for name, package in get_commands().items()
        if str(package).startswith("overens.")
    }
    assert "load_demo" in ours
    assert [name for name in sorted(ours) if f"`overens {name}" not in text] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text()):
        assert (path.parent / target).exists(), target


def test_every_package_is_in_the_picture():
    picture = (ROOT / "docs/picture.md").read_text()
    for package in (ROOT / "src/overens").iterdir():
        if package.is_dir() and (package / "__init__.py").exists():
            assert package.name in picture
