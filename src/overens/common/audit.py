"""The audit log: one line per action, in its transaction; chained afterwards.

``write_line`` is called by actions. ``chain_lines`` is called by the job worker every
few seconds and by ``overens verify_audit``; one writer at a time.
"""

from __future__ import annotations

import hashlib
import json
import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from overens.common.models import AuditLine


class HasUuid(Protocol):
    """A row that an audit line can be about."""

    uuid: Any


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in a role (for an organisation), or the system itself."""

    kind: str
    label: str
    uuid: uuids.UUID | None = None
    role: str = ""
    organisation_uuid: uuids.UUID | None = None
    organisation_label: str = ""


SYSTEM = Actor(kind="system", label="Överens")


def operator(name: str = "overens") -> Actor:
    """Return the actor of a command run by an operator on the server."""
    return Actor(kind="operator", label=name)


def write_line(
    action: str,
    *,
    by: Actor,
    about: HasUuid | None = None,
    space: str = "",
    facts: Mapping[str, Any] | None = None,
) -> AuditLine:
    """Write one audit line; call inside the action's transaction.

    Args:
        action: ``package.verb_noun``, the action's own name.
        by: who did it, in which role.
        about: the row that it was done to.
        space: slug of the compact's space.
        facts: plain values that say what changed; no free text of a person.
    """
    return AuditLine.objects.create(
        at=timezone.now(),
        action=action,
        actor_kind=by.kind,
        actor_uuid=by.uuid,
        actor_label=by.label[:200],
        actor_role=by.role[:80],
        organisation_uuid=by.organisation_uuid,
        organisation_label=by.organisation_label[:300],
        space=space,
        about_kind=about._meta.label if about is not None else "",  # type: ignore[attr-defined]
        about_uuid=about.uuid if about is not None else None,
        about_label=str(about)[:300] if about is not None else "",
        facts=dict(facts or {}),
    )


def line_digest(line: AuditLine, previous: str) -> str:
    """Return SHA-256 over what the line says and the digest before it."""
    said = json.dumps(
        [
            previous,
            line.sequence,
            str(line.uuid),
            line.at.isoformat(),
            line.action,
            line.actor_kind,
            str(line.actor_uuid),
            line.actor_label,
            line.actor_role,
            str(line.organisation_uuid),
            line.organisation_label,
            line.space,
            line.about_kind,
            str(line.about_uuid),
            line.about_label,
            line.facts,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(said.encode()).hexdigest()


def chain_lines(limit: int = 1000) -> int:
    """Give unchained lines their place and digest; return how many.

    Safe to run twice at once: SQLite's IMMEDIATE transaction, or an advisory lock on
    PostgreSQL, lets one writer in.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7215001)")
        last = AuditLine.objects.exclude(sequence=None).order_by("-sequence").first()
        sequence, previous = (last.sequence, last.digest) if last else (0, "")
        lines = list(AuditLine.objects.filter(sequence=None).order_by("id")[:limit])
        for line in lines:
            sequence = (sequence or 0) + 1
            line.sequence = sequence
            line.digest = previous = line_digest(line, previous)
            line.save(update_fields=["sequence", "digest"])
    return len(lines)


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found."""

    lines: int
    unchained: int
    breaks: tuple[str, ...]


def verify_chain() -> Verdict:
    """Walk the whole chain; name each line that does not follow from the one before."""
    previous, expected, count, breaks = "", 1, 0, []
    for line in (
        AuditLine.objects.exclude(sequence=None).order_by("sequence").iterator()
    ):
        count += 1
        if line.sequence != expected:
            breaks.append(f"line {expected} is missing")
            expected = line.sequence or expected
        if line.digest != line_digest(line, previous):
            breaks.append(f"line {line.sequence} was changed")
        previous, expected = line.digest, expected + 1
    unchained = AuditLine.objects.filter(sequence=None).count()
    return Verdict(count, unchained, tuple(breaks))
