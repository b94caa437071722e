"""A translation of a compact goes onto its original by position. Pure Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from overens.compacts.rules.wording import LineFault, Wording
from overens.errors import gettext_noop


class AnotherKind(LineFault):
    """The translation has something else in this place."""

    sentence = gettext_noop(
        "Line %(line)s: “%(found)s” stands where the other language has "
        "“%(expected)s”. Both texts have to follow each other."
    )


class EndsTooSoon(LineFault):
    """The translation lacks what comes last."""

    sentence = gettext_noop(
        "Line %(line)s: the text ends here, but the other language goes on with "
        "“%(expected)s”."
    )


class GoesOnTooLong(LineFault):
    """The translation has more than the original."""

    sentence = gettext_noop(
        "Line %(line)s: “%(found)s” has nothing to match it in the other language."
    )


@dataclass(frozen=True)
class Shape:
    """What has to be the same in both languages about one piece.

    Attributes:
        kind: passage, principle, goal or commitment.
        label: its heading or first words, to name it by.
        group: of a commitment, which group it stands in, counted from 0.
    """

    kind: str
    label: str
    group: int = 0


def shapes_in(wording: Wording) -> list[Shape]:
    """Return the shapes of a text; neighbouring groups of one name are one group."""
    numbers, number = [], -1
    for place, group in enumerate(wording.groups):
        before = wording.groups[place - 1] if place else None
        is_same = before is not None and (
            (before.is_joint and group.is_joint)
            or before.name.casefold() == group.name.casefold()
        )
        number += not is_same
        numbers.append(number)
    return [
        Shape(
            piece.kind,
            label_of(piece.heading, piece.text),
            numbers[piece.group] if piece.kind == "commitment" else 0,
        )
        for piece in wording.pieces
    ]


def label_of(heading: str, text: str) -> str:
    """Return what names a piece: its heading, else its first words."""
    return heading or (text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …")


def check_same_structure(original: Sequence[Shape], wording: Wording) -> None:
    """Refuse a translation that does not follow its original piece by piece (rule C3).

    Raises:
        AnotherKind: a piece is of another kind, or in another group.
        EndsTooSoon: pieces are missing at the end.
        GoesOnTooLong: there are more pieces than in the original.
    """
    shapes = shapes_in(wording)
    for stored, shape, piece in zip(original, shapes, wording.pieces, strict=False):
        if (shape.kind, shape.group) != (stored.kind, stored.group):
            raise AnotherKind(line=piece.line, found=shape.label, expected=stored.label)
    count = len(wording.pieces)
    if count < len(original):
        last = wording.pieces[-1].line if wording.pieces else 1
        raise EndsTooSoon(line=last, expected=original[count].label)
    if count > len(original):
        extra = wording.pieces[len(original)]
        raise GoesOnTooLong(line=extra.line, found=shapes[len(original)].label)
