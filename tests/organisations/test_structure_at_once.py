"""Two at once, and what a merge leaves behind: the tree stays a tree."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from overens.common.audit import SYSTEM
from overens.errors import RuleBroken
from overens.opendata.queries import ORGANISATIONS, asked_of_world
from overens.organisations.actions import (
    add_to_list,
    merge_into,
    relate,
    save_list,
)
from overens.organisations.models import OrganisationListRow, Relation
from overens.organisations.queries import structure_of
from overens.organisations.rules import RelatedInARing
from overens.organisations.rules.choosing import OnTheList
from tests import make
from tests.once import all_at_once, let_go

DAY = date(2026, 11, 1)


@pytest.fixture
def three(transactional_db):
    rows = [make.make_organisation(name) for name in ("Ett", "Två", "Tre")]
    # The threads have connections of their own; this one must not hold a lock.
    connection.close()
    yield rows
    let_go()


def outcome(change):
    def done():
        try:
            change()
        except RuleBroken as broken:
            return type(broken)
        return None

    return done


def test_of_three_ties_that_would_be_a_ring_written_at_once_one_is_refused(three):
    one, two, other = three

    def tie(lower, upper, kind):
        return outcome(lambda: relate(lower=lower, upper=upper, kind=kind, by=SYSTEM))

    said = all_at_once(
        tie(one, two, "member"), tie(two, other, "branch"), tie(other, one, "member")
    )

    assert sorted(said, key=str) == sorted([None, None, RelatedInARing], key=str)
    assert Relation.objects.count() == 2


def test_one_added_twice_at_once_stands_once_on_a_list(three):
    kept = save_list(
        space=make.make_space(), name="A", organisations=[], question={}, by=SYSTEM
    )
    connection.close()
    add = outcome(
        lambda: add_to_list(kept=kept, organisation=three[0], reason="Ja.", by=SYSTEM)
    )

    said = all_at_once(add, add, add)

    assert said.count(None) == 1 and said.count(OnTheList) == 2
    assert OrganisationListRow.objects.count() == 1


# --- what a merge leaves behind ------------------------------------------------------


def above(organisation):
    found = structure_of(organisation, DAY, 1)
    return [str(node) for node in found.tree], [row.other for row in found.earlier]


def test_what_is_merged_into_another_is_not_drawn_beside_it(db):
    club, old, new = (make.make_organisation(name) for name in ("Ett", "Två", "Tre"))
    for upper in (old, new):
        relate(lower=club, upper=upper, kind="branch", by=SYSTEM)

    merge_into(organisation=old, into=new, by=SYSTEM)

    assert above(club) == (["Tre"], [])
    below = make.make_organisation("Fyra")
    relate(lower=below, upper=club, kind="member", by=SYSTEM)
    assert above(below) == (["Tre"], [])


def test_a_branch_that_is_merged_away_makes_no_district_in_data_nor_on_the_page(
    client, strandland
):
    """Its tie stays where it would ring; the page and the files count alike."""
    club, district = (make.make_organisation(name) for name in ("Ett", "Två"))
    relate(lower=club, upper=district, kind="branch", by=SYSTEM)
    merge_into(organisation=club, into=district, by=SYSTEM)

    rows = ORGANISATIONS.things(asked_of_world("made up"))
    said = {row.organisation.name: row.district.is_district for row in rows}

    assert said == {"Två": False}
    page = client.get(district.get_absolute_url()).content.decode()
    assert "Ingen distriktsorganisation" in page
