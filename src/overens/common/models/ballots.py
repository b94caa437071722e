"""One answer per token, without a link between them (reliability.md §2.1).

The shape is settled before the first migration; secret votes and sealed surveys use
it. Django does not manage the tables: the order of rows betrays who answered when, so
SQLite needs ``WITHOUT ROWID``, which Django cannot say. ``common.handmade_sql`` holds
the SQL.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.personal_data import record


class BallotToken(models.Model):
    """An issued token, as its hash; whether it has been used, never when."""

    pk = models.CompositePrimaryKey("ballot", "token_hash")
    ballot = models.UUIDField(_("ballot"))
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64)
    used = models.BooleanField(_("used"), default=False)

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
    stratum = models.CharField(_("stratum"), max_length=40, blank=True)
    units = models.PositiveSmallIntegerField(_("number of units"), default=1)
    answer = models.TextField(_("sealed answer"))

    kept = record("Keeps an answer without its giver.", public=False)

    class Meta:
        managed = False
        db_table = "common_ballot_answer"

    def __str__(self) -> str:
        return self.answer_key[:8]
