"""Words in another language than the document's say so, in PDF, Word and HTML."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pypdf
import pytest
from docx import Document as open_word
from docx.oxml.ns import qn

from overens.common.documents import (
    Heading,
    Paragraph,
    Quote,
    Table,
    to_docx,
    to_html,
    to_pdf,
)
from overens.common.documents.blocks import Document

pytestmark = pytest.mark.pure

MIXED = Document(
    title="Follow-up",
    language="en",
    date=date(2026, 11, 22),
    publisher="The secretariat",
    slug="follow-up",
    blocks=(
        Heading(1, "What became different"),
        Quote("Fler kommer. # $x$", "An association", "sv"),
        Paragraph("Ett bra år.", "sv"),
        Table(
            headings=("Organisation", "Reason given"),
            rows=(("The choir", "No reason is recorded"), ("The club", "Vi slutar.")),
            languages=((1, 1, "sv"),),
        ),
    ),
)


def spoken(node: Any) -> Iterator[tuple[str, str]]:
    """Every tag of a PDF that says a language of its own, in order."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from spoken(part)
    elif isinstance(node, dict):
        if "/Lang" in node and "/S" in node:
            yield node["/S"], str(node["/Lang"])
        if "/K" in node:
            yield from spoken(node["/K"])


def test_words_in_another_language_say_so_in_the_pdf():
    root = pypdf.PdfReader(io.BytesIO(to_pdf(MIXED))).trailer["/Root"]

    assert root["/Lang"] == "en-GB"
    # The quotation's words and not whose they are, the paragraph, the one cell.
    assert list(spoken(root["/StructTreeRoot"])) == [
        ("/P", "sv-SE"),
        ("/P", "sv-SE"),
        ("/TD", "sv-SE"),
    ]


def test_words_in_another_language_say_so_in_word():
    file = open_word(io.BytesIO(to_docx(MIXED)))

    told = {
        "".join(text.text for text in run.iter(qn("w:t"))): language.get(qn("w:val"))
        for run in file.element.body.iter(qn("w:r"))
        for language in run.iter(qn("w:lang"))
    }
    assert told == {
        "Fler kommer. # $x$": "sv-SE",
        "Ett bra år.": "sv-SE",
        "Vi slutar.": "sv-SE",
    }


def test_words_in_another_language_say_so_in_html():
    written = to_html(MIXED).decode()

    assert '<blockquote lang="sv">' in written
    assert '<p lang="sv">Ett bra år.</p>' in written
    assert written.count('lang="sv"') == 3
