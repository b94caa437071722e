"""People, roles and spaces: by page, and by the actions behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.accounts.actions import (
    change_space,
    create_person,
    create_space,
    end_role,
    grant_role,
)
from overens.accounts.models import Person, RoleGrant, Space
from overens.accounts.queries import (
    access_in_world,
    grants_of,
    has_right,
    is_admin,
    is_secretariat,
    people_of,
    roles_of,
)
from overens.accounts.rules import (
    EDIT_REGISTER,
    AddressTaken,
    LastAdministrator,
    PersonThere,
    RoleThere,
)
from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.errors import NotYours
from tests import make

TODAY = date(2026, 5, 4)
PEOPLE = "/kansli/strandland/personer/"


def test_petra_gives_a_new_person_a_role(client, petra):
    client.force_login(petra)
    given = {"email": "Nina@Example.org", "name": "Nina", "role": "official"}

    answer = client.post(f"{PEOPLE}ny/", given, follow=True)

    assert answer.redirect_chain == [(PEOPLE, 302)]
    page = answer.content.decode()
    assert "Nina har nu rollen." in page
    assert "nina@example.org" in page
    grant = RoleGrant.objects.get(person__email="nina@example.org")
    assert (grant.role, grant.space.slug) == ("official", "strandland")
    line = AuditLine.objects.get(action="accounts.grant_role")
    assert (line.actor_label, line.actor_role) == ("Petra", "secretariat")
    assert line.space == "strandland"


def test_somebody_who_has_an_account_keeps_it(client, petra, vera):
    client.force_login(petra)

    client.post(f"{PEOPLE}ny/", {"email": "vera@example.org", "role": "member"})

    assert Person.objects.filter(email="vera@example.org").count() == 1
    assert vera.grants.get().role == "member"


def test_the_same_role_twice_is_said_at_its_field_and_what_was_typed_stays(
    client, petra, omar
):
    client.force_login(petra)
    given = {"email": "omar@example.org", "role": "official", "name": "Omar Typed"}

    answer = client.post(f"{PEOPLE}ny/", given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Omar har redan den rollen de dagarna." in page
    assert "Omar Typed" in page
    assert omar.grants.count() == 1


def test_the_last_day_before_the_first_is_said(client, petra):
    client.force_login(petra)
    given = {
        "email": "nina@example.org",
        "role": "member",
        "first_day": "2026-05-02",
        "last_day": "2026-05-01",
    }

    answer = client.post(f"{PEOPLE}ny/", given)

    assert answer.status_code == 422
    assert "Sista dagen kommer före den första" in answer.content.decode()
    assert not Person.objects.filter(email="nina@example.org").exists()


def test_an_administrators_role_is_not_given_in_a_space(client, petra):
    client.force_login(petra)

    answer = client.post(f"{PEOPLE}ny/", {"email": "e@example.org", "role": "admin"})

    assert answer.status_code == 422
    assert not RoleGrant.objects.filter(role="admin").exists()


def test_a_role_ends_and_stays_in_the_list(client, petra, omar):
    client.force_login(petra)
    grant = omar.grants.get()
    day = timezone.localdate() - timedelta(days=1)

    answer = client.post(
        f"{PEOPLE}{grant.uuid}/avsluta/", {"last_day": day.isoformat()}, follow=True
    )

    page = answer.content.decode()
    assert "Rollen har fått ett slut." in page
    assert "omar@example.org" in page
    assert "avslutad" in page
    grant.refresh_from_db()
    assert grant.last_day == day
    again = client.post(f"{PEOPLE}{grant.uuid}/avsluta/", {"last_day": day.isoformat()})
    assert again.status_code == 422
    assert "redan avslutats" in again.content.decode()


def test_a_role_given_by_mistake_is_over_at_once(client, petra, eve, strandland):
    client.force_login(petra)
    today = timezone.localdate()
    grant = grant_role(
        person=eve, role="official", space=strandland, first_day=today, by=operator()
    )
    shown = client.get(f"{PEOPLE}{grant.uuid}/avsluta/").context["form"]

    # As the form proposes.
    client.post(
        f"{PEOPLE}{grant.uuid}/avsluta/", {"last_day": shown["last_day"].value()}
    )

    grant.refresh_from_db()
    yesterday = today - timedelta(days=1)
    assert (grant.first_day, grant.last_day) == (yesterday, yesterday)
    assert not roles_of(eve, strandland, today)
    line = AuditLine.objects.get(action="accounts.end_role")
    assert (line.facts["from"], line.facts["to"]) == (str(today), str(yesterday))


def test_another_spaces_role_is_not_there_under_this_space(client, petra):
    other = make.make_person("rut", role="member", space=make.make_space("grannland"))
    client.force_login(petra)

    address = f"{PEOPLE}{other.grants.get().uuid}/avsluta/"

    assert client.get(address).status_code == 404
    assert client.post(address, {"last_day": "2026-05-01"}).status_code == 404
    assert other.grants.get().last_day is None


def test_a_space_that_is_not_there_is_not_found_by_those_signed_in(client, petra):
    address = "/kansli/ingenstans/personer/"

    assert client.get(address).status_code == 302
    client.force_login(petra)
    assert client.get(address).status_code == 404


def test_eve_is_turned_away_in_words(client, eve, strandland):
    client.force_login(eve)

    answer = client.get(PEOPLE)

    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_ada_makes_a_space_and_lets_somebody_in(client, ada):
    client.force_login(ada)
    given = {
        "slug": "bergslagen",
        "name_sv": "Överenskommelsen",
        "place_sv": "i Bergslagen",
        "columns": ["plans", "compacts"],
    }

    answer = client.post("/kansli/nytt-rum/", given, follow=True)

    assert answer.redirect_chain == [("/kansli/bergslagen/personer/", 302)]
    space = Space.objects.get(slug="bergslagen")
    assert space.columns == ["compacts", "plans"]
    assert space.origin == "own"
    assert dict(space.name) == {"sv": "Överenskommelsen"}


def test_an_address_that_another_space_has_is_said(client, ada, strandland):
    client.force_login(ada)
    given = {"slug": "strandland", "name_sv": "Två", "columns": ["plans"]}

    answer = client.post("/kansli/nytt-rum/", given)

    assert answer.status_code == 422
    assert "Det finns redan en överenskommelse" in answer.content.decode()


def test_petra_changes_what_her_space_is_called(client, petra, strandland):
    client.force_login(petra)
    page = client.get("/kansli/strandland/").content.decode()
    assert 'value="kansliet@example.org"' in page

    client.post(
        "/kansli/strandland/",
        {
            "name_sv": "Överenskommelsen",
            "name_en": "The compact",
            "contact_email": "hej@example.org",
            "columns": ["organisations"],
        },
    )

    strandland.refresh_from_db()
    assert strandland.contact_email == "hej@example.org"
    assert strandland.columns == ["organisations"]
    line = AuditLine.objects.get(action="accounts.change_space")
    assert line.facts == {"fields": ["columns", "contact_email", "place"]}


# --- actions and queries --------------------------------------------------------------


def test_nothing_changed_writes_nothing(strandland):
    change_space(space=strandland, by=operator(), huvudman=strandland.huvudman)

    assert not AuditLine.objects.exists()


def test_an_address_is_one_persons(vera):
    with pytest.raises(PersonThere):
        create_person(email="VERA@example.org", name="Another", by=operator())


def test_a_slug_is_one_spaces(strandland):
    with pytest.raises(AddressTaken):
        create_space(slug="strandland", name="Två", by=operator())


def test_a_refused_grant_leaves_no_trace(petra, strandland):
    with pytest.raises(RoleThere):
        grant_role(person=petra, role="secretariat", space=strandland, by=operator())

    assert petra.grants.count() == 1
    assert not AuditLine.objects.exists()


def test_the_last_administrator_cannot_be_ended(ada):
    with pytest.raises(LastAdministrator):
        end_role(grant=ada.grants.get(), last_day=TODAY, by=operator())

    make.make_person("alva", role="admin")
    ended = end_role(
        grant=ada.grants.get(), last_day=timezone.localdate(), by=operator()
    )
    assert ended.last_day == timezone.localdate()


def test_roles_are_read_once(petra, strandland, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert roles_of(petra, strandland, TODAY) == {"secretariat"}
        assert is_secretariat(petra, strandland, TODAY)
        assert not is_admin(petra, TODAY)
        assert has_right(petra, EDIT_REGISTER, strandland, TODAY)


def test_a_role_that_an_action_gives_is_seen_at_once(vera, strandland):
    assert grants_of(vera) == ()

    grant_role(person=vera, role="member", space=strandland, by=operator())

    assert roles_of(vera, strandland, TODAY) == {"member"}


def test_a_closed_account_has_no_rights(petra, ada, strandland):
    petra.is_active = ada.is_active = False

    assert roles_of(petra, strandland, TODAY) == frozenset()
    assert not has_right(petra, EDIT_REGISTER, strandland, TODAY)
    assert not is_admin(ada, TODAY)


def test_the_register_is_edited_from_any_space_of_its_world(rf, petra, strandland):
    request = rf.get("/")
    request.user = petra

    access = access_in_world(request, EDIT_REGISTER, "made up")

    assert (access.space, access.role) == (strandland, "secretariat")
    assert access.actor.label == "Petra"
    with pytest.raises(NotYours):
        access_in_world(request, EDIT_REGISTER, "source")


def test_people_are_listed_those_who_hold_a_role_first(strandland):
    make.make_person("anna", role="member", space=strandland)
    gone = make.make_person("bo", role="member", space=strandland)
    soon = make.make_person("cia", role="member", space=strandland)
    make.make_person("doris", role="member", space=strandland)
    gone.grants.update(last_day=TODAY - timedelta(days=1))
    soon.grants.update(first_day=TODAY + timedelta(days=1))

    rows = people_of(strandland, TODAY)

    assert [str(row.person) for row in rows] == ["Anna", "Doris", "Cia", "Bo"]


def test_the_last_of_a_secretariat_cannot_be_ended_and_ones_own_only_when_sure(
    client, strandland, petra
):
    from django.urls import reverse
    from django.utils import timezone

    client.force_login(petra)
    address = reverse("accounts:role_end", args=["strandland", petra.grants.get().uuid])
    today = timezone.localdate().isoformat()
    assert f'value="{today}"' in client.get(address).content.decode()

    unsure = client.post(address, {"last_day": today})
    alone = client.post(address, {"last_day": today, "is_sure": "on"})
    make.make_person("pia", role="secretariat", space=strandland)
    ended = client.post(address, {"last_day": today, "is_sure": "on"})

    assert (unsure.status_code, alone.status_code, ended.status_code) == (422, 422, 302)
    assert "hör ingen annan till kansliet" in alone.content.decode()
