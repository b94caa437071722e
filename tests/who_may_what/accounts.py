"""Signing in, oneself, people and spaces."""

from __future__ import annotations

from tests import make
from tests.who_may_what import (
    ADMIN,
    NO_SUCH_METHOD,
    NOBODY,
    SECRETARIAT_OR_ADMIN,
    SIGNED_IN,
    Route,
    Side,
    who,
)


def build(side: Side) -> None:
    """Put a role that can be ended on the side."""
    held = make.make_person(f"rut-{side.name}", role="member", space=side.space)
    side.role = held.grants.get()


def space(side: Side) -> list[str]:
    return [side.space.slug]


# The administrator looks after the people of every space, Petra after her own's.
ONLY_ADA = NOBODY.instead(ada=200)

ROUTES = {
    # Whoever is signed in is led on; an empty address is not taken.
    "accounts:sign_in": Route(
        get=who(302, anonymous=200), post=who(302, anonymous=422)
    ),
    # Without a code on its way there is nothing to write it for.
    "accounts:sign_in_code": Route(get=who(302), post=who(302)),
    "accounts:sign_in_as": Route(
        get=NO_SUCH_METHOD,
        post=who(302),
        args=lambda side: ["petra"],
        settings={"DEMONSTRATION": True},
    ),
    "accounts:sign_out": Route(get=NO_SUCH_METHOD, post=who(302)),
    "accounts:my_page": Route(get=SIGNED_IN),
    "accounts:language": Route(
        get=NO_SUCH_METHOD,
        post=who(302),
        data=lambda side: {"language": "en"},
    ),
    "accounts:my_data": Route(get=SIGNED_IN),
    "accounts:spaces": Route(get=SECRETARIAT_OR_ADMIN),
    "accounts:space_add": Route(get=ADMIN, post=ADMIN.instead(ada=422)),
    "accounts:space_change": Route(
        get=SECRETARIAT_OR_ADMIN,
        post=SECRETARIAT_OR_ADMIN.instead(petra=422, ada=422),
        other_get=ONLY_ADA,
        other_post=ONLY_ADA.instead(ada=422),
        args=space,
    ),
    "accounts:sender": Route(
        get=SECRETARIAT_OR_ADMIN,
        post=SECRETARIAT_OR_ADMIN.instead(petra=422, ada=422),
        other_get=ONLY_ADA,
        other_post=ONLY_ADA.instead(ada=422),
        args=space,
    ),
    "accounts:people": Route(get=SECRETARIAT_OR_ADMIN, other_get=ONLY_ADA, args=space),
    "accounts:role_grant": Route(
        get=SECRETARIAT_OR_ADMIN,
        post=SECRETARIAT_OR_ADMIN.instead(petra=422, ada=422),
        other_get=ONLY_ADA,
        other_post=ONLY_ADA.instead(ada=422),
        args=space,
    ),
    "accounts:role_end": Route(
        get=SECRETARIAT_OR_ADMIN,
        post=SECRETARIAT_OR_ADMIN.instead(petra=422, ada=422),
        other_get=ONLY_ADA,
        other_post=ONLY_ADA.instead(ada=422),
        args=lambda side: [side.space.slug, side.role.uuid],
    ),
}
