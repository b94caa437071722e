"""Who may report on a measure, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from overens.accounts.models import Person
from overens.accounts.queries import is_secretariat
from overens.common.texts import LocalText
from overens.organisations.models import Authority, Organisation, Unit
from overens.plans.models import Measure


@dataclass(frozen=True)
class Voice:
    """A side that a person may report for, and the role in which they do."""

    side: str
    organisation: Organisation | None
    unit: Unit | None
    role: LocalText

    @property
    def name(self) -> str:
        """Who is spoken for."""
        return str(self.unit or self.organisation or "")


SECRETARIAT_ROLE = LocalText(
    sv="kansliet, efter samtal", en="the secretariat, after talking with them"
)


def voices_of(person: Person, measure: Measure, today: date) -> list[Voice]:
    """Return the sides of a measure that a person may report for.

    Someone with authority for the responsible organisation, for the responsible unit,
    or for the whole public body; and the secretariat, for whoever has told it how it
    goes. At most two queries.
    """
    if is_secretariat(person, measure.plan.space, today):
        return [
            voice
            for voice in (
                Voice(
                    "public", measure.public_body, measure.public_unit, SECRETARIAT_ROLE
                ),
                Voice("civil", measure.civil_organisation, None, SECRETARIAT_ROLE),
            )
            if voice.organisation is not None
        ]
    held = Authority.objects.on(today).filter(person=person, person__is_active=True)
    mine = held.filter(
        Q(organisation=measure.civil_organisation_id)
        | Q(organisation=measure.public_body_id, unit=None)
        | Q(organisation=measure.public_body_id, unit=measure.public_unit_id)
    )
    found: dict[str, Voice] = {}
    for authority in mine.order_by("id"):
        civil = authority.organisation_id == measure.civil_organisation_id
        side = "civil" if civil else "public"
        found.setdefault(
            side,
            Voice(
                side,
                measure.civil_organisation if civil else measure.public_body,
                None if civil else measure.public_unit,
                LocalText(authority.post),
            ),
        )
    return list(found.values())
