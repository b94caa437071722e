"""After closing nobody matches people with answers better than by guessing.

And the probe is real: an engine that leaves order, time, a shared key, lengths or its
keys behind is found out.
"""

from __future__ import annotations

import json
import time

import pytest

from overens.common.ballots import casting, closing, keyfiles, sealing
from overens.surveys.actions import answering, contacts
from tests.surveys import prying
from tests.surveys.prying import PEOPLE, chance, hits, simulated

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


@pytest.mark.parametrize(
    "surveys", [20, pytest.param(200, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_no_way_of_matching_does_better_than_chance(surveys):
    modes = ("anonymous", "confidential")

    loots = [simulated(number, modes[number % 2]) for number in range(surveys)]

    assert all(len(loot.sheets) == PEOPLE for loot in loots)
    better = {way: n for way, n in hits(loots).items() if n > chance(surveys)}
    assert better == {}


def test_no_file_holds_a_token_its_hash_a_key_or_a_sealed_answer_any_more():
    loot = simulated(1, "anonymous")

    assert not [name for name in loot.files if name.endswith(("secret", "private"))]
    for person, token in loot.tokens.items():
        traces = (token, sealing.hash_of(token), loot.keys[person], loot.sealed[person])
        for name, data in loot.files.items():
            assert not [trace for trace in traces if trace.encode() in data], name


# --- the probe finds what it is to find -----------------------------------------------


def _adding(name, value):
    """Return an engine's way to keep an answer that adds something to it."""
    plain = casting.closed_over

    def kept(text, ballot, secret):
        said = json.loads(text)
        said["sheets"][0]["answers"][name] = value()
        return plain(json.dumps(said), ballot, secret)

    return kept


def leave_order(monkeypatch):
    monkeypatch.setattr(sealing, "shuffled", list)
    monkeypatch.setattr(answering, "shuffled", list)
    return "by_key"


def leave_time(monkeypatch):
    monkeypatch.setattr(casting, "closed_over", _adding("a", time.time_ns))
    return "by_time"


def leave_a_shared_key(monkeypatch):
    plain = answering.cast

    def cast(token, *, answer, **more):
        said = json.loads(answer)
        said["sheets"][0]["answers"]["from"] = sealing.hash_of(token)
        return plain(token, answer=json.dumps(said), **more)

    monkeypatch.setattr(answering, "cast", cast)
    return "by_trace"


def leave_lengths(monkeypatch):
    monkeypatch.setattr(sealing, "LENGTHS", range(100_000))
    return "by_length"


def leave_the_keys(monkeypatch):
    monkeypatch.setattr(closing.keyfiles, "destroy", lambda ballot: None)
    return "by_opening"


def leave_the_keys_to_drafts(monkeypatch):
    leave_the_keys(monkeypatch)
    return "by_draft"


def leave_a_mark_in_common_with_contacts(monkeypatch):
    plain = contacts.leave_contact

    def left(token, **more):
        return plain(token, **more, about=sealing.hash_of(token))

    monkeypatch.setattr(prying, "leave_contact", left)
    leave_a_shared_key(monkeypatch)
    return "by_contact_trace"


@pytest.mark.parametrize(
    "leave",
    [
        leave_order,
        leave_time,
        leave_a_shared_key,
        leave_lengths,
        leave_the_keys,
        leave_the_keys_to_drafts,
        leave_a_mark_in_common_with_contacts,
    ],
    ids=lambda leave: leave.__name__,
)
def test_an_engine_that_leaves_a_trace_is_found_out(leave, monkeypatch):
    way = leave(monkeypatch)

    found = hits([simulated(number, "confidential") for number in range(3)])

    assert found[way] > chance(3)
    assert keyfiles.folder().is_dir()
