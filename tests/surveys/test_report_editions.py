"""Editions of a report: what is read is published, and stands, save one thing."""

from __future__ import annotations

import json

import pytest

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey
from overens.surveys.actions.own_words import take_back_text
from overens.surveys.actions.reports import (
    begin_report,
    publish_report,
    show_results,
    word_report,
)
from overens.surveys.models import ReportEdition, Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.report_checks import checked
from overens.surveys.queries.reports import edition_document
from overens.surveys.rules.reports import NothingToReport
from tests.surveys.answering_by_page import fields_of
from tests.surveys.test_own_words import mark, release
from tests.surveys.test_releases import ANSWERS, guarded, text_of

BY = operator()
DRAFT = "/enkater/liten/rapport/utkast/"
PAGE = "/enkater/liten/rapport/"


def answered(**survey):
    """An open survey whose first person wrote something."""
    data = guarded(ANSWERS, **{"mode": "open", "published": False, **survey})
    data["sheets"][0]["answers"] = {**ANSWERS[0], "wish": "Mer tid, säger Nils."}
    return load_survey(data, by=BY)


@pytest.fixture
def written(strandland):
    return begin_report(answered(), by=BY)


def worded(report, sv, en=""):
    text = LocalText(sv=sv, en=en)
    return word_report(report, part="conclusions", text=text, by=BY)


def test_a_quotation_that_is_withdrawn_goes_out_of_every_edition(strandland, client):
    survey = answered()
    release(survey, "Mer tid, säger Nils.", points_nobody_out=True)
    its = mark(survey, "Mer tid, säger Nils.")
    publish_report(begin_report(survey, by=BY), clues_read=True, by=BY)
    assert "säger Nils" in text_of(client.get(PAGE))

    take_back_text(survey, question="wish", mark=its, why="Ett namn.", by=BY)
    for there in (PAGE, f"{PAGE}utgava/1/", f"{PAGE}utgava/1.html"):
        said = text_of(client.get(there))
        assert "säger Nils" not in said
        assert "Ett citat har dragits tillbaka." in said
    assert "säger Nils" not in json.dumps(
        ReportEdition.objects.get().content, ensure_ascii=False
    )


def test_what_nobody_has_answered_is_shown_to_nobody(as_petra, small_survey):
    Survey.objects.update(published=False)
    with pytest.raises(NothingToReport):
        show_results(small_survey, by=BY)
    refused = as_petra.post("/enkater/liten/publicera/")
    assert refused.status_code == 422
    assert "Det finns inga svar än" in text_of(refused)
    assert not Survey.objects.get().published


def test_only_what_was_read_is_published(as_petra, written):
    opened = as_petra.get(f"{DRAFT}publicera/")
    read = {**fields_of(opened), "clues_read": "on"}
    worded(written, "Samverkan är bred.")

    stopped = as_petra.post(f"{DRAFT}publicera/", read)
    assert stopped.status_code == 422
    assert "Rapporten har ändrats sedan du öppnade sidan" in text_of(stopped)
    assert not ReportEdition.objects.exists()
    again = {**fields_of(stopped), "clues_read": "on"}
    assert as_petra.post(f"{DRAFT}publicera/", again).status_code == 302


def test_a_text_in_one_language_has_its_figures_in_that_language(written):
    worded(written, "Av alla känner {known:yes} till den.")
    edition = publish_report(written, clues_read=True, by=BY)
    english = edition_document(edition, "en")
    (paragraph,) = [
        block
        for block in english.blocks
        if "Av alla" in str(getattr(block, "pieces", ""))
    ]
    said = "".join(words for words, _to in paragraph.pieces).replace("\xa0", " ")
    assert said == "Av alla känner 15 av 17 nämnder (88 %) till den."
    assert paragraph.language == "sv"


def test_an_earlier_edition_and_a_draft_say_what_they_are_in_their_files(
    as_petra, written
):
    draft = as_petra.get("/enkater/liten/rapport/utkast.docx")
    assert draft["Content-Disposition"].endswith('-utkast.docx"')
    publish_report(written, clues_read=True, by=BY)
    worded(written, "Rättat.")
    why = LocalText(sv="En mening var fel.")
    publish_report(written, clues_read=True, corrected=why, by=BY)

    earlier = text_of(as_petra.get(f"{PAGE}utgava/1.html"))
    assert "Det finns en senare utgåva" in earlier
    assert "En mening var fel." in earlier
    assert "senare utgåva" not in text_of(as_petra.get(f"{PAGE}utgava/2.html"))


def test_of_an_open_frame_nothing_is_said_of_those_who_did_not_answer(strandland):
    data = guarded(ANSWERS[:6], mode="open", open_frame=True)
    data["frame"] = {"open": True}
    report = begin_report(load_survey(data, by=BY), by=BY)
    edition = publish_report(
        worded(report, "{survey:answered} svarade."), clues_read=True, by=BY
    )
    said = str(edition_document(edition, "sv").blocks)
    assert "Alla 6" not in said and "svarade inte;" not in said
    found = checked(
        worded(report, "{survey:missing} fattas."), shown_survey(report.survey, "sv")
    )
    assert found.faults == 1


def test_two_questions_that_cannot_be_crossed_are_told_so(written):
    found = checked(
        worded(written, "Se {known*hurdles}."), shown_survey(written.survey, "sv")
    )
    (fault,) = [f for p in found.parts for s in p.sentences for f in s.faults]
    assert "kan korsas" in fault


def test_an_option_with_braces_is_worded_as_no_figure(strandland):
    data = guarded(ANSWERS, mode="open")
    question = next(q for q in data["questions"] if q["key"] == "known")
    question["options"][0] |= {"sv": "Ja {helt}", "en": "Yes {fully}"}
    report = begin_report(load_survey(data, by=BY), by=BY)
    assert checked(report, shown_survey(report.survey, "sv")).faults == 0
