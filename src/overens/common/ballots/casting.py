"""Takes one answer by a token, once, and keeps nothing that ties the two together.

That an answer is sent is noted, then the answer is written, then that the token is
used, each in a transaction of its own: PostgreSQL would else mark both with the same
number. Killed in between, the answer is in and the token looks unused; sent again, it
meets its own key and nothing is added.
No time, address, session or line of audit is kept of an answer; no job is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import QuerySet

from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.faults import (
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
)
from overens.common.failpoints import failpoint
from overens.common.models import Ballot, BallotAnswer, BallotToken
from overens.common.models.ballots import ANONYMOUS, CLOSED, CONFIDENTIAL


@dataclass(frozen=True)
class Receipt:
    """That an answer is in. The same for everybody; it says nothing of what or when."""

    ballot: Ballot


def ballot_for(token: str) -> Ballot:
    """Return the ballot that a token may still give an answer to; changes nothing.

    Raises:
        TokenUnknown, TokenWithdrawn, TokenUsed, TooLate: it may not.
    """
    ballot, row = _found(token)
    _check_taking(ballot)
    if row.used:
        raise TokenUsed()
    return ballot


def cast(token: str, *, answer: str, stratum: str = "", units: int = 1) -> Receipt:
    """Take an answer; sent again by the same token, the first one stands.

    Args:
        token: as it was issued, or as somebody typed it.
        answer: what was answered; its shape is the caller's.
        stratum: the group that the answer is counted in.
        units: for how many units it stands.

    Returns:
        A receipt, the same however often the answer is sent.

    Raises:
        TokenUnknown, TokenWithdrawn: the token gives no answer.
        TooLate: the time is over.
        AnswerTooLong: it cannot be sealed.
        KeyMissing: the ballot's key files are gone.
    """
    ballot, row = _found(token)
    key = sealing.answer_key(
        keyfiles.read(ballot.uuid, keyfiles.SECRET), sealing.typed(token)
    )
    cast_now = BallotAnswer(
        ballot=ballot.uuid,
        answer_key=key,
        stratum=stratum,
        units=units,
        answer=closed_over(answer, ballot),
    )
    failpoint("ballots.cast.before")
    # From here it is not taken back: killed below, its answer may be in all the same.
    _tokens(row).filter(withdrawn=False, begun=False).update(begun=True)
    failpoint("ballots.cast.after_begun")
    with transaction.atomic(durable=True):
        hold(ballot)
        _check_taking(ballot)
        if not _tokens(row).filter(withdrawn=False).exists():
            raise TokenWithdrawn()
        BallotAnswer.objects.bulk_create([cast_now], ignore_conflicts=True)
        failpoint("ballots.cast.before_commit")
    failpoint("ballots.cast.after_answer")
    with transaction.atomic(durable=True):
        _tokens(row).filter(used=False).update(used=True)
        failpoint("ballots.cast.before_flag")
    failpoint("ballots.cast.after_flag")
    return Receipt(ballot)


def closed_over(answer: str, ballot: Ballot) -> str:
    """Return an answer as the ballot's mode keeps it until closing."""
    if ballot.mode == ANONYMOUS:
        return sealing.seal(answer, ballot.public_key)
    if ballot.mode == CONFIDENTIAL:
        return sealing.lock(answer, keyfiles.read(ballot.uuid, keyfiles.SECRET))
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


def _found(token: str) -> tuple[Ballot, BallotToken]:
    ballots = {ballot.uuid: ballot for ballot in Ballot.objects.exclude(state=CLOSED)}
    row = BallotToken.objects.filter(
        ballot__in=list(ballots), token_hash=sealing.hash_of(sealing.typed(token))
    ).first()
    if row is None:
        raise TokenUnknown()
    if row.withdrawn:
        raise TokenWithdrawn()
    return ballots[row.ballot], row


def _tokens(row: BallotToken) -> QuerySet[BallotToken]:
    return BallotToken.objects.filter(ballot=row.ballot, token_hash=row.token_hash)


def _check_taking(ballot: Ballot) -> None:
    if not Ballot.objects.taking().filter(pk=ballot.pk).exists():
        raise TooLate()
