"""The secretariat opens a survey by page: nothing is missing, everybody is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from overens.common.audit import operator
from overens.common.ballots.sealing import key_on_paper
from overens.common.models import Ballot
from overens.common.texts import LocalText
from overens.surveys.actions import change_survey, load_survey, make_survey
from overens.surveys.actions.framing import add_respondent
from overens.surveys.models import (
    Collection,
    FrameRespondent,
    FrameUnit,
    Invitation,
    Survey,
)
from tests.forms import fields_of
from tests.once import all_at_once
from tests.surveys.collected import PASSPHRASE, survey_of
from tests.surveys.drafting import add, said
from tests.surveys.framing import url
from tests.surveys.made import small

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]
BY = operator()


@pytest.fixture
def ready(own_folder):
    """An anonymous survey that lacks nothing, of eleven who are alike."""
    survey = survey_of(published=False)
    change_survey(
        survey=survey,
        introduction=LocalText(sv="Vi vill veta."),
        respondents=LocalText(sv="sekreterare"),
        by=BY,
    )
    survey.frame_respondents.update(address="p@example.org")
    return survey


def filled(**given):
    last_day = timezone.localdate() + timedelta(days=14)
    return {
        "last_day": last_day.isoformat(),
        "passphrase": PASSPHRASE,
        "passphrase_again": PASSPHRASE,
    } | given


def test_petra_opens_an_anonymous_survey_and_gets_the_code_once(as_petra, ready):
    assert url(ready, "open") in said(as_petra.get(url(ready, "questions")))
    page = said(as_petra.get(url(ready, "open")))
    assert "Du svarar anonymt" in page

    answer = as_petra.post(url(ready, "open"), filled())

    page = said(answer)
    code = page.split("<code>")[1].split("</code>")[0]
    assert key_on_paper(code)
    assert "no-store" in answer["Cache-Control"]
    # Looked for again it is not there, nor in the database.
    assert code not in said(as_petra.get(url(ready, "open"), follow=True))
    assert code not in str(list(Ballot.objects.values()))
    collection = Collection.objects.get()
    assert collection.survey == ready
    # The address has moved to the invitation, and is forgotten with it.
    assert not FrameRespondent.objects.exclude(address="").exists()
    assert Invitation.objects.filter(address="p@example.org").count() == 11


def test_a_double_click_still_shows_the_code(as_petra, ready):
    codes = {
        said(as_petra.post(url(ready, "open"), filled())).split("<code>")[1]
        for _click in range(2)
    }
    assert len(codes) == 1

    other = as_petra.post(
        url(ready, "open"), filled(passphrase="en helt annan fras"), follow=True
    )
    assert "<code>" not in said(other)
    assert "är redan öppnad" in said(other)


def test_two_officers_who_open_at_once_open_it_once(ready, petra):
    def opens():
        client = Client()
        client.force_login(petra)
        answers.append(client.post(url(ready, "open"), filled()).status_code)
        connection.close()

    answers: list[int] = []
    all_at_once(opens, opens, opens)

    assert Collection.objects.count() == 1
    assert Ballot.objects.count() == 1
    assert Invitation.objects.count() == 11
    assert set(answers) <= {200, 302}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"last_day": ""}, "Fyll i ”Sista dag att svara”"),
        ({"last_day": "i går"}, "Skriv ett datum"),
        ({"last_day": "2020-01-01"}, "Välj en sista dag som inte har passerat"),
        (
            {"passphrase_again": "något helt annat"},
            "Skriv samma lösenfras i båda fälten",
        ),
        (
            {"passphrase": "kort", "passphrase_again": "kort"},
            "Välj en lösenfras med minst",
        ),
        ({"passphrase": "", "passphrase_again": ""}, "Fyll i ”Lösenfras”"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    as_petra, ready, given, sentence
):
    answer = as_petra.post(url(ready, "open"), filled(**given))

    assert answer.status_code == 422
    assert sentence in said(answer)
    if "last_day" not in given:
        assert filled()["last_day"] in said(answer)
    assert not Collection.objects.exists()


def test_an_empty_draft_says_what_is_missing_and_where_it_is_written(
    as_petra, strandland_draft
):
    page = said(as_petra.get(url(strandland_draft, "open")))

    for sentence in (
        "Lägg till minst en fråga",
        "Säg vem ni frågar",
        "Skriv varför ni frågar",
    ):
        assert sentence in page
    assert "Lösenfras" not in page
    answer = as_petra.post(url(strandland_draft, "open"), filled())
    assert answer.status_code == 422
    assert not Collection.objects.exists()


@pytest.fixture
def strandland_draft(own_folder):
    """A draft with nothing in it."""
    from overens.accounts.models import Space

    return make_survey(
        space=Space.objects.get(slug="strandland"),
        title=LocalText(sv="Tom"),
        mode="confidential",
        by=BY,
    )


def test_small_groups_are_told_before_it_is_opened(as_petra, strandland_draft):
    survey = strandland_draft
    change_survey(
        survey=survey,
        introduction=LocalText(sv="Vi vill veta."),
        unit=LocalText(sv="nämnd"),
        units=LocalText(sv="nämnder"),
        respondents=LocalText(sv="sekreterare"),
        by=BY,
    )
    add(survey, "Samverkar ni?")
    for n in range(3):
        add_respondent(survey=survey, name=f"P{n}", by=BY, new_units=[f"N{n}"])
    page = said(as_petra.get(url(survey, "open")))
    assert "3 personer utan grupp svarar för 1 nämnd var" in page
    assert "kan kännas igen" in page
    assert "e-postadress saknas" in page

    answer = as_petra.post(url(survey, "open"), filled())
    assert answer.status_code == 422
    assert "Kryssa i" in said(answer)
    answer = as_petra.post(
        url(survey, "open"), filled(small_groups_told="on"), follow=True
    )

    assert "Enkäten är öppen" in said(answer)
    assert "P0, P1, P2" in said(answer)


def test_an_open_survey_asks_for_no_passphrase_and_promises_no_groups(as_petra):
    survey = load_survey(
        small(mode="open", published=False, introduction={"sv": "Varför"}), by=BY
    )
    Survey.objects.update(respondents={"sv": "sekreterare"})

    page = said(as_petra.get(url(survey, "open")))
    assert "Lösenfras" not in page
    assert "kan kännas igen" not in page
    answer = as_petra.post(url(survey, "open"), filled(), follow=True)

    assert "Enkäten är öppen" in said(answer)


def test_a_passphrase_is_not_kept_when_petra_was_signed_out(client, petra, ready):
    client.force_login(petra)
    given = fields_of(client.get(url(ready, "open")))
    client.logout()

    client.post(url(ready, "open"), given | filled())

    kept = str(dict(client.session.items()))
    assert filled()["last_day"] in kept
    assert PASSPHRASE not in kept


def test_all_that_is_wrong_is_said_at_once(as_petra, ready):
    yesterday = timezone.localdate() - timedelta(days=1)
    FrameUnit.objects.filter(pk=ready.frame_units.first().pk).update(stratum="alone")
    given = filled(last_day=yesterday.isoformat(), passphrase="kort")

    page = said(as_petra.post(url(ready, "open"), given | {"passphrase_again": "kort"}))

    assert "Välj en sista dag som inte har passerat" in page
    assert "Välj en lösenfras med minst" in page
    assert "Kryssa i" in page
    assert not Collection.objects.exists()
