"""Paragraphs from Word files: level and text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from overens.common.sheets.opening.fault import Fault
from overens.common.sheets.opening.package import checked_package

# The level of the document's own title.
TITLE = -1


def word_rows(data: bytes, limits: dict[str, int]) -> Iterator[list[str]]:
    """Yield each paragraph of a Word file as its level and its text.

    Raises:
        Fault: it is none, or something is wrong with it.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise Fault("kind")
    with checked_package(data, limits["unpacked"]) as package:
        names = set(package.namelist())
        if "word/document.xml" not in names:
            raise Fault("kind")
        styles = Styles()
        body = Body()
        try:
            if "word/styles.xml" in names:
                parse(package.read("word/styles.xml"), styles)
            parse(package.read("word/document.xml"), body)
        except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError) as fault:
            raise Fault("damaged") from fault
    for style, outline, listed, text in body.paragraphs:
        level = outline if outline is not None else styles.level(style)
        if level == 0 and (listed or styles.is_list(style)):
            text = f"- {text}"
        yield [str(level), text]


def parse(xml: bytes, part: Styles | Body) -> None:
    """Feed a part of a package to its reader; a document type is refused."""

    def doctype(*_args: object) -> None:
        raise Fault("damaged")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, values: part.start(
        _local(name), {_local(key): value for key, value in values.items()}
    )
    parser.EndElementHandler = lambda name: part.end(_local(name))
    parser.CharacterDataHandler = part.text
    parser.Parse(xml, True)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class Styles:
    """Which styles are headings. The id is in Word's language, the name never is."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, str]] = {}
        self.now: dict[str, str] = {}

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""
        if name == "style":
            self.now = self.known[values.get("styleId", "")] = {}
        elif name in {"name", "basedOn", "outlineLvl"}:
            self.now[name] = values.get("val", "")

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, _text: str) -> None:
        """Styles have no text."""

    def _line(self, style: str) -> Iterator[dict[str, str]]:
        """The style and those it is based on, never twice the same."""
        seen: set[str] = set()
        while style in self.known and style not in seen:
            seen.add(style)
            yield self.known[style]
            style = self.known[style].get("basedOn", "")

    def level(self, style: str) -> int:
        """The heading level of a style, 0 for running text, -1 for the title."""
        for facts in self._line(style):
            name = facts.get("name", "").casefold()
            heading = re.fullmatch(r"heading ([1-9])", name)
            if heading:
                return int(heading[1])
            if name == "title":
                return TITLE
            if facts.get("outlineLvl", "").isdigit():
                level = int(facts["outlineLvl"]) + 1
                return level if level <= 9 else 0
        return 0

    def is_list(self, style: str) -> bool:
        """Whether the style is one of Word's lists."""
        return any(
            facts.get("name", "").casefold().startswith("list ")
            and not facts["name"].casefold().startswith("list paragraph")
            for facts in self._line(style)
        )


class Body:
    """The paragraphs: style, outline level, whether listed, text."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[str, int | None, bool, str]] = []
        self.open: list[dict[str, Any]] = []
        self.in_text = 0
        self.skipped = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""
        if name == "Fallback":
            # The same text once more, for programs older than the file.
            self.skipped += 1
        if self.skipped:
            return
        if name == "p":
            self.open.append(
                {"style": "", "outline": None, "listed": False, "text": []}
            )
        if not self.open:
            return
        now = self.open[-1]
        if name == "pStyle":
            now["style"] = values.get("val", "")
        elif name == "outlineLvl" and values.get("val", "").isdigit():
            level = int(values["val"]) + 1
            now["outline"] = level if level <= 9 else 0
        elif name == "numId":
            now["listed"] = values.get("val") != "0"
        elif name == "t":
            self.in_text += 1
        elif name in {"br", "cr"}:
            now["text"].append("\n")
        elif name in {"tab", "noBreakHyphen"}:
            now["text"].append("-" if name == "noBreakHyphen" else " ")

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "Fallback":
            self.skipped -= 1
            return
        if self.skipped:
            return
        if name == "t":
            self.in_text -= 1
        elif name == "p" and self.open:
            done = self.open.pop()
            text = "".join(done["text"]).strip()
            if text:
                self.paragraphs.append(
                    (done["style"], done["outline"], done["listed"], text)
                )

    def text(self, text: str) -> None:
        """Text between elements; only that of a run counts."""
        if self.in_text and self.open and not self.skipped:
            self.open[-1]["text"].append(text)
