"""The compact: its parties, versions and texts, and who has signed what."""

from __future__ import annotations

from overens.compacts.models.compact import Compact, Party, SteeringDocument
from overens.compacts.models.signing import (
    ConsentRequest,
    Drafting,
    Signature,
    SignatureQuerySet,
)
from overens.compacts.models.version import (
    Commitment,
    CompactVersion,
    Goal,
    Passage,
    Principle,
)

__all__ = [
    "Commitment",
    "Compact",
    "CompactVersion",
    "ConsentRequest",
    "Drafting",
    "Goal",
    "Party",
    "Passage",
    "Principle",
    "Signature",
    "SignatureQuerySet",
    "SteeringDocument",
]
