"""Takes one answer by a token, once, and keeps nothing that ties the two together.

That an answer is sent is noted, then the answer is written, then that the token is
used, each in a transaction of its own: PostgreSQL would else mark both with the same
number. Killed in between, the answer is in and the token looks unused; sent again, it
meets its own key and nothing is added.

Thousands may send at once, and SQLite lets one write at a time. So all that can be is
read, locked and sealed before anything is written, and each write is one statement: the
answer's own asks by itself whether the token holds and the time is not over. The three
wait for the disk once, before anybody is told that the answer is in.
No time, address, session or line of audit is kept of an answer; no job is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.faults import TooLate
from overens.common.ballots.standing import standing_of
from overens.common.failpoints import failpoint
from overens.common.models import Ballot, BallotToken
from overens.common.models.ballots import ANONYMOUS, CONFIDENTIAL
from overens.common.syncing import synced_once
from overens.common.turns import in_turn

# The three writes of an answer, each in a transaction of its own. Written by hand,
# since Django would work the second out while others wait.
_BEGUN = (
    "UPDATE common_ballot_token SET begun = true "
    "WHERE ballot = %s AND token_hash = %s AND NOT withdrawn AND NOT begun"
)
# It goes in where the token holds and the time is not over by the database's clock, and
# there is none under its key.
_ANSWER = """
INSERT INTO common_ballot_answer (ballot, answer_key, stratum, units, answer)
SELECT %s, %s, %s, %s, %s
WHERE EXISTS (
    SELECT 1 FROM common_ballot b
    JOIN common_ballot_token t ON t.ballot = b.uuid
    WHERE b.uuid = %s AND b.state = 'taking' AND b.closes_at > {now}
    AND t.token_hash = %s AND NOT t.withdrawn
) ON CONFLICT DO NOTHING
"""
_BALLOT = BallotToken._meta.get_field("ballot")
_IS_IN = "SELECT 1 FROM common_ballot_answer WHERE ballot = %s AND answer_key = %s"
# As Django's ``Now`` has it, which is what times are stored and compared as.
_CLOCKS = {
    "sqlite": "STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'NOW')",
    "postgresql": "STATEMENT_TIMESTAMP()",
}
_USED = (
    "UPDATE common_ballot_token SET used = true "
    "WHERE ballot = %s AND token_hash = %s AND NOT used"
)


@dataclass(frozen=True)
class Receipt:
    """That an answer is in. The same for everybody; it says nothing of what or when."""

    ballot: Ballot


def cast(
    token: str,
    *,
    answer: str,
    stratum: str = "",
    units: int = 1,
    ballot: Ballot | None = None,
) -> Receipt:
    """Take an answer; sent again by the same token, the first one stands.

    Args:
        token: as it was issued, or as somebody typed it.
        answer: what was answered; its shape is the caller's.
        stratum: the group that the answer is counted in.
        units: for how many units it stands.
        ballot: the token's, where ``ballot_for`` has just given it.

    Returns:
        A receipt, the same however often the answer is sent.

    Raises:
        TokenUnknown, TokenWithdrawn: the token gives no answer.
        TooLate: the time is over.
        AnswerTooLong: it cannot be sealed.
        KeyMissing: the ballot's key files are gone.
    """
    ballot = ballot or standing_of(token).ballot
    secret = keyfiles.read(ballot.uuid, keyfiles.SECRET)
    plain = sealing.typed(token)
    place = _as_stored(ballot.uuid)
    of_token = (place, sealing.hash_of(plain))
    of_answer = (place, sealing.answer_key(secret, plain))
    kept = (stratum, units, closed_over(answer, ballot, secret))
    failpoint("ballots.cast.before")
    with synced_once(), in_turn(), connection.cursor() as cursor:
        # From here it is not taken back: killed below, its answer may be in all the
        # same.
        cursor.execute(_BEGUN, of_token)
        failpoint("ballots.cast.after_begun")
        with _apart_from_closing(ballot):
            cursor.execute(
                _answer_sql(connection.vendor), (*of_answer, *kept, *of_token)
            )
            failpoint("ballots.cast.before_commit")
        if cursor.rowcount != 1:
            _see_why_not(cursor, token, of_answer)
        failpoint("ballots.cast.after_answer")
        cursor.execute(_USED, of_token)
    failpoint("ballots.cast.after_flag")
    return Receipt(ballot)


def _see_why_not(cursor: Any, token: str, of_answer: tuple[Any, str]) -> None:
    """Pass where nothing was written since the answer is in already.

    Raises:
        TokenUnknown, TokenWithdrawn, TooLate: it was not taken.
    """
    standing_of(token)
    cursor.execute(_IS_IN, of_answer)
    if cursor.fetchone() is None:
        raise TooLate()


def _as_stored(ballot: UUID) -> Any:
    return _BALLOT.get_db_prep_value(ballot, connection)


@cache
def _answer_sql(vendor: str) -> str:
    return _ANSWER.format(now=_CLOCKS[vendor])


def closed_over(answer: str, ballot: Ballot, secret: bytes) -> str:
    """Return an answer as the ballot's mode keeps it until closing."""
    if ballot.mode == ANONYMOUS:
        return sealing.seal(answer, ballot.public_key)
    if ballot.mode == CONFIDENTIAL:
        return sealing.lock(answer, secret)
    return answer


def used_hashes(ballot: Ballot) -> frozenset[str]:
    """Return the hashes of the tokens that an answer has come in by. 1 query.

    For reminders and counts; a list of names is shown in batches only.
    """
    return frozenset(
        BallotToken.objects.filter(ballot=ballot.uuid, used=True).values_list(
            "token_hash", flat=True
        )
    )


@contextmanager
def _apart_from_closing(ballot: Ballot) -> Iterator[None]:
    """Let a statement be written before a ballot closes, or after.

    On SQLite a statement is a transaction by itself, and begins one less than two.
    """
    if connection.vendor == "sqlite":
        yield
        return
    with transaction.atomic(durable=True):
        hold(ballot)
        yield


def hold(ballot: Ballot, *, alone: bool = False) -> None:
    """Keep closing and answering apart, until the transaction ends.

    SQLite lets one writer in at a time. On PostgreSQL a lock on the row would leave the
    number of the last answer's transaction in it; an advisory lock leaves nothing.
    """
    if connection.vendor != "postgresql":
        return
    shared = "" if alone else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pg_advisory_xact_lock{shared}(%s)", [ballot.uuid.int >> 65]
        )
