"""Who may what, as data: one file a column, one line a route.

To add a route, write a line in the file of its column, under the route's full name::

    ROUTES = {
        "plans:plans": Route(get=EVERYONE),
        "plans:measure": Route(get=EVERYONE, args=lambda side: [side.measure.number]),
        "plans:measure_change": Route(
            get=SECRETARIAT, post=SECRETARIAT.instead(petra=422),
            args=lambda side: [side.space.slug, side.measure.uuid],
            other_get=NOBODY, other_post=NOBODY,
        ),
    }

and make the rows it needs, once for each side::

    def build(side: Side) -> None:
        side.measure = make_measure(side.space)

``tests/test_who_may_what.py`` asks every route as each of the cast, on the side where
they have their parts (*own*) and on one like it where they have none (*other*), by GET
and by POST (with nothing in it unless ``data`` says what). A route that stands in no
file fails by its name; so does a line whose route is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

# Vera speaks for ``own.organisation``, Nils and Omar for ``own.unit``; Petra is the
# secretariat, Omar an official and Sara a group member of ``own.space``; Ada runs the
# server. Eve has an account and nothing else. Nobody has anything on the other side.
CAST = ("anonymous", "petra", "nils", "vera", "omar", "sara", "ada", "eve")


class Who(dict[str, int]):
    """What each of the cast is answered, as HTTP status."""

    def instead(self, **named: int) -> Who:
        """Return the same, with some answered otherwise."""
        assert set(named) <= set(CAST), named
        return Who({**self, **named})

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def who(rest: int, **named: int) -> Who:
    """Return what some are answered, and everyone else."""
    return Who(dict.fromkeys(CAST, rest)).instead(**named)


# 302 for someone not signed in leads to the sign-in page. 403 is "visible, but not
# yours"; 404 is "not yours, and it may not be known to exist". 405: the route has no
# such method. 422: may do it, but an empty form cannot be taken.
EVERYONE = who(200)
SIGNED_IN = who(200, anonymous=302)
NOBODY = who(403, anonymous=302)
HIDDEN = who(404, anonymous=302)
SECRETARIAT = NOBODY.instead(petra=200)
ADMIN = NOBODY.instead(ada=200)
SECRETARIAT_OR_ADMIN = SECRETARIAT.instead(ada=200)
NO_SUCH_METHOD = who(405)


class Side(SimpleNamespace):
    """One of two like worlds. Columns put on it what their routes need.

    Holds from the beginning: ``name`` (own, other), ``space``, ``organisation`` (civil
    society), ``body`` (public), ``unit`` of it, and ``people``, by the cast's names.
    """

    name: str
    space: Any
    organisation: Any
    body: Any
    unit: Any
    people: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"No build() has put {name!r} on the side.")


@dataclass(frozen=True)
class Route:
    """What each is answered on one route.

    Attributes:
        get: on their own side, by GET.
        post: likewise by POST.
        args: what stands in the address, given the side; none when the address is the
            same for everyone.
        other_get: on the other side; as ``get`` where it is not said.
        other_post: likewise; as ``post`` where it is not said.
        data: what is posted; nothing unless said.
        query: what stands after the question mark, given the side.
        settings: settings that hold while the route is asked.
        knows_nobody: who is signed in is not looked at, so nothing of theirs is shown;
            their browser may keep the page to itself, for its Back.
    """

    get: Who
    post: Who = NO_SUCH_METHOD
    args: Callable[[Side], list[Any]] | None = None
    other_get: Who | None = None
    other_post: Who | None = None
    data: Callable[[Side], Mapping[str, Any]] | None = None
    query: Callable[[Side], str] | None = None
    settings: Mapping[str, Any] | None = None
    knows_nobody: bool = False

    @property
    def has_sides(self) -> bool:
        """Whether own and other are different addresses."""
        return self.args is not None or self.query is not None

    def expected(self, method: str, side: str) -> Who:
        """Return what each is to be answered."""
        own = self.get if method == "GET" else self.post
        other = self.other_get if method == "GET" else self.other_post
        return own if side == "own" or other is None else other


# A draft is not known to exist but to its own secretariat.
MAKERS = HIDDEN.instead(petra=200)


def looked_at(args) -> Route:
    """Return the line of a page of a draft."""
    return Route(get=MAKERS, other_get=HIDDEN, args=args)


def edited(args, post: int = 422, data=None) -> Route:
    """Return the line of a page where a draft is changed."""
    return Route(
        get=MAKERS,
        post=HIDDEN.instead(petra=post),
        other_get=HIDDEN,
        other_post=HIDDEN,
        args=args,
        data=data,
    )


def led_back(args) -> Route:
    """Return the line of a page about what is not there any more."""
    there = HIDDEN.instead(petra=302)
    return Route(get=there, post=there, other_get=HIDDEN, other_post=HIDDEN, args=args)


def pressed(args) -> Route:
    """Return the line of a button on a draft."""
    return Route(
        get=NO_SUCH_METHOD,
        post=HIDDEN.instead(petra=302),
        other_post=HIDDEN,
        args=args,
    )
