"""Why one stands on a list of whom to ask, in the reader's words, and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common.formats import number
from overens.common.sheets import Column
from overens.organisations.models import Organisation, OrganisationListRow
from overens.organisations.queries.choosing import Asked
from overens.organisations.queries.listing import Choices
from overens.organisations.queries.load import NO_LOAD, RequestLoad
from overens.organisations.rules.choosing import (
    BY_HAND,
    DISTRICT,
    NEVER,
    SILENT,
    UMBRELLA,
    Pick,
)


@dataclass(frozen=True)
class AskRow:
    """One to be asked, as a page shows it.

    Attributes:
        why: one sentence or a few.
        group: district, umbrella or other.
        marks: never asked, long silent, in words.
        load: what it has been asked of late.
        kept: its row on a saved list.
    """

    organisation: Organisation
    proposal: Pick
    why: str
    load: RequestLoad
    marks: Sequence[tuple[str, str]] = ()
    kept: OrganisationListRow | None = None

    @property
    def group(self) -> str:
        """District, umbrella or other, by key."""
        return self.proposal.group


def facts_of(row: Pick) -> dict[str, Any]:
    """Return what a proposal rests on as plain values, to be kept with a list."""
    return {
        "group": row.group,
        "areas": list(row.areas),
        "municipalities": list(row.municipalities),
        "reached": list(row.reached),
        "members": row.members,
    }


def why_in_words(facts: Mapping[str, Any], choices: Choices) -> str:
    """Return why, in the reader's language, from what ``facts_of`` kept."""
    areas = {area.key: str(area.name) for area in choices.areas}
    places = {place.code: place.name for place in choices.municipalities}

    def named(key: str, names: Mapping[str, str]) -> str:
        return ", ".join(names.get(one, one) for one in facts.get(key, ()))

    said = []
    if facts.get("group") == DISTRICT:
        said.append(_("District organisation."))
    if facts.get("group") == UMBRELLA:
        members = facts.get("members", 0)
        said.append(_("Umbrella: ask it to pass the question on."))
        if members:
            said.append(
                ngettext(
                    "%(n)s of those who fit belongs to it.",
                    "%(n)s of those who fit belong to it.",
                    members,
                )
                % {"n": number(members)}
            )
    if facts.get("areas"):
        said.append(_("Works with: %(areas)s.") % {"areas": named("areas", areas)})
    if facts.get("municipalities"):
        active = named("municipalities", places)
        said.append(_("Active in: %(places)s.") % {"places": active})
    if facts.get("reached"):
        reached = named("reached", places)
        said.append(_("Has local associations in: %(places)s.") % {"places": reached})
    return " ".join(said)


def _marks(row: Pick) -> list[tuple[str, str]]:
    words = {NEVER: _("Never asked"), SILENT: _("Long silent")}
    return [(key, words[key]) for key in row.marks]


def rows_in_words(
    asked: Asked,
    choices: Choices,
    *,
    kept: Mapping[int, OrganisationListRow] | None = None,
) -> list[AskRow]:
    """Return those to be asked, each with why.

    Args:
        kept: their rows on a saved list, by organisation; what was kept with each
            goes before what is reckoned now.
    """
    rows = []
    for one in asked.rows:
        row = (kept or {}).get(one.candidate.id)
        facts = row.why if row is not None and row.why else facts_of(one)
        why = why_in_words(facts, choices)
        if row is not None and row.reason:
            why = row.reason
        if row is not None and row.how == BY_HAND:
            why = _("Added by hand: %(why)s") % {"why": row.reason}
        rows.append(
            AskRow(
                asked.organisations[one.candidate.id],
                one,
                why,
                asked.loads.get(one.candidate.id, NO_LOAD),
                _marks(one),
                row,
            )
        )
    return rows


def columns_of() -> list[Column]:
    """Return the columns of the file, headed in the reader's language."""
    return [
        Column("place", _("Order")),
        Column("name", _("Name")),
        Column("group", _("Group")),
        Column("why", _("Why")),
        Column("marks", _("Mark")),
        Column("requests", _("Times asked in 90 days")),
        Column("role", _("Contact, role")),
        Column("email", _("Contact, e-mail")),
        Column("municipalities", _("Municipalities")),
        Column("number", _("Organisation number")),
        Column("origin", _("Origin")),
    ]


def cells_of(rows: Iterable[AskRow], reader: str) -> list[list[Any]]:
    """Return the file's rows; only contacts that are public.

    Args:
        reader: who gets it (``reader_in``).
    """
    rows, groups, found = list(rows), group_words(), []
    prefetch_related_objects([row.organisation for row in rows], "contacts")
    for place, row in enumerate(rows, start=1):
        shown = row.organisation.shown_to(reader)
        contacts = [each for each in shown.contacts.all() if each.public]
        first = min(contacts, key=lambda each: each.pk, default=None)
        found.append(
            [
                place,
                row.organisation.name,
                groups[row.group],
                row.why,
                ", ".join(words for _key, words in row.marks),
                row.load.requests,
                str(first.role) if first else "",
                first.email if first else "",
                ", ".join(each.name for each in row.organisation.municipalities.all()),
                row.organisation.number_in_words,
                row.organisation.get_origin_display(),
            ]
        )
    return found


def group_words() -> dict[str, str]:
    """Return what each group is called."""
    return {
        DISTRICT: _("District organisation"),
        UMBRELLA: _("Umbrella, passes on"),
        "other": _("Others"),
    }


@dataclass(frozen=True)
class SpreadLine:
    """A municipality of the spread: how many for each area, and in all."""

    place: str
    counts: Sequence[int]
    all: int


def spread_lines(asked: Asked) -> list[SpreadLine]:
    """Return the spread as a table's rows."""
    return [
        SpreadLine(
            place.name,
            [asked.spread.counts[place.code, area.key] for area in asked.areas],
            asked.spread.places[place.code],
        )
        for place in asked.places
    ]


def white_spots(asked: Asked) -> list[str]:
    """Return a sentence for each white spot."""
    areas = {area.key: str(area.name) for area in asked.areas}
    places = {place.code: place.name for place in asked.places}
    if not asked.areas:
        return [
            _("Nobody is active in %(place)s.") % {"place": name}
            for code, name in places.items()
            if not asked.spread.places[code]
        ]
    return [
        _("Nobody in %(place)s works with %(area)s.")
        % {"place": places[code], "area": areas[key].lower()}
        for code, key in asked.spread.white_spots
    ]
