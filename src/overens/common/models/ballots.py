"""One answer per token, without a link between them (reliability.md §2.1).

Secret votes and surveys use it (``common.ballots``). Django does not manage the tables
of tokens and answers: the order of rows betrays who answered when, so SQLite needs
``WITHOUT ROWID``, which Django cannot say. ``common.handmade_sql`` holds the SQL.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from overens.common.models.base import Record
from overens.common.personal_data import record

# How an answer is kept until closing; see ``common.ballots.sealing``.
IN_THE_OPEN, CONFIDENTIAL, ANONYMOUS = "open", "confidential", "anonymous"

# Emptied: the answers are counted and the rows gone, the traces on disk not yet.
TAKING, EMPTIED, CLOSED = "taking", "emptied", "closed"


def ballot_modes() -> list[tuple[str, Any]]:
    """Return how an answer can be kept until closing."""
    return [
        (IN_THE_OPEN, _("open")),
        (CONFIDENTIAL, _("confidential")),
        (ANONYMOUS, _("anonymous")),
    ]


def ballot_states() -> list[tuple[str, Any]]:
    """Return how far a ballot has come."""
    return [
        (TAKING, _("taking answers")),
        (EMPTIED, _("counted, traces being wiped")),
        (CLOSED, _("closed and wiped")),
    ]


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Reads of ballots."""

    def taking(self) -> Self:
        """Return those that answers may come in to, by the database's own clock."""
        return self.filter(state=TAKING, closes_at__gt=Now())

    def over(self) -> Self:
        """Return those whose time is up and that are not yet closed and wiped."""
        return self.exclude(state=CLOSED).filter(closes_at__lte=Now())


class Ballot(Record):
    """A set of tokens and the answers that they give, until a given instant.

    Its secret and its private key are files (``common.ballots.keyfiles``), never here:
    a back-up of the database opens nothing.
    """

    mode = models.CharField(_("how kept"), max_length=16, choices=ballot_modes)
    state = models.CharField(
        _("state"), max_length=12, choices=ballot_states, default=TAKING
    )
    closes_at = models.DateTimeField(_("closes"))
    public_key = models.CharField(_("public key"), max_length=64, blank=True)
    space = models.CharField(_("space"), max_length=80, blank=True)
    about_kind = models.CharField(_("kind of row"), max_length=60)
    about_uuid = models.UUIDField(_("row"))
    about_label = models.CharField(_("row's name"), max_length=300, blank=True)

    objects = BallotQuerySet.as_manager()

    kept = record(
        "Says until when answers are taken, and how they are kept.", public=False
    )

    class Meta:
        verbose_name = _("ballot")

    def __str__(self) -> str:
        return self.about_label or str(self.uuid)


class BallotToken(models.Model):
    """An issued token, as its hash; whether it has been used, never when.

    Begun: somebody has sent an answer by it, which may be in before it counts as used.
    """

    pk = models.CompositePrimaryKey("ballot", "token_hash")
    ballot = models.UUIDField(_("ballot"))
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64)
    used = models.BooleanField(_("used"), default=False)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    begun = models.BooleanField(_("an answer has been sent"), default=False)

    kept = record("Lets each invited answer once, and no one know what.", public=False)

    class Meta:
        managed = False
        db_table = "common_ballot_token"

    def __str__(self) -> str:
        return self.token_hash[:8]


class BallotAnswer(models.Model):
    """An answer under a key that only the token's holder could have made."""

    pk = models.CompositePrimaryKey("ballot", "answer_key")
    ballot = models.UUIDField(_("ballot"))
    answer_key = models.CharField(_("HMAC of the token"), max_length=64)
    stratum = models.CharField(_("stratum"), max_length=60, blank=True)
    units = models.PositiveSmallIntegerField(_("number of units"), default=1)
    answer = models.TextField(_("sealed answer"))

    kept = record("Keeps an answer without its giver.", public=False)

    class Meta:
        managed = False
        db_table = "common_ballot_answer"

    def __str__(self) -> str:
        return self.answer_key[:8]


class BallotDraft(models.Model):
    """What somebody has filled in so far, locked; gone when they send or at closing."""

    pk = models.CompositePrimaryKey("ballot", "draft_key")
    ballot = models.UUIDField(_("ballot"))
    draft_key = models.CharField(_("HMAC of the token"), max_length=64)
    draft = models.TextField(_("locked draft"))

    kept = record("Lets somebody go on answering where they were.", public=False)

    class Meta:
        managed = False
        db_table = "common_ballot_draft"

    def __str__(self) -> str:
        return self.draft_key[:8]
