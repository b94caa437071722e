"""What the loaded demonstration shows of surveys to those who are signed in."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.accounts.models import Person
from overens.organisations.models import Organisation
from overens.surveys.models import AnswersRequest, Survey
from overens.surveys.queries import shown_survey
from tests.browser.pages import PETRAS, SIGNED_IN, YEAR

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _demonstration(loaded, settings):
    settings.DEMONSTRATION = True


def signed_in(client, name):
    client.force_login(Person.objects.get(email=f"{name}@example.org"))
    return client


def waits_for(client, name):
    """Return where what waits for somebody of answers one by one is done."""
    page = signed_in(client, name).get("/att-gora/?compact=strandland")
    rows = page.context["rows"]
    return [row.url for row in rows if row.key.startswith("surveys.rows")]


def address_of(request):
    return f"/enkater/{request.survey.slug}/svar/{request.uuid}/"


def test_one_request_for_answers_waits_for_ada_and_one_is_agreed_to(client):
    waiting, agreed = AnswersRequest.objects.order_by("id")
    assert (waiting.state, agreed.state) == ("asked", "agreed")
    assert agreed.is_open and agreed.said
    assert waits_for(client, "ada") == [address_of(waiting)]
    assert waits_for(client, "petra") == [address_of(agreed)]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        *(("petra", path) for path in (*PETRAS, "waiting", "agreed")),
        *(("ada", path) for path in (*SIGNED_IN, "waiting", "agreed")),
    ],
)
def test_a_page_for_those_signed_in_keeps_within_its_queries(client, name, path):
    if path in ("waiting", "agreed"):
        of_demonstration = AnswersRequest.objects.order_by("id")
        path = address_of(of_demonstration[path == "agreed"])
    signed_in(client, name).get(path)
    for language in ("sv", "en"):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(path)
        assert page.status_code == 200
        assert len(asked) <= MOST_QUERIES, [query["sql"][:200] for query in asked]
        said = page.content.decode()
        assert f'lang="{language}"' in said[:400]
        twin = re.search(r'hreflang="en" href="http://[^/]+([^"]*)"', said)
        path = twin[1]


def test_two_on_a_list_become_one_while_the_survey_is_out(client):
    page = signed_in(client, "petra").get(PETRAS[-1]).content.decode()
    assert "”Byarådet Ytterheden” har gått upp i ”Kallmyra Byalag”." in page
    gone = Organisation.objects.get(slug="byaradet-ytterheden")
    assert gone.merged_into.slug == "kallmyra-byalag"


def test_what_nearly_the_same_have_answered_before_is_withheld_and_says_why(client):
    survey = Survey.objects.get(slug=f"strandland-kommunerna-{YEAR - 1}")
    shown = shown_survey(survey, "sv").result
    assert shown.respondents.answered == 11
    again, new = (shown.question(key) for key in ("knows-compact", "contact-person"))
    assert {option.count for option in again.options} == {None}
    assert [option.count for option in new.options] == [9, 8]
    page = client.get(survey.get_absolute_url()).content.decode()
    assert "nästan samma personer har svarat på den förut" in page

    before = Survey.objects.get(slug=f"strandland-kommunerna-{YEAR - 2}")
    told = shown_survey(before, "sv").result.question("knows-compact")
    assert [option.count for option in told.options] == [10, 0, 8]
