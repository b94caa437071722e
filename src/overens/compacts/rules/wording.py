"""What a compact's text is read into, and the faults it can have. Pure Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from overens.errors import RuleBroken, gettext_noop

LONGEST_HEADING = 300  # characters
LONGEST_PASSAGE = 20_000  # characters
MOST_PIECES = 2_000  # the longest compact we have seen has about sixty

PieceKind = Literal["passage", "principle", "goal", "commitment"]
SectionKind = Literal["passages", "principles", "goals", "commitments", "in short"]


class LineFault(RuleBroken):
    """A fault of the text, on a line that the sentence names as ``%(line)s``."""

    sentence = gettext_noop("Line %(line)s could not be read.")
    field = "text"

    @property
    def line(self) -> int:
        """The line that it is about, from 1."""
        return int(str(self.facts["line"]))


class TitleMissing(LineFault):
    """No heading comes first."""

    sentence = gettext_noop(
        "Line %(line)s: begin with the compact's name on a line of its own, "
        "with # before it."
    )


class TitleMissingInWord(LineFault):
    """No heading comes first in a Word file, where a style makes a heading."""

    sentence = gettext_noop(
        "Line %(line)s: begin with the compact's name. Format it as a heading in Word "
        "and choose the file again, or put # before the line here."
    )


def in_words_of_word(fault: LineFault) -> LineFault:
    """Return a fault as one who writes in Word can mend it."""
    if isinstance(fault, TitleMissing):
        return TitleMissingInWord(line=fault.line)
    return fault


class HeadingEmpty(LineFault):
    """A # with nothing after it."""

    sentence = gettext_noop("Line %(line)s: the heading has no words.")


class HeadingTooLong(LineFault):
    """A heading that is a paragraph."""

    sentence = gettext_noop(
        "Line %(line)s: the heading has %(length)s characters. Write at most "
        "%(longest)s."
    )


class PassageTooLong(LineFault):
    """A part of the text that cannot be kept in one piece."""

    sentence = gettext_noop(
        "Line %(line)s: the part “%(heading)s” has %(length)s characters. Divide it "
        "with headings."
    )


class SectionEmpty(LineFault):
    """A heading with nothing under it."""

    sentence = gettext_noop(
        "Line %(line)s: there is nothing under the heading “%(heading)s”."
    )


class PrincipleTwice(LineFault):
    """Two principles of the same name."""

    sentence = gettext_noop(
        "Line %(line)s: the principle “%(heading)s” is there already, on line "
        "%(first)s."
    )


class NothingUnderstood(LineFault):
    """A title and nothing more."""

    sentence = gettext_noop("Line %(line)s: there is a title, but no text under it.")


class TooManyPieces(LineFault):
    """More parts than any compact has."""

    sentence = gettext_noop(
        "Line %(line)s: the text has more than %(most)s parts. Check that it is the "
        "right text."
    )


@dataclass(frozen=True)
class Note:
    """Something that was taken another way than its heading says; stops nothing."""

    line: int
    sentence: str
    words: str = ""


# Sections whose heading is kept beside their pieces; a passage has its own.
OWN_HEADINGS = ("principles", "goals", "commitments")
KEPT_AS_TEXT = gettext_noop("kept as text, since it stands outside the list")
NO_PRINCIPLES = gettext_noop("no heading says “Principles”, so none were found")
NO_COMMITMENTS = gettext_noop("no heading says “Commitments”, so none were found")


@dataclass(frozen=True)
class Piece:
    """One part of the wording.

    Attributes:
        kind: passage, principle, goal or commitment.
        line: where it begins, from 1.
        heading: heading of a passage, name of a principle or goal; may be empty.
        text: its words, paragraphs separated by an empty line; inline Markdown kept.
        level: of a passage's heading: 2 for a section, 3 for one inside it.
        function: of a goal: ``voice``, ``service`` or empty.
        group: of a commitment: the place of its group in ``Wording.groups``.
    """

    kind: PieceKind
    line: int
    heading: str = ""
    text: str = ""
    level: int = 2
    function: str = ""
    group: int = 0


@dataclass(frozen=True)
class Group:
    """Who the commitments under one heading are made by; joint when by all."""

    name: str
    line: int
    is_joint: bool


@dataclass(frozen=True)
class Wording:
    """What was read.

    Attributes:
        title: the first heading.
        pieces: passages, principles, goals and commitments, in the order of the text.
        groups: the headings that commitments stand under.
        parties: names of the sides that the text names, in order, without repeats.
        in_short: the points under "In short".
        headings: the text's own headings over principles, goals and commitments.
        faults: what stops the text from being kept.
        notes: what was taken another way than its heading says.
    """

    title: str
    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]
    parties: tuple[str, ...]
    in_short: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[LineFault, ...] = ()
    notes: tuple[Note, ...] = ()

    def of(self, kind: PieceKind) -> tuple[Piece, ...]:
        """Return the pieces of one kind, in order."""
        return tuple(piece for piece in self.pieces if piece.kind == kind)


def slug_of(text: str, longest: int = 80) -> str:
    """Return a text as an address: small letters, digits and hyphens.

    >>> slug_of("Självständighet och oberoende")
    'sjalvstandighet-och-oberoende'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:longest].strip("-")


class WordingRefused(RuleBroken):
    """A text with faults; the first one's sentence stands for all of them."""

    field = "text"

    def __init__(self, faults: Sequence[LineFault]) -> None:
        self.faults = tuple(faults)
        self.sentence = faults[0].sentence
        facts: dict[str, Any] = faults[0].facts
        super().__init__(**facts)


class LanguageThere(RuleBroken):
    """A version has its text in this language already."""

    sentence = gettext_noop(
        "Version %(number)s already has a text in this language. What has been agreed "
        "on is changed by a new version."
    )
    field = "text"


_CIVIL = re.compile(r"(idébur|civil|förening|ideell|association|voluntary)", re.I)


def side_of(name: str) -> str:
    """Return the sector that a side's name speaks of; the public one where neither.

    >>> side_of("Idéburen sektor i Region Halland"), side_of("Region Halland")
    ('civil', 'public')
    """
    if _CIVIL.search(name):
        return "civil"
    return "public"
