"""A version's wording as stored, and what bringing in a text would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from overens.compacts.models import (
    Commitment,
    Compact,
    CompactVersion,
    Goal,
    Party,
    Passage,
    Principle,
)
from overens.compacts.models.version import Sentence
from overens.compacts.rules import (
    LanguageThere,
    Note,
    Shape,
    Wording,
    WordingRefused,
    check_same_structure,
    label_of,
)

KINDS: dict[str, type[Any]] = {
    "passage": Passage,
    "principle": Principle,
    "goal": Goal,
    "commitment": Commitment,
}


@dataclass(frozen=True)
class StoredPiece:
    """One sentence of a version with its kind and its two texts, whatever the kind.

    Attributes:
        kind: passage, principle, goal or commitment.
        row: the sentence.
        heading: field that holds its heading or name; empty for a commitment.
        text: field that holds its text.
    """

    kind: str
    row: Sentence
    heading: str
    text: str

    def words(self, language: str) -> tuple[str, str]:
        """Return heading and text in one language, empty where it has none."""
        heading = (
            getattr(self.row, self.heading).get(language, "") if self.heading else ""
        )
        return heading, getattr(self.row, self.text).get(language, "")

    def label(self) -> str:
        """Return what names the piece in the language that there is."""
        heading = str(getattr(self.row, self.heading)) if self.heading else ""
        return label_of(heading, str(getattr(self.row, self.text)))


FIELDS = {
    "passage": ("heading", "text"),
    "principle": ("name", "meaning"),
    "goal": ("name", "text"),
    "commitment": ("", "text"),
}


def kind_of(sentence: Sentence) -> str:
    """Return what a sentence is: a key of ``KINDS``."""
    return next(kind for kind, model in KINDS.items() if isinstance(sentence, model))


def pieces_of(version: CompactVersion) -> list[StoredPiece]:
    """Return a version's sentences of every kind in the order of its text."""
    found = [
        StoredPiece(kind, row, *FIELDS[kind])
        for kind, model in KINDS.items()
        for row in model._default_manager.filter(version=version)
    ]
    return sorted(found, key=lambda piece: (piece.row.place, piece.row.pk))


def shapes_of(pieces: Sequence[StoredPiece]) -> list[Shape]:
    """Return the shapes of stored pieces; commitments of one side make a group."""
    shapes, group, last = [], -1, object()
    for piece in pieces:
        if isinstance(piece.row, Commitment):
            if piece.row.party_id != last:
                group, last = group + 1, piece.row.party_id
            shapes.append(Shape(piece.kind, piece.label(), group))
        else:
            shapes.append(Shape(piece.kind, piece.label()))
    return shapes


def says_the_same(
    pieces: Sequence[StoredPiece], wording: Wording, language: str
) -> bool:
    """Tell whether a version's text in a language is the wording, word for word."""
    stored = [(piece.kind, *piece.words(language)) for piece in pieces]
    return stored == [
        (piece.kind, piece.heading, piece.text) for piece in wording.pieces
    ]


@dataclass(frozen=True)
class WordingPlan:
    """What bringing in a text would do.

    Attributes:
        outcome: ``new`` version, ``changed`` (a language is added) or ``unchanged``.
        number: of the version.
        version: the one that is there; None when it would be made.
        pieces: its sentences, when a language is added.
        new_parties: sides that the compact does not have yet, by name.
    """

    outcome: str
    number: int
    version: CompactVersion | None
    pieces: tuple[StoredPiece, ...]
    new_parties: tuple[str, ...]


def plan_wording(
    compact: Compact | None, wording: Wording, *, language: str, number: int | None
) -> WordingPlan:
    """Return what bringing in a text would do (rules C2, C3).

    Args:
        compact: None when there is none of that address yet.
        language: of the text.
        number: of the version it is for; None lets the texts decide.

    Raises:
        WordingRefused: the text has faults.
        LanguageThere: the version asked for has another text in this language.
        LineFault: it does not follow the other language's text.
    """
    if wording.faults:
        raise WordingRefused(wording.faults)
    if compact is None:
        return WordingPlan("new", number or 1, None, (), wording.parties)
    versions = list(CompactVersion.objects.filter(compact=compact).order_by("number"))
    by_number = {version.number: version for version in versions}
    latest = versions[-1] if versions else None
    target = by_number.get(number) if number is not None else latest
    unknown = _new_parties(compact, wording)
    if target is None:
        return WordingPlan("new", number or 1, None, (), unknown)
    pieces = pieces_of(target)
    if says_the_same(pieces, wording, language):
        return WordingPlan("unchanged", target.number, target, (), ())
    if any(any(piece.words(language)) for piece in pieces):
        if number is not None:
            raise LanguageThere(number=number)
        return WordingPlan("new", target.number + 1, None, (), unknown)
    if not pieces:
        return WordingPlan("changed", target.number, target, (), unknown)
    check_same_structure(shapes_of(pieces), wording)
    return WordingPlan("changed", target.number, target, tuple(pieces), ())


def _new_parties(compact: Compact, wording: Wording) -> tuple[str, ...]:
    parties = Party.objects.filter(compact=compact)
    known = {name.casefold() for party in parties for name in party.name.values()}
    return tuple(name for name in wording.parties if name.casefold() not in known)


def words_of_note(note: Note) -> str:
    """Return what was taken another way than its heading says, in words."""
    said = _(note.sentence)
    if not note.line:
        return f"{said[:1].upper()}{said[1:]}."
    return _("Line %(line)s: “%(words)s” is %(said)s.") % {
        "line": note.line,
        "words": note.words,
        "said": said,
    }
