"""The shapes of what the secretariat brings in and records about a compact."""

from __future__ import annotations

from overens.compacts.forms.bringing_in import (
    NewCompactForm,
    NewVersionForm,
    SheetForm,
)
from overens.compacts.forms.recording import (
    CompactForm,
    DraftingForm,
    InForceForm,
    PartyForm,
    RequestForm,
    SignatureForm,
    SteeringForm,
    TraceForm,
    WithdrawalForm,
)

__all__ = [
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
