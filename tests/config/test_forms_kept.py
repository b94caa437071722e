"""What somebody writes in a form is not lost: to another, to signing out, to Back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from overens.common.audit import SYSTEM
from overens.followups.actions import begin_followup
from overens.governance.models import Group, Seat
from overens.organisations.models import Organisation
from tests import make
from tests.compacts.test_at_once import all_at_once, emptied  # noqa: F401
from tests.forms import fields_of
from tests.governance.rows import make_decision, make_group
from tests.plans.make import a_measure, a_plan

pytestmark = pytest.mark.django_db


def _organisation(space):
    organisation = make.make_organisation("Lokal")
    return reverse("organisations:organisation_change", args=[organisation.slug])


def _unit(space):
    unit = make.make_unit(origin=space.origin)
    return reverse("organisations:unit_change", args=[unit.body.slug, unit.slug])


def _space(space):
    return reverse("accounts:space_change", args=[space.slug])


def _group(space):
    return reverse("governance:group_change", args=[space.slug, make_group(space).slug])


def _decision(space):
    decision = make_decision(space)
    return reverse("governance:decision_change", args=[space.slug, decision.slug])


def _compact(space):
    make.make_compact(space)
    return reverse("compacts:compact_change", args=[space.slug])


def _plan(space):
    return reverse("plans:plan_change", args=[a_plan(space).slug])


def _measure(space):
    measure = a_measure(a_plan(space))
    return reverse("plans:measure_change", args=[measure.plan.slug, measure.slug])


def _followup(space):
    make.make_compact(space)
    begin_followup(space=space, year=2025, by=SYSTEM)
    return reverse("followups:followup_words", args=[space.slug, 2025])


# A page that changes something, the field that one writes in, and the one that the
# other does.
EDITED = [
    (_organisation, "about_sv", "about_en"),
    (_unit, "contact_sv", "name_en"),
    (_space, "huvudman", "place_sv"),
    (_group, "does_sv", "name_en"),
    (_decision, "text_sv", "paragraph"),
    (_compact, "lead_sv", "name_en"),
    (_plan, "focus_sv", "theme_sv"),
    (_measure, "about_sv", "funding_sv"),
    (_followup, "introduction_sv", "conclusions_sv"),
]


@pytest.mark.parametrize(("make_page", "mine", "theirs"), EDITED)
def test_the_second_to_save_is_shown_what_the_first_wrote_and_can_save_all_the_same(
    client, strandland, petra, make_page, mine, theirs
):
    address = make_page(strandland)
    client.force_login(petra)
    opened = fields_of(client.get(address))
    assert client.post(address, opened | {theirs: "Hennes ord"}).status_code == 302

    held = client.post(address, opened | {mine: "Mina ord"})

    text = held.content.decode()
    assert held.status_code == 409
    assert "Någon har ändrat det här sedan du öppnade sidan" in text
    assert "Hennes ord" in text
    assert "Spara ändå" in text
    again = fields_of(held)
    assert again[mine] == ["Mina ord"]
    assert client.post(address, again | {theirs: "Hennes ord"}).status_code == 302
    saved = fields_of(client.get(address))
    assert saved[mine] == ["Mina ord"]
    assert saved[theirs] == ["Hennes ord"]


def test_saving_the_same_page_twice_is_no_change_by_somebody_else(
    client, strandland, petra
):
    address = _group(strandland)
    client.force_login(petra)
    written = fields_of(client.get(address)) | {"does_sv": "Leder arbetet."}

    assert client.post(address, written).status_code == 302
    assert client.post(address, written).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_several_who_save_at_once_one_is_taken_and_the_others_are_told(
    emptied,  # noqa: F811
):
    space = make.make_space()
    petra = make.make_person("petra", role="secretariat", space=space)
    address = _group(space)
    client = Client()
    client.force_login(petra)
    opened = fields_of(client.get(address))

    def save(number):
        other = Client()
        other.force_login(petra)
        return other.post(address, opened | {"does_sv": f"Ord {number}"}).status_code

    assert sorted(all_at_once(save)) == [302, 409, 409, 409]


# --- Back, then Save ------------------------------------------------------------------


def test_the_same_page_sent_again_adds_nothing_and_a_new_page_does(
    client, strandland, petra
):
    make.make_compact(strandland)
    group = make_group(strandland)
    client.force_login(petra)
    address = f"{group.get_absolute_url()}platser/ny/"
    seat = {"party": "civil", "role": "member"}
    opened = fields_of(client.get(address)) | seat

    client.post(address, opened)
    again = client.post(address, opened, follow=True)
    client.post(address, fields_of(client.get(address)) | seat)

    assert "Det här är redan sparat." in again.content.decode()
    assert Seat.objects.count() == 2


def test_a_button_pressed_several_times_at_once_adds_one(emptied):  # noqa: F811
    space = make.make_space()
    petra = make.make_person("petra", role="secretariat", space=space)
    address = reverse("governance:group_add", args=[space.slug])
    client = Client()
    client.force_login(petra)
    written = fields_of(client.get(address)) | {
        "name_sv": "Styrgruppen",
        "kind": "steering",
    }

    def press(_number):
        other = Client()
        other.force_login(petra)
        return other.post(address, written).status_code

    assert all_at_once(press) == [302] * 4
    assert Group.objects.count() == 1


# --- signed out meanwhile -------------------------------------------------------------

LONG = "En lång text om vad föreningen gör.\nSkriven i en timme."


def _written_and_signed_out(client, strandland, petra):
    address = _organisation(strandland)
    client.force_login(petra)
    written = fields_of(client.get(address)) | {"about_sv": LONG}
    client.logout()
    answer = client.post(address, written)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logga-in/")
    return address


def test_what_was_written_before_signing_out_is_there_after_signing_in(
    client, strandland, petra
):
    address = _written_and_signed_out(client, strandland, petra)
    assert "Det du skrev finns kvar" in client.get("/logga-in/").content.decode()
    client.force_login(petra)

    kept = client.get(address)
    sent = client.post(address, fields_of(kept))

    assert "Skriven i en timme." in kept.content.decode()
    assert sent.status_code == 302
    about = Organisation.objects.get(slug="lokal").about.in_language("sv")
    assert about.replace("\r\n", "\n") == LONG
    assert "Skicka det jag skrev" not in client.get(address).content.decode()


def test_another_who_signs_in_there_never_sees_it(client, strandland, petra, omar):
    address = _written_and_signed_out(client, strandland, petra)
    client.force_login(omar)

    client.get(address)
    client.force_login(petra)

    assert "Skriven i en timme." not in client.get(address).content.decode()


def test_what_was_kept_can_be_thrown_away(client, strandland, petra):
    address = _written_and_signed_out(client, strandland, petra)
    client.force_login(petra)

    client.post(address, {"throw_away_kept": "1"})

    assert "Skriven i en timme." not in client.get(address).content.decode()


def test_nothing_is_kept_of_a_form_that_does_not_say_who_wrote_it(client, strandland):
    address = _organisation(strandland)

    client.post(address, {"about_sv": LONG, "writer": "petra"})

    assert "kept_form" not in client.session


def test_a_page_that_was_open_over_signing_in_again_can_be_sent_again(
    strandland, petra
):
    address = _organisation(strandland)
    client = Client(enforce_csrf_checks=True)
    client.force_login(petra)
    written = fields_of(client.get(address)) | {"about_sv": LONG}

    refused = client.post(address, written)

    assert refused.status_code == 403
    assert "Skriven i en timme." in refused.content.decode()
