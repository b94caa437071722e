"""Words in a document that lead to another place in it."""

from __future__ import annotations

import io

import pypdf
import pytest
from docx import Document as open_word
from docx.oxml.ns import qn

from overens.common.documents import Heading, Linked, to_docx, to_html, to_pdf
from tests.common.papers import EVERYTHING, small

pytestmark = pytest.mark.pure


def test_words_in_a_paragraph_lead_to_a_heading_in_every_form():
    as_word = open_word(io.BytesIO(to_docx(EVERYTHING)))
    as_html = to_html(EVERYTHING).decode()
    as_pdf = pypdf.PdfReader(io.BytesIO(to_pdf(EVERYTHING)))
    table = next(
        line
        for line in as_word.paragraphs
        if line.text == "Tabeller" and line.style.name.startswith("Heading")
    )
    mark = next(table._p.iter(qn("w:bookmarkStart"))).get(qn("w:name"))
    link = next(
        link
        for link in as_word.element.body.iter(qn("w:hyperlink"))
        if "två åtgärder" in "".join(link.itertext())
    )

    assert link.get(qn("w:anchor")) == mark
    assert 'Försenat: <a href="#tables">två åtgärder</a>' in as_html
    assert 'id="tables"' in as_html
    assert "tables" in as_pdf.named_destinations


@pytest.mark.parametrize(
    "blocks",
    [
        (Linked((("dit", "nowhere"),)),),
        (Heading(1, "A", "same"), Heading(1, "B", "same")),
    ],
)
def test_words_that_lead_to_no_heading_or_to_two_are_refused(blocks):
    with pytest.raises(ValueError, match="[Hh]eading"):
        small(*blocks)
