"""Slots that later columns fill: on "Min sida", in what awaits one, in one's extract.

A later column registers its part in ``apps.ready()``::

    fill("accounts.my_page", queries.what_they_represent, part_name="organisations.…")

How, and which slots there are: ``docs/how-to/slots.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from overens.accounts.models import Person
from overens.common.slots import slot


@dataclass(frozen=True)
class PageRow:
    """One line of a part: its text, where it leads, and what is said beside it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class PagePart:
    """A part of "Min sida": a heading, its lines, and what is said when there are none.

    Attributes:
        key: for the heading's id in the page; a slug.
        heading: translated.
        rows: in the order to be shown.
        empty: one sentence; without it a part without rows is left out.
    """

    key: str
    heading: str
    rows: tuple[PageRow, ...]
    empty: str = ""


@dataclass(frozen=True)
class Awaiting:
    """One thing that is asked of a person by name, on "Min sida".

    What waits in a space for those who work there is ``common.to_do``'s.

    Attributes:
        key: ``package.what:uuid``, the same from day to day.
        title: what is to be done, translated.
        action: the words of its one button.
        url: where it is done.
        due: the day it should be done, if any.
        why: why it is here, in one sentence.
        consequence: 0 nothing breaks, 1 somebody waits, 2 a promise is broken.
        space: slug of the space it belongs to.
    """

    key: str
    title: str
    action: str
    url: str
    due: date | None = None
    why: str = ""
    consequence: int = 1
    space: str = ""


@dataclass(frozen=True)
class Extract:
    """What one column keeps about a person: plain values, ready for JSON."""

    name: str
    rows: tuple[dict[str, Any], ...]


MY_PAGE = slot(
    "accounts.my_page", shape=PagePart, budget=3, takes="person: Person, day: date"
)
AWAITING = slot(
    "accounts.awaiting", shape=Awaiting, budget=3, takes="person: Person, day: date"
)
PERSONAL_EXTRACT = slot(
    "accounts.personal_extract", shape=Extract, budget=5, takes="person: Person"
)


def my_page_parts(person: Person, day: date) -> list[PagePart]:
    """Return what later columns show on a person's own page."""
    parts: list[PagePart] = MY_PAGE(person, day)
    return [part for part in parts if part.rows or part.empty]


def awaiting(person: Person, day: date) -> list[Awaiting]:
    """Return what waits for a person: overdue and near first, then by consequence."""
    found: list[Awaiting] = AWAITING(person, day)
    return sorted(
        found,
        key=lambda row: (row.due is None, row.due or day, -row.consequence, row.title),
    )


def personal_extract(person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return everything that is kept about a person, by kind of row."""
    extract: dict[str, list[dict[str, Any]]] = {}
    for part in PERSONAL_EXTRACT(person):
        extract.setdefault(part.name, []).extend(part.rows)
    return extract
