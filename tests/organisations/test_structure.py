"""How organisations belong together: tree, ties, the district rule, history, units."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from overens.common.audit import operator
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.common.to_do import TO_DO
from overens.organisations.actions import (
    add_other_name,
    change_organisation,
    change_relation,
    lift_override,
    merge_into,
    override_district,
    relate,
)
from overens.organisations.models import DistrictOverride, Organisation, Relation
from overens.organisations.rules import (
    DissolvedDayOfLiving,
    NothingDecidedOtherwise,
    RelatedInARing,
)
from tests import make

BY = operator()
TODAY = timezone.localdate()


@pytest.fixture
def federation(strandland):
    """A national federation with a district and three locals under it."""
    rows = {
        key: make.make_organisation(name)
        for key, name in {
            "national": "Riksförbundet Åkrar",
            "district": "Åkrar i Strandland",
            "one": "Ängens vänner",
            "two": "Östra ängen",
            "three": "Åsens åker",
        }.items()
    }
    relate(lower=rows["district"], upper=rows["national"], kind="branch", by=BY)
    for key in ("one", "two", "three"):
        relate(
            lower=rows[key],
            upper=rows["district"],
            kind="branch",
            first_day=date(2019, 3, 1),
            by=BY,
        )
    return rows


def page(client, organisation, rest=""):
    found = client.get(organisation.get_absolute_url() + rest).content.decode()
    return " ".join(found.split())


def test_a_branch_of_its_own_member_is_refused_with_a_sentence(
    client, petra, federation
):
    client.force_login(petra)
    url = federation["national"].get_absolute_url() + "hor-till/ny/"

    answer = client.post(url, {"upper": "Ängens vänner", "kind": "member"})

    assert answer.status_code == 422
    assert (
        "Ängens vänner hör redan till Riksförbundet Åkrar." in answer.content.decode()
    )
    assert Relation.objects.filter(lower=federation["national"]).count() == 0


def test_two_may_change_places_over_time(federation):
    tie = Relation.objects.get(lower=federation["district"])
    change_relation(
        relation=tie,
        upper=tie.upper,
        kind="branch",
        last_day=date(2010, 12, 31),
        by=BY,
    )

    relate(
        lower=federation["national"],
        upper=federation["district"],
        kind="branch",
        first_day=date(2011, 1, 1),
        by=BY,
    )

    with pytest.raises(RelatedInARing):
        change_relation(
            relation=tie,
            upper=tie.upper,
            kind="branch",
            last_day=date(2011, 1, 1),
            by=BY,
        )


# --- added, ended, corrected, taken away by page -------------------------------------


def test_petra_adds_corrects_and_takes_away_what_one_belongs_to(
    client, petra, federation
):
    client.force_login(petra)
    local = federation["one"]
    client.post(
        local.get_absolute_url() + "hor-till/ny/",
        {
            "upper": "Riksförbundet Åkrar",
            "kind": "member",
            "first_day": "1 mars 2020",
            "last_day": "2021-02-28",
        },
    )
    tie = local.upward.get(kind="member")
    assert (tie.first_day, tie.last_day) == (date(2020, 3, 1), date(2021, 2, 28))
    shown = page(client, local)
    assert "Tidigare eller framåt" in shown
    assert f"/hor-till/{tie.uuid}/andra/" in shown

    url = f"{local.get_absolute_url()}hor-till/{tie.uuid}/andra/"
    assert "Lades det in av misstag?" in client.get(url).content.decode()
    client.post(url, {"upper": "Östra ängen", "kind": "branch", "first_day": ""})
    tie.refresh_from_db()
    assert (tie.upper, tie.kind, tie.first_day) == (federation["two"], "branch", None)

    client.post(f"{local.get_absolute_url()}hor-till/{tie.uuid}/ta-bort/")
    assert not Relation.objects.filter(pk=tie.pk).exists()
    line = AuditLine.objects.get(action="organisations.remove_relation")
    assert line.facts["upper"] == str(federation["two"].uuid)


def test_a_last_day_before_the_first_is_said_and_what_was_typed_is_kept(
    client, petra, federation
):
    client.force_login(petra)
    tie = federation["one"].upward.get()
    url = f"{federation['one'].get_absolute_url()}hor-till/{tie.uuid}/andra/"

    answer = client.post(
        url,
        {
            "upper": "Åkrar i Strandland",
            "kind": "branch",
            "first_day": "2020-01-02",
            "last_day": "2020-01-01",
        },
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Sista dagen kommer före den första." in shown
    assert 'value="2020-01-01"' in shown


# --- the tree ------------------------------------------------------------------------


def test_the_profile_shows_the_tree_from_the_top(client, federation):
    shown = page(client, federation["district"])
    tree = shown[shown.index('class="ds-list tree"') :]

    order = [
        tree.index(name)
        for name in (
            "Riksförbundet Åkrar",
            "Åkrar i Strandland",
            "Ängens vänner",
            "Östra ängen",
        )
    ]
    assert order == sorted(order)
    assert '<span aria-current="true">' in tree
    assert "Lokalförening · från och med 1 mars 2019" in tree


def test_a_national_federation_of_five_hundred_is_folded_and_costs_no_more(
    client, federation
):
    national = federation["national"]
    locals_ = [
        Organisation(
            name=f"Lokal {number:03}",
            slug=f"lokal-{number}",
            kind="civil",
            origin="made up",
            sort_name=f"lokal {number:03}",
            status="active",
        )
        for number in range(500)
    ]
    made = Organisation.objects.bulk_create(locals_)
    Relation.objects.bulk_create(
        Relation(lower=row, upper=national, kind="branch") for row in made
    )
    url = national.get_absolute_url()
    for address in (url, f"{url}struktur/", f"{url}struktur/?page=3"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 12

    profile, structure = page(client, national), page(client, national, "struktur/")

    assert "Visa alla 501 som hör till Riksförbundet Åkrar" in profile
    assert profile.count("Lokal ") < 30
    assert "501 organisationer hör till Riksförbundet Åkrar. Här visas 1 till 50." in (
        structure
    )
    last = page(client, national, "struktur/?page=11")
    assert "Lokal 499" in page(client, national, "struktur/?page=10")
    assert "3 hör hit" in last, "the district's own are folded"
    assert "501 lokala föreningar hör hit." in profile


def test_one_under_two_stands_under_both_and_its_own_are_drawn_once(client, federation):
    umbrella = make.make_organisation("Rådet")
    relate(lower=federation["district"], upper=umbrella, kind="member", by=BY)

    shown = page(client, federation["district"], "struktur/")

    assert shown.count('aria-current="true">Åkrar') == 2
    assert shown.count(">Ängens vänner</a>") == 1


def test_a_structure_is_said_in_english_too(client, federation):
    shown = client.get(
        f"/en/organisations/{federation['national'].slug}/structure/"
    ).content.decode()

    assert "How Riksförbundet Åkrar belongs together" in shown
    assert "1 organisation belongs to Riksförbundet Åkrar." in shown


# --- against the rule ----------------------------------------------------------------


def test_a_decision_against_the_rule_shows_role_day_and_reason_until_it_is_lifted(
    client, petra, federation
):
    client.force_login(petra)
    local = federation["one"]
    answer = client.post(
        local.get_absolute_url() + "distrikt/",
        {"counts": "yes", "note": "Talar för hela länet sedan 2020."},
        follow=True,
    )
    shown = answer.content.decode()
    assert "<strong>En distriktsorganisation</strong>" in shown
    assert "i rollen kansli: Talar för hela länet sedan 2020." in shown
    assert "(Petra)" in shown
    assert "Enligt regeln skulle den inte vara en distriktsorganisation:" in shown

    client.logout()
    assert "Petra" not in page(client, local)

    client.force_login(petra)
    client.post(local.get_absolute_url() + "distrikt/upphav/")
    assert "<strong>Ingen distriktsorganisation</strong>" in page(client, local)
    row = DistrictOverride.objects.get()
    assert (row.note, row.lifted_by) == ("Talar för hela länet sedan 2020.", "Petra")


def test_a_decision_without_a_reason_is_not_taken(client, petra, federation):
    client.force_login(petra)
    url = federation["one"].get_absolute_url() + "distrikt/"

    answer = client.post(url, {"counts": "no", "note": "  "})

    assert answer.status_code == 422
    assert not DistrictOverride.objects.exists()


def test_of_two_decisions_the_later_stands(federation):
    one = federation["one"]
    for says in (True, False):
        override_district(
            organisation=one, is_district=says, note="Skäl.", day=TODAY, by=BY
        )

    assert not DistrictOverride.objects.get(lifted_on=None).is_district
    lift_override(organisation=one, day=TODAY, by=BY)
    with pytest.raises(NothingDecidedOtherwise):
        lift_override(organisation=one, day=TODAY, by=BY)


# --- history -------------------------------------------------------------------------


def test_what_is_dissolved_keeps_its_history_and_is_found(client, federation):
    old, new = federation["one"], federation["two"]
    add_other_name(organisation=old, name="Ängsgillet", last_day="2011", by=BY)
    change_organisation(
        organisation=old, status="dissolved", dissolved_on="2024-05", by=BY
    )
    relate(lower=new, upper=old, kind="successor", first_day=date(2024, 6, 1), by=BY)

    shown = page(client, old)

    assert "Organisationen är upplöst" in shown
    assert "Hette Ängsgillet fram till dess." in shown
    assert "Östra ängen tog över." in shown
    assert "maj 2024" in shown
    assert "Tog över efter Ängens vänner." in page(client, new)
    assert (
        "Ängens vänner" in client.get("/organisationer/?q=ängsgillet").content.decode()
    )


def test_a_merge_is_told_where_it_led(client, federation):
    merge_into(organisation=federation["three"], into=federation["two"], by=BY)

    assert "Åsens åker visade sig vara samma organisation" in page(
        client, federation["two"]
    )


def test_only_what_is_dissolved_has_a_day_for_it(federation):
    with pytest.raises(DissolvedDayOfLiving):
        change_organisation(organisation=federation["one"], dissolved_on="2024", by=BY)

    change_organisation(
        organisation=federation["one"],
        status="dissolved",
        dissolved_on="2024",
        by=BY,
    )
    federation["one"].refresh_from_db()
    assert federation["one"].dissolved_on == PartialDate(2024)
    with pytest.raises(DissolvedDayOfLiving):
        change_organisation(organisation=federation["one"], status="active", by=BY)


# --- units ---------------------------------------------------------------------------


def test_units_without_a_contact_are_counted_by_body_paged_and_wait_for_petra(
    client, petra, strandland
):
    for number in range(60):
        make.make_unit(f"Nämnd {number}", origin="made up")
    make.make_unit("Styrelsen", origin="made up", contact_email="s@example.org")
    client.force_login(petra)

    first = client.get("/organisationer/enheter-utan-kontakt/").content.decode()
    second = client.get("/organisationer/enheter-utan-kontakt/?page=2").content.decode()
    with CaptureQueriesContext(connection) as asked:
        client.get("/organisationer/enheter-utan-kontakt/")

    assert "60 av 61 enheter" in first
    assert ("Nämnd 59" in first, "Nämnd 59" in second) == (False, True)
    assert "Lägg till en kontakt" in first
    assert len(asked) <= 12
    rows = [row for row in TO_DO(petra, strandland, TODAY) if "contact" in row.key]
    assert [str(row.title) for row in rows] == [
        "60 offentliga enheter saknar samverkanskontakt"
    ]
    assert client.get(rows[0].url).status_code == 200


def test_nobody_is_asked_for_contacts_that_are_all_there(petra, strandland, omar):
    make.make_unit("Styrelsen", origin="made up", contact_email="s@example.org")
    assert not [row for row in TO_DO(petra, strandland, TODAY) if "contact" in row.key]
    make.make_unit("Nämnden", origin="made up")
    assert not [row for row in TO_DO(omar, strandland, TODAY) if "contact" in row.key]


def test_a_relation_that_has_not_begun_is_not_drawn_as_if_it_held(client, federation):
    coming = make.make_organisation("Nya ängen")
    relate(
        lower=coming,
        upper=federation["district"],
        kind="branch",
        first_day=TODAY + timedelta(days=30),
        by=BY,
    )

    shown = page(client, federation["district"])

    tree = shown[shown.index('class="ds-list tree"') : shown.index("Tidigare eller")]
    assert "Nya ängen" not in tree
    assert "Nya ängen" in shown
