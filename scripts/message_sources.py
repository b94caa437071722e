"""Find the messages in the source: Python, templates and the personal-data map.

Babel reads the Python; a template is first made into Python by Django's own templatize.
"""

from __future__ import annotations

import ast
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.utils.translation.template import templatize

SHARED = "common"
# These have no Django app, so Django would not look for a catalogue in them.
WITHOUT_CATALOGUE = {"errors", "stats"}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".md"}

KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# django-cotton reads :name="…" as an expression; Django's own extraction sees plain
# text there. Shown as {{ … }} its _("…") are found too.
COTTON_EXPRESSION = re.compile(r"""\s:[\w.-]+=("[^"]*_\([^"]*"|'[^']*_\([^']*')""")

# A file with none of these has no message; most rules and queries are such files.
SIGNS = (b"gettext", b"_(", b"translate", b"personal(")

Key = tuple[str | None, str]


class Unreadable(Exception):
    """A file that the messages cannot be read from; its text names file and fault."""


@dataclass
class Found:
    """One message as the code has it: context, forms, and the files that use it."""

    context: str | None
    forms: tuple[str, ...]
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """What makes the message one and the same: context and singular."""
        return (self.context, self.forms[0])


def package_of(file: Path, source: Path) -> str:
    """Return the package whose catalogue holds the messages of ``file``."""
    first = file.relative_to(source).parts[0]
    if first.endswith(".py") or first in WITHOUT_CATALOGUE:
        return SHARED
    return first


def source_files(source: Path) -> Iterator[Path]:
    """Yield every Python file and template under ``source``, in order of name."""
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(
            name
            for name in folders
            if name not in {"__pycache__", "migrations", "static", "locale"}
        )
        inside_templates = "templates" in Path(folder).relative_to(source).parts
        for name in sorted(names):
            file = Path(folder) / name
            if name.endswith(".py") or (
                inside_templates and file.suffix in TEMPLATE_SUFFIXES
            ):
                yield file


def _as_python(file: Path) -> bytes:
    """Return the file's text as Python that calls gettext for each of its messages."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        text = COTTON_EXPRESSION.sub(
            lambda match: " {{ " + match.group(1)[1:-1] + " }} ", text
        )
        text = templatize(text, origin=str(file))
    return text.encode()


def messages_in(file: Path) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Yield (context, forms) of each message in one file.

    Raises:
        Unreadable: the file cannot be parsed; the text names it and the fault.
    """
    raw = file.read_bytes()
    if not any(sign in raw for sign in SIGNS):
        return
    try:
        python = io.BytesIO(_as_python(file))
        calls: list[Any] = list(extract_python(python, KEYWORDS, [], {}))
        mapped = list(data_map_messages(raw)) if file.suffix == ".py" else []
    except (SyntaxError, UnicodeDecodeError, ValueError) as fault:
        raise Unreadable(f"{file}: {fault}") from fault
    except Exception as fault:  # tokenize has its own errors, one for each version
        raise Unreadable(f"{file}: {type(fault).__name__}: {fault}") from fault
    for _line, function, arguments, _comments in calls:
        forms = arguments if isinstance(arguments, tuple) else (arguments,)
        message = _spelled_out(KEYWORDS.get(function), forms)
        if message:
            yield message
    for sentence in mapped:
        yield None, (sentence,)


def _spelled_out(
    places: Any, arguments: tuple[Any, ...]
) -> tuple[str | None, tuple[str, ...]] | None:
    """Return (context, forms) out of a call's arguments; None when not constant."""
    context: str | None = None
    forms: list[str] = []
    for place in places or (1,):
        number = place[0] if isinstance(place, tuple) else place
        if number > len(arguments) or not arguments[number - 1]:
            return None
        if isinstance(place, tuple):
            context = arguments[number - 1]
        else:
            forms.append(arguments[number - 1])
    return (context, tuple(forms)) if forms else None


def data_map_messages(source: bytes) -> Iterator[str]:
    """Yield purpose and retention of each ``personal(…)`` call of a module.

    ``personal("Reaches the one asked.", retention="ninety days", …)`` stands beside
    the fields in the models; the personal-data page shows its words in Swedish too,
    though no gettext function is called.
    """
    if b"personal(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "personal"
        ):
            continue
        said = [*node.args[:1]]
        said += [word.value for word in node.keywords if word.arg == "retention"]
        for value in said:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def find_messages(root: Path) -> tuple[dict[str, dict[Key, Found]], dict[str, str]]:
    """Return ({package: {key: Found}}, {package: fault}) for the whole source tree.

    A file that cannot be read is named among the faults and passed over.
    """
    source = root / "src" / "overens"
    packages: dict[str, dict[Key, Found]] = {}
    faults: dict[str, str] = {}
    for file in source_files(source):
        package = package_of(file, source)
        here = packages.setdefault(package, {})
        name = file.relative_to(source).as_posix()
        try:
            for context, forms in messages_in(file):
                found = here.setdefault((context, forms[0]), Found(context, forms))
                if len(forms) > len(found.forms):
                    found.forms = forms
                found.files.add(name)
        except Unreadable as fault:
            faults[package] = str(fault)
    return packages, faults
