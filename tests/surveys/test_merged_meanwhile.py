"""Somebody on the list is merged, dissolved or renamed while people answer."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.dates import PartialDate
from overens.common.texts import LocalText
from overens.organisations.actions import merge_into
from overens.organisations.models import Unit
from overens.surveys.actions import (
    answer,
    close_survey,
    copy_survey,
    publish_survey,
)
from overens.surveys.actions.frame_lists import bring_in
from overens.surveys.models import FrameUnit
from overens.surveys.queries import shown_survey
from overens.surveys.queries.framing import Asked
from overens.surveys.queries.register_changes import register_changes
from overens.surveys.rules import GivenSheet
from tests import make
from tests.surveys.answering_by_page import begin
from tests.surveys.collected import PASSPHRASE, invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]

BY = operator()
COLLECTING = "/enkater/liten/insamling/"


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.fixture
def asked(strandland):
    """An open survey of six persons, and of two associations and a committee."""
    survey = survey_of(people=6, mode="open", published=False)
    first = make.make_organisation("Naturvännerna")
    second = make.make_organisation("Gamla bryggan")
    body = make.make_organisation("Region Strandland", kind="public")
    unit = Unit.objects.create(
        body=body,
        slug="kultur",
        name=LocalText(sv="Kulturnämnden"),
        kind="committee",
        origin=body.origin,
    )
    rows = [
        Asked(name, f"{n}@example.org", LocalText(sv=name), register=key)
        for n, (name, key) in enumerate(
            (
                (first.name, first.uuid),
                (second.name, second.uuid),
                ("Kulturnämnden", unit.uuid),
            )
        )
    ]
    bring_in(survey=survey, rows=rows, source="list", by=BY)
    return survey, first, second, unit


def changed(first, second, unit):
    into = make.make_organisation("Strandlands Naturvänner")
    merge_into(organisation=first, into=into, by=BY)
    second.dissolved_on = PartialDate(2026, 11)
    second.save(update_fields=["dissolved_on"])
    unit.name = LocalText(sv="Kultur- och fritidsnämnden")
    unit.save(update_fields=["name"])


SENTENCES = (
    "”Naturvännerna” har gått upp i ”Strandlands Naturvänner”.",
    "”Gamla bryggan” är upplöst.",
    "”Kulturnämnden” heter nu ”Kultur- och fritidsnämnden”.",
)


def test_the_page_of_collecting_tells_what_has_become_of_them(
    client, asked, petra, django_assert_max_num_queries
):
    survey, *rows = asked
    opened(survey)
    client.force_login(petra)
    assert "Registret har ändrats" not in text_of(client.get(COLLECTING))
    changed(*rows)
    said = text_of(client.get(COLLECTING))
    assert "Registret har ändrats" in said
    for sentence in SENTENCES:
        assert sentence in said


def test_who_answers_still_reads_the_name_and_the_results_say_what_became_of_it(
    client, asked
):
    survey, *rows = asked
    opened(survey)
    tokens = invited(survey)
    changed(*rows)
    key = survey.frame_respondents.get(name="Naturvännerna").key
    page = begin(client, tokens[key])
    assert "Naturvännerna" in text_of(page)
    answer(tokens[key], sheets=[GivenSheet({"known": "yes"})])
    close_survey(survey, by=BY, passphrase=PASSPHRASE, early=True)
    publish_survey(survey, by=BY)
    said = text_of(client.get("/enkater/liten/resultat/"))
    assert "Listan över tillfrågade står som den var när enkäten öppnades." in said
    for sentence in SENTENCES:
        assert sentence in said
    kept = {str(unit.name) for unit in FrameUnit.objects.filter(survey=survey)}
    assert {"Naturvännerna", "Gamla bryggan", "Kulturnämnden"} <= kept
    english = shown_survey(survey, "en").notes
    assert any("has become part of" in note for note in english)


def test_of_a_list_that_is_as_the_register_has_it_nothing_is_said(client, asked):
    survey, *_rows = asked
    opened(survey)
    invited(survey)
    close_survey(survey, by=BY, passphrase=PASSPHRASE, early=True)
    assert not survey.remarks.exists()


def test_a_survey_with_the_same_list_knows_them_too(asked):
    survey, *rows = asked
    again = copy_survey(survey, slug="igen", by=BY)
    changed(*rows)
    assert len(register_changes(again)) == 3


def test_a_list_without_the_register_costs_one_query(
    strandland, django_assert_num_queries
):
    survey = survey_of(people=3)
    with django_assert_num_queries(1):
        assert register_changes(survey) == []
