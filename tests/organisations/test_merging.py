"""Two rows of one organisation: what pointed to one points to the other, and back."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.compacts.models import CompactVersion, Signature
from overens.errors import RuleBroken
from overens.organisations.actions import (
    add_contact_role,
    add_other_name,
    change_organisation,
    give_authority,
    merge_into,
    part_again,
    relate,
    set_mark,
)
from overens.organisations.models import (
    Municipality,
    Organisation,
    OrganisationList,
    RegisterChange,
    RegisterSource,
    SearchChange,
    SourceRecord,
)
from overens.organisations.queries.pointing import pointers
from overens.organisations.rules import MergedAlready
from overens.organisations.rules.merging import (
    ChangedSinceMerge,
    PartTheLaterFirst,
)
from tests import make

BY = operator()
DAY = date(2026, 5, 4)
SEEDS = range(8)


def dump():
    """Return every row of every table but the audit log, as it is stored."""
    return {
        model._meta.label: serializers.serialize(
            "json", model._base_manager.order_by("pk")
        )
        for model in apps.get_models(include_auto_created=True)
        # Logs only grow.
        if model not in (AuditLine, SearchChange) and model._meta.managed
    }


def make_record(organisation, key="1"):
    source, _made = RegisterSource.objects.get_or_create(
        slug="kommunen", defaults={"name": "Kommunen", "kind": "municipality"}
    )
    return SourceRecord.objects.create(
        source=source,
        key=key,
        row=2,
        digest="d",
        first_seen=DAY,
        organisation=organisation,
        link="new",
        run=organisation.uuid,
    )


def make_signature(organisation, version, **fields):
    return Signature.objects.create(
        version=version,
        organisation=organisation,
        party=version.compact.parties.get(key="civil"),
        **fields,
    )


@pytest.fixture
def version(strandland):
    make.make_compact(strandland)
    return CompactVersion.objects.get()


def two(**fields):
    return make.make_organisation("Brukarrådet", **fields), make.make_organisation(
        "Strandlands Brukarråd"
    )


def test_what_later_columns_wrote_shows_the_standing_organisation(version):
    one, into = two()
    signature = make_signature(one, version)

    merge_into(organisation=one, into=into, by=BY)

    signature.refresh_from_db()
    assert signature.organisation == into


def test_every_column_that_points_to_organisations_is_seen_to():
    seen = {f"{each.model._meta.label}.{each.field.name}" for each in pointers()}

    assert {
        "compacts.Signature.organisation",
        "governance.Seat.organisation",
        "organisations.Authority.organisation",
        "organisations.Organisation_areas.organisation",
        "organisations.Relation.lower",
        "organisations.Relation.upper",
        "organisations.SourceRecord.organisation",
    } <= seen


def test_what_the_standing_one_has_already_is_left_where_it_is(version):
    one, into = two()
    left = make_signature(one, version)
    make_signature(into, version)

    merge_into(organisation=one, into=into, by=BY)

    left.refresh_from_db()
    assert left.organisation == one
    line = AuditLine.objects.get(action="organisations.merge_into")
    assert line.facts["left"] == {"compacts.Signature": 1}


def test_the_number_and_what_else_is_lacking_is_filled_and_what_is_said_stands(db):
    one, into = two(
        org_number="8024500009", website="https://a.example.org/", locality="Åled"
    )
    Organisation.objects.filter(pk=into.pk).update(website="https://b.example.org/")

    merge_into(organisation=one, into=into, by=BY)

    into.refresh_from_db()
    one.refresh_from_db()
    assert (into.org_number, one.org_number) == ("8024500009", "")
    assert into.website == "https://b.example.org/"
    assert into.locality == "Åled"
    assert list(Organisation.objects.listed().named("brukarrådet")) == [into]


def test_what_would_stand_above_itself_is_left(db):
    one, into = two()
    middle = make.make_organisation("Mitten")
    relate(lower=into, upper=middle, kind="branch", by=BY)
    ring = relate(lower=middle, upper=one, kind="branch", by=BY)
    itself = relate(lower=one, upper=into, kind="successor", by=BY)

    merge_into(organisation=one, into=into, by=BY)

    for row in (ring, itself):
        row.refresh_from_db()
    assert ring.upper == itself.lower == one


def test_a_row_leads_to_one_other_and_not_twice(db):
    one, into = two()
    third = make.make_organisation("Tredje")
    merge_into(organisation=one, into=into, by=BY)

    with pytest.raises(MergedAlready):
        merge_into(organisation=one, into=third, by=BY)


def test_those_merged_in_a_row_are_parted_from_the_last(db):
    one, into = two()
    third = make.make_organisation("Tredje")
    add_contact_role(organisation=one, role={"sv": "Kansli"}, email="", by=BY)
    before = dump()
    merge_into(organisation=one, into=into, by=BY)
    merge_into(organisation=into, into=third, by=BY)

    one.refresh_from_db()
    assert one.merged_into == third
    with pytest.raises(PartTheLaterFirst):
        part_again(organisation=one, by=BY)
    part_again(organisation=into, by=BY)
    part_again(organisation=one, by=BY)
    assert dump() == before


def test_what_was_changed_since_is_in_the_way_and_named(version):
    one, into = two()
    signature = make_signature(one, version)
    merge_into(organisation=one, into=into, by=BY)
    other = make.make_organisation("En annan")
    Signature.objects.filter(pk=signature.pk).update(organisation=other)
    before = dump()

    with pytest.raises(ChangedSinceMerge):
        part_again(organisation=one, by=BY)
    assert dump() == before


def test_a_change_of_what_the_merge_did_not_touch_is_not_in_the_way(db):
    one, into = two(locality="Åled")
    merge_into(organisation=one, into=into, by=BY)
    change_organisation(organisation=into, by=BY, name="Brukarrådet i Strandland")

    part_again(organisation=one, by=BY)

    into.refresh_from_db()
    assert into.name == "Brukarrådet i Strandland"
    assert into.locality == ""
    assert list(Organisation.objects.named("strandlands brukarråd")) == [into]


def some_act(pick, organisations, places, people, version):
    """Do one thing that somebody may do in the register."""
    one, other = pick.sample(organisations, 2)
    act = pick.randrange(9)
    if act == 0:
        add_other_name(
            organisation=one,
            name=f"{pick.choice(['Gamla', 'Unga'])} {other.name}",
            kind="former",
            by=BY,
        )
    elif act == 1:
        relate(lower=one, upper=other, kind=pick.choice(["branch", "member"]), by=BY)
    elif act == 2:
        set_mark(organisation=one, kind="signatory", key=pick.choice("ab"))
    elif act == 3:
        give_authority(
            person=pick.choice(people),
            organisation=one,
            evidence="Protokoll § 4",
            by=BY,
        )
    elif act == 4:
        add_contact_role(organisation=one, role={"sv": "Kansli"}, email="", by=BY)
    elif act == 5:
        places_of = pick.sample(places, pick.randrange(4))
        change_organisation(
            organisation=one,
            by=BY,
            source="secretariat",
            municipalities=[place.code for place in places_of],
            website=pick.choice(["", "https://a.example.org/"]),
            annual_meeting_month=pick.choice([None, 3]),
        )
    elif act == 6:
        kept, _made = OrganisationList.objects.get_or_create(
            space=version.compact.space, name="Att bjuda in"
        )
        kept.rows.get_or_create(organisation=one)
    elif act == 7:
        make_record(one, key=str(SourceRecord.objects.count()))
    elif not one.signatures.exists():
        make_signature(one, version)


@pytest.mark.parametrize("seed", SEEDS)
def test_merging_and_parting_gives_back_every_row_of_every_table(version, seed):
    pick = random.Random(seed)
    organisations = [
        make.make_organisation(
            f"Förening {letter}",
            org_number=f"80245000{number:02d}" if pick.random() < 0.5 else "",
            locality=pick.choice(["", "Åled"]),
        )
        for number, letter in enumerate("ABCD")
    ]
    places = [
        Municipality.objects.create(code=f"99{n:02d}", name=f"Ort {n}", county="99")
        for n in range(4)
    ]
    people = [make.make_person(f"person{n}") for n in range(2)]
    for _turn in range(30):
        try:
            some_act(pick, organisations, places, people, version)
        except RuleBroken:
            continue
    for each in organisations:
        each.refresh_from_db()
    order = pick.sample(organisations, 3)
    dumps = []
    for lower, upper in zip(order, order[1:], strict=False):
        dumps.append(dump())
        merge_into(organisation=lower, into=upper, by=BY)
        assert not lower.signatures.exists() or upper.signatures.exists()
    for lower in reversed(order[:-1]):
        part_again(organisation=lower, by=BY)
        assert dump() == dumps.pop()
    assert not RegisterChange.objects.exists()


def test_a_day_that_was_open_for_two_is_open_for_one(db):
    one, into = two()
    upper = make.make_organisation("Paraplyet")
    first = DAY - timedelta(days=400)
    for lower in (one, into):
        relate(lower=lower, upper=upper, kind="member", first_day=first, by=BY)

    merge_into(organisation=one, into=into, by=BY)

    assert into.upward.count() == 1
    assert one.upward.count() == 1
