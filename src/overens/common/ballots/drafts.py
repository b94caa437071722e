"""Keeps what somebody has filled in so far, so that they can go on elsewhere.

A draft lies under a key, and locked with another, that only the token and the ballot's
secret file together make: neither an old letter nor a back-up opens it, and when the
secret is destroyed at closing nobody can any more. An anonymous ballot keeps none: a
draft that grows while its writer is known would tell what the sealed answer hides.
"""

from __future__ import annotations

from django.db import connection, transaction

from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.faults import KeepsNoDraft
from overens.common.ballots.standing import ballot_for
from overens.common.models import Ballot, BallotDraft
from overens.common.models.ballots import ANONYMOUS


def keep_draft(token: str, draft: str) -> None:
    """Keep what is filled in so far; the latest stands.

    Raises:
        TokenUnknown, TokenWithdrawn, TokenUsed, TooLate: no answer can be given.
        KeepsNoDraft: the ballot is anonymous.
        AnswerTooLong: it cannot be locked.
        KeyMissing: the ballot's key files are gone.
    """
    ballot = ballot_for(token)
    if ballot.mode == ANONYMOUS:
        raise KeepsNoDraft()
    key, secret = _keys(ballot, token)
    kept = BallotDraft(
        ballot=ballot.uuid, draft_key=key, draft=sealing.lock(draft, secret)
    )
    with transaction.atomic():
        _hold(key)
        # Looked at again: a draft that comes after its answer would lie there until
        # closing.
        ballot_for(token)
        BallotDraft.objects.bulk_create(
            [kept],
            update_conflicts=True,
            unique_fields=["ballot", "draft_key"],
            update_fields=["draft"],
        )


def draft_of(token: str) -> str:
    """Return what was filled in so far; empty where nothing is kept.

    Raises:
        TokenUnknown, TokenWithdrawn, TokenUsed, TooLate: no answer can be given.
        KeyMissing: the ballot's key files are gone.
    """
    ballot = ballot_for(token)
    if ballot.mode == ANONYMOUS:
        return ""
    key, secret = _keys(ballot, token)
    found = BallotDraft.objects.filter(ballot=ballot.uuid, draft_key=key).first()
    return sealing.unlock(found.draft, secret) if found else ""


def forget_draft(ballot: Ballot, token: str) -> None:
    """Take a draft away, when its answer has come in."""
    if ballot.mode == ANONYMOUS:
        return
    key, _secret = _keys(ballot, token)
    with transaction.atomic():
        _hold(key)
        BallotDraft.objects.filter(ballot=ballot.uuid, draft_key=key).delete()


def _hold(key: str) -> None:
    """Keep those apart who write the same draft, until the transaction ends.

    SQLite lets one writer in at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(key[:15], 16)])


def _keys(ballot: Ballot, token: str) -> tuple[str, bytes]:
    """Return where this token's draft lies, and what opens it."""
    return sealing.draft_keys(
        keyfiles.read(ballot.uuid, keyfiles.SECRET), sealing.typed(token)
    )
