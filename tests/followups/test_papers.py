"""A follow-up as PDF, Word and data."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from django.core.management import call_command
from docx import Document as open_word
from docx.oxml.ns import qn

from overens.common.audit import SYSTEM
from overens.followups.actions import begin_followup, word_followup
from overens.followups.queries import followup_document, report_file, shown_report
from tests.followups.test_followup import begun, report, sign

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_document_is_written(tmp_path, plan, compact, ending, magic):
    out = tmp_path / f"report.{ending}"

    call_command("followup_report", "strandland", 2025, format=ending, out=out)

    assert out.read_bytes().startswith(magic)


def test_a_document_links_every_figure_to_its_page_and_leaves_none_out(
    plan, compact, settings
):
    settings.BASE_URL = "https://overens.example"
    sign(compact, "Kvar", "2024-05-01")
    shown = begun(compact)
    counted = [each for section in shown.sections for each in section.figures]

    for ending, addresses in (("pdf", pdf_links), ("docx", word_links)):
        led_to = addresses(report_file(shown, ending)[0])
        # At the figure and at its definition; a line's end may part a link in two.
        assert len(led_to) >= 2 * len(counted)
        assert set(led_to) == {f"https://overens.example{each.url}" for each in counted}
    data = json.loads(report_file(shown, "json")[0])
    assert {
        figure["rows"] for section in data["sections"] for figure in section["figures"]
    } == {f"https://overens.example{each.url}" for each in counted}
    assert "date=2025-12-31" in shown.section("signatories").figures[0].url


def pdf_links(written):
    return [
        note["/A"]["/URI"]
        for page in pypdf.PdfReader(io.BytesIO(written)).pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get("/A", {})
    ]


def word_links(written):
    file = open_word(io.BytesIO(written))
    return [
        file.part.rels[link.get(qn("r:id"))].target_ref
        for link in file.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    ]


def test_a_draft_says_so_on_its_cover_and_on_every_page(plan, compact):
    sign(compact, "Kvar", "2024-05-01")
    shown = begun(compact)

    read = pypdf.PdfReader(io.BytesIO(report_file(shown, "pdf")[0]))
    for page in read.pages:
        assert "Utkast, räknat den" in " ".join(page.extract_text().split())

    file = open_word(io.BytesIO(report_file(shown, "docx")[0]))
    assert any("Utkast, räknat den" in line.text for line in file.paragraphs)
    assert "Utkast, räknat den" in file.sections[0].header.paragraphs[0].text

    assert (
        "Utkast"
        not in followup_document(replace(shown, status="published")).origin_note
    )


def test_what_somebody_wrote_in_swedish_says_so_in_an_english_document(plan, compact):
    report(
        plan.measures.first(), "civil", "on plan", difference="Fler kommer.",
        how_known="counted", language="sv",
    )  # fmt: skip
    sign(
        compact, "Gick", "2024-05-01", withdrawn_day=date(2025, 3, 1),
        withdrawn_why="Vi slutar.",
    )  # fmt: skip
    followup = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    word_followup(
        followup=followup, introduction={"sv": "Ett bra år."}, conclusions={}, by=SYSTEM
    )
    followup.refresh_from_db()

    file = open_word(io.BytesIO(report_file(shown_report(followup, "en"), "docx")[0]))
    told = {
        "".join(text.text for text in run.iter(qn("w:t")))
        for run in file.element.body.iter(qn("w:r"))
        if any(each.get(qn("w:val")) == "sv-SE" for each in run.iter(qn("w:lang")))
    }
    assert told == {"Fler kommer.", "Vi slutar.", "Ett bra år."}

    swedish = open_word(
        io.BytesIO(report_file(shown_report(followup, "sv"), "docx")[0])
    )
    assert not list(swedish.element.body.iter(qn("w:lang")))
