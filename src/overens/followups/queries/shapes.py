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
from overens.common.texts import LocalText


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
class Named:
    """Something by its name, and its page where it has one that is open."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Taken:
    """What one document says of one kind of thing: decisions, goals, a survey."""

    kind: str
    what: tuple[Named, ...]


@dataclass(frozen=True)
class Source:
    """A document that the facts rest on.

    Attributes:
        document: its title, kind and number, as the records name it.
        language: the one that it is named in.
        year: of the document; empty where it has no day of its own.
        taken: what is taken from it, by kind.
        notes: what the records say of it, its holes above all.
    """

    document: str
    language: str
    year: str
    taken: tuple[Taken, ...]
    notes: tuple[str, ...]

    @property
    def data(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "document": self.document,
            "language": self.language,
            "year": int(self.year) if self.year else None,
            "taken": [
                {
                    "kind": each.kind,
                    "what": [
                        {"name": one.name, "rows": absolute(one.url)}
                        for one in each.what
                    ],
                }
                for each in self.taken
            ],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Corrected:
    """What turned out wrong after a follow-up was published, and what is right."""

    day: date
    said: LocalText
    correct: LocalText
    why: LocalText

    def data(self, language: str) -> dict[str, Any]:
        """Return it as data, in one language or the one that there is."""
        return {
            "day": self.day.isoformat(),
            "said": self.said.in_language(language),
            "correct": self.correct.in_language(language),
            "why": self.why.in_language(language),
            "language": self.said.best(language)[1],
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
    ``unsaid`` is said of a part that holds nothing but holes: what the sources do not
    tell, in words that stand in a list.
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
    unsaid: str = ""
    sources: tuple[Source, ...] = ()

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
            "sources": [source.data for source in self.sources],
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
        unsaid: what the sources do not tell of the year, one thing each.
        introduction_in, conclusions_in: the language of the parties' own words, where
            it is another than the report's.
        corrections: what was found wrong after it was published; the newest last.
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
    unsaid: tuple[str, ...] = ()
    introduction_in: str = ""
    conclusions_in: str = ""
    corrections: tuple[Corrected, ...] = ()

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
            "corrections": [each.data(self.language) for each in self.corrections],
            "introduction": self.introduction,
            "sections": [section.data for section in self.sections],
            "not_in_sources": list(self.unsaid),
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
