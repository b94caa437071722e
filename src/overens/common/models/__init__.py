"""What the floor stores. It has no foreign key out of itself: (kind, uuid, label)."""

from __future__ import annotations

from overens.common.models.ballots import (
    Ballot,
    BallotAnswer,
    BallotDraft,
    BallotToken,
)
from overens.common.models.base import (
    MADE_UP,
    ORIGINS,
    OWN,
    RECONSTRUCTED,
    SOURCE,
    ContentRecord,
    NotWrittenText,
    PartialDateField,
    Record,
    StandingQuerySet,
    TextDoesNotFit,
    Withdrawable,
    check_fits,
    fitting,
    origin_choices,
    removing,
)
from overens.common.models.ledger import (
    AuditLine,
    FileReference,
    ImportRun,
    OutgoingMail,
    Postponement,
    Redirect,
    SentForm,
    StoredFile,
)

__all__ = [
    "MADE_UP",
    "ORIGINS",
    "OWN",
    "RECONSTRUCTED",
    "SOURCE",
    "AuditLine",
    "Ballot",
    "BallotAnswer",
    "BallotDraft",
    "BallotToken",
    "ContentRecord",
    "FileReference",
    "ImportRun",
    "OutgoingMail",
    "PartialDateField",
    "Postponement",
    "Record",
    "Redirect",
    "SentForm",
    "StandingQuerySet",
    "StoredFile",
    "TextDoesNotFit",
    "NotWrittenText",
    "Withdrawable",
    "check_fits",
    "fitting",
    "origin_choices",
    "removing",
]
