"""Opens a ballot or puts it off, and issues and takes back tokens to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.ballots import keyfiles, sealing
from overens.common.ballots.casting import hold
from overens.common.ballots.faults import TooLate
from overens.common.models import Ballot, BallotToken
from overens.common.models.ballots import ANONYMOUS, TAKING


@dataclass(frozen=True)
class NewBallot:
    """A ballot, and the code that opens it, which is shown once and kept nowhere.

    Attributes:
        escrow: the private key, to be printed and put in a sealed envelope; empty
            unless the ballot is anonymous. Burn it at closing.
    """

    ballot: Ballot
    escrow: str


@transaction.atomic
def open_ballot(
    *,
    mode: str,
    closes_at: datetime,
    about: Any,
    by: Actor,
    space: str = "",
    passphrase: str = "",
) -> NewBallot:
    """Open a ballot about a row until an instant.

    Args:
        mode: one of ``models.ballots``; it is never changed afterwards.
        closes_at: the first instant at which no answer is taken.
        passphrase: opens an anonymous ballot at closing; not kept.

    Raises:
        PassphraseTooShort: an anonymous ballot's passphrase could be guessed.
    """
    ballot = Ballot(
        mode=mode,
        closes_at=closes_at,
        space=space,
        about_kind=about._meta.label,
        about_uuid=about.uuid,
        about_label=str(about)[:300],
    )
    escrow = ""
    if mode == ANONYMOUS:
        sealing.check_passphrase(passphrase)
        private_key = sealing.new_private_key()
        ballot.public_key = sealing.public_half(private_key)
        wrapped = sealing.wrap(private_key, passphrase)
        keyfiles.put(ballot.uuid, keyfiles.PRIVATE, wrapped)
        escrow = sealing.escrow_of(private_key)
    # Files first: a ballot without its keys could take no answer.
    keyfiles.put(ballot.uuid, keyfiles.SECRET, secrets.token_bytes(sealing.KEY_BYTES))
    ballot.save()
    write_line(
        "common.open_ballot",
        by=by,
        about=ballot,
        space=space,
        facts={"mode": mode, "closes_at": closes_at.isoformat()},
    )
    return NewBallot(ballot, escrow)


def code_on_paper(ballot: Ballot, passphrase: str) -> str:
    """Return an anonymous ballot's code for paper once more, to who has the passphrase.

    Raises:
        WrongPassphrase: it does not open the key.
        KeyMissing: the key is not on this server.
    """
    wrapped = keyfiles.read(ballot.uuid, keyfiles.PRIVATE)
    return sealing.escrow_of(sealing.unwrap(wrapped, passphrase))


@transaction.atomic
def put_off(ballot: Ballot, *, closes_at: datetime, by: Actor) -> None:
    """Let answers in until a later instant.

    Raises:
        TooLate: the answers are being counted, or are.
    """
    hold(ballot, alone=True)
    if not Ballot.objects.filter(pk=ballot.pk, state=TAKING).update(
        closes_at=closes_at
    ):
        raise TooLate()
    write_line(
        "common.put_off_ballot",
        by=by,
        about=ballot,
        space=ballot.space,
        facts={"closes_at": closes_at.isoformat()},
    )


@transaction.atomic
def issue_tokens(ballot: Ballot, *, count: int, by: Actor, void: int = 0) -> list[str]:
    """Issue new tokens; return them. Only their hashes are kept.

    Args:
        void: how many of them, the first, give no answer: of those who have answered
            already, which the log is not to tell.
    """
    tokens = [sealing.new_token() for _ in range(count)]
    BallotToken.objects.bulk_create(
        BallotToken(
            ballot=ballot.uuid,
            token_hash=sealing.hash_of(token),
            withdrawn=place < void,
        )
        for place, token in enumerate(tokens)
    )
    write_line(
        "common.issue_tokens",
        by=by,
        about=ballot,
        space=ballot.space,
        facts={"tokens": count},
    )
    return tokens


@transaction.atomic
def withdraw_tokens(ballot: Ballot, *, hashes: Iterable[str], by: Actor) -> int:
    """Take back tokens by their hashes; return how many no answer was sent by.

    One that an answer was sent by stays as it is: it counts, or may be on its way in,
    and whoever got another token would answer twice. The log tells how many were to be
    taken back, whichever have answered.
    """
    asked = list(hashes)
    taken_back = BallotToken.objects.filter(
        ballot=ballot.uuid, token_hash__in=asked, used=False, begun=False
    ).update(withdrawn=True)
    write_line(
        "common.withdraw_tokens",
        by=by,
        about=ballot,
        space=ballot.space,
        facts={"tokens": len(asked)},
    )
    return taken_back
