"""Reads a compact's text into passages, principles, goals and commitments.

Pure: takes a text, gives a ``Wording`` with every fault named by line. The headings
are known in Swedish and English (rule C1, docs/rules/compacts.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from overens.compacts.rules.blocks import Block, read_blocks
from overens.compacts.rules.wording import (
    KEPT_AS_TEXT,
    LONGEST_HEADING,
    LONGEST_PASSAGE,
    MOST_PIECES,
    NO_COMMITMENTS,
    NO_PRINCIPLES,
    OWN_HEADINGS,
    Group,
    HeadingEmpty,
    HeadingTooLong,
    LineFault,
    Note,
    NothingUnderstood,
    PassageTooLong,
    Piece,
    PrincipleTwice,
    SectionEmpty,
    SectionKind,
    TitleMissing,
    TooManyPieces,
    Wording,
    slug_of,
)

_SECTIONS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("in short", re.compile(r"^(i korthet|kort om\b.*|in short|in brief)$")),
    ("passages", re.compile(r"\b(syfte|purpose|uppföljning|målgrupp\w*)\b")),
    ("principles", re.compile(r"\b(princip(er|erna)|principles?)\b")),
    (
        "commitments",
        re.compile(r"\b(åtagande(n|na)?|åtar oss|commitments?|undertakings?)\b"),
    ),
    ("goals", re.compile(r"\b(mål|målen|målsättning(ar)?|goals?|objectives?)\b")),
)
# Headings that end a section of a plain text, where no # says which level they have.
_OTHER_SECTIONS = re.compile(
    r"\b(vision|bakgrund|part(er|erna)|följer (vi )?upp|uppföljning|undertecknande|"
    r"giltighet|organisation|kontakt|utvecklingsområden|samverkan|background|"
    r"parties|follow|signing|signatures|validity|contact|purpose|syfte)\b"
)
_JOINT = re.compile(
    r"^(gemensam\w*|tillsammans|båda parter\w*|alla parter\w*|parterna|vi|joint\w*|"
    r"shared|together|both parties|all parties|the parties)\b"
)
_PARTIES = re.compile(r"^(de )?(två |tre |the |two |three )?(part(er|erna)|parties)$")
_BOLD_LEAD = re.compile(r"^\*\*([^*]{2,120})\*\*")
_FUNCTION = re.compile(
    r"\s*\((röst|service|voice)[\s-]*(funktion\w*|function\w*)?\)\s*$", re.I
)
_FUNCTIONS = {"röst": "voice", "voice": "voice", "service": "service"}
_NUMBERING = re.compile(r"^\s*(\d{1,2}(\.\d{1,2})*[.)]?|[IVX]{1,5}[.)])\s+(?=\S)")
_LEAD = re.compile(r"^\*\*([^*]{2,200}?)[.:]?\*\*[.:]?\s*[–—-]?\s*(.*)$", re.DOTALL)


def section_kind(heading: str) -> SectionKind:
    """Return what a section's heading says that it holds (rule C1)."""
    words = _NUMBERING.sub("", heading).strip(" :").casefold()
    for kind, pattern in _SECTIONS:
        if pattern.search(words):
            return kind
    return "passages"


@dataclass
class _Section:
    """A section on its way: its heading, and the parts under it."""

    heading: Block | None
    kind: SectionKind
    parts: list[_Part] = field(default_factory=list)


@dataclass
class _Part:
    """A sub-heading with its blocks; the first part of a section has no heading."""

    heading: Block | None
    blocks: list[Block] = field(default_factory=list)


def read_wording(text: str) -> Wording:
    """Return what a compact's text holds, with its faults by line.

    Raises:
        TextEmpty, TextTooLong, NotText: nothing of it can be read.
    """
    blocks = read_blocks(text)
    title, rest, faults = _title(blocks)
    sections = list(_sections(rest))
    faults += [
        HeadingEmpty(line=b.line) for b in rest if b.kind == "heading" and not b.text
    ]
    reader = _Reader()
    for section in sections:
        reader.read(section)
    if not (reader.pieces or reader.in_short or reader.faults or faults):
        reader.faults.append(NothingUnderstood(line=blocks[-1].line))
    if len(reader.pieces) > MOST_PIECES:
        line = reader.pieces[MOST_PIECES].line
        reader.faults.append(TooManyPieces(line=line, most=MOST_PIECES))
    faults = sorted([*faults, *reader.faults], key=lambda fault: fault.line)
    kinds = {section.kind for section in sections}
    notes = list(reader.notes)
    if "principles" not in kinds:
        notes.append(Note(0, NO_PRINCIPLES))
    if "commitments" not in kinds:
        notes.append(Note(0, NO_COMMITMENTS))
    return Wording(
        title=title,
        pieces=tuple(reader.pieces),
        groups=tuple(reader.groups),
        parties=tuple(_parties(sections, reader.groups)),
        in_short=tuple(reader.in_short),
        headings={
            section.kind: section.heading.text
            for section in sections
            if section.heading is not None and section.kind in OWN_HEADINGS
        },
        faults=tuple(faults),
        notes=tuple(sorted(notes, key=lambda note: note.line)),
    )


def _title(blocks: list[Block]) -> tuple[str, list[Block], list[LineFault]]:
    """Return the title, the blocks after it, and the fault when there is none."""
    first = blocks[0]
    if first.kind != "heading" or not first.text:
        return "", blocks, [TitleMissing(line=first.line)]
    faults: list[LineFault] = []
    if len(first.text) > LONGEST_HEADING:
        faults.append(
            HeadingTooLong(
                line=first.line, length=len(first.text), longest=LONGEST_HEADING
            )
        )
    return first.text[:LONGEST_HEADING], blocks[1:], faults


def _sections(blocks: list[Block]) -> Iterator[_Section]:
    """Yield sections with their parts; the highest heading left makes a section."""
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    top, below = [*levels, 2, 3][:2] if levels else (2, 3)
    flat = len(levels) == 1
    section = _Section(None, "passages", [_Part(None)])
    for block in blocks:
        if block.kind != "heading":
            section.parts[-1].blocks.append(block)
        elif block.level == top and not (flat and _stays_inside(section, block)):
            yield section
            section = _Section(block, section_kind(block.text), [_Part(None)])
        elif block.level <= below:
            section.parts.append(_Part(block))
        elif block.text:
            # Deeper headings stay in the text of the part that they stand in.
            words = f"**{block.text}**"
            section.parts[-1].blocks.append(Block("paragraph", words, block.line))
    yield section


def _stays_inside(section: _Section, block: Block) -> bool:
    """Tell whether a heading of a text with one level only names a part.

    Under "Principles" every heading is a principle until one says something else.
    """
    if section.kind in ("passages", "in short"):
        return False
    words = block.text.casefold()
    return section_kind(block.text) == "passages" and not _OTHER_SECTIONS.search(words)


def _parties(sections: Iterable[_Section], groups: Iterable[Group]) -> list[str]:
    """Return the sides that the text names: under "Parties", and as committed."""
    named: dict[str, str] = {}
    for section in sections:
        heading = section.heading.text.strip(" :").casefold() if section.heading else ""
        if not _PARTIES.match(_NUMBERING.sub("", heading)):
            continue
        for part in section.parts:
            if part.heading is not None:
                named.setdefault(part.heading.text.casefold(), part.heading.text)
            for block in part.blocks:
                lead = _BOLD_LEAD.match(block.text)
                if lead:
                    name = lead[1].strip(" .:")
                    named.setdefault(name.casefold(), name)
                elif block.kind == "item" and len(block.text) <= LONGEST_HEADING:
                    name = re.split(r"[:–—(]", block.text)[0].strip(" .")
                    named.setdefault(name.casefold(), name)
    for group in groups:
        if not group.is_joint:
            named.setdefault(group.name.casefold(), group.name)
    return list(named.values())


class _Reader:
    """Gathers the pieces, section by section; what each kind of section does."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.groups: list[Group] = []
        self.in_short: list[str] = []
        self.notes: list[Note] = []
        self.faults: list[LineFault] = []
        self._principles: dict[str, int] = {}
        self._by_kind = {
            "passages": self._passages,
            "principles": self._principle_section,
            "goals": self._goal_section,
            "commitments": self._commitment_section,
            "in short": self._in_short,
        }

    def read(self, section: _Section) -> None:
        """Read one section into pieces, by its kind."""
        empty = not any(part.heading or part.blocks for part in section.parts)
        if empty:
            if section.heading is not None:
                self._nothing_under(section.heading)
            return
        self._by_kind[section.kind](section)

    def _nothing_under(self, heading: Block) -> None:
        """Name an empty section; one that only looked like a heading is text."""
        if heading.is_guessed:
            self._passage(heading.line, heading.text, [], 2)
        elif heading.text:
            self.faults.append(SectionEmpty(line=heading.line, heading=heading.text))

    def _passages(self, section: _Section) -> None:
        for number, part in enumerate(section.parts):
            heading = part.heading if number else section.heading
            if heading is None and not part.blocks:
                continue
            line = heading.line if heading else part.blocks[0].line
            words = heading.text if heading else ""
            if words or part.blocks:
                self._passage(line, words, part.blocks, 3 if number else 2)

    def _passage(
        self, line: int, heading: str, blocks: list[Block], level: int
    ) -> None:
        text = text_of(blocks)
        if len(heading) > LONGEST_HEADING:
            self.faults.append(
                HeadingTooLong(line=line, length=len(heading), longest=LONGEST_HEADING)
            )
        if len(text) > LONGEST_PASSAGE:
            self.faults.append(
                PassageTooLong(line=line, heading=heading, length=len(text))
            )
        self.pieces.append(Piece("passage", line, heading, text, level))

    def _outside(self, section: _Section, blocks: list[Block]) -> None:
        """Keep what stands before the list as text, and say so."""
        if blocks and section.heading is not None:
            self._passage(blocks[0].line, section.heading.text, blocks, 2)
            self.notes.append(Note(blocks[0].line, KEPT_AS_TEXT, blocks[0].text[:80]))

    def _named(self, section: _Section) -> Iterator[tuple[int, str, str]]:
        """Yield (line, name, text) of what a section names, by heading or in a list."""
        first, *parts = section.parts
        named = [block for block in first.blocks if _is_named(block)]
        loose = [block for block in first.blocks if not _is_named(block)]
        if parts or named:
            self._outside(section, loose)
        else:
            named = loose
        for block in named:
            lead = _LEAD.match(block.text)
            name, text = (lead[1], lead[2]) if lead else _short_name(block.text)
            yield block.line, name.strip(), text.strip()
        for part in parts:
            if part.heading is not None and part.heading.text:
                yield part.heading.line, part.heading.text, text_of(part.blocks)

    def _principle_section(self, section: _Section) -> None:
        for line, name, text in self._named(section):
            name, text = (name, text) if name else (text, "")
            name = _NUMBERING.sub("", name)
            if len(name) > LONGEST_HEADING:
                self.faults.append(
                    HeadingTooLong(line=line, length=len(name), longest=LONGEST_HEADING)
                )
                continue
            key = slug_of(name) or name.casefold()
            if key in self._principles:
                self.faults.append(
                    PrincipleTwice(line=line, heading=name, first=self._principles[key])
                )
                continue
            self._principles[key] = line
            self.pieces.append(Piece("principle", line, name, text))

    def _goal_section(self, section: _Section) -> None:
        for line, name, text in self._named(section):
            found = _FUNCTION.search(name) or _FUNCTION.search(text)
            function = _FUNCTIONS[found[1].casefold()] if found else ""
            self.pieces.append(
                Piece(
                    "goal",
                    line,
                    _FUNCTION.sub("", name).strip()[:LONGEST_HEADING],
                    _FUNCTION.sub("", text).strip(),
                    function=function,
                )
            )

    def _commitment_section(self, section: _Section) -> None:
        for part in section.parts:
            if part.heading is None and not part.blocks:
                continue
            items = [block for block in part.blocks if block.kind == "item"]
            loose = [block for block in part.blocks if block.kind != "item"]
            if items and loose:
                self._outside(section, loose)
            made = items or loose
            if not made:
                if part.heading is not None:
                    self._nothing_under(part.heading)
                continue
            name = part.heading.text.strip(" :") if part.heading else ""
            line = part.heading.line if part.heading else made[0].line
            self.groups.append(
                Group(name, line, not name or bool(_JOINT.match(name.casefold())))
            )
            for block in made:
                self.pieces.append(
                    Piece(
                        "commitment",
                        block.line,
                        text=block.text,
                        group=len(self.groups) - 1,
                    )
                )

    def _in_short(self, section: _Section) -> None:
        for part in section.parts:
            self.in_short += [block.text for block in part.blocks]


def _is_named(block: Block) -> bool:
    """Tell whether a block by itself names something: an item, or words in bold."""
    return block.kind == "item" or _LEAD.match(block.text) is not None


def _short_name(text: str) -> tuple[str, str]:
    """Return a list item as name and text: "Dialog: vi lyssnar" → two, else one."""
    name, colon, rest = text.partition(":")
    if (
        colon
        and len(name) <= LONGEST_HEADING
        and len(name.split()) <= 8
        and rest.strip()
    ):
        return name, rest
    if len(text) <= 120:
        return text.rstrip("."), ""
    return "", text


def text_of(blocks: list[Block]) -> str:
    """Return blocks as text: paragraphs apart, list items a line each with "- "."""
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        in_list = before is not None and before.kind == block.kind == "item"
        words = f"- {block.text}" if block.kind == "item" else block.text
        parts.append(("\n" if in_list else "\n\n" if before else "") + words)
    return "".join(parts)
