"""Lines of what only its own secretariat knows of: pages, forms, buttons of drafts."""

from __future__ import annotations

from tests.who_may_what import HIDDEN, NO_SUCH_METHOD, Route

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
