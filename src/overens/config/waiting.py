"""What waits for a person: in the space in view, in the others, and how much in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from time import time

from django.http import HttpRequest

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, grants_of
from overens.common.to_do import TO_DO, ToDo, in_order, postponed_by

# How long the number is believed on "Min sida": counting asks each column.
KEPT_SECONDS = 600
_KEPT = "waiting"


@dataclass(frozen=True)
class Waiting:
    """What waits in one space.

    Attributes:
        rows: what to do, the most urgent first.
        put_off: what comes back later, with the day.
    """

    rows: tuple[ToDo, ...]
    put_off: tuple[tuple[ToDo, date], ...]


def waiting_in(space: Space, person: Person) -> Waiting:
    """Return what waits for a person in a space, what they have put off apart."""
    today = day_in(space)
    later = postponed_by(person.uuid, today)
    rows = in_order(TO_DO(person, space, today))
    return Waiting(
        tuple(row for row in rows if row.key not in later),
        tuple((row, later[row.key]) for row in rows if row.key in later),
    )


def spaces_of(person: Person, known: Mapping[str, Space]) -> list[Space]:
    """Return the spaces where something may wait: those where a role is held.

    One without a role may speak for an organisation, in any of them.
    """
    held = {grant.space for grant in grants_of(person)}
    mine = [space for slug, space in known.items() if slug in held]
    return mine or list(known.values())


def count_again(
    request: HttpRequest, person: Person, known: Mapping[str, Space]
) -> dict[str, int]:
    """Count what waits in each of a person's spaces, and keep the sum a while."""
    counts = {
        space.slug: len(waiting_in(space, person).rows)
        for space in spaces_of(person, known)
    }
    request.session[_KEPT] = {"n": sum(counts.values()), "at": int(time())}
    return counts


def number_waiting(
    request: HttpRequest, known: Mapping[str, Space], *, may_count: bool
) -> int | None:
    """Return how much waits for whoever is signed in; None where it is not counted.

    Counted by "Att göra nu", where one who works here lands. Other pages show that
    number and cost nothing for it; where ``may_count``, an old one is counted again.
    """
    person = request.user
    if not isinstance(person, Person):
        return None
    kept = request.session.get(_KEPT)
    if kept and may_count and time() - kept["at"] > KEPT_SECONDS:
        return sum(count_again(request, person, known).values())
    return kept["n"] if kept else None
