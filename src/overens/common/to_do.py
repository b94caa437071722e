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
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from overens.common.audit import Actor, write_line
from overens.common.models import Postponement
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


def postponed_by(person_uuid: UUID, today: date) -> dict[str, date]:
    """Return the rows that a person lets wait, by key, with the day they come back."""
    found = Postponement.objects.filter(person_uuid=person_uuid, until__gt=today)
    return dict(found.values_list("key", "until"))


@transaction.atomic
def postpone(
    *, person_uuid: UUID, key: str, until: date, by: Actor, space: str
) -> Postponement:
    """Let a row wait until a day, for one person; another day replaces the first."""
    # What has come back is of no use to anybody.
    Postponement.objects.filter(until__lte=timezone.localdate()).delete()
    row, _made = Postponement.objects.update_or_create(
        person_uuid=person_uuid, key=key, defaults={"until": until}
    )
    write_line(
        "common.postpone",
        by=by,
        about=row,
        space=space,
        facts={"row": key, "until": until.isoformat()},
    )
    return row


@transaction.atomic
def take_up_again(*, person_uuid: UUID, key: str, by: Actor, space: str) -> None:
    """Let a row wait no more."""
    row = Postponement.objects.filter(person_uuid=person_uuid, key=key).first()
    if row is None:
        return
    write_line(
        "common.take_up_again", by=by, about=row, space=space, facts={"row": key}
    )
    row.delete()
