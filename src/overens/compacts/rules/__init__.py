"""Compacts, their wording and their signatures: what is true of them. Pure Python.

The rules are numbered C1 … in ``docs/rules/compacts.md``.
"""

from __future__ import annotations

from overens.compacts.rules.blocks import NotText, TextEmpty, TextTooLong, decode_text
from overens.compacts.rules.kinds import (
    COMPACT_STATUSES,
    FUNCTIONS,
    SIDES,
    SIGNATURE_STATES,
    SIGNATURE_WAYS,
    CompactThere,
    NameMissing,
    NoSuchCompact,
    NoSuchVersion,
    PartyThere,
    SideMissing,
)
from overens.compacts.rules.reading import read_wording
from overens.compacts.rules.sheet_faults import (
    AlreadySigned,
    NameAmbiguous,
    RowRefused,
)
from overens.compacts.rules.signatories import (
    Namesakes,
    PartyFact,
    SignatoryRow,
    SignatorySheet,
    fold,
    read_signatories,
)
from overens.compacts.rules.signing import (
    RECONSENT_STATES,
    PartyOfAnotherCompact,
    Reconsent,
    SignatureDayToCome,
    SignedAlready,
    TookPartAlready,
    WhyMissing,
    WithdrawalToCome,
    WithdrawnAlready,
    WithdrawnBeforeSigned,
    check_signature_day,
    check_withdrawal,
    reconsent,
)
from overens.compacts.rules.translation import (
    AnotherKind,
    EndsTooSoon,
    GoesOnTooLong,
    Shape,
    check_same_structure,
    label_of,
)
from overens.compacts.rules.wording import (
    LanguageThere,
    LineFault,
    Note,
    Piece,
    Wording,
    WordingRefused,
    side_of,
    slug_of,
)

__all__ = [
    "COMPACT_STATUSES",
    "FUNCTIONS",
    "RECONSENT_STATES",
    "SIDES",
    "SIGNATURE_STATES",
    "SIGNATURE_WAYS",
    "AlreadySigned",
    "AnotherKind",
    "CompactThere",
    "EndsTooSoon",
    "GoesOnTooLong",
    "LanguageThere",
    "LineFault",
    "NameAmbiguous",
    "NameMissing",
    "Namesakes",
    "NoSuchCompact",
    "NoSuchVersion",
    "NotText",
    "Note",
    "PartyFact",
    "PartyOfAnotherCompact",
    "PartyThere",
    "Piece",
    "Reconsent",
    "RowRefused",
    "Shape",
    "SideMissing",
    "SignatoryRow",
    "SignatorySheet",
    "SignatureDayToCome",
    "SignedAlready",
    "TextEmpty",
    "TextTooLong",
    "TookPartAlready",
    "WhyMissing",
    "WithdrawalToCome",
    "WithdrawnAlready",
    "WithdrawnBeforeSigned",
    "Wording",
    "WordingRefused",
    "check_same_structure",
    "check_signature_day",
    "check_withdrawal",
    "decode_text",
    "fold",
    "label_of",
    "read_signatories",
    "read_wording",
    "reconsent",
    "side_of",
    "slug_of",
]
