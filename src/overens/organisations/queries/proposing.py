"""What others have put before the secretariat, and what waits of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import Awaiting, Extract, has_right
from overens.accounts.rules import EDIT_REGISTER
from overens.common.to_do import MOST_ROWS, ToDo
from overens.organisations.models import (
    Authority,
    AuthorityRequest,
    ChangeSuggestion,
    Organisation,
    Registration,
)
from overens.organisations.queries.facts import LABELS, Words, values_of
from overens.organisations.queries.naming import look_alikes
from overens.organisations.rules.proposing import ASKED, WAITING

MOST_WAITING, MOST_DECIDED = 200, 10
OPEN = (WAITING, ASKED)


def registrations_in(world: str) -> QuerySet[Registration]:
    """Return the registrations of a world whose address has been confirmed."""
    return Registration.objects.filter(origin=world).exclude(state="unconfirmed")


def authority_requests_in(world: str) -> QuerySet[AuthorityRequest]:
    """Return the requests to speak for organisations of a world."""
    rows = AuthorityRequest.objects.filter(organisation__origin=world)
    return rows.select_related("organisation", "person")


def suggestions_in(world: str) -> QuerySet[ChangeSuggestion]:
    """Return the suggested changes to organisations of a world."""
    rows = ChangeSuggestion.objects.filter(origin=world)
    return rows.select_related("organisation")


def duplicates_of(name: str, number: str, world: str) -> list[Organisation]:
    """Return those in the register that a registration may be: number, then name."""
    same = Organisation.objects.in_world(world).listed().filter(org_number=number)
    by_number = list(same) if number else []
    near = [row for row in look_alikes(name, world) if row not in by_number]
    return by_number + near


def changes_in_words(
    suggestion: ChangeSuggestion, words: Words
) -> list[tuple[str, str, str, str]]:
    """Return (field, its name, what stands, what is suggested) of each change.

    What stands now, as long as it is to be decided: it may have changed since.
    """
    is_open = suggestion.state in OPEN
    shown = [name for name in suggestion.fields if name in LABELS]
    now = values_of(suggestion.organisation, shown) if is_open else {}
    return [
        (
            name,
            str(LABELS[name]),
            words.of(name, now.get(name, change["before"])),
            words.of(name, change["after"]),
        )
        for name, change in suggestion.fields.items()
        if name in LABELS
    ]


def proposals_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield what waits for the secretariat's decision (three queries)."""
    if not space.has_column("organisations"):
        return
    if not has_right(person, EDIT_REGISTER, space, today):
        return
    kinds: Sequence[tuple[str, Iterable[Any], Any, str, str]] = (
        (
            "registration",
            registrations_in(space.origin).filter(state=WAITING),
            _("Registered by itself: %(name)s"),
            _("It is in the register when you have looked it over."),
            _("Look at the registration"),
        ),
        (
            "authority",
            authority_requests_in(space.origin).filter(state=WAITING),
            _("Somebody asks to speak for %(name)s"),
            _("They can do nothing for it until you have decided."),
            _("Look at the request"),
        ),
        (
            "suggestion",
            suggestions_in(space.origin).filter(state=WAITING),
            _("A change is suggested: %(name)s"),
            _("Somebody says that the register is wrong."),
            _("Look at the suggestion"),
        ),
    )
    for kind, rows, title, why, label in kinds:
        for row in list(rows)[:MOST_ROWS]:
            yield ToDo(
                key=f"organisations.{kind}:{row.uuid}",
                urgency="week",
                title=title % {"name": row},
                why=why,
                action_label=label,
                url=reverse(f"organisations:{kind}_decide", args=[row.uuid]),
                since=row.created.date(),
            )


def suggestions_awaiting(person: Person, today: date) -> Iterator[Awaiting]:
    """Yield the suggestions about what a person speaks for (one query)."""
    held = Authority.objects.on(today).filter(person=person, unit=None)
    rows = ChangeSuggestion.objects.filter(
        state=WAITING, organisation__in=held.values("organisation")
    ).select_related("organisation")
    for row in rows[:MOST_ROWS]:
        yield Awaiting(
            key=f"organisations.suggestion:{row.uuid}",
            title=_("A change is suggested: %(name)s") % {"name": row},
            why=_("Somebody says that the register is wrong."),
            action=_("Look at the suggestion"),
            url=reverse("organisations:suggestion_decide", args=[row.uuid]),
        )


def what_proposals_keep(person: Person) -> Iterator[Extract]:
    """Yield the rights to speak that a person has asked for (one query)."""
    rows = AuthorityRequest.objects.filter(Q(person=person))
    yield Extract(
        "authority_requests",
        tuple(
            {
                "organisation": str(row.organisation),
                "post": row.post,
                "evidence": row.evidence,
                "state": row.state,
                "asked": row.created.isoformat(),
            }
            for row in rows.select_related("organisation").order_by("id")
        ),
    )
