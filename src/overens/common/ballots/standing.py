"""How a token stands: whether an answer may come in by it now. Bounded queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from overens.common.ballots import sealing
from overens.common.ballots.faults import (
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
)
from overens.common.models import Ballot, BallotToken
from overens.common.models.ballots import CLOSED
from overens.common.prepared import Prepared


@dataclass(frozen=True)
class Standing:
    """A token's ballot, and how the token stands there.

    Attributes:
        takes: an answer may come in now, by the database's own clock.
    """

    ballot: Ballot
    is_used: bool
    takes: bool

    def open_ballot(self) -> Ballot:
        """Return the ballot, where the token may still give an answer to it.

        Raises:
            TooLate, TokenUsed: it may not.
        """
        if not self.takes:
            raise TooLate()
        if self.is_used:
            raise TokenUsed()
        return self.ballot


def standing_columns(ballot: Any, token_hash: Any) -> dict[str, Any]:
    """Return how a token stands as columns for a question about another row.

    So it costs no question of its own; what comes is read by ``standing_in``.

    Args:
        ballot: the ballot's uuid, or an ``OuterRef`` to it.
        token_hash: of the token.
    """
    its = Ballot.objects.filter(uuid=ballot)
    token = BallotToken.objects.filter(ballot=ballot, token_hash=token_hash)
    return {
        "ballot_pk": Subquery(its.values("pk")),
        "ballot_mode": Subquery(its.values("mode")),
        "ballot_public_key": Subquery(its.values("public_key")),
        "ballot_takes": Exists(its.taking()),
        "token_used": Subquery(token.values("used")),
        "token_withdrawn": Subquery(token.values("withdrawn")),
    }


def standing_in(uuid: UUID, columns: Sequence[Any]) -> Standing:
    """Return how a token stands, of what ``standing_columns`` gave.

    Raises:
        TokenUnknown, TokenWithdrawn: it gives no answer.
    """
    pk, mode, public_key, takes, is_used, is_withdrawn = columns
    if pk is None or is_used is None:
        raise TokenUnknown()
    if is_withdrawn:
        raise TokenWithdrawn()
    return Standing(_ballot(pk, uuid, mode, public_key), bool(is_used), bool(takes))


@lru_cache(maxsize=50)
def _ballot(pk: int, uuid: UUID, mode: str, public_key: str) -> Ballot:
    """Return a ballot; what is given never changes, and nothing else is known of it."""
    return Ballot(pk=pk, uuid=uuid, mode=mode, public_key=public_key)


def ballot_for(token: str) -> Ballot:
    """Return the ballot that a token may still give an answer to; changes nothing.

    Raises:
        TokenUnknown, TokenWithdrawn, TokenUsed, TooLate: it may not.
    """
    return standing_of(token).open_ballot()


def _with_token(token_hash: Any) -> QuerySet[Ballot, tuple[Any, ...]]:
    """Return the ballot that has a token and is not closed, with how the token stands.

    From the ballots, which are few: a token is found by its ballot and itself.
    """
    columns = standing_columns(OuterRef("uuid"), token_hash)
    token = BallotToken.objects.filter(ballot=OuterRef("uuid"), token_hash=token_hash)
    return (
        Ballot.objects.exclude(state=CLOSED)
        .filter(Exists(token))
        .annotate(**columns)
        .values_list("uuid", *columns)
    )


_WITH_TOKEN = Prepared(_with_token)


def standing_of(token: str) -> Standing:
    """Read how a token stands. 1 query.

    Raises:
        TokenUnknown, TokenWithdrawn: it gives no answer.
    """
    found = _WITH_TOKEN(sealing.hash_of(sealing.typed(token)))
    if not found:
        raise TokenUnknown()
    ((uuid, *columns),) = found
    return standing_in(uuid, columns)
