"""The check at the door: who stands there, and may they do this here?

For views of every column. Not signed in → the sign-in page, then back; signed in but
not theirs → ``NotYours`` (403). What may not be known to exist is the view's to hide
(404). These look at the clock, as doors do: by the clock of the space.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce, wraps
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from overens.accounts.models import Person, Space
from overens.accounts.queries.roles import (
    day_in,
    grants_of,
    has_right,
    role_giving,
    roles_of,
)
from overens.accounts.rules import DEEDS, EDIT_SPACE, EVERYWHERE
from overens.common.audit import Actor
from overens.common.error_pages import SwitchedOff
from overens.common.prepared import Prepared
from overens.common.slots import slot
from overens.errors import NotYours

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Draft:
    """When all that a column has in a space is draft: a condition on spaces."""

    when: Q


DRAFTS = slot("accounts.drafts", shape=Draft, budget=0, takes="nothing")


@dataclass(frozen=True)
class Access:
    """Someone who may do what they came for, as a view and its action need to know.

    Attributes:
        person: who is signed in.
        space: where the right holds.
        role: the role that gives it.
        day: today, by the space's clock.
    """

    person: Person
    space: Space
    role: str
    day: date

    @property
    def actor(self) -> Actor:
        """Who the audit log names."""
        return self.person.actor(self.role)


def spaces_by_slug(request: HttpRequest) -> dict[str, Space]:
    """Return the spaces by slug, read once a request."""
    known: dict[str, Space] | None = getattr(request, "_known_spaces", None)
    if known is None:
        known = {space.slug: space for space in _SPACES()}
        request._known_spaces = known  # type: ignore[attr-defined]
    return known


def _spaces() -> QuerySet[Space]:
    is_draft = reduce(or_, (part.when for part in DRAFTS()))
    return Space.objects.annotate(has_drafts_only=is_draft)


# Nearly every page asks it, and its condition is long.
_SPACES = Prepared(_spaces)


def spaces_shown(request: HttpRequest) -> dict[str, Space]:
    """Return the spaces whose name the reader may see, by slug.

    One where all is draft is its own people's (rule C15). No query besides that of
    ``spaces_by_slug``, and the reader's roles where there is such a space.
    """
    return {
        slug: space
        for slug, space in spaces_by_slug(request).items()
        if not space.has_drafts_only  # type: ignore[attr-defined]
        or _has_part(request, space)
    }


def _has_part(request: HttpRequest, space: Space) -> bool:
    person = getattr(request, "user", None)
    return isinstance(person, Person) and bool(
        roles_of(person, space, day_in(space)) - EVERYWHERE
    )


def space_in_view(request: HttpRequest) -> Space | None:
    """Return the space that a list is of: ``?compact=<slug>``, or the front page's.

    What a view has set as ``request.space`` goes before; None where there is no space
    at all.

    Raises:
        Http404: a compact is asked for that there is not: another's list would be
            taken for it.
    """
    shown: Space | None = getattr(request, "space", None)
    if shown is not None:
        return shown
    asked, known = request.GET.get("compact", ""), spaces_by_slug(request)
    if asked and asked not in known:
        raise Http404
    return known.get(asked) or space_of_frame(request)


def space_of_frame(request: HttpRequest) -> Space | None:
    """Return the space that the frame of a page shows, also where one is not found."""
    shown: Space | None = getattr(request, "space", None)
    if shown is not None:
        return shown
    # The front page's own is what the operator has chosen to show.
    front = spaces_by_slug(request).get(settings.FRONT_SPACE)
    known = spaces_shown(request)
    asked = known.get(request.GET.get("compact", ""))
    return asked or front or next(iter(known.values()), None)


def show_space(request: HttpRequest, space: Space) -> None:
    """Let the page be about a space: its frame shows it, its clock reads instants.

    The clock is set back when the request is over (``common.middleware.OwnClock``).
    """
    request.space = space  # type: ignore[attr-defined]
    timezone.activate(space.zone)


def today_in_view(request: HttpRequest) -> date:
    """Return today by the clock of the space in view; ours where there is none."""
    space = space_in_view(request)
    return day_in(space) if space is not None else timezone.localdate()


def space_of_list(request: HttpRequest, column: str) -> Space:
    """Return the space whose rows of a column are listed, and set ``request.space``.

    Raises:
        Http404: there is no space, or the column is switched off in it.
    """
    return with_column(request, space_in_view(request), column)


def with_column(request: HttpRequest, space: Space | None, column: str) -> Space:
    """Return the space of a page of a column, and set ``request.space``.

    Raises:
        Http404: there is none.
        SwitchedOff: the column is switched off in it, which is a 404 too.
    """
    if space is None:
        raise Http404
    if not space.has_column(column):
        raise SwitchedOff(mend_url=_switch_url(request, space))
    show_space(request, space)
    return space


def _switch_url(request: HttpRequest, space: Space) -> str:
    """Return where the reader can switch a part on; empty where they may not."""
    person = request.user
    if not isinstance(person, Person):
        return ""
    if not has_right(person, EDIT_SPACE, space, day_in(space)):
        return ""
    return reverse("accounts:space_change", args=[space.slug])


def show_world(request: HttpRequest, origin: str) -> Space | None:
    """Let the page's frame show the world (an origin) that its content belongs to.

    Keeps the space in view when it is of that world; else the world's first. Returns
    the space, or None where the world has none.
    """
    space = space_in_view(request)
    if space is None or space.origin != origin:
        spaces = spaces_by_slug(request).values()
        space = next((each for each in spaces if each.origin == origin), None)
    if space is not None:
        show_space(request, space)
    return space


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in.

    Raises:
        NotYours: nobody is; guard the view with ``login_required`` first.
    """
    # request.user is a lazy stand-in, for which isinstance() looks through.
    if not isinstance(request.user, Person):
        raise NotYours()
    return request.user


def access_to(request: HttpRequest, deed: str, space: Space) -> Access:
    """Return the access of whoever is signed in to a deed in a space.

    Sets ``request.space``, which the page's frame shows.

    Raises:
        NotYours: they may not.
    """
    show_space(request, space)
    person, day = person_of(request), day_in(space)
    if not has_right(person, deed, space, day):
        raise NotYours()
    return Access(person, space, role_giving(deed, person, space, day), day)


def access_in_world(request: HttpRequest, deed: str, world: str) -> Access:
    """Return the access to a deed that holds for a whole world (the register).

    Args:
        world: an origin: own, source or made up.

    Raises:
        NotYours: no space of that world gives the right.
    """
    person = person_of(request)
    granted = {
        grant.space: grant
        for grant in grants_of(person)
        if person.is_active and grant.role in DEEDS[deed] and grant.world == world
    }
    for space in Space.objects.filter(slug__in=[slug for slug in granted if slug]):
        day = day_in(space)
        if has_right(person, deed, space, day):
            return Access(person, space, granted[space.slug].role, day)
    raise NotYours()


def in_space(deed: str) -> Callable[[View], View]:
    """Let in whoever may do a deed in the space that the address names.

    The address has ``<slug:space>``; the view gets an ``Access`` in its place::

        @in_space(MANAGE_PEOPLE)
        def people(request: HttpRequest, access: Access) -> HttpResponse:
    """

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, space: str, **named: Any) -> HttpResponse:
            found = get_object_or_404(Space, slug=space)
            return view(request, access_to(request, deed, found), **named)

        return guarded

    return guard
