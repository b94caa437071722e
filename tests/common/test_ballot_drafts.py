"""A draft goes when its answer has come in, and none comes after it."""

from __future__ import annotations

import threading
import time

import pytest

from overens.common.ballots import (
    KeepsNoDraft,
    TokenUsed,
    ballot_for,
    cast,
    draft_of,
    drafts,
    forget_draft,
    keep_draft,
)
from overens.common.models import BallotDraft
from overens.common.models.ballots import ANONYMOUS, CONFIDENTIAL
from tests.common.test_ballots import _own_folder, opened  # noqa: F401
from tests.once import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def send(token, ballot):
    cast(token, answer="ja", ballot=ballot)
    forget_draft(ballot, token)


def test_the_latest_draft_stands_until_its_answer_is_in():
    ballot, (token,), _ = opened(CONFIDENTIAL)
    for text in ("en", "två"):
        keep_draft(token, text)
    assert draft_of(token) == "två"
    assert "två" not in BallotDraft.objects.get().draft

    send(token, ballot)

    assert not BallotDraft.objects.exists()
    with pytest.raises(TokenUsed):
        keep_draft(token, "tre")
    assert not BallotDraft.objects.exists()


def test_an_anonymous_ballot_keeps_none():
    _ballot, (token,), _ = opened(ANONYMOUS)
    with pytest.raises(KeepsNoDraft):
        keep_draft(token, "en")


def test_a_draft_on_its_way_while_its_answer_is_sent_is_gone_too(monkeypatch):
    """Two tabs: one keeps what is filled in, the other sends."""
    ballot, (token,), _ = opened(CONFIDENTIAL)
    looked, times = threading.Event(), [0]

    def looks_and_is_slow(given):
        found = ballot_for(given)
        times[0] += 1
        if times[0] == 2:  # in the transaction that is to write
            looked.set()
            time.sleep(0.3)
        return found

    monkeypatch.setattr(drafts, "ballot_for", looks_and_is_slow)

    def sends():
        assert looked.wait(timeout=30)
        send(token, ballot)

    all_at_once(lambda: keep_draft(token, "en"), sends)

    assert times[0] == 2
    assert not BallotDraft.objects.exists()
