"""One answer per token, and nothing that ties the two together after closing.

The engine under surveys and secret votes: ``open_ballot``, ``issue_tokens``, ``cast``,
``close_ballot``. What it promises and what not: docs/decisions/0010.
"""

from __future__ import annotations

from overens.common.ballots.casting import (
    Receipt,
    cast,
    used_hashes,
)
from overens.common.ballots.closing import Opened, close_ballot, end_now
from overens.common.ballots.drafts import draft_of, forget_draft, keep_draft
from overens.common.ballots.faults import (
    AnswersUnreadable,
    AnswerTooLong,
    KeepsNoDraft,
    KeyMissing,
    PassphraseTooShort,
    StillOpen,
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
    TracesLeft,
    WrongPassphrase,
)
from overens.common.ballots.opening import (
    NewBallot,
    code_on_paper,
    issue_tokens,
    open_ballot,
    put_off,
    withdraw_tokens,
)
from overens.common.ballots.sealing import hash_of, written
from overens.common.ballots.standing import (
    Standing,
    ballot_for,
    standing_columns,
    standing_in,
)

__all__ = [
    "AnswerTooLong",
    "AnswersUnreadable",
    "KeepsNoDraft",
    "KeyMissing",
    "NewBallot",
    "Opened",
    "PassphraseTooShort",
    "Receipt",
    "Standing",
    "StillOpen",
    "TokenUnknown",
    "TokenUsed",
    "TokenWithdrawn",
    "TooLate",
    "TracesLeft",
    "WrongPassphrase",
    "ballot_for",
    "cast",
    "close_ballot",
    "code_on_paper",
    "draft_of",
    "end_now",
    "forget_draft",
    "hash_of",
    "issue_tokens",
    "keep_draft",
    "open_ballot",
    "put_off",
    "standing_columns",
    "standing_in",
    "used_hashes",
    "withdraw_tokens",
    "written",
]
