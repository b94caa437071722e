"""Each check fails when what it sees to is broken on purpose, and says where.

The breaking is done in a copy of the source, so the checks look at a broken copy with
the tools of this one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import check, check_lengths, lint_templates

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "scripts", "requirements", "pyproject.toml", "package.json")
COPIED += ("package-lock.json", ".npmrc")
LEFT = shutil.ignore_patterns("__pycache__", "*.egg-info", "vendor", "*.mo")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source, with what mypy remembers so that it need not begin anew."""
    root = tmp_path_factory.mktemp("copy")
    for name in (*COPIED, ".mypy_cache"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=LEFT)
        elif source.exists():
            shutil.copy2(source, root / name)
    return root


@pytest.fixture
def restored(copy: Path) -> Iterator[Path]:
    """The copy, put right again after each breaking."""
    before = {
        file: file.read_bytes()
        for file in (copy / "src" / "overens").rglob("*")
        if file.is_file() and file.suffix in {".py", ".html"}
    }
    lock = copy / "requirements" / "app.txt"
    before[lock] = lock.read_bytes()
    yield copy
    (copy / "src/overens/common/templates/new.html").unlink(missing_ok=True)
    for file, content in before.items():
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)


def outcome(name: str, root: Path, data: Path) -> check.Outcome:
    """Run one check on the copy."""
    (found,) = (one for one in check.checks(root) if one.name == name)
    return check.do(found, root, str(data))


# Check, file, what is added at its end, and what the check must then say.
BREAKINGS = [
    pytest.param(
        *(
            "types",
            "errors.py",
            'wrong: int = "text"\n',
            "overens/errors.py:",
        ),
        marks=pytest.mark.slow,
    ),
    (
        *("layers", "common/dates.py", "import overens.plans.rules\n"),
        "overens.common is not allowed to import overens.plans",
    ),
    ("lint", "errors.py", "import os\n", "F401"),
    ("format", "errors.py", "x=1\n", "errors.py"),
    ("templates", "common/templates/new.html", "{%now 'Y'%}\n", "new.html"),
    (
        *("inline", "common/templates/base.html", '<p style="color:red">'),
        "a style attribute",
    ),
    pytest.param(
        *("migrations", "accounts/models.py"),
        'Space.add_to_class("surplus", models.TextField(default=""))\n',
        "surplus",
        marks=pytest.mark.slow,
    ),
    (
        *("messages", "common/explain.py"),
        'gettext("A zebra crosses.")\n',
        "missing: 'A zebra crosses.' (used in common/explain.py)",
    ),
    (
        *("locks", "../../requirements/app.txt"),
        "--index-url https://packages.example.org/simple\n",
        "requirements/app.txt",
    ),
    ("lengths", "errors.py", "# more\n" * 400, "errors.py: 4"),
]


@pytest.mark.parametrize(("name", "file", "added", "says"), BREAKINGS)
def test_a_check_fails_when_what_it_sees_to_is_broken(
    restored: Path, tmp_path: Path, name: str, file: str, added: str, says: str
) -> None:
    # That all is good before the breaking is for the check itself to say.
    assert says not in outcome(name, restored, tmp_path).said
    broken = restored / "src" / "overens" / file
    text = broken.read_text(encoding="utf-8") if broken.exists() else ""
    broken.write_text(text + added, encoding="utf-8")
    bad = outcome(name, restored, tmp_path)
    assert not bad.good
    assert says in bad.said


def test_every_check_is_broken_here_on_purpose_or_is_djangos_own() -> None:
    broken = {getattr(case, "values", case)[0] for case in BREAKINGS}
    assert {one.name for one in check.checks(ROOT)} - broken == {"system"}


def test_an_unknown_check_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["spelling"]) == 2
    assert "No such check: spelling" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p style="color:red">', "a style attribute"),
        ("<p\n  style='x'>", "a style attribute"),
        ('<c-tag style="{{ x }}">', "a style attribute"),
        ('<button onclick="x()">', "an event attribute"),
        ('<div hx-on:click="x()">', "an event attribute"),
        ("<script>x()</script>", "a script written in the page"),
        ('<script type="module">x()</script>', "a script written in the page"),
        ("<style>p{}</style>", "a style element"),
        ('<a href="javascript:x()">', "a javascript: address"),
    ],
)
def test_what_the_browser_would_not_obey_is_found(template: str, found: str) -> None:
    assert [what for _line, what in lint_templates.faults_in(template)] == [found]


@pytest.mark.parametrize(
    "template",
    [
        '<script src="{% static "app.js" %}" defer></script>',
        '<script type="application/ld+json">{}</script>',
        '{# never write style="…" #}',
        "{% comment %}<style>{% endcomment %}",
        '<c-tag colour="x" data-style="bar" :on="x">',
        '<link rel="stylesheet" href="{% static "app.css" %}">',
        '<input name="on" value="a">',
        '<p title="session = open">',
    ],
)
def test_what_the_browser_obeys_is_left_alone(template: str) -> None:
    assert lint_templates.faults_in(template) == []


def test_a_fault_after_a_long_comment_has_the_right_line() -> None:
    template = "{% comment %}\n\n{% endcomment %}\n<style>"
    assert lint_templates.faults_in(template) == [(4, "a style element")]


def test_files_of_others_may_be_long(tmp_path: Path) -> None:
    for name in ("vendor/a.css", "migrations/0001.py", "own.py"):
        file = tmp_path / "src" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x\n" * 401)
    assert check_lengths.faults(tmp_path) == ["src/own.py: 401 lines, at most 400"]
