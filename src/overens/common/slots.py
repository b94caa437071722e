"""Lets a later column show its part on an earlier column's page.

A slot has a name, the dataclass that its parts return, and how many queries one part
may cost. The earlier column declares it; a later column registers its part in
``apps.ready()``. Imports thus keep pointing left. A test lists slots and parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Slot:
    """A place for parts.

    Attributes:
        name: ``package.noun``.
        shape: the dataclass that each part yields.
        budget: queries one part may cost.
        takes: what a part is called with, in words.
    """

    name: str
    shape: type[Any]
    budget: int
    takes: str
    parts: list[tuple[int, str, Callable[..., Iterable[Any]]]] = field(
        default_factory=list
    )

    def fill(
        self, part: Callable[..., Iterable[Any]], *, name: str, order: int = 50
    ) -> None:
        """Register a part; registering the same name again replaces it."""
        self.parts = [p for p in self.parts if p[1] != name]
        self.parts.append((order, name, part))
        self.parts.sort(key=lambda entry: (entry[0], entry[1]))

    def __call__(self, *args: Any, **named: Any) -> list[Any]:
        """Return what all parts yield, in order."""
        return [item for _, _, part in self.parts for item in part(*args, **named)]


SLOTS: dict[str, Slot] = {}


def slot(name: str, *, shape: type[Any], budget: int, takes: str) -> Slot:
    """Declare a slot, or return the one of that name."""
    return SLOTS.setdefault(name, Slot(name, shape, budget, takes))


def fill(
    name: str,
    part: Callable[..., Iterable[Any]],
    *,
    part_name: str,
    order: int = 50,
) -> None:
    """Register a part of a slot that is already declared.

    Raises:
        KeyError: no column to the left declared such a slot.
    """
    SLOTS[name].fill(part, name=part_name, order=order)
