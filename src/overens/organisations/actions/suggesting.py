"""Anybody suggests a change; it is taken over field by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.accounts.rules import check_address
from overens.common.audit import Actor, write_line
from overens.common.texts import LocalText
from overens.organisations.actions.cleaning import cleaned
from overens.organisations.actions.contacts import set_contact_roles
from overens.organisations.actions.deciding import ANYBODY, note_decision
from overens.organisations.actions.mails import post_words
from overens.organisations.actions.organisations import (
    change_organisation,
    locked,
    with_its_day,
)
from overens.organisations.models import (
    ChangeSuggestion,
    Organisation,
)
from overens.organisations.queries.confirming import sending_space
from overens.organisations.queries.facts import contacts_of, plain, values_of
from overens.organisations.rules.proposing import (
    APPROVED,
    LONGEST_SENTENCE,
    REFUSED,
    NothingSuggested,
    check_sentence,
    check_waits,
)
from overens.organisations.rules.visibility import CONTACTS


@transaction.atomic
def suggest_change(
    *,
    organisation: Organisation,
    fields: Mapping[str, Any],
    comment: str,
    email: str,
    language: str,
    by: Actor = ANYBODY,
) -> ChangeSuggestion:
    """Take in what somebody says is wrong; nothing is changed before it is decided.

    Args:
        fields: as ``change_organisation`` takes them, and ``contacts``; those that are
            as they stand are left out.

    Raises:
        NothingSuggested: nothing differs, and nothing is said.
        RuleBroken: a field that cannot be taken.
    """
    given = dict(fields)
    contacts = given.pop(CONTACTS, None)
    after = {name: plain(value) for name, value in cleaned(given).items()}
    if contacts is not None:
        after[CONTACTS] = [
            {**row, "role": plain(LocalText(row["role"]))} for row in contacts
        ]
    before = values_of(organisation, after)
    differ = {
        name: {"before": before[name], "after": value}
        for name, value in after.items()
        if _in_order(before[name]) != _in_order(value)
    }
    if not differ and not comment.strip():
        raise NothingSuggested()
    made = ChangeSuggestion.objects.create(
        organisation=organisation,
        origin=organisation.origin,
        fields=differ,
        comment=comment.strip()[:LONGEST_SENTENCE],
        email=check_address(email) if email else "",
        language=language,
    )
    write_line(
        "organisations.suggest_change",
        by=by,
        about=organisation,
        facts={"fields": sorted(differ)},
    )
    return made


def _in_order(value: Any) -> Any:
    """Return a value to be compared: keys in any order, texts without holes."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return sorted(value)
    if isinstance(value, dict):
        return {name: text for name, text in value.items() if text}
    return value or ""


def _contacts_then(
    organisation: Organisation,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return the contacts as they stand now, with the suggested one in its place.

    What others have written of the rest since then stays.
    """
    now = contacts_of(organisation)
    gone = [row for row in before if row not in after]
    new = [row for row in after if row not in before]
    places = [n for n, row in enumerate(now) if row in gone]
    if new and not places:
        places = [n for n, row in enumerate(now) if row["public"]]
    at = places[0] if places else len(now)
    return [*now[:at], *new, *now[at + 1 :]]


@transaction.atomic
def decide_suggestion(
    *,
    suggestion: ChangeSuggestion,
    accepted: Collection[str],
    said: str,
    source: str,
    day: date,
    by: Actor,
) -> ChangeSuggestion:
    """Take over the fields that are right; tell whoever suggested, where they can be.

    Args:
        accepted: fields of the suggestion.
        source: whose word it then is: ``own`` or ``secretariat``.

    Raises:
        DecidedAlready: somebody was quicker.
        RuleBroken: a field that cannot be taken.
    """
    found = (
        ChangeSuggestion.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=suggestion.pk)
    )
    check_waits(found.state)
    taken = {
        name: change["after"]
        for name, change in found.fields.items()
        if name in accepted
    }
    if taken.pop(CONTACTS, None) is not None:
        organisation = locked(found.organisation)
        contacts = _contacts_then(organisation, **found.fields[CONTACTS])
        set_contact_roles(organisation=organisation, contacts=contacts, by=by)
    if taken:
        if "about" in taken:
            taken["about"] = LocalText(taken["about"])
        change_organisation(
            organisation=found.organisation,
            source=source,
            day=day,
            by=by,
            **with_its_day(taken),
        )
    found.accepted = [name for name in found.fields if name in accepted]
    found.said = check_sentence(said, is_needed=False)
    found.state = APPROVED if found.accepted else REFUSED
    note_decision(found, by)
    found.save()
    write_line(
        "organisations.decide_suggestion",
        by=by,
        about=found.organisation,
        facts={"accepted": found.accepted, "suggested": sorted(found.fields)},
    )
    space = sending_space(found.organisation.origin)
    if found.email and space is not None:
        with override(found.language):
            subject = _("What became of your suggestion about %(name)s") % {
                "name": found.organisation.name
            }
            post_words(
                "suggestion_decided",
                subject,
                {
                    "suggestion": found,
                    "page": settings.BASE_URL + found.organisation.get_absolute_url(),
                },
                space=space,
                to=found.email,
                language=found.language,
                once_key=f"organisations.suggestion:{found.uuid}",
                about=found,
                at_once=True,
            )
    return found
