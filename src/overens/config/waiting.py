"""What waits for a person: in the space in view, in the others, and how much in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from time import time
from typing import Any

from django.http import HttpRequest, HttpResponse

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in, grants_of, spaces_by_slug
from overens.common.to_do import TO_DO, ToDo, in_order, postponed_by

FOUND = 302  # an act was done, and leads on
Answer = Callable[[HttpRequest], HttpResponse]
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
    request.session[_KEPT] = {"of": counts, "at": int(time())}
    return counts


class RightNumber:
    """Counts anew what waits where somebody has just done something.

    In the answer to the act itself, which leads on to a page: that page then shows the
    right number and asks nothing for it. What others do is seen as before.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count again after an act of one whose number is shown."""
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != FOUND:
            return response
        person = request.user
        kept = request.session.get(_KEPT)
        if isinstance(person, Person) and kept:
            _count_after_act(request, person, kept)
        return response


def _count_after_act(
    request: HttpRequest, person: Person, kept: dict[str, Any]
) -> None:
    """Count again in the space of the act; in all where it is none of theirs."""
    space = getattr(request, "space", None)
    if space is None or space.slug not in kept["of"]:
        count_again(request, person, spaces_by_slug(request))
        return
    counts = {**kept["of"], space.slug: len(waiting_in(space, person).rows)}
    request.session[_KEPT] = {**kept, "of": counts}


def number_waiting(request: HttpRequest, *, may_count: bool) -> int | None:
    """Return how much waits for whoever is signed in; None where it is not counted.

    Counted by "Att göra nu", where one who works here lands. Other pages show that
    number and cost nothing for it; where ``may_count``, an old one is counted again.
    """
    # A page about a fault may come before anybody is known.
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return None
    kept = request.session.get(_KEPT)
    if kept and may_count and time() - kept["at"] > KEPT_SECONDS:
        return sum(count_again(request, person, spaces_by_slug(request)).values())
    return sum(kept["of"].values()) if kept else None
