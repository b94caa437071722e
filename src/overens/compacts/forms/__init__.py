"""The shapes of what the secretariat brings in and records about a compact."""

from __future__ import annotations

from overens.compacts.forms.bringing_in import (
    NewCompactForm,
    NewVersionForm,
    SheetForm,
)
from overens.compacts.forms.recording import (
    DraftingForm,
    InForceForm,
    PartyForm,
    ReasonForm,
    RequestForm,
    SignatureFactsForm,
    SignatureForm,
    SteeringForm,
    TraceForm,
    WithdrawalForm,
)
from overens.compacts.forms.wording import (
    CompactForm,
    HoleForm,
    KnownHoleForm,
    SentenceForm,
    VersionForm,
)

__all__ = [
    "HoleForm",
    "KnownHoleForm",
    "SentenceForm",
    "VersionForm",
    "ReasonForm",
    "SignatureFactsForm",
    "CompactForm",
    "DraftingForm",
    "InForceForm",
    "NewCompactForm",
    "NewVersionForm",
    "PartyForm",
    "RequestForm",
    "SheetForm",
    "SignatureForm",
    "SteeringForm",
    "TraceForm",
    "WithdrawalForm",
]
