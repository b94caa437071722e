"""Take in that an organisation's facts are right, by the link of a mail, exactly once.

As they stand by one press, or put right by a short form. Undone within a day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.failpoints import failpoint
from overens.common.mailed_links import hash_of, link_state
from overens.common.texts import LocalText
from overens.organisations.actions.contacts import set_contact_roles
from overens.organisations.actions.mails import post_confirmation_receipt
from overens.organisations.actions.organisations import (
    change_organisation,
    confirm_organisation,
    locked,
    put_back,
    with_its_day,
)
from overens.organisations.models import (
    Confirmation,
    ConfirmationRequest,
    Organisation,
)
from overens.organisations.queries.confirming import sending_space
from overens.organisations.queries.facts import values_of
from overens.organisations.rules.visibility import CONTACTS
from overens.organisations.rules.yearly import (
    AlreadyConfirmed,
    ChangedSince,
    LinkUnknown,
    NothingToUndo,
    check_open,
    check_undo,
    status_when_confirmed,
)

# Written by each answer, besides what a correction changes.
_ALWAYS = ("status", "last_confirmed", "field_sources")


def find_question(token: str) -> ConfirmationRequest:
    """Return the question of a link; one query, nothing is written.

    Its organisation is the one that stands: a merge leaves the question where it is
    when the other row has been asked the same year.

    Raises:
        LinkUnknown: no question has this link.
    """
    found: ConfirmationRequest | None = (
        ConfirmationRequest.objects.standing()
        .select_related(
            "organisation__based_in",
            "organisation__merged_into__based_in",
            "answered_by",
        )
        .filter(token_hash=hash_of(token))
        .first()
    )
    if found is None:
        raise LinkUnknown()
    return _where_it_leads(found)


def _where_it_leads(asked: ConfirmationRequest) -> ConfirmationRequest:
    """Put the organisation that stands in a question at one that was merged into it.

    The row keeps what it points to: parted again, its link is its own organisation's.
    """
    asked.organisation = asked.organisation.merged_into or asked.organisation
    return asked


def space_of_question(question: ConfirmationRequest) -> Space:
    """Return the space whose secretariat asks."""
    space = sending_space(question.organisation.origin)
    if space is None:  # its last space is gone since
        raise LinkUnknown()
    return space


@dataclass(frozen=True)
class LinkAnswer:
    """What became of an answer by link; ``is_new`` is False for a repeat."""

    confirmation: Confirmation
    is_new: bool


def confirm_by_link(
    *, token: str, sent_attempt: int, signed_in: Person | None = None
) -> LinkAnswer:
    """Take down that the facts are right as they stand, exactly once.

    Args:
        token: the link's token.
        sent_attempt: the number of undone answers when the page was opened.
        signed_in: who was signed in when it was sent; the log notes it.

    Raises:
        LinkUnknown, LinkExpired, AlreadyConfirmed, StaleForm.
    """
    return _by_link(token, sent_attempt, {}, None, signed_in)


def correct_by_link(
    *,
    token: str,
    sent_attempt: int,
    fields: Mapping[str, Any],
    contacts: Sequence[Mapping[str, Any]],
    signed_in: Person | None = None,
) -> LinkAnswer:
    """Put facts right, and take down that they then are, exactly once.

    Args:
        fields: as ``change_organisation`` takes them.
        contacts: as ``set_contact_roles`` takes them.

    Raises:
        as ``confirm_by_link``, and RuleBroken for a field that cannot be taken.
    """
    return _by_link(token, sent_attempt, fields, contacts, signed_in)


@transaction.atomic
def _by_link(
    token: str,
    sent_attempt: int,
    fields: Mapping[str, Any],
    contacts: Sequence[Mapping[str, Any]] | None,
    signed_in: Person | None,
) -> LinkAnswer:
    failpoint("organisations.confirm.before")
    asked = find_question(token)
    space = space_of_question(asked)
    # The organisation first, always: two that lock in different order wait for each
    # other. Locked before it is judged: the second of two finds it answered.
    locked(asked.organisation)
    asked = _locked_question(asked)
    digest = _digest(fields, contacts)
    try:
        check_open(
            link_state(
                expires=asked.expires,
                used=asked.used_at is not None,
                attempt=asked.attempt,
                sent_attempt=sent_attempt,
                today=day_in(space),
            ),
            expires=asked.expires,
        )
    except AlreadyConfirmed:
        stands = asked.answered_by
        if (
            stands is not None
            and stands.digest == digest
            and stands.once_key == _once_key(asked)
            and sent_attempt == asked.attempt
        ):
            return LinkAnswer(stands, is_new=False)
        raise
    confirmation = take_down(
        # Merged since the link was looked up: the one that stands.
        organisation=asked.organisation,
        day=day_in(space),
        fields=fields,
        contacts=contacts,
        by=_holder(asked, signed_in),
        by_role=LocalText(asked.to_role),
        once_key=_once_key(asked),
        digest=digest,
    )
    post_confirmation_receipt(asked, confirmation, space=space, token=token)
    failpoint("organisations.confirm.before_commit")
    return LinkAnswer(confirmation, is_new=True)


def _locked_question(asked: ConfirmationRequest) -> ConfirmationRequest:
    found: ConfirmationRequest = (
        ConfirmationRequest.objects.select_for_update(of=("self",))
        .select_related("organisation__merged_into", "answered_by")
        .get(pk=asked.pk)
    )
    return _where_it_leads(found)


def _once_key(asked: ConfirmationRequest) -> str:
    """Return what makes a repeat of this answer the same answer."""
    return f"link:{asked.uuid}:{asked.attempt}"


def _digest(
    fields: Mapping[str, Any], contacts: Sequence[Mapping[str, Any]] | None
) -> str:
    """Return a digest of what was sent; empty when nothing but a press was."""
    if not fields and contacts is None:
        return ""
    sent = json.dumps([dict(fields), contacts], sort_keys=True, default=str)
    return blake2b(sent.encode(), digest_size=32).hexdigest()


def _holder(asked: ConfirmationRequest, signed_in: Person | None) -> Actor:
    """Return whoever holds the link: nobody we know, in the role that was asked."""
    return Actor(
        kind="link",
        label=asked.organisation.name,
        uuid=signed_in.uuid if signed_in else None,
        role=LocalText(asked.to_role).in_language("sv"),
        organisation_uuid=asked.organisation.uuid,
        organisation_label=asked.organisation.name,
    )


@transaction.atomic
def take_down(
    *,
    organisation: Organisation,
    day: date,
    by: Actor,
    by_role: LocalText,
    once_key: str,
    fields: Mapping[str, Any] | None = None,
    contacts: Sequence[Mapping[str, Any]] | None = None,
    digest: str = "",
    by_person: Person | None = None,
) -> Confirmation:
    """Take down that an organisation itself says its facts are right (O32).

    The only way a Confirmation comes to be: link, page and loading end here. Each
    group of fields then has the organisation as its source, and the day; an import
    does not change it (O21). Questions that wait are answered.

    Args:
        fields, contacts: what it changes first; nothing when it was right.
        once_key: what makes a repeat the same answer.
    """
    organisation = locked(organisation)
    fields = with_its_day(fields or {})
    names = [*_ALWAYS, *fields, *([CONTACTS] if contacts is not None else ())]
    before = values_of(organisation, names)
    if fields:
        change_organisation(
            organisation=organisation, source="own", day=day, by=by, **fields
        )
    if contacts is not None:
        set_contact_roles(organisation=organisation, contacts=contacts, by=by)
    organisation = confirm_organisation(
        organisation=organisation,
        day=day,
        source="own",
        status=status_when_confirmed,
        by=by,
    )
    confirmation = Confirmation.objects.create(
        organisation=organisation,
        day=day,
        by_role=by_role,
        by_person=by_person,
        before=before,
        after=values_of(organisation, names),
        digest=digest,
        once_key=once_key,
        origin=organisation.origin,
    )
    failpoint("organisations.confirm.after_answer")
    ConfirmationRequest.objects.standing().filter(
        Q(organisation=organisation) | Q(organisation__merged_into=organisation),
        used_at=None,
        expires__gte=day,
    ).update(used_at=timezone.now(), answered_by=confirmation)
    return confirmation


@transaction.atomic
def undo_by_link(*, token: str, signed_in: Person | None = None) -> Confirmation:
    """Undo the answer that came in by a link; the facts are as they were before it.

    Raises:
        LinkUnknown: no question has this link.
        NothingToUndo, TooLateToUndo, ChangedSince: it cannot be undone.
    """
    asked = find_question(token)
    space = space_of_question(asked)
    locked(asked.organisation)
    asked = _locked_question(asked)
    organisation = asked.organisation
    stands = asked.answered_by
    if stands is None or not stands.is_by_link:
        raise NothingToUndo()
    stands = Confirmation.objects.select_for_update().get(pk=stands.pk)
    check_undo(
        made=stands.created,
        undone=stands.withdrawn_at is not None,
        now=timezone.now(),
    )
    if values_of(organisation, stands.after) != stands.after:
        raise ChangedSince()
    by = _holder(asked, signed_in)
    before = dict(stands.before)
    contacts = before.pop(CONTACTS, None)
    put_back(organisation=organisation, values=before)
    if contacts is not None:
        set_contact_roles(organisation=organisation, contacts=contacts, by=by)
    stands.withdrawn_at = timezone.now()
    stands.withdrawn_why = "undone by whoever answered"
    stands.save(update_fields=["withdrawn_at", "withdrawn_why"])
    ConfirmationRequest.objects.filter(answered_by=stands).update(
        used_at=None, answered_by=None, attempt=F("attempt") + 1
    )
    write_line(
        "organisations.undo_confirmation",
        by=by,
        about=organisation,
        facts={"confirmation": str(stands.uuid)},
    )
    post_confirmation_receipt(asked, stands, space=space, token=token, is_undone=True)
    return stands
