"""One answer by each token, counted at closing, and nothing left that tells whose."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from overens.common.audit import operator
from overens.common.ballots import (
    AnswersUnreadable,
    KeyMissing,
    PassphraseTooShort,
    StillOpen,
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
    TracesLeft,
    WrongPassphrase,
    ballot_for,
    cast,
    close_ballot,
    end_now,
    hash_of,
    issue_tokens,
    open_ballot,
    used_hashes,
    withdraw_tokens,
    written,
)
from overens.common.ballots.keyfiles import folder
from overens.common.models import (
    AuditLine,
    Ballot,
    BallotAnswer,
    BallotToken,
)
from overens.common.models.ballots import ANONYMOUS, CLOSED, CONFIDENTIAL, IN_THE_OPEN
from tests import make
from tests.once import all_at_once, let_go_of_ballots

pytestmark = pytest.mark.django_db(transaction=True)

MODES = [IN_THE_OPEN, CONFIDENTIAL, ANONYMOUS]
PASSPHRASE = "fyra ord i en rad"
BY = operator()


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    yield
    let_go_of_ballots()


def opened(mode=ANONYMOUS, tokens=1, hours=1):
    """Open a ballot about something; return it, its tokens and its code on paper."""
    made = open_ballot(
        mode=mode,
        closes_at=datetime.now(UTC) + timedelta(hours=hours),
        about=make.make_space("strandland"),
        by=BY,
        passphrase=PASSPHRASE,
    )
    return made.ballot, issue_tokens(made.ballot, count=tokens, by=BY), made.escrow


def counted(ballot, **how):
    """Close a ballot now; return what was handed over."""
    end_now(ballot, by=BY)
    taken = []
    how = {"passphrase": PASSPHRASE} | how
    closed = close_ballot(ballot, into=taken.extend, by=BY, **how)
    assert closed.state == CLOSED
    return taken


@pytest.mark.parametrize("mode", MODES)
def test_what_is_answered_is_counted_at_closing_with_its_group(mode):
    ballot, tokens, _ = opened(mode, 3)

    cast(tokens[0], answer="ja", stratum="ben-1", units=2)
    cast(tokens[1], answer="nej – åäö", stratum="ben-2")

    assert sorted((a.stratum, a.units, a.answer) for a in counted(ballot)) == [
        ("ben-1", 2, "ja"),
        ("ben-2", 1, "nej – åäö"),
    ]


@pytest.mark.parametrize("mode", [CONFIDENTIAL, ANONYMOUS])
def test_until_closing_nobody_reads_an_answer_in_the_database(mode):
    ballot, (token,), _ = opened(mode)

    cast(token, answer="hemligt svar")

    row = BallotAnswer.objects.get()
    assert "hemligt" not in row.answer
    assert token not in f"{row.answer_key} {row.answer}"
    assert row.answer_key != hash_of(token)


@pytest.mark.parametrize("mode", MODES)
def test_the_first_answer_stands_and_every_repeat_gets_the_same_receipt(mode):
    ballot, (token,), _ = opened(mode)

    receipts = [cast(token, answer=word) for word in ("ja", "ja", "nej")]

    assert len(set(map(str, receipts))) == 1
    assert [answer.answer for answer in counted(ballot)] == ["ja"]


def test_fifty_at_once_by_one_token_give_one_answer():
    ballot, (token,), _ = opened()

    receipts = all_at_once(
        *[lambda n=n: cast(token, answer=f"svar {n}") for n in range(50)]
    )

    assert len(set(map(str, receipts))) == 1
    assert BallotAnswer.objects.count() == 1
    assert used_hashes(ballot) == {hash_of(token)}
    assert len(counted(ballot)) == 1


def test_many_at_once_by_their_own_tokens_all_come_in():
    ballot, tokens, _ = opened(tokens=20)

    all_at_once(*[lambda t=t: cast(t, answer="ja") for t in tokens])

    assert len(counted(ballot)) == 20


def test_an_answer_sent_while_it_closes_is_counted_or_refused_never_lost():
    ballot, tokens, _ = opened(CONFIDENTIAL, tokens=8)
    end = [lambda: end_now(ballot, by=BY)]

    def send(token):
        try:
            cast(token, answer="ja")
        except TooLate:
            return 0
        return 1

    came_in = all_at_once(*end, *[lambda t=t: send(t) for t in tokens])

    assert len(counted(ballot)) == sum(filter(None, came_in))


def test_a_wrong_token_is_refused_and_so_is_one_letter_off():
    _ballot, (token,), _ = opened()

    for wrong in ("", "abcd", token[:-1], token[1:], token + "a", "x" * 5_000):
        with pytest.raises(TokenUnknown):
            cast(wrong, answer="ja")
    assert not BallotAnswer.objects.exists()


def test_a_token_typed_in_groups_works():
    ballot, (token,), _ = opened()

    assert ballot_for(written(token).upper()) == ballot
    cast(f" {written(token).upper()} ", answer="ja")
    cast(token, answer="nej")

    assert [answer.answer for answer in counted(ballot)] == ["ja"]


def test_looking_changes_nothing_and_a_used_token_is_said_to_be_used():
    ballot, (token,), _ = opened()

    assert ballot_for(token) == ballot_for(token) == ballot
    assert not used_hashes(ballot)
    cast(token, answer="ja")
    with pytest.raises(TokenUsed):
        ballot_for(token)


def test_a_token_taken_back_gives_no_answer_but_one_that_has_stays():
    ballot, (one, other), _ = opened(tokens=2)
    cast(one, answer="ja")

    hashes = [hash_of(one), hash_of(other)]
    assert withdraw_tokens(ballot, hashes=hashes, by=BY) == 1

    with pytest.raises(TokenWithdrawn):
        cast(other, answer="nej")
    cast(one, answer="nej")
    assert [answer.answer for answer in counted(ballot)] == ["ja"]


def test_a_token_that_an_answer_was_sent_by_is_not_taken_back():
    ballot, (token, other), _ = opened(tokens=2)
    # Killed between the answer and its flag: it is in, and looks unused.
    cast(token, answer="ja")
    BallotToken.objects.filter(token_hash=hash_of(token)).update(used=False)

    hashes = [hash_of(token), hash_of(other)]
    assert withdraw_tokens(ballot, hashes=hashes, by=BY) == 1

    # Sent again, it is the same answer.
    cast(token, answer="nej")
    assert [answer.answer for answer in counted(ballot)] == ["ja"]


def test_answers_are_taken_until_the_last_second_by_the_databases_clock():
    ballot, (one, other), _ = opened(tokens=2, hours=2)
    cast(one, answer="ja")
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        (now,) = cursor.fetchone()
    if isinstance(now, str):
        now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    # Whatever the web server's clock says.
    Ballot.objects.update(closes_at=now + timedelta(seconds=30))
    ballot_for(other)
    Ballot.objects.update(closes_at=now)

    with pytest.raises(TooLate):
        ballot_for(other)
    with pytest.raises(TooLate):
        cast(other, answer="nej")
    assert len(counted(ballot)) == 1


def test_nothing_is_counted_before_its_time():
    ballot, (token,), _ = opened()
    cast(token, answer="ja")

    with pytest.raises(StillOpen):
        close_ballot(ballot, into=list, by=BY, passphrase=PASSPHRASE)
    cast(token, answer="ja")


def test_a_wrong_passphrase_opens_nothing_and_costs_nothing():
    ballot, (token,), _ = opened()
    cast(token, answer="ja")
    end_now(ballot, by=BY)

    with pytest.raises(WrongPassphrase):
        close_ballot(ballot, into=list, by=BY, passphrase="fyra fel i en rad")

    assert [answer.answer for answer in counted(ballot)] == ["ja"]


def test_the_code_on_paper_opens_when_the_key_file_is_lost():
    ballot, (token,), escrow = opened()
    cast(token, answer="ja")
    (folder() / f"{ballot.uuid.hex}.private").unlink()
    end_now(ballot, by=BY)

    with pytest.raises(KeyMissing):
        close_ballot(ballot, into=list, by=BY, passphrase=PASSPHRASE)

    assert [a.answer for a in counted(ballot, passphrase=escrow)] == ["ja"]


def test_without_its_secret_a_ballot_takes_no_answer():
    """As after a restore from a back-up, which has no keys."""
    ballot, (token,), _ = opened()
    (folder() / f"{ballot.uuid.hex}.secret").unlink()

    with pytest.raises(KeyMissing):
        cast(token, answer="ja")


def test_a_short_passphrase_opens_no_ballot():
    with pytest.raises(PassphraseTooShort):
        open_ballot(
            mode=ANONYMOUS,
            closes_at=datetime.now(UTC),
            about=make.make_space("strandland"),
            by=BY,
            passphrase="kort",
        )
    assert not Ballot.objects.exists()


def test_a_changed_answer_stops_the_counting_and_nothing_is_taken_away():
    ballot, tokens, _ = opened(tokens=2)
    for token in tokens:
        cast(token, answer="ja")
    key = BallotAnswer.objects.values_list("answer_key", flat=True)[0]
    BallotAnswer.objects.filter(answer_key=key).update(answer="AAAA")
    end_now(ballot, by=BY)

    with pytest.raises(AnswersUnreadable):
        close_ballot(ballot, into=list, by=BY, passphrase=PASSPHRASE)

    assert BallotAnswer.objects.count() == BallotToken.objects.count() == 2


def test_the_keys_are_files_that_only_their_owner_reads_and_go_at_closing():
    ballot, _tokens, _ = opened()
    files = list(folder().iterdir())

    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o400}
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700
    counted(ballot)
    assert not list(folder().iterdir())


def test_closing_leaves_no_row_and_closing_again_hands_nothing_over():
    ballot, (token,), _ = opened()
    cast(token, answer="ja")
    assert len(counted(ballot)) == 1

    assert not BallotAnswer.objects.exists()
    assert not BallotToken.objects.exists()
    assert counted(ballot) == []
    with pytest.raises(TokenUnknown):
        cast(token, answer="ja")


def test_what_cannot_be_kept_is_not_taken_away():
    ballot, (token,), _ = opened()
    cast(token, answer="ja")
    end_now(ballot, by=BY)

    def full(_answers):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        close_ballot(ballot, into=full, by=BY, passphrase=PASSPHRASE)
    assert [answer.answer for answer in counted(ballot)] == ["ja"]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_traces_that_somebody_reads_are_wiped_the_next_time(monkeypatch):
    ballot, (token,), _ = opened()
    cast(token, answer="ja")
    end_now(ballot, by=BY)
    taken = []
    reader = connection.copy()
    connection.cursor().execute("PRAGMA busy_timeout = 50")
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT * FROM common_ballot_answer").fetchall()
            with pytest.raises(TracesLeft):
                close_ballot(ballot, into=taken.extend, by=BY, passphrase=PASSPHRASE)
            cursor.execute("COMMIT")
    finally:
        reader.close()
        connection.close()

    assert [answer.answer for answer in taken] == ["ja"]
    # The passphrase is needed no more.
    closed = close_ballot(ballot, into=taken.extend, by=BY)
    assert closed.state == CLOSED
    assert len(taken) == 1


def test_an_empty_ballot_closes():
    ballot, _tokens, _ = opened(tokens=3)

    assert counted(ballot) == []


def test_the_log_tells_of_opening_and_closing_and_not_of_answers():
    ballot, tokens, _ = opened(tokens=2)
    for token in tokens:
        cast(token, answer="ja")
    counted(ballot)

    assert list(AuditLine.objects.order_by("id").values_list("action", flat=True)) == [
        "common.open_ballot",
        "common.issue_tokens",
        "common.end_ballot",
        "common.close_ballot",
    ]


def test_an_answer_costs_few_queries(django_assert_max_num_queries):
    _ballot, (token,), _ = opened()

    # Two reads and three writes; round the second its transaction, and on PostgreSQL
    # what keeps closing away.
    with django_assert_max_num_queries(8):
        cast(token, answer="ja")
