"""To whom a question about a measure goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from overens.accounts.models import Person
from overens.common.texts import LocalText
from overens.organisations.models import Authority, ContactRole, Organisation, Unit
from overens.plans.models import Measure, ProgressRequest


@dataclass(frozen=True)
class Asked:
    """Whom a question goes to."""

    email: str
    role: LocalText
    language: str
    person: Person | None = None


class AddressBook:
    """Whom to ask, read once for many measures: two queries.

    First somebody with authority for the organisation or the unit, then the unit's
    collaboration contact, then the organisation's public contact by role.
    """

    def __init__(self, measures: Iterable[Measure], today: date) -> None:
        organisations = {
            key
            for measure in measures
            for key in (measure.public_body_id, measure.civil_organisation_id)
            if key
        }
        self._speakers: dict[tuple[int, int | None], Authority] = {}
        for authority in (
            Authority.objects.on(today)
            .filter(organisation__in=organisations, person__is_active=True)
            .select_related("person")
            .order_by("id")
        ):
            key = (authority.organisation_id, authority.unit_id)
            self._speakers.setdefault(key, authority)
        self._contacts: dict[int, ContactRole] = {}
        for contact in (
            ContactRole.objects.filter(organisation__in=organisations)
            .exclude(email="")
            .order_by("-public", "id")
        ):
            self._contacts.setdefault(contact.organisation_id, contact)

    def whom(self, organisation: Organisation, unit: Unit | None) -> Asked | None:
        """Return whom to ask for an organisation or its unit; None when nobody."""
        speaker = self._speakers.get((organisation.pk, unit.pk if unit else None))
        if speaker is not None:
            return Asked(
                speaker.person.email,
                LocalText(speaker.post),
                speaker.person.language,
                speaker.person,
            )
        if unit is not None and unit.has_contact:
            return Asked(unit.contact_email, LocalText(unit.contact_role), "sv")
        contact = self._contacts.get(organisation.pk)
        if contact is not None:
            return Asked(contact.email, LocalText(contact.role), "sv")
        return None

    def of_side(self, measure: Measure, side: str) -> Asked | None:
        """Return whom to ask for a side of a measure; None when nobody."""
        if side == "public" and measure.public_body:
            return self.whom(measure.public_body, measure.public_unit)
        if side == "civil" and measure.civil_organisation:
            return self.whom(measure.civil_organisation, None)
        return None


@dataclass(frozen=True)
class SideAsked:
    """Whom a question to a side goes to, and the latest that has no answer."""

    whom: Asked | None
    question: ProgressRequest | None
    waits: bool


def asked_by_side(measure: Measure, today: date) -> dict[str, SideAsked]:
    """Return both sides' addressees and open questions; four queries.

    For those who ask only: it names the address of whoever speaks for a side.
    """
    book = AddressBook([measure], today)
    latest: dict[str, ProgressRequest] = {}
    for question in ProgressRequest.objects.waiting_on(today).filter(measure=measure):
        latest.setdefault(question.side, question)
    pending = ProgressRequest.objects.pending_on(today).filter(measure=measure)
    waits = set(pending.values_list("side", flat=True))
    return {
        side: SideAsked(
            book.of_side(measure, side),
            latest.get(side),
            waits=side in waits,
        )
        for side in ("public", "civil")
    }
