"""What waits in Strandland's register: what has come in, and questions asked."""

from __future__ import annotations

from overens.common.texts import LocalText
from overens.config.demonstration.loading.made import STRANDLAND, Made
from overens.organisations.actions import ask_by_hand, ask_speakers_by_hand
from overens.organisations.actions.registering import (
    confirm_registration,
    register_organisation,
)
from overens.organisations.actions.representing import ask_for_authority
from overens.organisations.actions.suggesting import suggest_change
from overens.organisations.models import Authority, Organisation

WHERE = "strandland/living.toml"


def load_living(made: Made) -> None:
    """Let others put things before the secretariat, and ask some whether it is right
    and whether they still speak.

    Through the actions that their pages call, so that the mails have links that work.
    """
    space = made.worlds[STRANDLAND].space
    whole = made.toml(WHERE)
    known = {row.name: row for row in Organisation.objects.filter(origin=space.origin)}
    row = whole["registration"]
    registration = register_organisation(
        space=space,
        fields=row["fields"] | {"about": LocalText(row["about"])},
        contact_role=LocalText(row["contact_role"]),
        contact_email=row["contact_email"],
        language="sv",
    )
    confirm_registration(registration=registration)
    row = whole["authority_request"]
    person = made.people[row["person"]]
    ask_for_authority(
        person=person,
        organisation=known[row["organisation"]],
        post=row["post"],
        evidence=row["evidence"],
        file=None,
        by=person.actor(""),
    )
    row = whole["suggestion"]
    suggest_change(
        organisation=known[row["organisation"]],
        fields=row["fields"],
        comment=row["comment"],
        email=row["email"],
        language="sv",
    )
    asked = [known[name] for name in whole["asked"]["organisations"]]
    ask_by_hand(organisations=asked, space=space, by=made.by)
    still = [known[name] for name in whole["asked_still"]["organisations"]]
    rights = Authority.objects.filter(organisation__in=still)
    ask_speakers_by_hand(authorities=rights, space=space, by=made.by)
