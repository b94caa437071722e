"""The Swedish catalogues: bring them up to the code, find their faults, compile them.

Nothing in the files depends on the day or the machine: they are sorted by message and
carry neither dates nor line numbers.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser, write_po

from scripts.message_sources import SHARED, Found, Key, Unreadable, find_messages

LANGUAGE = "sv"

# The same plural rule as Django's own Swedish, or Django keeps the catalogues apart.
HEADER = r"""msgid ""
msgstr ""
"Language: sv\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

PERCENT = re.compile(r"%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?([sdifr%])")
BRACES = re.compile(r"\{(\w*)(?:[.!:\[][^{}]*)?\}")
TAG = re.compile(r"</?([a-zA-Z][\w-]*)")


class _StrictCatalog(Catalog):
    """A catalogue that refuses the same message twice instead of dropping one."""

    def __setitem__(self, key: Any, message: Message) -> None:
        if key and self.get(key, message.context) is not None:
            raise Unreadable(f"line {message.lineno}: twice in the file: {key!r}")
        super().__setitem__(key, message)


def catalogue_file(root: Path, package: str) -> Path:
    """Return where the Swedish catalogue of a package lies."""
    return (
        root / "src/overens" / package / "locale" / LANGUAGE / "LC_MESSAGES/django.po"
    )


def read_catalogue(file: Path) -> dict[Key, Message]:
    """Return the messages of a catalogue by key; none when the file is not there.

    Raises:
        Unreadable: the file is not a well-formed catalogue.
    """
    if not file.exists():
        return {}
    catalog = _StrictCatalog(locale=LANGUAGE)
    try:
        with file.open("rb") as lines:
            PoFileParser(catalog, abort_invalid=True).parse(lines)
    except (PoFileError, UnicodeDecodeError, ValueError, Unreadable) as fault:
        raise Unreadable(f"{file}: {fault}") from fault
    return {
        (message.context, _forms(message.id)[0]): message
        for message in catalog
        if message.id
    }


def _forms(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _translations(message: Message) -> tuple[str, ...]:
    return tuple(text or "" for text in _forms(message.string))


def catalogue_text(messages: Iterable[Message]) -> str:
    """Return a catalogue as text: sorted by message, no dates, no line numbers."""
    catalog = Catalog(locale=LANGUAGE)
    for message in messages:
        catalog[message.id] = message
    out = io.BytesIO()
    write_po(
        out, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False
    )
    return HEADER + out.getvalue().decode().strip() + "\n"


def _write_if_changed(file: Path, content: bytes) -> bool:
    """Write the file in one step when its bytes differ; tell whether they did."""
    if file.exists() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(file)
    return True


def extract(root: Path, only: set[str], *, prune: bool = False) -> list[str]:
    """Bring the catalogues up to the code and return lines saying what was done.

    A new message takes the translation another package already has for it.

    Raises:
        Unreadable: some source file or catalogue cannot be read; nothing is written.
    """
    packages, faults = find_messages(root)
    # Half-written files of other packages are none of this one's business.
    stopping = [
        fault
        for package, fault in faults.items()
        if not only or package in only | {SHARED}
    ]
    if stopping:
        raise Unreadable("\n".join(stopping))
    kept = {name: read_catalogue(catalogue_file(root, name)) for name in packages}
    known: dict[Key, tuple[str, ...]] = {}
    for messages in kept.values():
        for key, message in messages.items():
            if all(_translations(message)):
                known.setdefault(key, _translations(message))
    said: list[str] = []
    for name in sorted(packages):
        if only and name not in only:
            continue
        needed = _needed(name, packages)
        file = catalogue_file(root, name)
        if not needed and not file.exists():
            continue
        result: list[Message] = []
        added: list[str] = []
        for key, found in needed.items():
            old = kept[name].get(key)
            if old is None:
                added.append(key[1])
            result.append(_message(found, old, known.get(key)))
        unused = [message for key, message in kept[name].items() if key not in needed]
        if not prune:
            result += unused
        if _write_if_changed(file, catalogue_text(result).encode()):
            said.append(
                f"{file.relative_to(root)}: {len(added)} added, "
                f"{len(unused)} unused {'taken away' if prune else 'left'}"
            )
    return said


def _needed(name: str, packages: dict[str, dict[Key, Found]]) -> dict[Key, Found]:
    """Return the messages a package's own catalogue must hold."""
    if name == SHARED:
        return packages[name]
    shared = packages.get(SHARED, {})
    return {
        key: found
        for key, found in packages[name].items()
        if key not in shared or len(found.forms) > len(shared[key].forms)
    }


def _message(
    found: Found, old: Message | None, elsewhere: tuple[str, ...] | None
) -> Message:
    """Return the catalogue's message for what was found, with its translation."""
    texts = _translations(old) if old is not None else ()
    if not any(texts) and elsewhere:
        texts = elsewhere
    texts = (texts + ("", ""))[: len(found.forms)]
    return Message(
        found.forms if len(found.forms) > 1 else found.forms[0],
        string=texts if len(found.forms) > 1 else texts[0],
        locations=[(file, 0) for file in sorted(found.files)],
        user_comments=old.user_comments if old is not None else (),
        flags=("fuzzy",) if old is not None and old.fuzzy else (),
        context=found.context,
    )


def check(root: Path, only: set[str]) -> list[str]:
    """Return one line for each fault in the Swedish, naming its file; none is good."""
    packages, unreadable = find_messages(root)
    faults = list(unreadable.values())
    agreed: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for name in sorted(packages, key=lambda name: (name != SHARED, name)):
        file = catalogue_file(root, name)
        where = file.relative_to(root)
        try:
            messages = read_catalogue(file)
        except Unreadable as fault:
            faults.append(str(fault))
            continue
        needed = _needed(name, packages)
        lines = [
            f"{where}: missing: {key[1]!r} (used in {', '.join(sorted(found.files))})"
            for key, found in needed.items()
            if key not in messages
        ]
        for key, message in messages.items():
            if key not in needed:
                also = SHARED if key in packages.get(SHARED, {}) else None
                why = "already in common's catalogue" if also else "used nowhere"
                lines.append(f"{where}: unused: {key[1]!r} ({why})")
                continue
            lines += [
                f"{where}: {fault}: {key[1]!r}"
                for fault in faults_of(needed[key].forms, message)
            ]
            texts = _translations(message)
            first, before = agreed.setdefault(key, (name, texts))
            if all(texts) and all(before) and before[0] != texts[0]:
                lines.append(
                    f"{where}: said otherwise in {first} ({before[0]!r}); "
                    f"give one a context: {key[1]!r}"
                )
        if not only or name in only:
            faults += lines
    return faults


def faults_of(forms: tuple[str, ...], message: Message) -> list[str]:
    """Return what is wrong with one translation, in words; an empty list is good.

    Args:
        forms: the message in the code, singular and perhaps plural.
        message: the catalogue's entry.
    """
    texts = _translations(message)
    if forms[0] != forms[0].strip():
        return ["begins or ends with white space (write 'trimmed')"]
    if len(forms) != len(texts):
        return ["has another number of plural forms than the code"]
    if not all(text.strip() for text in texts):
        return ["empty"]
    if message.fuzzy:
        return ["fuzzy"]
    faults: list[str] = []
    for number, text in enumerate(texts):
        said, wanted = _marks(text), _marks(forms[number])
        if len(forms) == 1 or number > 0:
            same = said == wanted
        else:
            # "1 answer" may become "ett svar": the singular may leave out one number.
            every = wanted | _marks(forms[1])
            same = not said - every and sum((wanted - said).values()) <= 1
        if not same:
            faults.append(
                f"placeholders {_listed(wanted)} became {_listed(said)} in {text!r}"
            )
        tags = Counter(TAG.findall(forms[number]))
        if tags != Counter(TAG.findall(text)):
            faults.append(f"HTML tags are not the same in {text!r}")
    return faults


def _marks(text: str) -> Counter[str]:
    """Return the placeholders of a text: %(name)s, %s, %% and {name}."""
    marks: Counter[str] = Counter()
    for match in PERCENT.finditer(text):
        name, kind = match.groups()
        # A named one may be said twice; a bare one may not.
        if name:
            marks[f"%({name}){kind}"] = 1
        elif kind != "%" and match.group(0) != f"% {kind}":
            marks[f"%{kind}"] += 1
    for name in BRACES.findall(text):
        marks["{" + name + "}"] = 1
    return marks


def _listed(marks: Counter[str]) -> str:
    return ", ".join(sorted(marks.elements())) or "none"


def compile_all(root: Path) -> list[str]:
    """Write a .mo beside each .po whose translations changed; return what was written.

    Raises:
        Unreadable: a catalogue is not well formed.
    """
    said: list[str] = []
    source = root / "src" / "overens"
    for file in sorted(source.glob(f"*/locale/{LANGUAGE}/LC_MESSAGES/django.po")):
        # A fixed day: the same words give the same bytes on every machine.
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        catalog = Catalog(
            locale=LANGUAGE, creation_date=long_ago, revision_date=long_ago
        )
        for message in read_catalogue(file).values():
            # Half a translation would show as an empty text instead of English.
            if all(_translations(message)):
                catalog[message.id] = message
        out = io.BytesIO()
        write_mo(out, catalog)
        target = file.with_suffix(".mo")
        if _write_if_changed(target, out.getvalue()):
            said.append(str(target.relative_to(root)))
    return said
