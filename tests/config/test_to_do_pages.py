""" "Att göra nu": where one lands, how much waits, and what is let wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import Postponement
from overens.governance import actions
from tests import make
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(strandland):
    """An assignment whose answer is overdue, so that something waits for Petra."""
    actions.record_assignment(
        decision=make_decision(strandland, day="2024-01-01"),
        text={"sv": "Återkom med förslag"},
        due=PartialDate(2024, 2),
        by=SYSTEM,
    )


def _sign_in_as(who: str) -> str:
    answer = Client().post(f"/logga-in/som/{who}/")
    return answer["Location"]


def test_the_secretariat_lands_where_it_works_and_others_on_their_own_page(
    settings, strandland, petra, nils
):
    settings.DEMONSTRATION = True

    assert _sign_in_as("petra") == "/att-gora/"
    assert _sign_in_as("nils") == "/min-sida/"


def test_the_header_says_how_much_waits_once_it_has_been_counted(
    client, strandland, petra, waiting
):
    client.force_login(petra)
    shown = client.get("/att-gora/").content.decode()
    assert "Återkom med förslag" in shown

    front = client.get("/").content.decode()

    assert 'href="/att-gora/"' in front
    assert "väntar</span>)" in front
    assert "väntar: se d" in client.get("/min-sida/").content.decode()


def test_a_row_that_is_let_wait_comes_back_on_its_day(
    client, strandland, petra, waiting, monkeypatch
):
    client.force_login(petra)
    row = client.get("/att-gora/").context["rows"][0]
    address = f"/att-gora/vanta/?compact=strandland&row={row.key}"
    until = timezone.localdate() + timedelta(days=3)
    assert "Återkom med förslag" in client.get(address).content.decode()

    assert client.post(address, {"until": "2024-01-01"}).status_code == 422
    client.post(address, {"until": until.isoformat()})

    after = client.get("/att-gora/").context
    assert row.key not in [each.key for each in after["rows"]]
    assert [(each.key, day) for each, day in after["put_off"]] == [(row.key, until)]
    Postponement.objects.update(until=timezone.localdate())
    assert row.key in [each.key for each in client.get("/att-gora/").context["rows"]]


def test_a_row_that_waits_is_taken_up_again_and_is_only_ones_own(
    client, strandland, petra, waiting
):
    other = make.make_person("pia", role="secretariat", space=strandland)
    client.force_login(petra)
    key = client.get("/att-gora/").context["rows"][0].key
    day = timezone.localdate() + timedelta(days=3)
    client.post(
        f"/att-gora/vanta/?compact=strandland&row={key}", {"until": day.isoformat()}
    )
    pia = Client()
    pia.force_login(other)

    assert key in [each.key for each in pia.get("/att-gora/").context["rows"]]
    client.post(f"/att-gora/ta-fram/?compact=strandland&row={key}")
    assert key in [each.key for each in client.get("/att-gora/").context["rows"]]


def test_one_who_works_in_two_spaces_finds_the_way_to_both(client, strandland, petra):
    other = make.make_space("andra", name={"sv": "Den andra"}, origin="made up")
    make_seat(make_group(other, parity=True), "region", role="member")
    petra.grants.create(role="secretariat", space=other)
    client.force_login(petra)

    text = client.get("/att-gora/").content.decode()

    assert 'href="/att-gora/?compact=andra"' in text
    assert "Den andra" in text


# --- a part that is switched off ------------------------------------------------------


def test_a_part_that_is_switched_off_leaves_no_links(client, strandland):
    make.make_compact(strandland)
    strandland.columns = [c for c in strandland.columns if c != "governance"]
    strandland.save()

    text = client.get("/overenskommelser/strandland/").content.decode()

    assert "/grupper/" not in text
    assert "/beslut/" not in text


def test_the_secretariat_is_led_to_where_a_part_is_switched_on(
    client, strandland, petra
):
    strandland.columns = ["organisations", "compacts"]
    strandland.save()
    address = "/overenskommelser/strandland/beslut/"

    assert "avstängd" not in client.get(address).content.decode()
    client.force_login(petra)
    answer = client.get(address)

    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Den här delen är avstängd" in text
    assert f'href="{reverse("accounts:space_change", args=["strandland"])}"' in text


# --- a demonstration is not to be found -----------------------------------------------


@pytest.mark.parametrize("path", ["/", "/finns-inte/", "/api/v1/", "/robots.txt"])
def test_a_demonstration_asks_to_be_left_out_of_searches_whatever_it_answers(
    client, strandland, settings, path
):
    settings.DEMONSTRATION = True
    assert client.get(path)["X-Robots-Tag"] == "noindex"

    settings.DEMONSTRATION = False
    assert "X-Robots-Tag" not in client.get(path)


def test_robots_are_told_where_they_may_go(client, settings):
    settings.DEMONSTRATION = True
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"

    settings.DEMONSTRATION = False
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow:\n"


def test_the_page_of_personal_data_has_swedish_words(client, strandland):
    text = client.get("/personuppgifter/").content.decode().casefold()

    for english in ("audit line", "outgoing mail", "import run", "contact role"):
        assert english not in text
    assert "plats: person" in text


def test_the_heading_says_nothing_to_do_where_there_is_nothing(
    client, strandland, nils
):
    client.force_login(nils)

    shown = client.get("/att-gora/").content.decode()

    assert "Just nu behöver du inte göra något" in shown
    assert "Det här behöver göras nu" not in shown
