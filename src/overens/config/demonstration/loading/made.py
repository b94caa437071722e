"""What has been made so far, by the keys that the demonstration's files use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from overens.accounts.models import Person, Space
from overens.common.audit import Actor, operator
from overens.common.dates import PartialDate
from overens.common.texts import LocalText
from overens.compacts.models import Compact
from overens.config.demonstration.reading import read_csv, read_text, read_toml
from overens.governance.models import Assignment, Decision
from overens.organisations.models import Organisation, Unit
from overens.plans.models import ActionPlan

STRANDLAND, HOK, SKANE = "strandland", "hok", "skane"
SOURCES = (HOK, SKANE)

Row = Mapping[str, Any]


@dataclass
class World:
    """One compact's rows: its space, and what later rows point to, by slug or key."""

    space: Space
    units: dict[str, Unit] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    compact: Compact | None = None
    plan: ActionPlan | None = None

    @property
    def the_compact(self) -> Compact:
        """The compact, which an earlier step has made."""
        assert self.compact is not None
        return self.compact


@dataclass
class Made:
    """Everything made so far.

    Attributes:
        today: the day of loading; all relative days are reckoned from it.
        by: whom the audit log names.
        worlds: by slug of the space.
        people: by key.
        organisations: of all worlds, by slug.
    """

    today: date
    by: Actor = field(default_factory=lambda: operator("load_demo"))
    worlds: dict[str, World] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    _files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def toml(self, name: str) -> dict[str, Any]:
        """Return a file such as ``strandland/people.toml``, read once."""
        if name not in self._files:
            self._files[name] = read_toml(name, today=self.today)
        return self._files[name]

    def world_file(self, slug: str, name: str) -> dict[str, Any]:
        """Return a file of Strandland; a source has all its tables in one file."""
        if slug == STRANDLAND:
            return self.toml(f"strandland/{name}.toml")
        return self.toml(f"sources/{slug}.toml")

    def csv(self, name: str) -> list[dict[str, str]]:
        """Return a sheet's rows by heading."""
        return read_csv(name, today=self.today)

    def text(self, name: str) -> str:
        """Return a Markdown file."""
        return read_text(name, today=self.today)

    def cited(self, row: Row, *, otherwise: str = "") -> LocalText:
        """Return where a row of a source comes from: the document, then the note.

        Args:
            row: with ``source``, a key in ``documents.toml``, and ``source_note``.
            otherwise: the document of a row that names none.
        """
        documents = {
            one["key"]: one["cite"]
            for one in self.toml("sources/documents.toml")["document"]
        }
        note = row.get("source_note", {})
        cite = documents.get(row.get("source", "") or otherwise, {})
        said = {
            language: ". ".join(
                part.rstrip(".")
                for part in (cite.get(language, ""), note.get(language, ""))
                if part
            )
            for language in ("sv", "en")
        }
        return LocalText({key: f"{text}." for key, text in said.items() if text})

    def source_of(self, slug: str) -> str:
        """Return the document that a whole file rests on, empty when rows say it."""
        if slug == STRANDLAND:
            return ""
        return str(self.toml(f"sources/{slug}.toml").get("source", ""))


def whole_day(text: object) -> date | None:
    """Return a day that is known to the day; None for an empty text."""
    return date.fromisoformat(str(text)) if text else None


def partial_day(text: object) -> PartialDate:
    """Return a day, a month or a year, or unknown for an empty text."""
    return PartialDate.parse(str(text or ""))
