"""An organisation registers itself; it is in the register when that is approved."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.accounts.models import Space
from overens.accounts.rules import check_address
from overens.common.audit import Actor, write_line
from overens.common.mailed_links import hash_of, new_token
from overens.common.texts import LocalText
from overens.organisations.actions.cleaning import cleaned
from overens.organisations.actions.contacts import set_contact_roles
from overens.organisations.actions.deciding import ANYBODY, note_decision
from overens.organisations.actions.mails import link_to, post_words
from overens.organisations.actions.organisations import (
    add_organisation,
)
from overens.organisations.models import (
    Registration,
)
from overens.organisations.queries.facts import plain
from overens.organisations.rules.proposing import (
    APPROVED,
    ASKED,
    REFUSED,
    UNCONFIRMED,
    WAITING,
    check_sentence,
    check_waits,
)
from overens.organisations.rules.yearly import LinkUnknown

# Within this the same form is taken for the same; later, for a mail that went astray.
SENT_TWICE = timedelta(minutes=10)


@transaction.atomic
def register_organisation(
    *,
    space: Space,
    fields: Mapping[str, Any],
    contact_role: LocalText,
    contact_email: str,
    language: str,
) -> Registration:
    """Take in an organisation that registers itself; it waits for its mail's link.

    Nothing is in the register before the secretariat has approved it (O35). The same
    form sent twice, as by two presses, is one.

    Args:
        space: whose secretariat looks it over.
        fields: as ``add_organisation`` takes them, with ``name``.

    Raises:
        RuleBroken: a field that cannot be taken.
    """
    kept = {name: plain(value) for name, value in cleaned(fields).items()}
    # Two at once wait for each other.
    Space.objects.select_for_update().get(pk=space.pk)
    lately = Registration.objects.filter(
        space=space,
        name=kept["name"],
        contact_email=check_address(contact_email),
        state=UNCONFIRMED,
        created__gte=timezone.now() - SENT_TWICE,
    )
    for there in lately:
        if there.fields == kept:
            return there
    token = new_token()
    made = Registration.objects.create(
        space=space,
        origin=space.origin,
        name=kept["name"],
        fields=kept,
        contact_role=contact_role,
        contact_email=check_address(contact_email),
        language=language,
        state=UNCONFIRMED,
        token_hash=hash_of(token),
    )
    write_line(
        "organisations.register_organisation",
        by=ANYBODY,
        about=made,
        space=space.slug,
    )
    with override(language):
        subject = _("Confirm that you want to register %(name)s") % {"name": made.name}
        _tell_registration(made, "register", subject, token=token, key="asked")
    return made


def find_registration(token: str) -> Registration:
    """Return the registration of a link; nothing is written.

    Raises:
        LinkUnknown: no registration has this link.
    """
    rows = Registration.objects.select_related("space", "organisation")
    found = rows.filter(token_hash=hash_of(token)).first()
    if found is None:
        raise LinkUnknown()
    return found


@transaction.atomic
def confirm_registration(*, registration: Registration) -> Registration:
    """Note that the address is right; twice is once. The secretariat then has it."""
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("space")
        .get(pk=registration.pk)
    )
    if found.state == UNCONFIRMED:
        found.state = WAITING
        found.save(update_fields=["state"])
        write_line(
            "organisations.confirm_registration",
            by=ANYBODY,
            about=found,
            space=found.space.slug,
        )
    return found


@transaction.atomic
def change_registration(*, token: str, fields: Mapping[str, Any]) -> Registration:
    """Take in what the secretariat asked for; the registration waits again.

    Raises:
        DecidedAlready: it has been decided.
    """
    found = Registration.objects.select_for_update().get(pk=find_registration(token).pk)
    check_waits(found.state)
    found.fields = {name: plain(value) for name, value in cleaned(fields).items()}
    found.name, found.state = found.fields["name"], WAITING
    found.save(update_fields=["fields", "name", "state"])
    write_line(
        "organisations.change_registration",
        by=ANYBODY,
        about=found,
        space=found.space.slug,
    )
    return found


@transaction.atomic
def decide_registration(
    *, registration: Registration, decision: str, said: str, day: date, by: Actor
) -> Registration:
    """Approve a registration, refuse it, or ask back; a sentence goes by mail.

    Args:
        decision: ``APPROVED``, ``REFUSED`` or ``ASKED``.

    Raises:
        DecidedAlready: somebody was quicker.
        SentenceMissing: a no or a question without words.
        RuleBroken: what stops it from coming into the register.
    """
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("space")
        .get(pk=registration.pk)
    )
    check_waits(found.state)
    found.said = check_sentence(said, is_needed=decision != APPROVED)
    found.state = decision
    if decision == APPROVED:
        found.organisation = add_organisation(
            kind="civil",
            origin=found.origin,
            source="own",
            last_confirmed=day,
            status="active",
            by=by,
            **found.fields,
        )
        contact = {"role": found.contact_role, "email": found.contact_email}
        set_contact_roles(organisation=found.organisation, contacts=[contact], by=by)
    token = new_token()
    if decision == ASKED:
        # The first link's token is in a mail alone; this mail has one of its own.
        found.token_hash = hash_of(token)
        found.asked_at = timezone.now()
    else:
        note_decision(found, by)
    found.save()
    write_line(
        "organisations.decide_registration",
        by=by,
        about=found,
        space=found.space.slug,
        facts={"decision": decision},
    )
    with override(found.language):
        facts = {"name": found.name}
        subject = {
            APPROVED: _("%(name)s is in the register") % facts,
            REFUSED: _("%(name)s has not been put in the register") % facts,
            ASKED: _("A question about the registration of %(name)s") % facts,
        }[decision]
        _tell_registration(
            found, "register_decided", subject, token=token, key=uuids.uuid4().hex
        )
    return found


def _tell_registration(
    row: Registration, template: str, subject: str, *, token: str, key: str
) -> None:
    """Write to the contact of a registration, in the language that is active."""
    page = row.organisation
    post_words(
        template,
        subject,
        {
            "registration": row,
            "link": link_to("registration", token, row.language),
            "page": settings.BASE_URL + page.get_absolute_url() if page else "",
        },
        space=row.space,
        to=row.contact_email,
        language=row.language,
        once_key=f"organisations.registration:{row.uuid}:{key}",
        about=row,
        at_once=True,
    )
