"""The slot by which later columns say which organisations have answered them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from overens.common.slots import slot


@dataclass(frozen=True)
class Answered:
    """When an organisation last answered, took part or reported in a column."""

    organisation: int
    day: date


ANSWERED = slot(
    "organisations.answered",
    shape=Answered,
    budget=1,
    takes="organisations: query of their numbers",
)
