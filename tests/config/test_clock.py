"""Days and moments are those of the space that a page is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from overens.accounts.queries import show_space, today_in_view
from overens.common.formats import day, moment
from tests import make

# A quarter past midnight in Stockholm; the evening before in New York.
NIGHT = datetime(2026, 11, 21, 23, 15, tzinfo=UTC)


@pytest.fixture
def night(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)


@pytest.fixture
def far_away(strandland):
    strandland.time_zone = "America/New_York"
    strandland.save()
    return strandland


def test_an_instant_is_read_by_the_clock_of_the_space_shown(rf, far_away):
    with timezone.override(None):
        assert day(NIGHT) == "22 november 2026"
        show_space(rf.get("/"), far_away)
        assert day(NIGHT) == "21 november 2026"
        assert moment(NIGHT) == "21 november 2026 kl. 18.15".replace("kl. ", "kl.\xa0")


def test_today_is_the_day_of_the_space_in_view(rf, far_away, night):
    make.make_space("grannland")

    assert today_in_view(rf.get("/")) == date(2026, 11, 21)
    assert today_in_view(rf.get("/?compact=grannland")) == date(2026, 11, 22)


def test_facts_are_confirmed_on_the_spaces_own_day(client, far_away, night):
    petra = make.make_person("petra", role="secretariat", space=far_away)
    organisation = make.make_organisation("Kören")
    client.force_login(petra)

    client.post("/organisationer/koren/bekrafta/")

    organisation.refresh_from_db()
    assert organisation.last_confirmed == date(2026, 11, 21)


def test_the_next_request_begins_by_the_installations_clock(client, far_away):
    before = timezone.get_current_timezone_name()

    client.get("/")

    assert timezone.get_current_timezone_name() == before
