"""A follow-up made out of sources: the survey, the documents, and what they lack."""

from __future__ import annotations

import io
import json

import pypdf
import pytest
from docx import Document as open_word

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.followups.actions import begin_followup, publish_followup
from overens.followups.models import FollowUp
from overens.followups.queries import report_file, shown_report
from overens.governance.models import Decision
from overens.surveys.actions import load_survey
from tests.surveys.made import small

pytestmark = pytest.mark.django_db

MINUTES = "Regionen, protokollsutdrag (2017)"
UNSAID = "vad som beslutades under året"


@pytest.fixture
def told(compact):
    """A follow-up of 2020 made of a survey and of one decision of 2017."""
    compact.space.origin = "source"
    compact.space.save()
    Decision.objects.create(
        space=compact.space,
        slug="atgarder",
        kind="note",
        title={"sv": "Åtgärder", "en": "Measures"},
        body_name={"sv": "Utskottet", "en": "The committee"},
        day=PartialDate(2017),
        source_note={"sv": f"{MINUTES}. Dagen för mötet framgår inte."},
    )
    load_survey(small(space="strandland", year=2020, origin="reconstructed"), by=SYSTEM)
    publish_followup(
        followup=begin_followup(space=compact.space, year=2020, by=SYSTEM), by=SYSTEM
    )
    return FollowUp.objects.get()


def test_it_shows_the_survey_and_the_documents_and_no_empty_part(client, told):
    page = client.get("/uppfoljning/strandland/2020/").content.decode()

    shown = shown_report(told, "sv")
    assert [part.key for part in shown.sections] == ["survey-liten", "sources"]
    assert MINUTES in page and ">2017</dd>" in page
    assert "Åtgärder: Dagen för mötet framgår inte." in page
    assert "Det här framgår inte av källorna:" in page and UNSAID in page
    assert "Vad som beslutades</p>" not in page
    assert "aldrig ett medelvärde" not in page


def test_its_documents_and_data_say_the_same_as_its_page(told):
    shown = shown_report(told, "sv")
    read = pypdf.PdfReader(io.BytesIO(report_file(shown, "pdf")[0]))
    in_pdf = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    file = open_word(io.BytesIO(report_file(shown, "docx")[0]))
    in_word = "\n".join(line.text for line in file.paragraphs)
    data = json.loads(report_file(shown, "json")[0])

    for written in (in_pdf, in_word):
        assert MINUTES in written and UNSAID in written
    assert UNSAID in data["not_in_sources"]
    (source,) = [
        each
        for part in data["sections"]
        for each in part["sources"]
        if each["document"] == MINUTES
    ]
    assert source["year"] == 2017
    assert source["taken"][0]["kind"] == "Beslut"
    assert source["taken"][0]["what"][0]["rows"].endswith("/atgarder/")


def test_a_part_that_is_switched_off_leaves_no_link_in_what_was_published(client, told):
    address = "/uppfoljning/strandland/2020/"
    before = client.get(address).content.decode()
    assert "/enkater/liten/" in before and "/beslut/atgarder/" in before
    told.space.columns = [
        each for each in told.space.columns if each not in {"surveys", "governance"}
    ]
    told.space.save()

    page = client.get(address).content.decode()
    assert "/enkater/liten/" not in page
    assert "/beslut/atgarder/" not in page
    assert MINUTES in page
    english = client.get("/en/follow-up/strandland/2020/").content.decode()
    assert "/surveys/liten/" not in english
