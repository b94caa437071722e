"""Closes a ballot: opens the answers, hands them over mixed, and wipes every trace.

Each step may be killed; closing again goes on where it was. The answers are handed over
and their old rows, with the tokens, taken away in one transaction. Then the keys go,
then the database is rewritten, and only then is the ballot said to be closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models.functions import Now

from overens.common.audit import Actor, write_line
from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.casting import hold
from overens.common.ballots.faults import AnswersUnreadable, StillOpen, WrongPassphrase
from overens.common.ballots.wiping import wipe
from overens.common.failpoints import failpoint
from overens.common.models import Ballot, BallotAnswer, BallotDraft, BallotToken
from overens.common.models.ballots import (
    ANONYMOUS,
    CLOSED,
    CONFIDENTIAL,
    EMPTIED,
    TAKING,
)


@dataclass(frozen=True)
class Opened:
    """An answer, opened: its group, for how many units it stands, what it says."""

    stratum: str
    units: int
    answer: str


Into = Callable[[Sequence[Opened]], None]


def close_ballot(
    ballot: Ballot,
    *,
    into: Into,
    by: Actor,
    passphrase: str = "",
    wiping: Sequence[type[models.Model]] = (),
) -> Ballot:
    """Close a ballot whose time is over; again goes on where it was stopped.

    Call outside a transaction: the database is rewritten.

    Args:
        into: writes the answers where they are to be kept, in the same transaction as
            they are taken away here; they come in an order that tells nothing.
        passphrase: opens an anonymous ballot; the code on paper does too.
        wiping: other tables that ``into`` takes things from.

    Returns:
        The ballot as it is afterwards.

    Raises:
        StillOpen: its time has not come.
        KeyMissing, WrongPassphrase, AnswersUnreadable: nothing could be opened, and
            nothing has changed.
        TracesLeft: the answers are handed over, but the database was in use.
    """
    ballot = Ballot.objects.get(pk=ballot.pk)
    if ballot.state == TAKING:
        private_key = _private_key(ballot, passphrase)
        _hand_over(ballot, private_key, into, by)
        failpoint("ballots.close.after_commit")
    if ballot.state != CLOSED:
        keyfiles.destroy(ballot.uuid)
        failpoint("ballots.close.after_keys")
        wipe((BallotToken, BallotAnswer, BallotDraft, *wiping))
        failpoint("ballots.close.after_wiping")
        Ballot.objects.filter(pk=ballot.pk).update(state=CLOSED)
        failpoint("ballots.close.after_state")
    return Ballot.objects.get(pk=ballot.pk)


@transaction.atomic
def end_now(ballot: Ballot, *, by: Actor) -> None:
    """Let no more answers in from this instant, by the database's clock."""
    hold(ballot, alone=True)
    if Ballot.objects.taking().filter(pk=ballot.pk).update(closes_at=Now()):
        write_line("common.end_ballot", by=by, about=ballot, space=ballot.space)


def _private_key(ballot: Ballot, passphrase: str) -> bytes:
    """Return what opens the answers."""
    if ballot.mode == CONFIDENTIAL:
        return keyfiles.read(ballot.uuid, keyfiles.SECRET)
    if ballot.mode != ANONYMOUS:
        return b""
    try:
        on_paper = sealing.key_on_paper(passphrase)
        if sealing.public_half(on_paper) == ballot.public_key:
            return on_paper
    except WrongPassphrase:
        pass  # Not written as a key is: then it is the passphrase.
    return sealing.unwrap(keyfiles.read(ballot.uuid, keyfiles.PRIVATE), passphrase)


@transaction.atomic(durable=True)
def _hand_over(ballot: Ballot, key: bytes, into: Into, by: Actor) -> None:
    hold(ballot, alone=True)
    # Somebody else may have closed it while we waited.
    if not Ballot.objects.filter(pk=ballot.pk, state=TAKING).exists():
        return
    if Ballot.objects.taking().filter(pk=ballot.pk).exists():
        raise StillOpen()
    rows = BallotAnswer.objects.filter(ballot=ballot.uuid)
    # By their random keys: the order that they came in is not even read.
    in_no_order = rows.order_by("answer_key")
    opened, unreadable = [], 0
    for row in in_no_order:
        try:
            opened.append(Opened(row.stratum, row.units, _opened(row, ballot, key)))
        except ValueError:
            unreadable += 1
    if unreadable:
        raise AnswersUnreadable(count=unreadable)
    into(sealing.shuffled(opened))
    failpoint("ballots.close.after_into")
    rows.delete()
    BallotDraft.objects.filter(ballot=ballot.uuid).delete()
    BallotToken.objects.filter(ballot=ballot.uuid).delete()
    Ballot.objects.filter(pk=ballot.pk).update(state=EMPTIED)
    write_line(
        "common.close_ballot",
        by=by,
        about=ballot,
        space=ballot.space,
        facts={"answers": len(opened)},
    )
    failpoint("ballots.close.before_commit")


def _opened(row: BallotAnswer, ballot: Ballot, key: bytes) -> str:
    if ballot.mode == ANONYMOUS:
        return sealing.unseal(row.answer, key)
    if ballot.mode == CONFIDENTIAL:
        return sealing.unlock(row.answer, key)
    return row.answer
