"""What the yearly questions share: each world's step, what silence leads to, the days.

A question goes out, is reminded of once, and then its silence has a consequence, once.
What each kind asks of whom, and what its silence leads to, stands with the kind.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.daily import Line
from overens.common.mailed_links import hash_of, new_token
from overens.organisations.models import MailedQuestion
from overens.organisations.queries.confirming import WORLDS_ASKED, sending_space
from overens.organisations.rules.yearly import (
    ANSWER_WITHIN,
    LINK_HOLDS,
    MOST_A_DAY,
    REMINDER_WITHIN,
    Silence,
    silence_of,
)

Q = TypeVar("Q", bound=MailedQuestion)


def in_each_world(
    ask_in: Callable[[Space, date], list[Line]], today: date | None
) -> Iterator[Line]:
    """Take a step in each world that is asked, in the space whose secretariat asks.

    Args:
        ask_in: takes it in a space on a day, as one transaction.
        today: the day; the asking space's own when left out.
    """
    for world in WORLDS_ASKED:
        space = sending_space(world)
        if space is not None:
            yield from ask_in(space, today or day_in(space))


def after_silence(
    questions: dict[int, Q],
    today: date,
    *,
    is_settled: Callable[[Q], bool],
    give_up: Callable[[Q], Line],
    remind: Callable[[Q], Line],
) -> list[Line]:
    """Remind of what has had no answer in time; give up on what was reminded of.

    Args:
        questions: the latest about each row, the latest first (``latest_of_each``).
        is_settled: tells whether nobody needs to answer any more.
    """
    lines: list[Line] = []
    # The one that has waited longest first.
    for question in reversed(questions.values()):
        if question.due >= today:
            continue
        if is_settled(question):
            close(question, today)
            continue
        done = silence_of(
            due=question.due, is_reminder=question.is_reminder, today=today
        )
        if done is Silence.GIVE_UP:
            lines.append(give_up(question))
        elif len(lines) < MOST_A_DAY:
            lines.append(remind(question))
    return lines


def close(question: MailedQuestion, today: date) -> None:
    """Let the silence about a row, of a year, have had its consequence."""
    same = {question.about: question.about_id, "year": question.year}
    rows = type(question)._default_manager.filter(**same, used_at=None)
    rows.update(given_up_on=today)


def new_question(
    kind: type[Q], row: int, *, year: int, today: date, is_reminder: bool, **fields: Any
) -> tuple[Q, str]:
    """Return a question about a row, and the token of its link.

    Args:
        row: the id of what it is about.
        fields: to whom it goes, in which language.
    """
    token = new_token()
    kept: Any = kind._default_manager
    question = kept.create(
        **{f"{kind.about}_id": row},
        **fields,
        year=year,
        round=kept.rounds(row, year) + 1,
        is_reminder=is_reminder,
        token_hash=hash_of(token),
        asked_on=today,
        due=today + (REMINDER_WITHIN if is_reminder else ANSWER_WITHIN),
        expires=today + LINK_HOLDS,
    )
    return question, token


def note_mail_out(
    action: str, *, asked: int, space: Space, batch: uuids.UUID, by: Actor
) -> None:
    """Write the audit line of one mail-out, when anything went out."""
    if asked:
        facts = {"asked": asked, "batch": str(batch)}
        write_line(action, by=by, space=space.slug, facts=facts)
