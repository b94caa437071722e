"""Makes what the tests of the living register need: the least that holds."""

from __future__ import annotations

import re
from datetime import date

from overens.common.audit import SYSTEM
from overens.common.models import OutgoingMail
from overens.organisations.actions import (
    add_contact_role,
    ask_speakers,
    ask_yearly,
)
from tests import make


def ready(name="Åleds IF", **fields):
    """Return an organisation that can be asked: its role has an address."""
    made = make.make_organisation(name, **fields)
    add_contact_role(
        organisation=made,
        role={"sv": "Kansli", "en": "Office"},
        email=f"{made.slug}@example.org",
        by=SYSTEM,
    )
    return made


def link(mail=None):
    """Return the link in a mail; in the latest that has one."""
    mail = (
        mail
        or OutgoingMail.objects.filter(
            once_key__startswith="organisations.confirm:"
        ).first()
    )
    return re.search(r"/bekrafta/[^/\s]+/", mail.body)[0]


def lines(today):
    return [(line.what, line.did, line.why) for line in ask_yearly(today)]


def speaker(name="Åleds IF", person=None, post="Ordförande", **fields):
    """Return a right to speak that began long ago."""
    organisation = make.make_organisation(name, **fields)
    return make.make_authority(
        person or make.make_person("anna"),
        organisation,
        post=post,
        first_day=date(2020, 1, 1),
    )


def still_lines(today):
    """Take the daily step; what had been written before it has left."""
    OutgoingMail.objects.update(state="sent")
    return [(line.what, line.did, line.why) for line in ask_speakers(today)]


def still_link(mail=None):
    """Return the link in a mail; in the latest that asks."""
    mails = OutgoingMail.objects.filter(once_key__startswith="organisations.still:")
    return re.search(r"/fortfarande/[^/\s]+/", (mail or mails.first()).body)[0]
