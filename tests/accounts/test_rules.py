"""Who may what, and how long: the rules alone (docs/rules/accounts.md)."""

from __future__ import annotations

from datetime import date

import pytest

from overens.accounts.rules import (
    ADMIN,
    CHOOSE_WHOM,
    DEEDS,
    EDIT_COMPACT,
    EDIT_REGISTER,
    MANAGE_PEOPLE,
    MANAGE_SPACES,
    MEMBER,
    OFFICIAL,
    READ_GROUP_PAPERS,
    ROLES,
    SECRETARIAT,
    AddressNotWhole,
    EndsBeforeItBegins,
    Grant,
    LastAdministrator,
    NoSpaceHere,
    NoSuchRole,
    RoleEnded,
    RoleThere,
    SlugNotPlain,
    SpaceMissing,
    check_address,
    check_end,
    check_grant,
    check_slug,
    may,
    may_in_world,
)

pytestmark = pytest.mark.pure

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
PETRA = Grant(SECRETARIAT, "strandland", FIRST, LAST, world="made up")
OMAR = Grant(OFFICIAL, "strandland")
SARA = Grant(MEMBER, "strandland")
ADA = Grant(ADMIN)


@pytest.mark.parametrize(
    ("grant", "may_do"),
    [
        (PETRA, set(DEEDS) - {MANAGE_SPACES}),
        (OMAR, {CHOOSE_WHOM}),
        (SARA, {READ_GROUP_PAPERS}),
        (ADA, {d for d in DEEDS if ADMIN in DEEDS[d]}),
    ],
    ids=["petra", "omar", "sara", "ada"],
)
def test_each_role_may_do_its_deeds_and_no_other(grant, may_do):
    day = date(2026, 6, 1)
    done = {deed for deed in DEEDS if may([grant], deed, space="strandland", day=day)}
    assert done == may_do


def test_the_administrator_looks_after_people_but_not_the_compact():
    day = date(2026, 6, 1)
    assert may([ADA], MANAGE_PEOPLE, space="anywhere", day=day)
    assert not may([ADA], EDIT_COMPACT, space="anywhere", day=day)


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), False),
        (FIRST, True),
        (LAST, True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(day, holds):
    assert may([PETRA], EDIT_COMPACT, space="strandland", day=day) is holds


def test_a_role_in_one_space_gives_nothing_in_another():
    assert not may([PETRA], EDIT_COMPACT, space="grannland", day=FIRST)


def test_only_the_administrators_role_holds_without_a_space():
    everywhere = Grant(SECRETARIAT, None)
    assert not may([everywhere], EDIT_COMPACT, space="strandland", day=FIRST)


def test_the_register_may_be_edited_in_ones_own_world_only():
    assert may_in_world([PETRA], EDIT_REGISTER, world="made up", day=FIRST)
    assert not may_in_world([PETRA], EDIT_REGISTER, world="source", day=FIRST)
    assert not may_in_world([ADA], EDIT_REGISTER, world="made up", day=FIRST)


def granted(role=SECRETARIAT, space="strandland", first=None, last=None, held=()):
    check_grant(held, person="Petra", role=role, space=space, first=first, last=last)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"role": "queen"}, NoSuchRole),
        ({"space": None}, SpaceMissing),
        ({"role": ADMIN}, NoSpaceHere),
        ({"first": LAST, "last": FIRST}, EndsBeforeItBegins),
        ({"held": [PETRA]}, RoleThere),
        ({"held": [PETRA], "first": LAST}, RoleThere),
        ({"held": [PETRA], "last": FIRST}, RoleThere),
    ],
)
def test_a_grant_that_cannot_be_is_refused(given, refused):
    with pytest.raises(refused):
        granted(**given)


def test_the_same_role_may_come_back_after_it_ended():
    granted(held=[PETRA], first=date(2027, 1, 1))
    granted(held=[PETRA], last=date(2025, 12, 31))
    granted(held=[PETRA], space="grannland")


def test_the_last_administrator_stays():
    with pytest.raises(LastAdministrator):
        check_end(ADA, last=LAST, today=FIRST, others=0)
    check_end(ADA, last=LAST, today=FIRST, others=1)


def test_a_role_that_has_ended_is_not_ended_again():
    with pytest.raises(RoleEnded):
        check_end(PETRA, last=LAST, today=date(2027, 1, 1), others=1)
    with pytest.raises(EndsBeforeItBegins):
        check_end(PETRA, last=date(2025, 1, 1), today=FIRST, others=1)


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (date(2026, 5, 4), date(2026, 5, 3), True),  # given today
        (date(2026, 6, 1), date(2026, 5, 3), True),  # not begun
        (date(2026, 5, 3), date(2026, 5, 2), False),  # held yesterday
        (date(2026, 5, 4), date(2026, 5, 2), False),  # further back than at once
    ],
)
def test_a_role_given_by_mistake_ends_at_once(first, last, ends):
    grant, today = Grant(OFFICIAL, "strandland", first), date(2026, 5, 4)
    if ends:
        check_end(grant, last=last, today=today, others=1)
    else:
        with pytest.raises(EndsBeforeItBegins):
            check_end(grant, last=last, today=today, others=1)


def test_an_address_is_kept_in_lower_case():
    assert check_address("  Vera@Example.ORG ") == "vera@example.org"


@pytest.mark.parametrize(
    "address", ["", "vera", "vera@", "vera@org", "a b@example.org"]
)
def test_an_address_that_lacks_a_part_is_refused(address):
    with pytest.raises(AddressNotWhole):
        check_address(address)


@pytest.mark.parametrize("slug", ["", "Åland", "two--hyphens", "-first", "a b", "a/b"])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(slug):
    with pytest.raises(SlugNotPlain):
        check_slug(slug)
    assert check_slug("hok-2") == "hok-2"


def test_every_deed_belongs_to_roles_that_there_are():
    assert all(roles and roles <= set(ROLES) for roles in DEEDS.values())
