"""Texts in Word come in with the levels of their headings."""

from __future__ import annotations

import io

import pytest
from docx import Document as new_word

from overens.common.explain import explain
from overens.common.sheets import (
    WordUnreadable,
    read_docx_headings,
)
from tests.common import packages

pytestmark = pytest.mark.pure


def test_headings_are_known_whatever_language_word_speaks():
    styles = (
        '<w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Egen"><w:name w:val="Vår rubrik"/>'
        '<w:basedOn w:val="Rubrik2"/></w:style>'
        '<w:style w:styleId="Lista"><w:name w:val="List Bullet"/></w:style>'
        '<w:style w:styleId="Ring"><w:name w:val="a"/><w:basedOn w:val="Ring"/>'
        "</w:style>"
    )
    body = "".join(
        packages.word_paragraph(text, properties)
        for text, properties in (
            ("Principer", '<w:pStyle w:val="Rubrik1"/>'),
            ("Dialog", '<w:pStyle w:val="Rubrik2"/>'),
            ("Vi lyssnar.", ""),
            ("Respekt", '<w:pStyle w:val="Egen"/>'),
            ("Punkt", '<w:pStyle w:val="Lista"/>'),
            ("Ringa", '<w:pStyle w:val="Ring"/>'),
            ("Egen nivå", '<w:outlineLvl w:val="2"/>'),
            ("Numrerad", '<w:numPr><w:numId w:val="3"/></w:numPr>'),
            (" ", ""),
        )
    )

    assert read_docx_headings(packages.word(body, styles=styles)) == [
        (1, "Principer"),
        (2, "Dialog"),
        (0, "Vi lyssnar."),
        (2, "Respekt"),
        (0, "- Punkt"),
        (0, "Ringa"),
        (3, "Egen nivå"),
        (0, "- Numrerad"),
    ]


def test_a_title_stands_above_the_headings():
    file = new_word()
    file.add_heading("Överenskommelsen", 0)
    file.add_heading("Bakgrund", 1)
    file.add_paragraph("Text med\tflik.")
    file.add_paragraph("Ett", "List Bullet")
    kept = io.BytesIO()
    file.save(kept)

    assert read_docx_headings(kept.getvalue()) == [
        (1, "Överenskommelsen"),
        (2, "Bakgrund"),
        (0, "Text med flik."),
        (0, "- Ett"),
    ]


def test_text_taken_away_and_text_said_twice_are_left_out():
    body = (
        "<w:p><w:r><w:t>Kvar </w:t></w:r><w:del><w:r><w:delText>borta</w:delText></w:r>"
        "</w:del><w:r><w:t>här</w:t></w:r></w:p>"
        "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Ruta</w:t></w:r></w:p>"
        "</mc:Choice><mc:Fallback><w:p><w:r><w:t>Ruta</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent>"
    )

    assert read_docx_headings(packages.word(body)) == [(0, "Kvar här"), (0, "Ruta")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Vanlig text",
        packages.package(packages.workbook_parts(packages.ONE_ROW)),
        packages.word(
            packages.word_paragraph("&a;"),
            prolog='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        ),
        packages.package({"word/document.xml": "<w:document"}),
        packages.package({"word/document.xml": " " * 60_000_000}),
    ],
    ids=["nothing", "text", "a workbook", "a document type", "broken", "a bomb"],
)
def test_a_word_file_that_is_none_gives_a_sentence(data):
    with pytest.raises(WordUnreadable) as caught:
        read_docx_headings(data, "fil.docx")

    assert "Worddokument" in explain(caught.value)
