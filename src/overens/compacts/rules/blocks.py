"""A text as blocks: headings, paragraphs and list items, each with its line.

Reads the little of Markdown that a compact is written in (``#`` headings, lists,
paragraphs) and, where a text has no ``#`` at all, plain text as it is pasted from a
word processor: a short line on its own is then a heading. Nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from overens.errors import RuleBroken, gettext_noop

LONGEST_TEXT = 400_000  # characters; about 150 pages, far more than any compact
LONGEST_PLAIN_HEADING = 70  # characters
MOST_HEADING_WORDS = 9

_ITEM = re.compile(
    r"^\s*(?:(?:[-*+•·–▪‣]|\d{1,3}[.)]|[a-zåäö]\))\s+|[•▪‣]|-(?=[A-ZÅÄÖ]))(\S.*)$"
)
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)])\s+(?=\S)")
_BOLD_LINE = re.compile(r"^\s*\*\*([^*]+)\*\*\s*$")
_ENDS_A_SENTENCE = (".", ",", ";", ":", "!", "?", "…")
# Control characters that no text has: a file of another kind was given.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

BlockKind = Literal["heading", "paragraph", "item"]


class TextEmpty(RuleBroken):
    """Nothing came in."""

    sentence = gettext_noop("There is no text to read. Paste the compact's text.")
    field = "text"


class NotText(RuleBroken):
    """What came in is a file of another kind."""

    sentence = gettext_noop(
        "This is not a text that can be read. Give a text file, Markdown or Word "
        "(.docx)."
    )
    field = "text"


class TextTooLong(RuleBroken):
    """Longer than any compact."""

    sentence = gettext_noop(
        "The text has %(length)s characters. A compact can have at most %(longest)s."
    )
    field = "text"


@dataclass(frozen=True)
class Block:
    """One heading, paragraph or list item.

    Attributes:
        kind: ``heading``, ``paragraph`` or ``item``.
        text: its words; inline Markdown is kept.
        line: the line that it begins on, from 1.
        level: of a heading, from 1; 0 otherwise.
        is_guessed: a heading without ``#``, taken for one by its look.
    """

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    is_guessed: bool = False


def decode_text(data: bytes) -> str:
    """Return a text file's words: UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises:
        NotText: the bytes are those of another kind of file.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as fault:
            raise NotText() from fault
    if b"\x00" in data:
        raise NotText()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if _NOT_TEXT.search(text):
        raise NotText()
    return text


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of a text, in its order.

    Raises:
        TextEmpty: nothing but blank space.
        TextTooLong: more than ``LONGEST_TEXT`` characters.
        NotText: control characters that no text has.
    """
    if not text.strip():
        raise TextEmpty()
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(length=len(text), longest=LONGEST_TEXT)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = text.replace("\x0c", "\n").replace("\ufeff", "").replace("\xa0", " ")
    if _NOT_TEXT.search(text):
        raise NotText()
    lines = text.split("\n")
    is_marked = any(_marked_heading(line) for line in lines)
    blocks = list(_markdown(lines) if is_marked else _plain(lines))
    if not blocks:
        raise TextEmpty()
    return blocks


def _marked_heading(line: str) -> tuple[int, str] | None:
    """Return level and words of a ``#`` heading, None for another line."""
    bare = line.strip()
    words = bare.lstrip("#")
    level = len(bare) - len(words)
    if not 1 <= level <= 6 or (words and not words[0].isspace()):
        return None
    return level, words.strip().rstrip("#").strip()


def _markdown(lines: list[str]) -> Iterator[Block]:
    """Yield the blocks of a text that has ``#`` headings."""
    gathered = _Gatherer()
    for number, line in enumerate(lines, 1):
        heading = _marked_heading(line)
        if heading:
            yield from gathered.close()
            yield Block("heading", heading[1], number, heading[0])
        else:
            yield from gathered.take(number, line)
    yield from gathered.close()


def _plain(lines: list[str]) -> Iterator[Block]:
    """Yield the blocks of a text without ``#``; the first heading is the title.

    Some programs paste a paragraph a line with no empty lines between: then every
    line stands alone.
    """
    gathered = _Gatherer()
    has_title = False
    dense = all(line.strip() for line in "\n".join(lines).strip().split("\n"))
    goes_on = _goes_on(lines)
    for number, line in enumerate(lines, 1):
        before = "" if dense or number == 1 else lines[number - 2]
        is_free = not before.strip() and number not in goes_on
        if is_free and (words := _plain_heading(line)):
            yield from gathered.close()
            level = 2 if has_title else 1
            yield Block("heading", words, number, level, is_guessed=True)
            has_title = True
            continue
        if not line.strip() and number in goes_on:
            continue
        yield from gathered.take(number, line)
        if dense:
            yield from gathered.close()
    yield from gathered.close()


def _goes_on(lines: list[str]) -> set[int]:
    """Return the lines (from 1) that belong to a sentence broken over lines.

    Slides and some PDF files break a sentence with an empty line inside. A line that
    begins with a small letter continues the one before it.
    """
    found: set[int] = set()
    last = 0
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not bare:
            continue
        ended = lines[last - 1].strip().endswith((".", "!", "?")) if last else True
        if bare[0].islower() and not ended and not _ITEM.match(line):
            found.update(range(last, number + 1))
        last = number
    return found


def _plain_heading(line: str) -> str:
    """Return the heading that a line of plain text is, or an empty text."""
    bold = _BOLD_LINE.match(line)
    words = bold[1].strip() if bold else line.strip()
    if not words or len(words) > LONGEST_PLAIN_HEADING:
        return ""
    if _ITEM.match(line) and not _NUMBERED.match(line):
        return ""
    if words.endswith(_ENDS_A_SENTENCE) or len(words.split()) > MOST_HEADING_WORDS:
        return ""
    return _NUMBERED.sub("", words)


class _Gatherer:
    """Gathers lines into paragraphs and list items."""

    def __init__(self) -> None:
        self.kind: BlockKind = "paragraph"
        self.words: list[str] = []
        self.line = 0

    def take(self, number: int, line: str) -> Iterator[Block]:
        """Take one line; yield what it ends."""
        if not line.strip() or _RULE.match(line):
            yield from self.close()
            return
        item = _ITEM.match(line)
        if item:
            yield from self.close()
            self.kind, self.line = "item", number
            self.words = [item[1].strip()]
            return
        if not self.words:
            self.kind, self.line = "paragraph", number
        self.words.append(line.strip())

    def close(self) -> Iterator[Block]:
        """Yield the block gathered so far."""
        if self.words:
            yield Block(self.kind, " ".join(self.words), self.line)
        self.words = []
