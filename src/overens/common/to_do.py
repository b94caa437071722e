"""What waits for a person: the rows of "Att göra nu", from every column.

A column registers a part in ``apps.ready()``::

    from overens.common.to_do import TO_DO
    TO_DO.fill(my_rows, name="plans")

``my_rows(person, space, today)`` yields ``ToDo`` for what the person can do something
about in the space, at most ``MOST_ROWS`` of a kind, in at most three queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.functional import Promise

from overens.common.slots import slot

Urgency = Literal["now", "week", "when free"]
URGENCIES: tuple[Urgency, ...] = ("now", "week", "when free")

# More rows of one kind are said as a number: a long list hides what is urgent.
MOST_ROWS = 5


@dataclass(frozen=True)
class ToDo:
    """One thing that waits: one action.

    Args:
        key: the same for the same thing tomorrow: ``plans.late:<uuid>``.
        urgency: ``now``, ``week`` or ``when free``.
        title: what waits, in the reader's language.
        why: why it stands here, in one sentence.
        action_label: the button's words, a verb and its object.
        url: where it is done.
        since: the day it began to wait; the oldest stands first.
    """

    key: str
    urgency: Urgency
    title: str | Promise
    why: str | Promise
    action_label: str | Promise
    url: str
    since: date | None = None


TO_DO = slot("common.to_do", shape=ToDo, budget=3, takes="person, space, today")


def in_order(rows: Iterable[ToDo]) -> list[ToDo]:
    """Return the rows by urgency, the longest waiting first within each."""
    return sorted(
        rows,
        key=lambda row: (
            URGENCIES.index(row.urgency),
            row.since or date.max,
            row.key,
        ),
    )
