"""Documents: one list of blocks, written as PDF, Word and HTML.

::

    to_pdf(document)     tagged PDF/UA-1 by Typst, in a process of its own
    to_docx(document)    Word with real styles
    to_html(document)    one HTML file, complete in itself
    write(document, "pdf" | "docx" | "html")
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from overens.common.charts import Table
from overens.common.documents.blocks import (
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Figure,
    Figures,
    Heading,
    Lead,
    Linked,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
)
from overens.common.documents.html import to_html, to_html_fragment
from overens.common.documents.pdf import DocumentFault, PressBusy, to_pdf

Format = Literal["pdf", "docx", "html"]

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def to_docx(document: Document) -> bytes:
    """Return a document as Word.

    Returns:
        A package with real heading, list, quotation and caption styles, a list of
        contents, repeated table headings, charts with alternative texts, and origin
        on every page. The same document gives the same bytes.

    Raises:
        DocumentFault: a chart could not be turned into a picture.
    """
    # Word's library is loaded by who writes Word, not by every web process.
    from overens.common.documents.word import write_docx

    return write_docx(document)


_WRITERS: dict[Format, Callable[[Document], bytes]] = {
    "pdf": to_pdf,
    "docx": to_docx,
    "html": to_html,
}


def write(document: Document, form: Format) -> bytes:
    """Return a document in one of the forms of ``MEDIA_TYPES``."""
    return _WRITERS[form](document)


__all__ = [
    "MEDIA_TYPES",
    "Block",
    "Bullets",
    "Chart",
    "Definitions",
    "Document",
    "DocumentFault",
    "Figure",
    "Figures",
    "Format",
    "Heading",
    "Lead",
    "Linked",
    "Note",
    "Numbered",
    "PageBreak",
    "Paragraph",
    "PressBusy",
    "Quote",
    "Table",
    "to_docx",
    "to_html",
    "to_html_fragment",
    "to_pdf",
    "write",
]
