"""Min sida: what is one's own, the language, and the extract of personal data."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from overens.accounts.models import Person, RoleGrant
from overens.accounts.queries import (
    AWAITING,
    MY_PAGE,
    Awaiting,
    PagePart,
    PageRow,
    awaiting,
)
from overens.common.models import AuditLine
from tests import make


def test_petra_sees_her_role_with_its_dates(client, petra):
    petra.grants.update(first_day=date(2026, 1, 1), last_day=date(2030, 12, 31))
    client.force_login(petra)

    page = client.get("/min-sida/").content.decode()

    assert "Kansli" in page
    assert "1 januari 2026 till 31 december 2030" in page
    assert "Personer, roller och överenskommelser" in page


def test_eve_is_told_that_she_has_no_role(client, eve):
    client.force_login(eve)

    page = client.get("/min-sida/").content.decode()

    assert "Du har ingen roll för någon överenskommelse" in page
    assert "Inget väntar på dig" in page
    assert "Personer, roller och överenskommelser" not in page


@pytest.fixture
def parts():
    """Keep what the slots hold, and bring it back."""
    kept = [(slot, slot.parts) for slot in (MY_PAGE, AWAITING)]
    yield
    for slot, before in kept:
        slot.parts = before


def test_what_later_columns_know_is_shown(client, vera, parts):
    row = PageRow("Strandlands Brukarråd", "/organisationer/brukarrad/", "ordförande")
    MY_PAGE.fill(
        lambda person, day: [
            PagePart("speak", "Det här företräder du", (row,)),
            PagePart("nothing", "Tomt", ()),
        ],
        name="organisations.test",
    )
    AWAITING.fill(
        lambda person, day: [
            Awaiting("a:1", "Rapportera Å-07", "Rapportera", "/r/", date(2020, 1, 2)),
            Awaiting("a:2", "Läs svaret", "Läs", "/s/"),
        ],
        name="plans.test",
    )
    client.force_login(vera)

    page = client.get("/min-sida/").content.decode()

    assert "Det här företräder du" in page
    assert '<a class="ds-link" href="/organisationer/brukarrad/">' in page
    assert "Tomt" not in page
    assert "Försenat sedan 2 jan 2020" in page
    assert "När du hinner" in page


def test_what_is_due_first_stands_first(vera, parts):
    day = date(2026, 5, 1)
    AWAITING.fill(
        lambda person, day: [
            Awaiting("1", "Later", "", "", date(2026, 6, 1)),
            Awaiting("2", "Some day, a promise", "", "", consequence=2),
            Awaiting("3", "Some day", "", "", consequence=0),
            Awaiting("4", "Overdue", "", "", date(2026, 4, 1)),
        ],
        name="plans.test",
    )

    titles = [row.title for row in awaiting(vera, day) if len(row.key) == 1]

    assert titles == ["Overdue", "Later", "Some day, a promise", "Some day"]


def test_vera_chooses_english_and_goes_on_in_it(client, vera):
    client.force_login(vera)

    answer = client.post("/min-sida/sprak/", {"language": "en"}, follow=True)

    assert answer.redirect_chain == [("/en/my-page/", 302)]
    assert "Your pages and mails are now in English." in answer.content.decode()
    vera.refresh_from_db()
    assert vera.language == "en"
    line = AuditLine.objects.get(action="accounts.change_language")
    assert line.actor_uuid == vera.uuid


@pytest.mark.parametrize("language", ["", "fr", "sv-FI"])
def test_a_language_that_pages_lack_is_refused(client, vera, language):
    client.force_login(vera)

    assert client.post("/min-sida/sprak/", {"language": language}).status_code == 422
    vera.refresh_from_db()
    assert vera.language == "sv"


def test_the_extract_holds_what_is_kept_and_nobody_elses(client, vera, petra):
    client.force_login(vera)
    client.post("/min-sida/sprak/", {"language": "en"})

    answer = client.get("/min-sida/uppgifter/")

    extract = json.loads(answer.content)
    assert 'filename="mina-uppgifter.json"' in answer["Content-Disposition"]
    assert extract["about"] == "vera@example.org"
    assert extract["account"][0]["language"] == "en"
    assert [act["action"] for act in extract["acts"]] == ["accounts.change_language"]
    assert "petra" not in answer.content.decode()


def test_the_page_is_not_kept_by_browsers_or_proxies(client, vera):
    client.force_login(vera)

    for address in ("/min-sida/", "/min-sida/uppgifter/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_the_page_costs_few_queries_however_many_roles(client, petra, connection):
    for number in range(20):
        space = make.make_space(f"space-{number}")
        RoleGrant.objects.create(person=petra, role="member", space=space)
    client.force_login(petra)

    with CaptureQueriesContext(connection) as asked:
        client.get("/min-sida/")

    assert len(asked) <= 12


@pytest.fixture
def connection(db):
    from django.db import connection

    return connection


def test_the_demonstration_lets_one_be_somebody_else(client, vera, eve, settings):
    settings.DEMONSTRATION = True
    client.force_login(vera)

    assert "Bli Eve" in client.get("/min-sida/").content.decode()
    settings.DEMONSTRATION = False
    assert "Bli Eve" not in client.get("/min-sida/").content.decode()
    assert Person.objects.count() == 2
