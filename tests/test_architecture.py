"""The one picture, where the import linter cannot see: database, names, messages.

Imports go down and to the left (``docs/picture.md``); the linter's contracts stand in
``pyproject.toml``. What is tested here names the file or the word that is wrong.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import grimp
import pytest
from django.db import models
from django.utils.choices import CallableChoiceIterator

from overens.common.jobs import resolve
from overens.common.personal_data import holes, our_models
from overens.common.slots import SLOTS

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "overens"
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
# The packages from left to right; the contract has them the other way round.
LAYERS = reversed(TOOLS["importlinter"]["contracts"][0]["layers"])
STEP = {name: step for step, name in enumerate(LAYERS)}
FLOOR = {"errors", "stats", "common"}
SHARED = {"rules", "models", "queries", "actions"}
LONGEST_FILE = 400  # lines; a role that outgrows it becomes a package of its name


def source_files(*suffixes: str) -> Iterator[Path]:
    """Yield the product's own files, migrations left out."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in suffixes and not {"migrations", "vendor"} & set(path.parts):
            yield path


def package_of(path: Path) -> str:
    """Return the package that a file under ``src/overens`` belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


# --- imports ------------------------------------------------------------------------


def test_packages_use_only_each_others_shared_files():
    graph = grimp.build_graph("overens")
    wrong = []
    for importer in sorted(graph.modules - {"overens", "overens.__main__"}):
        here = importer.split(".")[1]
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            there, *file = imported.split(".")[1:] or [""]
            if there in {here, ""} | FLOOR or here == "config":
                continue
            if not file or file[0] not in SHARED:
                wrong.append(f"{importer} uses {imported}")
    assert wrong == []


def test_rules_and_statistics_run_where_django_is_not_installed():
    modules = [
        ".".join(("overens", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in source_files(".py")
        if path.relative_to(SOURCE).parts[0] in {"stats", "errors.py"}
        or path.relative_to(SOURCE).parts[1:2] in {("rules",), ("rules.py",)}
    ]
    assert "overens.accounts.rules.__init__" in modules
    code = "import sys; sys.modules['django'] = None\n" + "\n".join(
        f"import {module.removesuffix('.__init__')}" for module in modules
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "src", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


# --- the database -------------------------------------------------------------------


def labels(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", our_models(), ids=labels)
def test_a_foreign_key_points_to_an_earlier_step_or_stays_home(model):
    for field in model._meta.get_fields():
        target = field.related_model
        if field.auto_created or target not in our_models():
            continue
        here, there = model._meta.app_label, target._meta.app_label
        assert here == there or STEP[there] < STEP[here], f"{field} points to the right"
        assert here != "common" or there == "common", f"{field} leaves the floor"


def reverse_names() -> dict[str, str]:
    """Return the accessors that foreign keys make on earlier columns' models.

    By name, with the leftmost package that may use it: the one with the foreign key.
    """
    made: dict[str, str] = {}
    for model in our_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or target not in our_models():
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if here == there or field.remote_field.hidden:
                continue
            for name in {
                field.remote_field.get_accessor_name(),
                field.related_query_name(),
            }:
                if name and (name not in made or STEP[here] < STEP[made[name]]):
                    made[name] = here
    return made


def names_defined_in(path: Path) -> set[str]:
    """Return the names that a file gives to attributes, functions and arguments."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg == "related_name":
            found.add(str(getattr(node.value, "value", "")))
    return found


# Calls of a queryset that name relations: by keyword, or by text.
BY_KEYWORD = {"filter", "exclude", "get", "annotate", "aggregate"}
BY_TEXT = {"prefetch_related", "values", "values_list", "order_by"}


def names_reached_in(path: Path) -> set[str]:
    """Return what a file reaches by attribute, by lookup or by prefetching."""
    given = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            given.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg and "__" in node.arg:
            given.append(node.arg)
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", "")
            if called in BY_KEYWORD:
                given += [argument.arg or "" for argument in node.keywords]
            if called in BY_TEXT:
                given += [str(getattr(argument, "value", "")) for argument in node.args]
    return {part for name in given for part in name.split("__")}


def test_nobody_reaches_to_the_right_through_a_reverse_accessor():
    made = reverse_names()
    assert made["authorities"] == "organisations"
    defined: dict[str, set[str]] = {}
    for path in source_files(".py"):
        if package_of(path) in STEP:
            defined.setdefault(package_of(path), set()).update(names_defined_in(path))
    wrong = []
    for path in source_files(".py", ".html", ".txt", ".typ"):
        here = package_of(path)
        if here not in STEP:
            continue
        if path.suffix == ".py":
            reached = names_reached_in(path)
        else:
            inside = re.findall(r"{[{%].*?[%}]}", path.read_text(encoding="utf-8"))
            reached = set(re.findall(r"\.(\w+)", " ".join(inside)))
        # A word that this column, or one to its left, has of its own is another word.
        left = [names for name, names in defined.items() if STEP[name] <= STEP[here]]
        own = set().union(*left)
        wrong += [
            f"{shown(path)}: .{name} comes from {made[name]}"
            for name in sorted(reached & set(made))
            if STEP[made[name]] > STEP[here] and name not in own
        ]
    assert wrong == []


@pytest.mark.parametrize("model", our_models(), ids=labels)
def test_choices_are_given_as_functions_so_that_a_new_one_migrates_nothing(model):
    for field in model._meta.concrete_fields:
        if field.choices and field.model.__module__.startswith("overens."):
            assert isinstance(field.choices, CallableChoiceIterator), f"{field}"


def test_every_field_says_why_it_is_kept():
    assert list(holes()) == []


# --- names that are looked up ---------------------------------------------------------


def calls_of(function: str) -> Iterator[tuple[Path, ast.Call]]:
    """Yield each call of a function by its bare name or as an attribute."""
    for path in source_files(".py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                called = node.func
                name = getattr(called, "id", None) or getattr(called, "attr", None)
                if name == function:
                    yield path, node


def test_every_job_that_is_asked_for_by_name_is_there():
    for path, call in calls_of("later"):
        if path.name == "jobs.py" and package_of(path) == "common":
            continue
        name = call.args[0]
        assert isinstance(name, ast.Constant), f"{shown(path)}: name the job in words"
        assert callable(resolve(str(name.value))), f"{shown(path)}: {name.value}"


def test_every_slot_is_declared_by_its_column_and_filled_from_the_right():
    assert SLOTS, "no slot is declared when the product starts"
    for name, slot in SLOTS.items():
        package, _, noun = name.partition(".")
        assert noun and package in STEP, f"a slot is named package.noun, not {name}"
        assert dataclasses.is_dataclass(slot.shape), f"{name} yields a dataclass"
        assert slot.shape.__module__.startswith(f"overens.{package}."), name
        assert slot.takes, f"{name} says what its parts are called with"
        for _, part, function in slot.parts:
            filler = part.partition(".")[0]
            assert STEP.get(filler, -1) >= STEP[package], f"{part} of {name}"
            module = import_module(function.__module__)
            assert module.__name__.startswith(f"overens.{filler}."), f"{part} of {name}"


@pytest.mark.parametrize("name", sorted(SLOTS))
def test_every_slot_is_described_in_the_docs(name):
    assert f"`{name}`" in (ROOT / "docs" / "how-to" / "slots.md").read_text()


# --- words and files ------------------------------------------------------------------


def glossary() -> str:
    return (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("model", our_models(), ids=labels)
def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in glossary()


def statuses() -> Iterator[tuple[str, str]]:
    """Yield (where it stands, its key) for every status that the rules know."""
    for path in source_files(".py"):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if parts[1:2] != ("rules",):
            continue
        module = import_module(".".join(("overens", *parts)).removesuffix(".__init__"))
        for name, value in vars(module).items():
            if name.endswith(("STATUSES", "STATES", "OUTCOMES")) and name[0] != "_":
                yield from ((f"{parts[0]}.{name}", str(key)) for key in value)


def test_every_status_is_in_the_glossary():
    words = glossary()
    assert [f"{of}: {key}" for of, key in statuses() if f"`{key}`" not in words] == []


def test_the_glossary_has_one_row_for_each_swedish_word():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in glossary().splitlines()
        if line.startswith("|") and not line.startswith(("|---", "| Svenska"))
    ]
    words = [word for row in rows for word in re.split(r"[,;] ", row[0]) if word]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize(
    "path", list(source_files(".py", ".html")), ids=lambda path: shown(path)
)
def test_no_file_is_too_long_to_be_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_file_is_named_after_nothing():
    empty = {"utils", "helpers", "services", "managers", "signals", "misc"}
    assert [shown(path) for path in source_files(".py") if path.stem in empty] == []
