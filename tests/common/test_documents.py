"""One list of blocks as PDF, Word and HTML: accessible, literal, the same each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

import pypdf
import pytest
from docx import Document as open_word
from docx.oxml.ns import qn

from overens.common import documents
from overens.common.charts import table
from overens.common.documents import (
    MEDIA_TYPES,
    Block,
    Chart,
    DocumentFault,
    Heading,
    Paragraph,
    Quote,
    Table,
    html,
    pdf,
    plain,
    to_docx,
    to_html,
    to_html_fragment,
    to_pdf,
    write,
)
from tests.common.drawings import ALL, BARS, STATUS
from tests.common.papers import EVERYTHING, ORIGIN, SPECIAL, small

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def as_pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(to_pdf(EVERYTHING)))


@pytest.fixture(scope="module")
def as_word() -> Any:
    return open_word(io.BytesIO(to_docx(EVERYTHING)))


@pytest.fixture(scope="module")
def as_html() -> str:
    return to_html(EVERYTHING).decode()


def text_of(reader: pypdf.PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages)
    return text.replace("\u00ad", "")


def tags(node: Any) -> Iterator[tuple[str, str]]:
    """Every tag of a PDF with its alternative text, in order."""
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from tags(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], str(node.get("/Alt", ""))
        if "/K" in node:
            yield from tags(node["/K"])


# --- PDF ---------------------------------------------------------


def test_a_pdf_is_tagged_and_says_title_language_and_who(as_pdf):
    root = as_pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert as_pdf.metadata.title == "Uppföljning 2026"
    assert as_pdf.metadata.author == "Kansliet i Strandland"
    assert as_pdf.metadata.creation_date.date() == date(2026, 11, 22)
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_pdf_has_headings_tables_lists_and_described_pictures(as_pdf):
    found = list(tags(as_pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    kinds = [kind for kind, _alt in found]
    pictures = [alt for kind, alt in found if kind == "/Figure"]

    assert {"/Title", "/H1", "/H2", "/H3", "/TOC", "/L", "/TH", "/TD"} <= set(kinds)
    assert len(pictures) == len(ALL)
    for chart, told in zip(ALL, pictures, strict=True):
        assert chart.title in told
        assert table(chart).rows[0][0] in told


def test_a_pdf_lists_its_contents_and_numbers_its_pages(as_pdf):
    first = as_pdf.pages[0].extract_text()
    bookmarks = [entry.title for entry in as_pdf.outline if not isinstance(entry, list)]

    assert "Innehåll" in first
    assert "Tabeller" in first
    assert "Så gjorde vi" not in first, "the third level is left out"
    assert {"Det viktigaste", "Bilder"} <= set(bookmarks)
    assert f"Sida 1 av {len(as_pdf.pages)}" in first


def test_every_page_of_a_pdf_says_where_its_facts_are_from(as_pdf):
    for page in as_pdf.pages:
        assert ORIGIN in " ".join(page.extract_text().split())


def test_what_would_be_code_comes_out_as_it_was_written(as_pdf, as_word, as_html):
    def letters(text: str) -> str:
        return "".join(text.split())

    assert letters(SPECIAL) in letters(text_of(as_pdf))
    assert any(SPECIAL in paragraph.text for paragraph in as_word.paragraphs)
    assert "# $x$ &quot;a&quot; \\ &lt;b&gt; &amp; *f*" in as_html


def test_swedish_words_are_parted_by_swedish_rules():
    long = "Nämndsekreterarens kommunstyrelseförvaltningsorganisation " * 12
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(small(Paragraph(long)))))

    assert re.search(r"[-\u00ad\u2010]\n", reader.pages[0].extract_text())


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_two_renderings_are_the_same_to_the_byte(form):
    assert write(EVERYTHING, form) == write(EVERYTHING, form)


def test_a_letter_no_font_has_is_stood_in_for_and_a_symbol_is_named():
    odd = small(Heading(1, "Tack 👍"), Paragraph("中 \x07 och \ud800 Привет"))
    text = text_of(pypdf.PdfReader(io.BytesIO(to_pdf(odd))))

    assert "[thumbs up sign]" in text
    assert "□" in text
    assert "Привет" in text
    assert "På webben finns de kvar" in " ".join(text.split())


def test_a_warning_from_typst_stops_the_document(monkeypatch):
    monkeypatch.setattr(
        pdf, "_DRAWINGS", '#set document(title: "x")\n#set text(font: "No such")\nx'
    )
    with pytest.raises(DocumentFault, match="unknown font family"):
        pdf.to_pictures(["<svg/>"], date(2026, 1, 2))


def test_a_fault_of_typst_is_told_and_not_hidden():
    with pytest.raises(DocumentFault):
        pdf.to_pictures(["this is no drawing"], date(2026, 1, 2))


def test_writing_a_pdf_loads_neither_typst_nor_word_where_it_is_called():
    code = (
        "import django, sys\n"
        "from django.conf import settings\n"
        "settings.configure(USE_I18N=True, LANGUAGE_CODE='en')\n"
        "django.setup()\n"
        "import overens.common.charts, overens.common.sheets\n"
        "from overens.common.documents import Document, Lead, to_pdf\n"
        "from datetime import date\n"
        "made = to_pdf(Document(title='T', language='en', date=date(2026, 1, 2),\n"
        "  publisher='P', slug='s', blocks=(Lead('Hej'),)))\n"
        "assert made.startswith(b'%PDF')\n"
        "heavy = {'typst', 'docx', 'lxml', 'xlsxwriter', 'python_calamine', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_a_document_without_contents_begins_on_its_first_page():
    short = small(Heading(1, "En"), Paragraph("Text."))
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(short)))

    assert len(reader.pages) == 1
    assert "Innehåll" not in reader.pages[0].extract_text()


def test_an_english_document_speaks_english():
    english = small(
        Heading(1, "One"),
        Heading(1, "Two"),
        Heading(1, "Three"),
        language="en",
    )
    text = text_of(pypdf.PdfReader(io.BytesIO(to_pdf(english))))

    assert "Contents" in text
    assert "Page 1 of 2" in text
    assert "2 January 2026" in text


# --- Word ---------------------------------------------------------


def test_a_word_file_has_real_headings_lists_and_origin_on_every_page(as_word):
    styles = [paragraph.style.name for paragraph in as_word.paragraphs]
    header = as_word.sections[0].header.paragraphs[0].text
    footer = as_word.sections[0].footer._element.xml

    assert styles[0] == "Title"
    for wanted in ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote"):
        assert wanted in styles
    assert ORIGIN in header
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert as_word.core_properties.title == "Uppföljning 2026"
    assert as_word.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "sv-SE"


def test_charts_in_word_are_pictures_with_an_alternative_text(as_word):
    pictures = list(as_word.element.body.iter(qn("wp:docPr")))

    assert len(pictures) == len(ALL) == len(as_word.inline_shapes)
    for chart, shown in zip(ALL, pictures, strict=True):
        assert chart.title in shown.get("descr")
        assert table(chart).rows[0][0] in shown.get("descr")
    assert len({shown.get("id") for shown in pictures}) == len(pictures)


def test_a_table_in_word_repeats_its_head_on_the_next_page(as_word):
    tables = [
        shown for shown in as_word.tables if shown.rows[0].cells[0].text == "Åtgärd"
    ]

    assert tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in tables[0].rows[1].cells] == [
        "Samma blankett",
        "200 000",
    ]


def test_a_second_numbered_list_in_word_begins_at_one(as_word):
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in as_word.paragraphs
        if paragraph.style.name == "List Number"
    ]

    assert numbers[0] == numbers[1] != numbers[2]


def test_a_word_file_lists_contents_that_lead_to_the_headings(as_word):
    links = [
        link.get(qn("w:anchor"))
        for link in as_word.element.body.iter(qn("w:hyperlink"))
    ]
    marks = {
        mark.get(qn("w:name"))
        for mark in as_word.element.body.iter(qn("w:bookmarkStart"))
    }

    assert len(links) == 4, "three chapters and sections, and words in a paragraph"
    assert set(links) <= marks


def test_a_word_file_carries_no_day_and_no_stranger():
    package = zipfile.ZipFile(io.BytesIO(to_docx(EVERYTHING)))

    assert {member.date_time for member in package.infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }
    assert not any("thumbnail" in name for name in package.namelist())
    core = package.read("docProps/core.xml").decode()
    assert "2026-11-22" in core
    assert "python-docx" not in core


# --- HTML ---------------------------------------------------------


def test_an_html_file_is_whole_and_asks_nothing_of_anyone(as_html):
    assert as_html.startswith("<!doctype html>")
    assert '<html lang="sv"' in as_html
    assert "<title>Uppföljning 2026</title>" in as_html
    assert not re.search(r"""(src|href)=["'](?!#)""", as_html)
    assert "url(" not in re.sub(r"url\(#", "", as_html)
    assert "<script" not in as_html
    assert ORIGIN in as_html


def test_an_html_file_has_headings_in_order_and_tables_that_are_open(as_html):
    levels = [int(level) for level in re.findall(r"<h(\d)[ >]", as_html)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    for above, below in zip(levels, levels[1:], strict=False):
        assert below <= above + 1
    assert as_html.count('<details class="ds-details" open="open">') == len(ALL)
    assert '<a href="#part-1">Det viktigaste</a>' in as_html
    assert 'id="part-1"' in as_html


def test_a_link_to_a_page_is_not_put_in_a_file():
    assert 'href="?status=done"' not in to_html(small(Chart(STATUS))).decode()


def test_a_fragment_passes_the_strictest_policy():
    fragment = to_html_fragment(EVERYTHING)

    assert "style=" not in fragment
    assert "<style" not in fragment
    assert "<h1" not in fragment


def test_ids_are_given_once_in_a_file():
    twice = to_html(small(Chart(BARS), Chart(BARS))).decode()
    ids = re.findall(r'\sid="([^"]+)"', twice)

    assert len(ids) == len(set(ids))


# --- documents ---------------------------------------------------------


def test_every_kind_of_block_is_written_in_each_form():
    kinds = set(get_args(Block))

    assert kinds == {type(block) for block in EVERYTHING.blocks}
    assert kinds == set(html._WRITERS)
    assert kinds - {Chart} == set(plain._PLAIN)


def test_a_heading_that_skips_a_level_is_refused():
    with pytest.raises(ValueError, match="cannot follow"):
        small(Heading(1, "En"), Heading(3, "Tre"))
    with pytest.raises(ValueError, match="cannot follow"):
        small(Heading(2, "Två"))


@pytest.mark.parametrize("name", ["title", "publisher", "slug"])
def test_a_document_without_a_name_is_refused(name):
    with pytest.raises(ValueError, match=name):
        small(**{name: " "})


def test_a_table_with_a_row_too_short_is_refused():
    with pytest.raises(ValueError, match="1 cells"):
        Table(headings=("a", "b"), rows=(("x",),))


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_a_document_of_nothing_but_a_title_can_be_written(form):
    assert write(small(), form)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_very_long_words_and_many_rows_can_be_written(form):
    long = small(
        Heading(1, "x" * 300),
        Paragraph("y" * 5_000),
        Quote("z" * 500, ""),
        Table(
            headings=("Kolumn", "Värde"),
            rows=tuple((f"Rad {row}", "w" * 200) for row in range(120)),
        ),
        title="T" * 200,
    )
    assert write(long, form)


def test_the_module_says_what_it_offers():
    assert {"to_pdf", "to_docx", "to_html", "write"} <= set(documents.__all__)
