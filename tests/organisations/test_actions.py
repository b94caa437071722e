"""What the register's actions refuse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import (
    ListLine,
    add_unit,
    change_organisation,
    change_unit,
    end_authority,
    end_relation,
    give_authority,
    merge_into,
    relate,
    save_list,
)
from overens.organisations.models import Organisation
from overens.organisations.rules import (
    AlreadyEnded,
    AuthorityThere,
    EvidenceMissing,
    MergedAlready,
    NotAPublicBody,
    OrganisationNumberTaken,
    OtherWorld,
    RelatedInARing,
    RelatedToItself,
    RelationThere,
    SlugTaken,
    UnitRing,
    UnknownMunicipality,
    WrongBody,
)
from tests import make

BY = operator()
TODAY = date(2026, 5, 4)


# --- what the actions refuse --------------------------------------------------------


@pytest.fixture
def two(strandland):
    return make.make_organisation("Första"), make.make_organisation("Andra")


def test_a_number_is_one_organisations(two):
    first, second = two
    change_organisation(organisation=first, org_number="899999-9991", by=BY)

    with pytest.raises(OrganisationNumberTaken) as refused:
        change_organisation(organisation=second, org_number="8999999991", by=BY)
    assert "Första" in str(refused.value)
    change_organisation(organisation=first, org_number="899999-9991", by=BY)


def test_an_address_is_one_organisations_even_an_old_one(two):
    first, second = two
    change_organisation(organisation=first, slug="ny-adress", by=BY)

    for taken in ("ny-adress", "forsta"):
        with pytest.raises(SlugTaken):
            change_organisation(organisation=second, slug=taken, by=BY)
    back = change_organisation(organisation=first, slug="forsta", by=BY)
    assert back.slug == "forsta"


def test_a_change_writes_over_nothing_that_another_changed_meanwhile(two):
    first, _second = two
    change_organisation(organisation=first, level="local", by=BY)

    # As a page that was opened before still knows it.
    change_organisation(organisation=first, status="dormant", by=BY)

    now = Organisation.objects.get(pk=first.pk)
    assert (now.level, now.status) == ("local", "dormant")


def test_a_municipality_that_is_not_there_is_refused(two):
    with pytest.raises(UnknownMunicipality):
        change_organisation(organisation=two[0], municipalities=["0000"], by=BY)
    assert not AuditLine.objects.exists()


def test_belonging_together_has_no_rings(two):
    first, second = two
    third = make.make_organisation("Tredje")
    relate(lower=first, upper=second, kind="member", by=BY)
    relate(lower=second, upper=third, kind="member", by=BY)

    with pytest.raises(RelatedToItself):
        relate(lower=first, upper=first, kind="member", by=BY)
    with pytest.raises(RelatedInARing):
        relate(lower=third, upper=first, kind="member", by=BY)
    with pytest.raises(RelationThere):
        relate(lower=first, upper=second, kind="member", by=BY)


def test_a_relation_may_come_back_after_it_ended(two):
    first, second = two
    relation = relate(lower=first, upper=second, kind="member", by=BY)
    end_relation(relation=relation, last_day=TODAY, by=BY)

    with pytest.raises(AlreadyEnded):
        end_relation(relation=relation, last_day=TODAY, by=BY)
    relate(
        lower=first,
        upper=second,
        kind="member",
        first_day=TODAY + timedelta(days=1),
        by=BY,
    )
    assert first.upward.on(TODAY).count() == 1


def test_worlds_are_not_tied_together(two):
    foreign = make.make_organisation("Källan", origin="source")

    with pytest.raises(OtherWorld):
        relate(lower=two[0], upper=foreign, kind="member", by=BY)
    with pytest.raises(OtherWorld):
        merge_into(organisation=two[0], into=foreign, by=BY)


def test_merged_rows_lead_to_one_that_stands(two):
    first, second = two
    third = make.make_organisation("Tredje")
    merge_into(organisation=first, into=second, by=BY)

    with pytest.raises(MergedAlready):
        merge_into(organisation=third, into=first, by=BY)
    with pytest.raises(MergedAlready):
        merge_into(organisation=second, into=second, by=BY)
    merge_into(organisation=second, into=third, by=BY)
    first.refresh_from_db()
    assert first.merged_into == third


def test_units_stay_in_their_body_and_have_no_rings(strandland):
    body = make.make_organisation("Region A", kind="public")
    other = make.make_unit("Nämnd B", body=make.make_organisation("B", kind="public"))
    top = add_unit(body=body, name="Styrelsen", kind="board", by=BY)
    low = add_unit(body=body, name="Nämnden", kind="committee", answers_to=top, by=BY)

    with pytest.raises(WrongBody):
        add_unit(body=body, name="X", kind="board", answers_to=other, by=BY)
    with pytest.raises(UnitRing):
        change_unit(unit=top, answers_to=low, by=BY)
    with pytest.raises(NotAPublicBody):
        add_unit(body=make.make_organisation("C"), name="X", kind="board", by=BY)


def test_one_right_to_speak_at_a_time(vera):
    held = vera.authorities.get()
    organisation = held.organisation

    with pytest.raises(AuthorityThere):
        give_authority(person=vera, organisation=organisation, evidence="x", by=BY)
    with pytest.raises(EvidenceMissing):
        give_authority(person=vera, organisation=organisation, evidence="", by=BY)
    yesterday = timezone.localdate() - timedelta(days=1)
    end_authority(authority=held, last_day=yesterday, today=timezone.localdate(), by=BY)
    with pytest.raises(AlreadyEnded):
        end_authority(
            authority=held, last_day=yesterday, today=timezone.localdate(), by=BY
        )


def test_a_right_to_speak_for_a_unit_is_for_one_of_the_bodys_own(vera):
    unit = make.make_unit("Nämnd")

    with pytest.raises(WrongBody):
        give_authority(
            person=vera,
            organisation=make.make_organisation("Annat", kind="public"),
            unit=unit,
            evidence="x",
            by=BY,
        )


def test_a_list_holds_each_organisation_once(two, strandland):
    first, second = two
    kept = save_list(
        space=strandland,
        name="Lista",
        organisations=[
            ListLine(first, "a"),
            ListLine(second, "b"),
            ListLine(first, "c"),
        ],
        question={},
        by=BY,
    )

    assert [row.reason for row in kept.rows.all()] == ["a", "b"]
