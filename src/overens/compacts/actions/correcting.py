"""Puts right what was recorded wrongly: a signature, a slip in the text, a row.

What stood before is kept in the audit line. What has really changed (somebody has left,
another wording is agreed on) is recorded by the other actions.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.changing import set_changed
from overens.common.imports import stored_values
from overens.common.models import removing
from overens.common.texts import LocalText
from overens.compacts.actions.signing import check_side, refresh_marks
from overens.compacts.models import (
    Commitment,
    CompactVersion,
    Drafting,
    Party,
    Signature,
    SteeringDocument,
)
from overens.compacts.models.version import Sentence
from overens.compacts.queries.wording import FIELDS, kind_of
from overens.compacts.rules import (
    NotWithdrawn,
    PartyInUse,
    PartyOfAnotherCompact,
    SignedAlready,
    WithdrawnBeforeSigned,
    check_contact_role,
    check_corrected,
    check_reason,
    check_signature_day,
)
from overens.governance.models import Seat

CORRECTABLE = frozenset(
    {
        *("day", "party", "state", "way", "evidence", "because"),
        *("contact_role", "contact_email"),
    }
)
# An address is kept only until its owner changes it; the audit is kept for good.
_NOT_IN_AUDIT = frozenset({"contact_email"})


@transaction.atomic
def correct_signature(*, signature: Signature, by: Actor, **changes: Any) -> Signature:
    """Correct what was recorded of a signature: its day, side, contact, evidence.

    Args:
        **changes: new values of fields in ``CORRECTABLE``.

    Raises:
        SignatureDayToCome: the day has not come.
        WithdrawnBeforeSigned: it would be signed after it was withdrawn.
        PartyOfAnotherCompact, SideOfAnotherKind: the side cannot be its.
        PhoneInContact: the contact holds a telephone number.
        TypeError: a field cannot be corrected here.
    """
    signature = _locked(signature)
    compact = signature.version.compact
    if "contact_role" in changes:
        changes["contact_role"] = check_contact_role(changes["contact_role"])
    if "evidence" in changes:
        changes["evidence"] = " ".join(changes["evidence"].split())[:300]
    changed = set_changed(signature, changes, CORRECTABLE)
    if not changed:
        return signature
    day = signature.day.earliest
    check_signature_day(signature.day, today=day_in(compact.space))
    if signature.withdrawn_day and day and day > signature.withdrawn_day:
        raise WithdrawnBeforeSigned()
    if signature.party.compact_id != compact.pk:
        raise PartyOfAnotherCompact()
    if "party" in changed:
        check_side(signature.organisation, signature.party)
    signature.save(update_fields=changed)
    refresh_marks(compact, [signature.organisation])
    write_line(
        "compacts.correct_signature",
        by=by,
        about=signature,
        space=compact.space.slug,
        facts={
            "changed": sorted(changed),
            "before": {k: v for k, v in changed.items() if k not in _NOT_IN_AUDIT},
        },
    )
    return signature


@transaction.atomic
def undo_withdrawal(*, signature: Signature, why: str, by: Actor) -> Signature:
    """Take back a withdrawal that was recorded by mistake; the signature stands again.

    Raises:
        NotWithdrawn: there is no withdrawal.
        SignedAlready: it has signed the version again since.
        ReasonMissing: no reason was given.
    """
    signature = _locked(signature)
    if signature.withdrawn_at is None:
        raise NotWithdrawn()
    reason = check_reason(why)
    standing = Signature.objects.filter(
        version=signature.version,
        organisation=signature.organisation,
        withdrawn_at=None,
    )
    if standing.exists():
        raise SignedAlready(organisation=signature.organisation.name, field="why")
    before = stored_values(signature, "withdrawn_day", "withdrawn_why")
    signature.withdrawn_at = None
    signature.withdrawn_day = None
    signature.withdrawn_why = ""
    signature.save(update_fields=["withdrawn_at", "withdrawn_day", "withdrawn_why"])
    compact = signature.version.compact
    refresh_marks(compact, [signature.organisation])
    write_line(
        "compacts.undo_withdrawal",
        by=by,
        about=signature,
        space=compact.space.slug,
        facts={"why": reason, "before": before},
    )
    return signature


def _locked(signature: Signature) -> Signature:
    return (
        Signature.objects.select_for_update(of=("self",))
        .select_related("version__compact__space", "organisation", "party")
        .get(pk=signature.pk)
    )


@transaction.atomic
def correct_sentence(*, sentence: Sentence, by: Actor, **texts: LocalText) -> Sentence:
    """Put right a slip of the pen in one sentence of a version, or add its translation.

    The version stays the one that was signed. Words that are changed after it was in
    force are listed with the version, old and new; the audit line has both always.

    Args:
        sentence: a passage, principle, goal or commitment.
        **texts: its text and heading as they are to be, by field (``FIELDS``).

    Raises:
        WordingMissing, WordingTooLong: see ``rules.check_corrected`` (C16).
        TypeError: it has no such text.
    """
    heading, text = FIELDS[kind_of(sentence)]
    if not set(texts) <= {heading, text} - {""}:
        raise TypeError(f"Not corrected here: {sorted(texts)}")
    model = type(sentence)
    sentence = model._default_manager.select_for_update().get(pk=sentence.pk)
    before: dict[str, LocalText] = {}
    replaced: dict[str, LocalText] = {}
    for name, new in texts.items():
        old: LocalText = getattr(sentence, name)
        kept = LocalText(
            {
                language: check_corrected(
                    new.get(language, ""),
                    before=old.get(language, ""),
                    is_heading=name == heading,
                    field=name,
                    language=language,
                )
                for language in {*old, *new}
            }
        )
        if kept != old:
            before[name] = old
            setattr(sentence, name, kept)
            if any(kept.get(language) != words for language, words in old.items()):
                replaced[name] = old
    if not before:
        return sentence
    sentence.save(update_fields=list(before))
    after = {name: getattr(sentence, name) for name in before}
    version = CompactVersion.objects.select_related("compact__space").get(
        pk=sentence.version_id  # type: ignore[attr-defined]
    )
    if replaced and not version.is_draft:
        _list_correction(version, sentence, replaced)
    write_line(
        "compacts.correct_sentence",
        by=by,
        about=sentence,
        space=version.compact.space.slug,
        facts={
            "version": version.number,
            "before": {name: dict(words) for name, words in before.items()},
            "after": {name: dict(words) for name, words in after.items()},
        },
    )
    return sentence


def _list_correction(
    version: CompactVersion, sentence: Sentence, replaced: dict[str, LocalText]
) -> None:
    """Put a correction on the list that everyone reads, one row a text."""
    version = CompactVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    day = day_in(version.compact.space).isoformat()
    for name, old in replaced.items():
        new: LocalText = getattr(sentence, name)
        changed = [language for language in old if new.get(language) != old[language]]
        version.corrections = [
            *version.corrections,
            {
                "day": day,
                "sentence": str(sentence.uuid),
                "before": {language: old[language] for language in changed},
                "after": {language: new.get(language, "") for language in changed},
            },
        ]
    version.save(update_fields=["corrections"])


# --- rows too many --------------------------------------------------------------------


@transaction.atomic
def remove_party(*, party: Party, why: str, by: Actor) -> None:
    """Take away a side that nothing stands on, such as a heading misread as one.

    Raises:
        PartyInUse: commitments, signatures or seats stand on it.
        ReasonMissing: no reason was given.
    """
    reason = check_reason(why)
    party = Party.objects.select_for_update().get(pk=party.pk)
    space = party.compact.space
    commitments = Commitment.objects.filter(party=party).count()
    signatures = Signature.objects.filter(party=party).count()
    seats = Seat.objects.filter(group__space=space, party_key=party.key).count()
    if commitments or signatures or seats:
        raise PartyInUse(
            name=str(party.name),
            commitments=commitments,
            signatures=signatures,
            seats=seats,
        )
    _remove(party, "compacts.remove_party", reason, space.slug, by)


@transaction.atomic
def remove_drafting(*, drafting: Drafting, why: str, by: Actor) -> None:
    """Take away an organisation recorded among those who drafted by mistake.

    Raises:
        ReasonMissing: no reason was given.
    """
    space = drafting.version.compact.space
    _remove(drafting, "compacts.remove_drafting", check_reason(why), space.slug, by)


@transaction.atomic
def remove_steering_document(
    *, document: SteeringDocument, why: str, by: Actor
) -> None:
    """Take away a steering document that the compact does not start from.

    Raises:
        ReasonMissing: no reason was given.
    """
    reason = check_reason(why)
    space = document.compact.space
    _remove(document, "compacts.remove_steering_document", reason, space.slug, by)


def _remove(row: Any, action: str, reason: str, space: str, by: Actor) -> None:
    names = [field.name for field in row._meta.concrete_fields if field.name != "id"]
    before = stored_values(row, *names)
    write_line(action, by=by, about=row, space=space, facts={"why": reason, **before})
    with removing():
        row.delete()
