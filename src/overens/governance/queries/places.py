"""Slots of this column: what later columns tell about parties and decisions."""

from __future__ import annotations

from dataclasses import dataclass

from overens.common.slots import slot
from overens.common.texts import LocalText


@dataclass(frozen=True)
class PartyChoice:
    """A side that a seat can belong to.

    Attributes:
        key: as the compact names it in addresses and data.
        name: as it is shown.
        sector: ``public`` or ``civil``.
    """

    key: str
    name: LocalText
    sector: str


@dataclass(frozen=True)
class Followed:
    """Something that a decision led to, further right.

    Attributes:
        kind: what it is, in words, translated: "Version in force".
        label: its name.
        url: where it is shown.
    """

    kind: str
    label: str
    url: str = ""


PARTIES = slot("governance.parties", shape=PartyChoice, budget=1, takes="space: Space")
FOLLOWED = slot(
    "governance.followed", shape=Followed, budget=5, takes="decision: Decision"
)


def parties_of(space: object) -> list[PartyChoice]:
    """Return the sides that a seat in the space's groups can belong to."""
    found: list[PartyChoice] = PARTIES(space)
    return found


def followed_from(decision: object) -> list[Followed]:
    """Return what a decision led to in later columns."""
    found: list[Followed] = FOLLOWED(decision)
    return found
