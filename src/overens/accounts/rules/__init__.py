"""Roles: what there is, for how long they are held, and what each may do. Pure Python.

Numbered A1 … in ``docs/rules/accounts.md``. A right is a *deed* that roles may do; a
page asks for the deed, never for a role, so that who may what stands in one table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from overens.accounts.rules.addresses import (
    RESERVED_SLUGS as RESERVED_SLUGS,
)
from overens.accounts.rules.addresses import (
    SlugNotPlain as SlugNotPlain,
)
from overens.accounts.rules.addresses import (
    SlugReserved as SlugReserved,
)
from overens.accounts.rules.addresses import (
    SlugTooLong as SlugTooLong,
)
from overens.accounts.rules.addresses import (
    check_slug as check_slug,
)
from overens.errors import RuleBroken, gettext_noop

SECRETARIAT = "secretariat"
OFFICIAL = "official"
MEMBER = "member"
ADMIN = "admin"

ROLES = {
    SECRETARIAT: gettext_noop("secretariat"),
    OFFICIAL: gettext_noop("official"),
    MEMBER: gettext_noop("group member"),
    ADMIN: gettext_noop("administrator"),
}
# Rule A2: one who runs the server looks after people and spaces, not their content;
# they are the second pair of eyes where the secretariat is one person.
EVERYWHERE = frozenset({ADMIN})

MANAGE_SPACES = "manage spaces"
EDIT_SPACE = "edit the space"
MANAGE_PEOPLE = "manage people"
EDIT_REGISTER = "edit the register"
CHOOSE_WHOM = "choose whom to ask"
EDIT_COMPACT = "edit the compact"
EDIT_GROUPS = "edit groups and decisions"
EDIT_SURVEYS = "edit surveys"
READ_OWN_WORDS = "read what surveys were answered in own words"
AGREE_TO_ROWS = "agree that answers are taken out one by one"
EDIT_PLAN = "edit the plan"
EDIT_FOLLOWUP = "edit the follow-up"
READ_GROUP_PAPERS = "read the groups' papers"
READ_MAIL = "read the outbox"

# Rule A1: who may what in a space where they hold the role.
DEEDS: dict[str, frozenset[str]] = {
    MANAGE_SPACES: frozenset({ADMIN}),
    EDIT_SPACE: frozenset({SECRETARIAT, ADMIN}),
    MANAGE_PEOPLE: frozenset({SECRETARIAT, ADMIN}),
    EDIT_REGISTER: frozenset({SECRETARIAT}),
    CHOOSE_WHOM: frozenset({SECRETARIAT, OFFICIAL}),
    EDIT_COMPACT: frozenset({SECRETARIAT}),
    EDIT_GROUPS: frozenset({SECRETARIAT}),
    EDIT_SURVEYS: frozenset({SECRETARIAT}),
    READ_OWN_WORDS: frozenset({SECRETARIAT}),
    AGREE_TO_ROWS: frozenset({SECRETARIAT, ADMIN}),
    EDIT_PLAN: frozenset({SECRETARIAT}),
    EDIT_FOLLOWUP: frozenset({SECRETARIAT}),
    READ_GROUP_PAPERS: frozenset({SECRETARIAT, MEMBER}),
    READ_MAIL: frozenset({SECRETARIAT}),
}

# The cast of the demonstration, in the order in which the sign-in page offers them,
# with one line on who each is (product map, section 2). Their addresses are
# ``<key>@example.org``; nobody else is ever offered.
CAST_DOMAIN = "example.org"
CAST: dict[str, str] = {
    "petra": gettext_noop("process leader at the secretariat: runs everything"),
    "nils": gettext_noop("committee secretary: answers for three committees"),
    "vera": gettext_noop("chairs a district association and speaks for it"),
    "omar": gettext_noop("official at the region: asks, and answers what came in"),
    "sara": gettext_noop("elected, in the steering group: reads and decides"),
    "ada": gettext_noop("looks after the server, the people and the spaces"),
    "eve": gettext_noop("outsider: tries what is not hers and gets nowhere"),
}

LONGEST_NAME = 120  # characters
# Rule A7: how often one code may be tried.
CODE_TRIES = 5
_ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
LONGEST_ADDRESS = 254  # characters (RFC 5321, as mail servers count)


class AddressNotWhole(RuleBroken):
    """An e-mail address lacks a part."""

    sentence = gettext_noop("Write the e-mail address in full: name@example.org.")
    field = "email"


class PersonThere(RuleBroken):
    """The address is somebody's already."""

    sentence = gettext_noop("%(email)s already has an account. Grant a role instead.")
    field = "email"


class NoSuchPerson(RuleBroken):
    """Nobody signs in with the address."""

    sentence = gettext_noop("Nobody has an account with %(email)s. Add them first.")
    field = "email"


class NoSuchSpace(RuleBroken):
    """No space has the slug."""

    sentence = gettext_noop("There is no space called %(slug)s.")
    field = "space"


class NoSuchRole(RuleBroken):
    """The role is none of those there are."""

    sentence = gettext_noop("%(role)s is not a role. Write one of: %(roles)s.")
    field = "role"


class SpaceMissing(RuleBroken):
    """All roles but the administrator's are held in one space."""

    sentence = gettext_noop("This role is held in a space. Say which.")
    field = "space"


class NoSpaceHere(RuleBroken):
    """The administrator's role holds for the whole installation."""

    sentence = gettext_noop("An administrator is so in every space. Name none.")
    field = "space"


class EndsBeforeItBegins(RuleBroken):
    """A last day cannot come before the first."""

    sentence = gettext_noop("The last day comes before the first. Change one of them.")
    field = "last_day"


class RoleThere(RuleBroken):
    """The person holds the role during these days."""

    sentence = gettext_noop("%(person)s already has this role during these days.")
    field = "role"


class RoleEnded(RuleBroken):
    """A role that has ended is not ended again."""

    sentence = gettext_noop("This role has already ended.")


class LastAdministrator(RuleBroken):
    """Somebody has to be able to let others in."""

    sentence = gettext_noop(
        "This is the only administrator. Make somebody else one first."
    )


class LastSecretariat(RuleBroken):
    """Somebody has to be able to run the compact."""

    sentence = gettext_noop(
        "Nobody else belongs to the secretariat after that day. Let somebody else in "
        "first."
    )
    field = "last_day"


class AddressTaken(RuleBroken):
    """A slug is one space's only."""

    sentence = gettext_noop("There is already a space at %(slug)s. Choose another.")
    field = "slug"


class NoSuchLanguage(RuleBroken):
    """The language is none that pages are written in."""

    sentence = gettext_noop("Choose Swedish or English.")
    field = "language"


@dataclass(frozen=True)
class Grant:
    """A role held in a space (``None``: everywhere) from a day to a day, included.

    Attributes:
        role: a key of ``ROLES``.
        space: the space's slug.
        first: first day, or None where it has no beginning.
        last: last day, or None where it has no end.
        world: the space's origin; worlds are never mixed.
    """

    role: str
    space: str | None = None
    first: date | None = None
    last: date | None = None
    world: str | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the role is held that day."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether the grant and the days from ``first`` to ``last`` share one."""
        return (self.first is None or last is None or self.first <= last) and (
            self.last is None or first is None or first <= self.last
        )


def roles_in(grants: Iterable[Grant], *, space: str, day: date) -> frozenset[str]:
    """Return the roles that the grants give in a space on a day (rule A2)."""
    return frozenset(
        grant.role
        for grant in grants
        if grant.holds_on(day)
        and (grant.space == space or (grant.space is None and grant.role in EVERYWHERE))
    )


def may(grants: Iterable[Grant], deed: str, *, space: str, day: date) -> bool:
    """Tell whether the grants allow a deed in a space on a day (rule A1).

    Args:
        grants: all that a person holds or has held.
        deed: a key of ``DEEDS``.
        space: the space's slug.
        day: by the space's own clock.

    Raises:
        KeyError: there is no such deed.
    """
    return bool(DEEDS[deed] & roles_in(grants, space=space, day=day))


def may_in_world(grants: Iterable[Grant], deed: str, *, world: str, day: date) -> bool:
    """Tell whether the grants allow a deed in any space of a world (rule A3).

    The register is shared by all compacts of a world, so whoever may edit it in one
    space may edit it; worlds (own, source, made up) never mix.
    """
    return any(
        grant.holds_on(day) and grant.role in DEEDS[deed] and grant.world == world
        for grant in grants
    )


def check_address(email: str) -> str:
    """Return an e-mail address in lower case, without blank space around it.

    Raises:
        AddressNotWhole: it is not ``name@domain.top``.
    """
    kept = email.strip().lower()
    if not _ADDRESS.match(kept) or len(kept) > LONGEST_ADDRESS:
        raise AddressNotWhole()
    return kept


def check_role(role: str, *, space: str | None) -> None:
    """Refuse a role that does not exist, or a space where it takes none (rule A2).

    Raises:
        NoSuchRole: ``role`` is not in ``ROLES``.
        SpaceMissing: the role is held in a space and none is named.
        NoSpaceHere: the role holds everywhere and a space is named.
    """
    if role not in ROLES:
        raise NoSuchRole(role=role, roles=", ".join(ROLES))
    if role in EVERYWHERE and space is not None:
        raise NoSpaceHere()
    if role not in EVERYWHERE and space is None:
        raise SpaceMissing()


def check_days(first: date | None, last: date | None) -> None:
    """Refuse a last day before the first (rule A4).

    Raises:
        EndsBeforeItBegins: so it is.
    """
    if first and last and last < first:
        raise EndsBeforeItBegins()


def check_grant(
    held: Iterable[Grant],
    *,
    person: str,
    role: str,
    space: str | None,
    first: date | None,
    last: date | None,
) -> None:
    """Refuse a grant that cannot be, or that is there already (rules A2, A4, A5).

    Args:
        held: what the person holds or has held.
        person: the person's name, for the sentence.
        role: a key of ``ROLES``.
        space: slug, or None for everywhere.
        first: first day, None for no beginning.
        last: last day, None for no end.

    Raises:
        NoSuchRole, SpaceMissing, NoSpaceHere: see ``check_role``.
        EndsBeforeItBegins: see ``check_days``.
        RoleThere: the same role is held on one of the days.
    """
    check_role(role, space=space)
    check_days(first, last)
    for grant in held:
        if (grant.role, grant.space) == (role, space) and grant.overlaps(first, last):
            raise RoleThere(person=person)


def is_called_off(first: date | None, last: date, *, today: date) -> bool:
    """Tell whether what was given by mistake is ended at once (rule A6).

    It began today or has not begun, and yesterday is to be its last day: then it holds
    no more, and its first day is moved to its last, which the log says.
    """
    return first is not None and first >= today and last == today - timedelta(days=1)


def check_end(ends: Grant, *, last: date, today: date, others: int) -> None:
    """Refuse to end a role that has ended, or the last of those who let others in.

    Rule A6: the last administrator's, and the last of a space's secretariat.

    Args:
        ends: the grant that is to end.
        last: its new last day.
        today: the day it is done.
        others: how many other people hold the role, in the same space, from the day
            after ``last`` on.

    Raises:
        RoleEnded: its last day has passed.
        EndsBeforeItBegins: ``last`` is before its first day, unless it is called off.
        LastAdministrator, LastSecretariat: nobody would be left.
    """
    if ends.last is not None and ends.last < today:
        raise RoleEnded()
    if not is_called_off(ends.first, last, today=today):
        check_days(ends.first, last)
    if ends.role == ADMIN and others == 0:
        raise LastAdministrator()
    if ends.role == SECRETARIAT and others == 0:
        raise LastSecretariat()


def check_language(language: str, known: Iterable[str]) -> str:
    """Return a language code that pages are written in.

    Raises:
        NoSuchLanguage: it is another.
    """
    if language in known:
        return language
    raise NoSuchLanguage()
