"""Takes one answer by a token, once, and keeps nothing that ties the two together.

That an answer is sent is noted, then the answer is written, then that the token is
used, each in a transaction of its own: PostgreSQL would else mark both with the same
number. Killed in between, the answer is in and the token looks unused; sent again, it
meets its own key and nothing is added.

Thousands may send at once, and SQLite lets one write at a time. So all that can be is
read, locked and sealed before anything is written, and a transaction holds as little as
it may: the answer's own reads again that the token holds and the time is not over.
No time, address, session or line of audit is kept of an answer; no job is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.faults import (
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
)
from overens.common.failpoints import failpoint
from overens.common.models import Ballot, BallotToken
from overens.common.models.ballots import ANONYMOUS, CLOSED, CONFIDENTIAL, TAKING
from overens.common.prepared import Prepared

# The three writes of an answer, each in a transaction of its own. Written by hand,
# since Django would work the second out while others wait.
_BEGUN = (
    "UPDATE common_ballot_token SET begun = true "
    "WHERE ballot = %s AND token_hash = %s AND NOT withdrawn AND NOT begun"
)
_ANSWER = (
    "INSERT INTO common_ballot_answer (ballot, answer_key, stratum, units, answer) "
    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_USED = (
    "UPDATE common_ballot_token SET used = true "
    "WHERE ballot = %s AND token_hash = %s AND NOT used"
)


@dataclass(frozen=True)
class Receipt:
    """That an answer is in. The same for everybody; it says nothing of what or when."""

    ballot: Ballot


def ballot_for(token: str) -> Ballot:
    """Return the ballot that a token may still give an answer to; changes nothing.

    Raises:
        TokenUnknown, TokenWithdrawn, TokenUsed, TooLate: it may not.
    """
    standing = _standing(token)
    if not standing.takes:
        raise TooLate()
    if standing.is_used:
        raise TokenUsed()
    return standing.ballot


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
    ballot = _standing(token).ballot
    secret = keyfiles.read(ballot.uuid, keyfiles.SECRET)
    plain = sealing.typed(token)
    place = BallotToken._meta.get_field("ballot").get_db_prep_value(
        ballot.uuid, connection
    )
    of_token = [place, sealing.hash_of(plain)]
    key = sealing.answer_key(secret, plain)
    of_answer = [place, key, stratum, units, closed_over(answer, ballot)]
    failpoint("ballots.cast.before")
    with connection.cursor() as cursor:
        # From here it is not taken back: killed below, its answer may be in all the
        # same.
        cursor.execute(_BEGUN, of_token)
        failpoint("ballots.cast.after_begun")
        with transaction.atomic(durable=True):
            hold(ballot)
            if not _standing(token).takes:
                raise TooLate()
            cursor.execute(_ANSWER, of_answer)
            failpoint("ballots.cast.before_commit")
        failpoint("ballots.cast.after_answer")
        cursor.execute(_USED, of_token)
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


@dataclass(frozen=True)
class _Standing:
    """A token's ballot, and how the token stands there.

    Attributes:
        takes: an answer may come in now, by the database's own clock.
    """

    ballot: Ballot
    is_used: bool
    takes: bool


def _with_token(token_hash: Any) -> QuerySet[Ballot]:
    """Return the ballot that has a token and is not closed, with how the token stands.

    From the ballots, which are few: a token is found by its ballot and itself.
    """
    token = BallotToken.objects.filter(ballot=OuterRef("uuid"), token_hash=token_hash)
    return (
        Ballot.objects.exclude(state=CLOSED)
        .filter(Exists(token))
        .only("uuid", "mode", "public_key")
        .annotate(
            is_used=Subquery(token.values("used")),
            is_withdrawn=Subquery(token.values("withdrawn")),
            takes=Q(state=TAKING, closes_at__gt=Now()),
        )
    )


_WITH_TOKEN = Prepared(_with_token)


def _standing(token: str) -> _Standing:
    """Read how a token stands. 1 query.

    Raises:
        TokenUnknown, TokenWithdrawn: it gives no answer.
    """
    found = _WITH_TOKEN(sealing.hash_of(sealing.typed(token)))
    if not found:
        raise TokenUnknown()
    (ballot,) = found
    if ballot.is_withdrawn:
        raise TokenWithdrawn()
    return _Standing(ballot, ballot.is_used, ballot.takes)
