"""The shape of a follow-up: one for page, PDF, Word and JSON.

Every figure carries its base, unit, definition and the address of the rows behind it.
Texts are in one language; a hole is said in a sentence, never left empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from overens.common.charts import Chart, Table


def absolute(url: str) -> str:
    """Return an address that leads there from a file too; empty stays empty."""
    return f"{settings.BASE_URL}{url}" if url.startswith("/") else url


@dataclass(frozen=True)
class Figure:
    """One number.

    Attributes:
        key: its name in data.
        value: None where nobody knows; ``note`` then says why.
        base: what it is of, None for a plain count.
        unit: what is counted, in words.
        definition: how it is counted.
        url: the page with its rows.
        said: what follows the number where unit and label make no sentence of it.
    """

    key: str
    label: str
    value: int | None
    unit: str
    definition: str
    url: str = ""
    base: int | None = None
    note: str = ""
    said: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """Return it as data."""
        share = (
            round(self.value / self.base, 4)
            if self.value is not None and self.base
            else None
        )
        return {
            "key": self.key,
            "label": self.label,
            "value": self.value,
            "base": self.base,
            "share": share,
            "unit": self.unit,
            "definition": self.definition,
            "rows": absolute(self.url),
            "note": self.note,
        }


@dataclass(frozen=True)
class Difference:
    """What became different because of a measure, for whom, and how we know."""

    measure: str
    url: str
    by: str
    day: date
    what: str
    for_whom: str
    how_known: str
    language: str

    @property
    def data(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "measure": self.measure,
            "rows": absolute(self.url),
            "by": self.by,
            "day": self.day.isoformat(),
            "difference": self.what,
            "for_whom": self.for_whom,
            "how_known": self.how_known,
            "language": self.language,
        }


@dataclass(frozen=True)
class ToldApart:
    """Some of what became different, by how it is known; the rest is a press away."""

    ways: tuple[tuple[str, tuple[Difference, ...]], ...]
    unknown: int
    has_more: bool


@dataclass(frozen=True)
class Section:
    """One part of the follow-up; its heading says the finding.

    ``origin`` says where its figures come from: a part may be weaker than the rest.
    """

    key: str
    title: str
    finding: str
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    differences: tuple[Difference, ...] = ()
    holes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    origin: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "key": self.key,
            "origin": self.origin,
            "title": self.title,
            "finding": self.finding,
            "figures": [figure.data for figure in self.figures],
            "tables": [
                {
                    "caption": table.caption,
                    "headings": list(table.headings),
                    "rows": [list(row) for row in table.rows],
                }
                for table in self.tables
            ],
            "differences": [difference.data for difference in self.differences],
            "holes": list(self.holes),
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Report:
    """A compact's follow-up of one year, in one language.

    Attributes:
        origin: of the whole: that of its weakest part.
        publisher: who stands behind it; never somebody whose document is retold.
        made_on: the real day it was counted; None in what was kept before it was said.
    """

    compact: str
    compact_name: str
    year: int
    language: str
    origin: str
    publisher: str
    counted_as_of: date
    status: str
    title: str
    introduction: str
    conclusions: str
    sections: tuple[Section, ...]
    method: tuple[str, ...] = field(default=())
    made_on: date | None = None

    @property
    def data(self) -> dict[str, Any]:
        """Return the whole report as data."""
        return {
            "compact": self.compact,
            "name": self.compact_name,
            "year": self.year,
            "language": self.language,
            "origin": self.origin,
            "status": self.status,
            "counted_as_of": self.counted_as_of.isoformat(),
            "introduction": self.introduction,
            "sections": [section.data for section in self.sections],
            "conclusions": self.conclusions,
            "method": list(self.method),
        }

    def section(self, key: str) -> Section:
        """Return one part.

        Raises:
            KeyError: there is no such part.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
