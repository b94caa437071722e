"""A program that is killed at each step of answering and closing, and goes on.

    python -m tests.common.ballots_killed ROUNDS

Run on a migrated data folder of its own. Each round opens a ballot for two, lets a
child process be killed with signal 9 at a named place, and then does what people do:
sends the answer again, or closes again. Writes JSON of what came of it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

CAST = (
    "before",
    "after_begun",
    "before_commit",
    "after_answer",
    "after_flag",
)
CLOSE = (
    "after_into",
    "before_commit",
    "after_commit",
    "after_keys",
    "after_wiping",
    "after_state",
)
PLACES = [
    *(f"ballots.cast.{place}" for place in CAST),
    *(f"ballots.close.{place}" for place in CLOSE),
]
PASSPHRASE = "fyra ord i en rad"


def killed_in(work: Callable[[], object], place: str) -> bool:
    """Do the work in a child that a failpoint kills; return whether it did."""
    from django.conf import settings
    from django.db import connections

    (Path(settings.DATA) / "failpoints" / place).unlink(missing_ok=True)
    connections.close_all()
    child = os.fork()
    if not child:
        os.environ["OVERENS_FAILPOINTS"] = f"{place}:kill9"
        work()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def one_round(place: str, mode: str, number: int) -> dict[str, object]:
    """Open, answer, be killed once, go on; say what was counted and what is left."""
    from overens.common.audit import operator
    from overens.common.ballots import (
        cast,
        close_ballot,
        end_now,
        issue_tokens,
        open_ballot,
    )
    from overens.common.ballots.keyfiles import folder
    from overens.common.models import (
        Ballot,
        BallotAnswer,
        BallotToken,
        Redirect,
        SentForm,
    )

    by = operator()

    def keep(answers):
        SentForm.objects.bulk_create(
            SentForm(key=f"{number}-{answer.answer}", at=datetime.now(UTC))
            for answer in answers
        )

    def close():
        return close_ballot(ballot, into=keep, by=by, passphrase=PASSPHRASE)

    about = Redirect(kind="proof", old_slug=str(number), uuid=os.urandom(16).hex())
    ballot = open_ballot(
        mode=mode,
        closes_at=datetime.now(UTC) + timedelta(hours=1),
        about=about,
        by=by,
        passphrase=PASSPHRASE,
    ).ballot
    first, second = issue_tokens(ballot, count=2, by=by)
    cast(first, answer="ett")
    if place.startswith("ballots.cast"):
        killed = killed_in(lambda: cast(second, answer="två"), place)
        cast(second, answer="två")
        end_now(ballot, by=by)
    else:
        cast(second, answer="två")
        end_now(ballot, by=by)
        killed = killed_in(close, place)
    close()
    kept = SentForm.objects.filter(key__startswith=f"{number}-")
    return {
        "killed": killed,
        "kept": sorted(key.split("-")[1] for key in kept.values_list("key", flat=True)),
        "left": BallotAnswer.objects.count()
        + BallotToken.objects.count()
        + len(list(folder().iterdir())),
        "state": Ballot.objects.get(pk=ballot.pk).state,
    }


def main(rounds: int) -> None:
    """Go through the places, each mode at each in turn."""
    django.setup()
    from overens.common.models.ballots import ANONYMOUS, CONFIDENTIAL, IN_THE_OPEN

    modes = (ANONYMOUS, CONFIDENTIAL, IN_THE_OPEN)
    came = [
        one_round(PLACES[number % len(PLACES)], modes[number % len(modes)], number)
        for number in range(rounds)
    ]
    json.dump(came, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
