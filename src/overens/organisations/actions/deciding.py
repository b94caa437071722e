"""What decisions about registrations, requests and suggestions have in common."""

from __future__ import annotations

from django.utils import timezone

from overens.common.audit import Actor
from overens.organisations.models.proposing import Proposal

# Who fills in a form that anybody may send.
ANYBODY = Actor(kind="visitor", label="anybody")


def note_decision(row: Proposal, by: Actor) -> None:
    """Write who decided, and when; the caller saves."""
    row.decided_at = timezone.now()
    row.decided_by = by.label[:200]
