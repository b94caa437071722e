"""What an organisation has been: its names, what became of it, and what it carries on.

Made of what its page has read already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from overens.common.dates import PartialDate
from overens.organisations.models import Organisation, OrganisationName
from overens.organisations.queries.structure import Related


@dataclass(frozen=True)
class Event:
    """One thing that happened.

    Attributes:
        day: when, as far as is known.
        text: what, in the reader's language.
        other: the organisation that it also concerns.
        tie: the relation that says so, to be corrected.
    """

    day: PartialDate
    text: str
    other: Organisation | None = None
    tie: Related | None = None


def history_of(
    organisation: Organisation,
    *,
    names: Iterable[OrganisationName],
    followed: Iterable[Related],
    merged: Iterable[Organisation],
) -> Sequence[Event]:
    """Return what has happened to an organisation, the earliest first.

    Args:
        names: its other names.
        followed: its relations of kind successor, both ways.
        merged: the rows that lead to this one.
    """
    events = [
        Event(name.last_day, _("Was called %(name)s until then.") % {"name": name})
        for name in names
        if name.kind == "former"
    ]
    for row in followed:
        said = (
            _("Took over after %(name)s.") if row.is_above else _("%(name)s took over.")
        )
        events.append(
            Event(
                PartialDate.of(row.relation.first_day),
                said % {"name": row.other},
                row.other,
                row,
            )
        )
    for other in merged:
        said = _("%(name)s was found to be the same, and leads here.")
        day = PartialDate.of(other.changed.date())
        events.append(Event(day, said % {"name": other}))
    if organisation.status == "dissolved":
        events.append(Event(organisation.dissolved_on, _("Was dissolved.")))
    if events and organisation.founded:
        events.append(Event(organisation.founded, _("Was founded.")))
    return sorted(events, key=lambda event: event.day)
