"""Signatures as recorded facts, who took part in drafting, and who was asked again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.dates import PartialDate
from overens.compacts.actions.compacts import Words, text_of
from overens.compacts.models import (
    Compact,
    CompactVersion,
    ConsentRequest,
    Drafting,
    Party,
    Signature,
)
from overens.compacts.rules import (
    PartyOfAnotherCompact,
    SideOfAnotherKind,
    SignedAlready,
    TookPartAlready,
    WithdrawnAlready,
    check_contact_role,
    check_signature_day,
    check_withdrawal,
)
from overens.organisations.actions import lift_mark, set_marks
from overens.organisations.models import Organisation
from overens.organisations.rules import SIGNATORY

UNKNOWN = PartialDate()


def lock(version: CompactVersion) -> CompactVersion:
    """Return the version, locked: whoever signs it at the same time waits."""
    return (
        CompactVersion.objects.select_for_update(of=("self",))
        .select_related("compact__space")
        .get(pk=version.pk)
    )


@transaction.atomic
def record_signature(
    *,
    version: CompactVersion,
    organisation: Organisation,
    party: Party,
    by: Actor,
    day: PartialDate = UNKNOWN,
    state: str = "signed",
    way: str = "",
    evidence: str = "",
    contact_role: str = "",
    contact_email: str = "",
    because: Words = "",
) -> Signature:
    """Record that an organisation has signed a version, or declared that it will.

    One that had declared becomes signed.

    Args:
        party: the side it signs on.
        day: when; as much as is known.
        state: ``signed``, or ``declared`` while its own decision is awaited.
        way: a key of ``rules.SIGNATURE_WAYS``.
        evidence: what shows it.
        because: why it is in, in its own words.

    Raises:
        SignatureDayToCome: the day has not come.
        PartyOfAnotherCompact, SideOfAnotherKind: the side is none of the compact's, or
            not of the organisation's sector.
        PhoneInContact: the contact holds a telephone number.
        SignedAlready: it has a standing signature on the version.
    """
    version = lock(version)
    compact = version.compact
    check_signature_day(day, today=day_in(compact.space))
    if party.compact_id != compact.pk:
        raise PartyOfAnotherCompact()
    check_side(organisation, party)
    there = Signature.objects.filter(
        version=version, organisation=organisation, withdrawn_at=None
    ).first()
    if there is not None and (there.state == "signed" or state == "declared"):
        raise SignedAlready(organisation=organisation.name)
    facts: dict[str, Any] = {
        "party": party,
        "state": state,
        "day": day,
        "way": way,
        "evidence": " ".join(evidence.split())[:300],
        "contact_role": check_contact_role(contact_role),
        "contact_email": contact_email,
        "because": text_of(because),
    }
    signature = there or Signature(
        version=version, organisation=organisation, origin=compact.origin
    )
    for name, value in facts.items():
        if value or not getattr(signature, name, None):
            setattr(signature, name, value)
    signature.save()
    refresh_marks(compact, [organisation])
    write_line(
        "compacts.record_signature",
        by=by,
        about=signature,
        space=compact.space.slug,
        facts={"state": state, "day": str(day), "version": version.number},
    )
    return signature


def check_side(organisation: Organisation, party: Party) -> None:
    """Refuse a public body on civil society's side, and the other way round.

    Raises:
        SideOfAnotherKind: the side is of the other sector.
    """
    if organisation.kind != party.side:
        raise SideOfAnotherKind(organisation=organisation.name)


@transaction.atomic
def withdraw_signature(
    *, signature: Signature, day: date, why: str, by: Actor
) -> Signature:
    """Record that an organisation has withdrawn, on a day and for a reason.

    The row stays: the list as of any day before still has it.

    Raises:
        WithdrawnAlready: it has withdrawn before.
        WithdrawalToCome, WithdrawnBeforeSigned, WhyMissing: see
            ``rules.check_withdrawal``.
    """
    signature = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("version__compact__space", "organisation")
        .get(pk=signature.pk)
    )
    if signature.withdrawn_at is not None:
        raise WithdrawnAlready()
    compact = signature.version.compact
    signature.withdrawn_why = check_withdrawal(
        day, why, signed=signature.day, today=day_in(compact.space)
    )
    signature.withdrawn_day = day
    signature.withdrawn_at = timezone.now()
    signature.save(update_fields=["withdrawn_at", "withdrawn_day", "withdrawn_why"])
    refresh_marks(compact, [signature.organisation])
    write_line(
        "compacts.withdraw_signature",
        by=by,
        about=signature,
        space=compact.space.slug,
        facts={"day": day.isoformat()},
    )
    return signature


@transaction.atomic
def record_drafting(
    *,
    version: CompactVersion,
    organisation: Organisation,
    by: Actor,
    source_note: Words = "",
) -> Drafting:
    """Record that an organisation took part in drafting a version. It signs nothing.

    Raises:
        TookPartAlready: it is recorded.
    """
    version = lock(version)
    if Drafting.objects.filter(version=version, organisation=organisation).exists():
        raise TookPartAlready(organisation=organisation.name)
    drafting = Drafting.objects.create(
        version=version,
        organisation=organisation,
        source_note=text_of(source_note),
        origin=version.origin,
    )
    write_line(
        "compacts.record_drafting",
        by=by,
        about=drafting,
        space=version.compact.space.slug,
    )
    return drafting


@transaction.atomic
def record_request(
    *,
    version: CompactVersion,
    organisation: Organisation,
    by: Actor,
    asked_day: PartialDate = UNKNOWN,
    reminded_days: Iterable[str] = (),
    awaits: Words = "",
    why: Words = "",
    is_closed: bool = False,
) -> ConsentRequest:
    """Record that an organisation was asked to sign, and what it has said so far.

    Recorded again, it is brought up to date: what is said now stands.

    Args:
        reminded_days: the days it was reminded, as ``2026-02-14``.
        awaits: what its own decision waits for.
        why: why it has not signed.
        is_closed: there is nobody left to ask, or another speaks for it now.
    """
    version = lock(version)
    request, _made = ConsentRequest.objects.update_or_create(
        version=version,
        organisation=organisation,
        defaults={
            "asked_day": asked_day,
            "reminded_days": [str(day) for day in reminded_days],
            "awaits": text_of(awaits),
            "why": text_of(why),
            "is_closed": is_closed,
            "origin": version.origin,
        },
    )
    write_line(
        "compacts.record_request",
        by=by,
        about=request,
        space=version.compact.space.slug,
        facts={"is_closed": is_closed},
    )
    return request


def refresh_marks(
    compact: Compact, organisations: Iterable[Organisation] | None = None
) -> None:
    """Set anew what the register can be searched by: signatory of this compact.

    A mark runs from the first signature; it ends when the organisation withdraws, or
    when a new version came into force that it has not signed. Two queries, and one
    write for those with the same days.
    """
    current = CompactVersion.objects.filter(compact=compact, is_current=True).first()
    signatures = Signature.objects.filter(
        version__compact=compact, state="signed"
    ).select_related("version", "organisation")
    touched = {one.pk: one for one in organisations or ()}
    if organisations is not None:
        signatures = signatures.filter(organisation__in=touched)
    by_organisation: dict[int, list[Signature]] = {pk: [] for pk in touched}
    for signature in signatures:
        by_organisation.setdefault(signature.organisation_id, []).append(signature)
        touched.setdefault(signature.organisation_id, signature.organisation)
    terms: dict[tuple[date | None, date | None], list[Organisation]] = {}
    for pk, held in by_organisation.items():
        if not held:
            lift_mark(organisation=touched[pk], kind=SIGNATORY, key=compact.slug)
            continue
        first = min((s.day for s in held if s.day), default=UNKNOWN).earliest
        terms.setdefault((first, _last_day(held, current)), []).append(touched[pk])
    for (first, last), those in terms.items():
        set_marks(
            organisations=those,
            kind=SIGNATORY,
            key=compact.slug,
            first_day=first,
            last_day=last,
        )


def _last_day(held: list[Signature], current: CompactVersion | None) -> date | None:
    """Return the day that a signatory stopped being one, None while it is."""
    standing = [s for s in held if s.withdrawn_day is None]
    if current is None and standing:
        return None
    if any(s.version_id == (current.pk if current else 0) for s in standing):
        return None
    newer = [s for s in standing if current and s.version.number > current.number]
    if newer:
        return None
    if standing and current is not None:
        ended: date | None = current.valid_from.earliest
        return ended
    return max((s.withdrawn_day for s in held if s.withdrawn_day), default=None)
