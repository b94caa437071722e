"""To whom a question to an organisation goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from overens.accounts.models import Person
from overens.common.texts import LocalText
from overens.organisations.models import Authority, ContactRole, Organisation, Unit


@dataclass(frozen=True)
class Asked:
    """Whom a question goes to."""

    email: str
    role: LocalText
    language: str
    person: Person | None = None


class AddressBook:
    """Whom to ask, read once for many organisations: two queries.

    First somebody with authority for the organisation or the unit, then the unit's
    collaboration contact, then the organisation's public contact by role.
    """

    def __init__(self, organisations: Iterable[int], today: date) -> None:
        """Read the book of some organisations, by their keys."""
        wanted = list(organisations)
        self._speakers: dict[tuple[int, int | None], Authority] = {}
        for authority in (
            Authority.objects.on(today)
            .filter(organisation__in=wanted, person__is_active=True)
            .select_related("person")
            .order_by("id")
        ):
            key = (authority.organisation_id, authority.unit_id)
            self._speakers.setdefault(key, authority)
        self._contacts: dict[int, ContactRole] = {}
        for contact in (
            ContactRole.objects.filter(organisation__in=wanted)
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
