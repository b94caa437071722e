"""A link in a mail that answers a question once, without signing in. Pure Python.

Only the hash of its token is kept; the token stands in the mail alone. Looking at its
page changes nothing, however often a mail program's scanner does it: sending does.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta
from enum import Enum

# 24 random bytes are 192 bits: beyond guessing, short enough for one line of a mail.
TOKEN_BYTES = 24
# Until the same hour the next day: who answers late in the evening has the morning too.
UNDO_WITHIN = timedelta(hours=24)


def new_token() -> str:
    """Return a token that nobody can guess, to be put in one mail."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a link's token, which is all that is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class LinkState(Enum):
    """Whether a link can be answered, and if not why."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    STALE = "stale"


def link_state(
    *,
    expires: date,
    used: bool,
    attempt: int,
    sent_attempt: int,
    today: date,
    takes_another: bool = False,
) -> LinkState:
    """Return whether a link can be answered now.

    Args:
        expires: the last day the link holds.
        used: whether the question is answered.
        attempt: how many answers by this link have been undone or followed by another.
        sent_attempt: the same number when the page was opened; one more on a page for
            a new answer after one that stands.
        today: by the space's own clock.
        takes_another: whether a new answer may follow the one that stands.

    Returns:
        ``STALE`` when an answer was given and undone after the page was opened.
    """
    is_new = used and takes_another and sent_attempt == attempt + 1
    if used and not is_new:
        return LinkState.ANSWERED
    if today > expires:
        return LinkState.EXPIRED
    if not is_new and attempt != sent_attempt:
        return LinkState.STALE
    return LinkState.OPEN


def is_undoable(*, made: datetime, now: datetime) -> bool:
    """Tell whether what was answered can still be undone."""
    return now - made <= UNDO_WITHIN
