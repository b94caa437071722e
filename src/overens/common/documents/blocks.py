"""What a document says, block by block, before anyone lays it out.

One ``Document`` becomes PDF, Word and HTML with the same words, figures, tables and
charts. Texts are plain: nothing in them is markup, whatever they look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import TypeAlias

from overens.common.charts import Chart as Drawing
from overens.common.charts import Table, Tone

DEEPEST_HEADING = 3

_NAME = re.compile(r"[\w.-]+")


def _check_absolute(address: str) -> None:
    """Refuse an address that leads nowhere from a file."""
    if address and not address.startswith(("https://", "http://")):
        raise ValueError(f"A document links to a whole address, not to {address!r}.")


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (a chapter), 2 or 3; the document's title is above them.

    ``name`` is what words elsewhere in the document lead to it by: letters, digits,
    dots, hyphens and underscores.
    """

    level: int
    text: str
    name: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST_HEADING:
            raise ValueError(f"A heading has level 1 to {DEEPEST_HEADING}.")
        if not self.text.strip():
            raise ValueError("A heading has words.")
        if self.name and not _NAME.fullmatch(self.name):
            raise ValueError(f"Nothing can lead to a heading named {self.name!r}.")


@dataclass(frozen=True)
class Lead:
    """The opening paragraph, set larger; ``language`` where not the document's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Running text; a blank line in it begins a new paragraph.

    ``language`` is given where it is not the document's. One that ``stays`` is on the
    same page as what follows it, where there are pages.
    """

    text: str
    language: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Linked:
    """One paragraph, some of whose words lead to headings of the same document.

    ``pieces`` are (words, name of a heading, or "" where they lead nowhere), in order.
    """

    pieces: tuple[tuple[str, str], ...]
    language: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list without order; one that ``stays`` is on the same page as what follows."""

    items: tuple[str, ...]
    stays: bool = False


@dataclass(frozen=True)
class Numbered:
    """A list whose order matters."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Definitions:
    """Words and what they mean, or names and values.

    ``addresses`` are where each leads, one for each item, absolute or empty; none at
    all where nothing leads anywhere.
    """

    items: tuple[tuple[str, str], ...]
    addresses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.addresses and len(self.addresses) != len(self.items):
            raise ValueError("The addresses are one for each item.")
        for address in self.addresses:
            _check_absolute(address)


@dataclass(frozen=True)
class Chart:
    """A chart with its finding, notes and, unless said otherwise, its table."""

    chart: Drawing
    with_table: bool = True


@dataclass(frozen=True)
class Quote:
    """Someone's own words, and whose they are.

    ``language`` is that of the words, where it is not the document's.
    """

    text: str
    source: str = ""
    language: str = ""


@dataclass(frozen=True)
class Note:
    """A box beside the running text, in a tone; its title says what it is about."""

    tone: Tone
    text: str
    title: str = ""


@dataclass(frozen=True)
class Figure:
    """One number that is to be seen: "17 av 24", what it counts, one line more.

    ``address`` is the page with its rows, absolute: a file lies on no server.
    """

    number: str
    label: str
    note: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        _check_absolute(self.address)


@dataclass(frozen=True)
class Figures:
    """Numbers side by side, two or three in a row."""

    items: tuple[Figure, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page where there are pages.

    Attributes:
        foot: what stands at the foot of each page from here on, in a PDF; the pages are
            then counted anew, as of a document of its own.
    """

    foot: str = ""


Block: TypeAlias = (
    Heading
    | Lead
    | Paragraph
    | Linked
    | Bullets
    | Numbered
    | Definitions
    | Table
    | Chart
    | Quote
    | Note
    | Figures
    | PageBreak
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document.

    Args:
        title: its title.
        subtitle: one line under the title.
        language: ``sv`` or ``en``, the language of all its texts but those that say
            another.
        origin_note: where its facts come from ("Påhittat exempel", "Ur offentliga
            handlingar"); stands on every page.
        date: the day it says it was made; the only day that gets into its bytes.
        publisher: who stands behind it.
        slug: its file name without ending.
        blocks: what it says.
        contents: list the headings first; left out by itself when there are fewer
            than three chapters and sections.
        foot: what stands at the foot of each page, until a ``PageBreak`` says another;
            PDF only.

    Raises:
        ValueError: a heading skips a level, words lead to none, or title, publisher
            or slug is missing: such a document could not be made accessible, or not
            be found again.
    """

    title: str
    language: str
    date: Date
    publisher: str
    slug: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    origin_note: str = ""
    contents: bool = True
    foot: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "publisher", "slug"):
            if not getattr(self, name).strip():
                raise ValueError(f"A document has a {name}.")
        above = 0
        for level in heading_levels(self.blocks):
            if level > above + 1:
                raise ValueError(
                    f"A heading of level {level} cannot follow one of level {above}."
                )
            above = level
        names = [b.name for b in self.blocks if isinstance(b, Heading) and b.name]
        if len(set(names)) < len(names):
            raise ValueError("Two headings have the same name.")
        for block in self.blocks:
            for _words, name in block.pieces if isinstance(block, Linked) else ():
                if name and name not in names:
                    raise ValueError(f"No heading is named {name!r}.")

    @property
    def lists_contents(self) -> bool:
        """Whether a list of contents helps: three headings of level 1 or 2."""
        levels = heading_levels(self.blocks)
        return self.contents and sum(level < DEEPEST_HEADING for level in levels) > 2


def heading_levels(blocks: Sequence[Block]) -> list[int]:
    """Return the levels of the headings in order."""
    return [block.level for block in blocks if isinstance(block, Heading)]


def paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, parted by blank lines, without empty ones."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return [part for part in parts if part]
