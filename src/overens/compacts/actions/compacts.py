"""The compact itself, its parties and steering documents; what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from overens.accounts.actions import create_space, grant_role
from overens.accounts.models import Person, Space
from overens.accounts.rules import SECRETARIAT
from overens.common.audit import Actor, write_line
from overens.common.changing import set_changed
from overens.common.models import OWN
from overens.common.texts import LocalText, local
from overens.compacts.models import (
    Compact,
    Party,
    SteeringDocument,
)
from overens.compacts.models.version import Sentence
from overens.compacts.rules import (
    SIDES,
    CompactThere,
    NameMissing,
    PartyThere,
    SideMissing,
    slug_of,
)
from overens.governance.models import Assignment, Decision

Words = LocalText | Mapping[str, str] | str
# What a new installation starts with (product map, section 3); the rest is switched on.
FIRST_COLUMNS = ("organisations", "governance", "compacts", "plans")


def text_of(words: Words | None) -> LocalText:
    """Return words as a published text, trimmed; nothing becomes an empty text."""
    texts = local(words) if words else LocalText()
    return LocalText({language: text.strip() for language, text in texts.items()})


@transaction.atomic
def create_compact(
    *,
    slug: str,
    name: Words,
    by: Actor,
    space: Space | None = None,
    secretariat_person: Person | None = None,
    origin: str = OWN,
    **fields: Any,
) -> Compact:
    """Make a compact, and its space where it has none yet.

    Args:
        slug: address of both.
        space: a space without a compact; made when left out.
        secretariat_person: becomes the secretariat of a space that is made.
        origin: the world of a space that is made.
        **fields: other fields of ``Compact``.

    Raises:
        NameMissing: it is not called anything.
        CompactThere: the space has a compact, or the address is taken.
        SlugNotPlain, AddressTaken: see ``accounts.actions.create_space``.
    """
    name = text_of(name)
    if not name:
        raise NameMissing()
    if space is None:
        space = Space.objects.filter(slug=slug).first()
    if Compact.objects.filter(slug=slug).exists() or (
        space is not None and Compact.objects.filter(space=space).exists()
    ):
        raise CompactThere(slug=slug)
    if space is None:
        try:
            # A savepoint: two at once may both have found the address free.
            with transaction.atomic():
                space = create_space(
                    slug=slug, name=name, by=by, columns=FIRST_COLUMNS, origin=origin
                )
        except IntegrityError as fault:
            raise CompactThere(slug=slug) from fault
        if secretariat_person is not None:
            grant_role(person=secretariat_person, role=SECRETARIAT, space=space, by=by)
    try:
        with transaction.atomic():
            compact = Compact.objects.create(
                space=space, slug=slug, name=name, origin=space.origin, **fields
            )
    except IntegrityError as fault:
        raise CompactThere(slug=slug) from fault
    write_line("compacts.create_compact", by=by, about=compact, space=space.slug)
    return compact


CHANGEABLE = frozenset(
    {
        *("name", "short_name", "lead", "in_short", "status", "ended_why", "began"),
        *("area_name", "secretariat", "source_note", "holes", "level"),
        *("principle_years", "commitment_years", "measure_years", "parent"),
    }
)


@transaction.atomic
def change_compact(*, compact: Compact, by: Actor, **changes: Any) -> Compact:
    """Change what is said about a compact; its wording is changed by a new version.

    Args:
        **changes: new values of fields in ``CHANGEABLE``.

    Raises:
        NameMissing: the name would be empty.
        TypeError: a field cannot be changed here.
    """
    changed = set_changed(compact, changes, CHANGEABLE)
    if not changed:
        return compact
    if not compact.name:
        raise NameMissing()
    compact.save(update_fields=changed)
    write_line(
        "compacts.change_compact",
        by=by,
        about=compact,
        space=compact.space.slug,
        facts={"fields": sorted(changed)},
    )
    return compact


@transaction.atomic
def add_party(
    *,
    compact: Compact,
    name: Words,
    side: str,
    by: Actor,
    key: str = "",
    motive: Words = "",
    since_version: int = 1,
    source_note: Words = "",
) -> Party:
    """Add a side to a compact.

    Args:
        side: ``public`` or ``civil``.
        key: how data name it; made from the name when left out.
        motive: why it is a party, in its own words.
        since_version: the first version that it is a party of.

    Raises:
        NameMissing, SideMissing: it has no name, or no sector.
        PartyThere: a side of the compact is called so.
    """
    name = text_of(name)
    if not name:
        raise NameMissing()
    if side not in SIDES:
        raise SideMissing()
    Compact.objects.select_for_update().get(pk=compact.pk)
    party = new_party(compact, name, side, key=key)
    party.motive = text_of(motive)
    party.since_version = since_version
    party.source_note = text_of(source_note)
    party.save()
    write_line(
        "compacts.add_party",
        by=by,
        about=party,
        space=compact.space.slug,
        facts={"side": side},
    )
    return party


def new_party(compact: Compact, name: LocalText, side: str, *, key: str = "") -> Party:
    """Return a side with its key and place, not saved.

    Raises:
        PartyThere: a side of the compact is called so.
    """
    others = list(Party.objects.filter(compact=compact))
    names = {text.casefold() for other in others for text in other.name.values()}
    if names & {text.casefold() for text in name.values()}:
        raise PartyThere(name=str(name))
    taken = {other.key for other in others}
    base = (key or slug_of(name.in_language("sv"), 36) or "party")[:36]
    chosen, number = base, 1
    while chosen in taken:
        number += 1
        chosen = f"{base}-{number}"
    last = max((other.place for other in others), default=-1)
    return Party(
        compact=compact,
        key=chosen,
        name=name,
        side=side,
        place=last + 1,
        origin=compact.origin,
    )


@transaction.atomic
def change_party(*, party: Party, by: Actor, **changes: Any) -> Party:
    """Change a side's name, motive or sector.

    Raises:
        NameMissing, SideMissing: see ``add_party``.
        TypeError: a field cannot be changed here.
    """
    changed = set_changed(party, changes, {"name", "side", "motive", "source_note"})
    if not changed:
        return party
    if not party.name:
        raise NameMissing()
    if party.side not in SIDES:
        raise SideMissing()
    party.save(update_fields=changed)
    write_line(
        "compacts.change_party",
        by=by,
        about=party,
        space=party.compact.space.slug,
        facts={"fields": sorted(changed)},
    )
    return party


@transaction.atomic
def add_steering_document(
    *,
    compact: Compact,
    name: Words,
    by: Actor,
    owner_name: Words = "",
    period: str = "",
    source_note: Words = "",
) -> SteeringDocument:
    """Add a strategy or plan that the compact starts from.

    Raises:
        NameMissing: it is not called anything.
    """
    name = text_of(name)
    if not name:
        raise NameMissing()
    document = SteeringDocument.objects.create(
        compact=compact,
        name=name,
        owner_name=text_of(owner_name),
        period=" ".join(period.split())[:20],
        source_note=text_of(source_note),
        origin=compact.origin,
    )
    write_line(
        "compacts.add_steering_document",
        by=by,
        about=document,
        space=compact.space.slug,
    )
    return document


@transaction.atomic
def change_steering_document(
    *, document: SteeringDocument, by: Actor, **changes: Any
) -> SteeringDocument:
    """Change a steering document's name, owner, period or source.

    Raises:
        NameMissing: it would not be called anything.
        TypeError: a field cannot be changed here.
    """
    changed = set_changed(
        document, changes, {"name", "owner_name", "period", "source_note"}
    )
    if not changed:
        return document
    if not document.name:
        raise NameMissing()
    document.save(update_fields=changed)
    write_line(
        "compacts.change_steering_document",
        by=by,
        about=document,
        space=document.compact.space.slug,
        facts={"fields": sorted(changed)},
    )
    return document


@transaction.atomic
def trace_sentence(
    *,
    sentence: Sentence,
    by: Actor,
    decision: Decision | None = None,
    assignment: Assignment | None = None,
    note: Words = "",
    source_note: Words | None = None,
) -> Sentence:
    """Record where a passage, principle, goal or commitment came from.

    Args:
        decision: the decision behind it; the assignment's own when left out.
        assignment: the assignment behind it.
        note: how it got its wording, in a sentence or two.
        source_note: the document that the sentence is known from; None leaves what is
            there.
    """
    sentence.arises_from_assignment = assignment
    sentence.arises_from = decision or (assignment.decision if assignment else None)
    sentence.arises_note = text_of(note)
    if source_note is not None:
        sentence.source_note = text_of(source_note)
    sentence.save(
        update_fields=[
            *("arises_from", "arises_from_assignment", "arises_note", "source_note")
        ]
    )
    compact = sentence.version.compact  # type: ignore[attr-defined]
    write_line(
        "compacts.trace_sentence", by=by, about=sentence, space=compact.space.slug
    )
    return sentence
