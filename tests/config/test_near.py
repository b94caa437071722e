"""A mistyped address leads to what was probably meant."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.plans import make as plans

pytestmark = pytest.mark.django_db


def meant(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 404
    return [url for _name, url in answer.context["near"]]


def test_the_nearest_organisation_is_offered_and_its_words_are_searched_for(
    client, strandland
):
    make.make_organisation("Strandlands Brukarråd")
    make.make_organisation("Kammarkören")

    address = "/organisationer/strandlands-brukarad/"

    assert meant(client, address) == ["/organisationer/strandlands-brukarrad/"]
    page = client.get(address).content.decode()
    assert "Menade du något av de här?" in page
    assert 'value="strandlands brukarad"' in page


def test_the_nearest_plan_and_measure_are_offered_in_both_languages(client, strandland):
    plan = plans.a_plan(strandland)
    measure = plans.a_measure(plan)

    wrong = f"{plan.get_absolute_url()}{measure.slug[:-1]}9/"
    assert meant(client, wrong) == [measure.get_absolute_url()]
    assert meant(client, f"/planer/{plan.slug}x/") == [plan.get_absolute_url()]
    assert meant(client, f"/en/plans/{plan.slug}x/") == [f"/en/plans/{plan.slug}/"]


def test_what_is_like_nothing_is_offered_nothing(client, strandland):
    for address in ("/organisationer/qqqq/", "/planer/", "/inget/", "/x" * 400):
        if client.get(address).status_code == 404:
            assert meant(client, address) == []


def test_a_compact_that_is_only_a_draft_is_not_told_of(client, strandland):
    from tests.compacts.rows import bring_in

    bring_in(slug="strandland")

    assert meant(client, "/overenskommelser/strandlnd/") == []


def test_what_is_near_costs_two_queries(
    client, strandland, django_assert_max_num_queries
):
    plan = plans.a_plan(strandland)
    with django_assert_max_num_queries(8):
        client.get(f"{plan.get_absolute_url()}a-99/")


def test_the_codes_to_sign_in_are_read_among_the_demonstrations_mails(
    client, vera, settings, tmp_path
):
    settings.DEMONSTRATION = True
    settings.MAIL_FOLDER = str(tmp_path)
    settings.EMAIL_BACKEND = "overens.common.mailbox.FolderBackend"

    client.post("/logga-in/", {"email": "vera@example.org"})
    asks = client.get("/logga-in/kod/").content.decode()
    shown = client.get("/mejl/").content.decode()

    assert 'href="/mejl/"' in asks
    assert "Din kod för att logga in" in shown
    code = re.search(r"^\d{6}$", next(tmp_path.glob("*.eml")).read_text(), re.M)
    assert code is not None and code.group() in shown
    settings.DEMONSTRATION = False
    assert client.get("/mejl/").status_code == 404
