"""Sources of the register and imports from them, as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from overens.common.formats import number
from overens.errors import gettext_noop
from overens.organisations.models import (
    Area,
    Municipality,
    RegisterImport,
    RegisterSource,
)
from overens.organisations.queries.importing import PlannedRow, plan_in_words
from overens.organisations.rules import AREAS, FORMS, LEVELS, READ, WRITING
from overens.organisations.rules.coming_in import (
    DOUBLE_ENCODED,
    KEPT_WHY,
    NOTES,
    Difference,
)

# Rows of each outcome that a page shows.
A_PAGE = 50
# What a field of an organisation is called where a difference is told.
FIELD_WORDS = {
    "name": gettext_noop("Name"),
    "org_number": gettext_noop("Organisation number"),
    "borrowed_number": gettext_noop("Number borrowed from its parent"),
    "form": gettext_noop("Legal form"),
    "level": gettext_noop("Level"),
    "federation": gettext_noop("National organisation"),
    "based_in": gettext_noop("Based in"),
    "locality": gettext_noop("Post town"),
    "website": gettext_noop("Web address"),
    "last_active_year": gettext_noop("Last known to be active"),
    "about": gettext_noop("What it does"),
    "areas": gettext_noop("Areas"),
    "municipalities": gettext_noop("Municipalities"),
}


def sources_in(world: str) -> QuerySet[RegisterSource]:
    """Return the sources of a world, each with its ``count`` and ``gone``."""
    rows = RegisterSource.objects.filter(origin=world).select_related("municipality")
    return rows.annotate(
        count=Count("records"),
        gone=Count("records", filter=Q(records__gone_since__isnull=False)),
    ).order_by("name", "id")


def imports_going_on(world: str) -> QuerySet[RegisterImport]:
    """Return imports that are read and not yet written, or being written."""
    rows = RegisterImport.objects.filter(origin=world, state__in=(READ, WRITING))
    return rows.select_related("source").order_by("-id")


class WholeRow(PlannedRow, Protocol):
    """A planned row with what the page shows of it."""

    row: int
    name: str


@dataclass(frozen=True)
class ShownDifference:
    """One field where a row and the register differ, in words."""

    field: str
    before: str
    after: str
    kept: str


@dataclass(frozen=True)
class ShownRow:
    """One row of a preview, in words."""

    row: int
    name: str
    outcome: str
    said: str
    differences: list[ShownDifference]


@dataclass
class Preview:
    """What an import would do.

    Attributes:
        counts: rows by outcome.
        notes: rows by what is to be said of them, in words, most first.
        damaged: rows with damaged letters.
        gone: rows that the source had and this file does not; nought of a part.
        shown: rows of each outcome, ``A_PAGE`` at most.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    damaged: int = 0
    gone: int = 0
    shown: dict[str, list[ShownRow]] = field(default_factory=dict)


def preview_of(incoming: RegisterImport, rows: Iterable[Any]) -> Preview:
    """Return what an import would do, with the first rows of each outcome."""
    words = _Words()
    found = Preview()
    there = 0
    for row in rows:
        there += row.there is not None and not row.there.is_gone
        found.counts[row.outcome] += 1
        for note in dict.fromkeys(row.notes):
            found.notes[note] += 1
        shown = found.shown.setdefault(row.outcome, [])
        if len(shown) < A_PAGE:
            shown.append(words.row(row))
    found.damaged = found.notes.pop(DOUBLE_ENCODED, 0)
    if incoming.is_complete:
        found.gone = incoming.source.records.there().count() - there
    return found


def notes_in_words(preview: Preview) -> list[str]:
    """Return what is to be said of rows that are taken all the same, most first."""
    return [
        _("%(n)s: %(what)s") % {"n": number(count), "what": _(NOTES[note])}
        for note, count in preview.notes.most_common()
    ]


class _Words:
    """Keys of fields in words; municipalities and areas are read once."""

    def __init__(self) -> None:
        self.places = dict(Municipality.objects.values_list("code", "name"))
        public = Area.objects.filter(classification=AREAS)
        self.areas = {area.key: str(area.name) for area in public}

    def row(self, row: WholeRow) -> ShownRow:
        return ShownRow(
            row=row.row,
            name=row.name,
            outcome=row.outcome,
            said=plan_in_words(row),
            differences=[self._difference(each) for each in row.differences],
        )

    def _difference(self, each: Difference) -> ShownDifference:
        return ShownDifference(
            field=_(FIELD_WORDS[each.field]),
            before=self._value(each.field, each.before),
            after=self._value(each.field, each.after),
            kept=_(KEPT_WHY[each.kept]) if each.kept else "",
        )

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(self._value(name, each) for each in value)
        if name in ("based_in", "municipalities"):
            return self.places.get(value, str(value or ""))
        if name == "areas":
            return self.areas.get(value, str(value or ""))
        if name == "about" and value:
            return format_html('<span lang="sv">{}</span>', value)
        words = {"form": FORMS, "level": LEVELS}.get(name, {})
        return _(words[value]) if value in words else str(value or "")
