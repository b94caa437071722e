"""What is kept by browsers and proxies, and where one is led from a form."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from overens.common.middleware import BrokenRule
from overens.surveys.rules.collecting import NobodyToAsk

pytestmark = pytest.mark.django_db

# That nobody's page is kept when they are signed in is asked of every route, in
# ``test_who_may_what``.


def test_a_public_page_is_unmarked_for_one_who_is_not_signed_in(client, strandland):
    for address in ("/", "/organisationer/", "/oppna-data/"):
        assert "no-store" not in client.get(address).get("Cache-Control", ""), address


def test_the_answers_that_sign_one_in_and_out_are_not_kept(client, vera, settings):
    settings.DEMONSTRATION = True

    for address in ("/logga-in/som/vera/", "/logga-ut/"):
        kept = client.post(address)["Cache-Control"]
        assert "private" in kept and "no-store" in kept


def test_a_form_sent_signed_out_leads_back_to_the_page_it_stands_on(client):
    form = "http://testserver/planer/p/a-01/?x=1#fraga"

    answer = client.post("/min-sida/sprak/", headers={"Referer": form})

    assert answer["Location"] == "/logga-in/?next=/planer/p/a-01/%3Fx%3D1"


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/planer/", "http://["]
)
def test_another_sites_page_is_nothing_to_come_back_to(client, referer):
    answer = client.post("/min-sida/sprak/", headers={"Referer": referer})

    assert answer["Location"] == "/logga-in/?next=/min-sida/sprak/"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/min-sida/sprak/", "Gå tillbaka till formuläret"),
        ("/en/my-page/language/", "Go back to the form"),
    ],
)
def test_an_address_that_only_takes_a_form_says_so(client, vera, address, words):
    client.force_login(vera)

    answer = client.get(address)

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("came_from", "leads"),
    [
        ("http://testserver/enkater/", True),
        ("http://testserver/enkater/x/", False),
        ("http://testserver//elsewhere.example/", False),
        ("https://elsewhere.example/enkater/", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_a_rules_no_leads_back_to_where_one_was(strandland, came_from, leads):
    request = RequestFactory().get("/enkater/x/", headers={"Referer": came_from})

    page = BrokenRule(lambda _request: None).process_exception(request, NobodyToAsk())

    said = page.content.decode()
    assert page.status_code == 422
    assert ("Tillbaka dit du var" in said) == leads
    assert ('href="/enkater/">Tillbaka' in said) == leads
    assert "elsewhere.example" not in said


def test_a_wrong_method_at_the_interface_for_programs_is_no_page():
    answer = Client().put("/api/v1/datasets")

    assert answer.headers["Content-Type"].startswith("application/json")
